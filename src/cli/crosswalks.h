/* What crosswalks say, as text: in lists, of a control and of a technique. */
#ifndef CLI_CROSSWALKS_H
#define CLI_CROSSWALKS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "output/writer.h"

/* sextant list crosswalks: the whole command, argv[0] being "crosswalks"; returns its
 * exit code. */
int list_crosswalks(int argc, char **argv);

/* Print crosswalks of a control or an element, and derived of a technique
 * (crosswalk/crosswalk.h), the first few of each unless all; return how many are left
 * out. */
int crosswalks_put(struct writer *w, const cJSON *crosswalks, bool all);
int crosswalks_put_derived(struct terminal *t, int columns,
    const cJSON *derived, bool all);

#endif
