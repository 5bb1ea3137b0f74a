/* The full-text index of a catalog. */
#ifndef CATALOG_SEARCH_H
#define CATALOG_SEARCH_H

#include "db.h"

/* Fills the index of a catalog whose rows are all there; 0, or -1 once said. */
int search_index(struct catalog *c);

#endif
