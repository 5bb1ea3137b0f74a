/*
 * What a site's search.json says: what has a page, and what it is called. Functions
 * that fail return -1 or NULL after reporting the error.
 */
#ifndef SEARCH_SEARCH_INDEX_H
#define SEARCH_SEARCH_INDEX_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/*
 * {places [[id, name, other names, a line each]], ...}: techniques with the
 * old ids that lead to them, tactics, groups, software and campaigns with
 * their other names. The third is absent where there is none. Each id has a
 * page (techniques/, tactics/, threats/). matrix is matrix_make. NULL on
 * error.
 */
cJSON *search_index_names(struct catalog *c, const cJSON *matrix);

/*
 * [[id, titles, one per line]]: the titles of controls that count, each at the
 * first technique that it counts for. NULL on error.
 */
cJSON *search_index_titles(struct catalog *c, const cJSON *matrix);

#endif
