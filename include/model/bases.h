/* Correlations and their base rules, in words. */
#ifndef MODEL_BASES_H
#define MODEL_BASES_H

#include <cjson/cJSON.h>

#include "base/buf.h"

/*
 * Turns bases and base_of in a control's row into lists, and adds short texts:
 * made_of ("Logon and 3 more") and silent, why it does not count (as
 * bases_put_silent). What is absent stays absent.
 */
void bases_add(cJSON *row);

/* Appends "base of Many logons and 2 more, does not alert by itself"; titles
 * are those of correlations, one per line. */
void bases_put_silent(const char *titles, struct buf *out);

#endif
