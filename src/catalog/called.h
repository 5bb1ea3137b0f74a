/* What everything in a catalog is called. */
#ifndef CATALOG_CALLED_H
#define CATALOG_CALLED_H

#include "db.h"

/* Fills the table of a catalog whose other rows are all there, of what is laid and of
 * sources that are new (db.h). Returns 0, or -1 after reporting the error. */
int called_fill(struct catalog *c);

#endif
