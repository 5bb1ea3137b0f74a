/* What crosswalks say, as text: of a control and of a technique. */
#ifndef TEXT_CROSSWALKS_H
#define TEXT_CROSSWALKS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "output/writer.h"

/* Print crosswalks of a control or an element, and derived of a technique
 * (crosswalk/crosswalk.h), the first few of each unless all; return how many are left
 * out. */
int crosswalks_put(struct writer *w, const cJSON *crosswalks, bool all);
int crosswalks_put_derived(struct terminal *t, int columns,
    const cJSON *derived, bool all);

#endif
