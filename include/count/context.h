/*
 * What there is of a technique beside the controls that count for it: what one
 * would rank it by, and close it with.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef COUNT_CONTEXT_H
#define COUNT_CONTEXT_H

#include "count/tally.h"

/*
 * Adds to each technique of the roster, of that selection, kind being the one
 * asked about, as gaps.h describes them: groups, campaigns, software,
 * analytics, elsewhere, parent, subs. Returns 0, or -1.
 */
int context_add(struct tally *r, struct catalog *c,
    const struct catalog_selection *selection, const char *kind);

/* Adds moved to the technique of that pk, where it has moved. Returns 0, or -1. */
int context_add_moved(struct catalog *c, cJSON *technique, long long pk);

/* Which of two techniques is used more, as strcmp: the most groups and
 * campaigns first, then the most software, then by domain and id. */
int context_compare(const cJSON *x, const cJSON *y);
int context_by_use(const void *a, const void *b); /* the same, for qsort */

#endif
