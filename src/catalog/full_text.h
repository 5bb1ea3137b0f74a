/* The full-text index of a catalog. */
#ifndef CATALOG_FULL_TEXT_H
#define CATALOG_FULL_TEXT_H

#include "db.h"

/* Fills the index of a catalog whose rows are all there; returns 0, or -1
 * after reporting the error. */
int full_text_index(struct catalog *c);

#endif
