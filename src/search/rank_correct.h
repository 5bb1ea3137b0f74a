/* Other words for a query that finds nothing, or not much (search/rank.h:
 * CORRECTION, DROPPING). */
#ifndef SEARCH_RANK_CORRECT_H
#define SEARCH_RANK_CORRECT_H

#include "rank_run.h"

/* *text becomes the query's words with those that are misspelled corrected, in the
 * ranking's memory; NULL if there are none. Returns 0, or -1 after reporting the
 * error. */
int rank_correct(struct ranking *r, const struct rank_query *q, char **text);

/* The query's words without one, or without those that nothing has; or the id in
 * the text without its last number. *left is NULL if there is nothing to drop. As
 * above. */
int rank_drop(struct ranking *r, const char *text, const struct rank_query *q,
    char **left);

#endif
