/*
 * What to rank a technique by, and what may close it, beside the controls that
 * count for it.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef COUNT_CONTEXT_H
#define COUNT_CONTEXT_H

#include "count/tally.h"

/*
 * Adds to each technique of the tally, which is of that selection, what gaps.h
 * describes: groups, campaigns, software, analytics, elsewhere, yours,
 * available, parent and subs; where the tally is of some techniques only, elsewhere,
 * parent and subs are empty. kind is the one asked about. Returns 0, or -1.
 */
int context_add(struct tally *r, struct catalog *c,
    const struct catalog_selection *selection, const char *kind);

/* Adds moved (gaps.h) to the technique of that pk, if it has moved. Returns 0,
 * or -1. */
int context_add_moved(struct catalog *c, cJSON *technique, long long pk);

/* Compares two techniques as strcmp does: the more used sorts first, by groups
 * and campaigns, then by software, then by domain and id. */
int context_compare(const cJSON *x, const cJSON *y);
int context_by_use(const void *a, const void *b); /* the same for qsort */

#endif
