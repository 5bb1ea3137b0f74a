/* Finding a technique by what a person calls it. */
#ifndef SEARCH_FIND_H
#define SEARCH_FIND_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/*
 * Finds a technique by an id (also an old one) or a name, in any spelling
 * (base/key.h). *row becomes its row of Q_TECHNIQUE; if it is revoked and has a
 * successor, *row is the successor's and *old the row that was found, else *old
 * is NULL. Returns 1 if found; 0 if not, and *row is NULL; -1 after reporting the
 * error.
 */
int find_exact(struct catalog *c, const char *word, cJSON **row, cJSON **old);

/* The same of an id as ATT&CK writes it. */
int find_by_id(struct catalog *c, const char *id, cJSON **row, cJSON **old);

#endif
