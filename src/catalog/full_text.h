/* The full-text index of a catalog. */
#ifndef CATALOG_FULL_TEXT_H
#define CATALOG_FULL_TEXT_H

#include "db.h"

/* Fills the index of a catalog whose rows are all there; 0, or -1 once said. */
int full_text_index(struct catalog *c);

#endif
