/* Correlations and the rules that they are made of, as they are told. */
#ifndef MODEL_BASES_H
#define MODEL_BASES_H

#include <cjson/cJSON.h>

#include "base/buf.h"

/*
 * Makes lists of bases and base_of in a row of a control, and adds what is said
 * of them in passing: made_of ("Logon and 3 more"), and silent, why it does not
 * count (as bases_put_silent). What is not there stays so.
 */
void bases_add(cJSON *row);

/* "base of Many logons and 2 more, does not alert by itself": of the titles of
 * correlations, a line each. */
void bases_put_silent(const char *titles, struct buf *out);

#endif
