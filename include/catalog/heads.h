/*
 * Of the controls that name a technique only how many there are, and which come first:
 * what is said of thousands without reading them.
 */
#ifndef CATALOG_HEADS_H
#define CATALOG_HEADS_H

#include "catalog/catalog.h"

/*
 * Adds to heads, an array, of each source with controls on the technique, in their order,
 * {source (ord), yours, available (each: how many that count have evidence E0, E1 …),
 * others (how many rows of it do not count)}; and to first, an array of pks, at most the
 * controls of each that count, the best evidence first, and others of those that do not,
 * each in the order of the source. Returns 0, or -1 after reporting the error.
 */
int catalog_heads(struct catalog *c, long long technique, int controls, int others,
    cJSON *heads, cJSON *first);

/* Sets n to how many mappings count for the technique. Returns 0, or -1. */
int catalog_technique_size(struct catalog *c, long long technique, long long *n);

#endif
