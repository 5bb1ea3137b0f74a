/* Finding a technique by what a person calls it. */
#ifndef SEARCH_FIND_H
#define SEARCH_FIND_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/*
 * Finds a technique by an id (in any case, also an old one) or a name. *row
 * becomes its row; if it is revoked and has a successor, *row is the
 * successor's and *old the row that was found, else *old is NULL. Returns 1 if
 * found; 0 if not, and *row is a list of suggestions, [{id, name}]; -1 on
 * error.
 */
int find_technique(struct catalog *c, const char *word, cJSON **row, cJSON **old);

/* The same without suggestions: *row is NULL if nothing is found. */
int find_exact(struct catalog *c, const char *word, cJSON **row, cJSON **old);

#endif
