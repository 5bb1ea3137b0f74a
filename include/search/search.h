/* Full-text search. */
#ifndef SEARCH_SEARCH_H
#define SEARCH_SEARCH_H

#include "catalog/catalog.h"

/* The kinds of results, in the order to tell them; NULL ends. */
extern const char *const search_kinds[];

/*
 * `sextant search --format json`: {schema: 2, query, instead (what was searched,
 * where the query itself finds nothing, or has misspelled words), perspective (whose
 * controls the numbers of techniques count: perspective.h), shown, found,
 * results [{kind, shown, found, items}], the one with the best answer first, and
 * sample, scope, settings and from (provenance.h)}. Items are in the order of
 * search/rank.h, the best first: what catalog_seek_details has of them, exact (true:
 * the words are its id, an old one or its name), and matched, a list of where: id,
 * old id, name, synonym, other name, title, tag, log source, file, description,
 * query; controls: these are about it. Returns NULL after reporting the error.
 */
cJSON *search_find(struct catalog *c, const struct catalog_search *s);

#endif
