/* What a person calls a technique. */
#ifndef MODEL_FIND_H
#define MODEL_FIND_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/*
 * Finds what a person calls a technique: an id (any case, old ones too) or a
 * name. *row is the technique's row (of a revoked one its successor's, where
 * there is one, and *old the row of the one asked for, else NULL). 1 found, 0
 * not: then *row is a list of near ones, [{id, name}]; -1 on error.
 */
int find_technique(struct catalog *c, const char *word, cJSON **row, cJSON **old);

/* As find_technique, but *row is NULL where nothing is found. */
int find_exact(struct catalog *c, const char *word, cJSON **row, cJSON **old);

#endif
