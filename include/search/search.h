/* Full-text search. */
#ifndef SEARCH_SEARCH_H
#define SEARCH_SEARCH_H

#include "catalog/catalog.h"

/* The kinds of results, in the order to show them; NULL ends. */
extern const char *const search_kinds[];

/*
 * `sextant search --format json`: {schema: 1, query, shown, found, results
 * [{kind, shown, found, items [as catalog_search has them, the best first]}],
 * suggestion: the query in words that are there, where nothing is found and
 * such are near, and sample, scope and settings of the catalog}. Returns NULL
 * after reporting the error.
 */
cJSON *search_find(struct catalog *c, const struct catalog_search *s);

#endif
