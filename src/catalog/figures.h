/* What is kept of figures over many controls. */
#ifndef CATALOG_FIGURES_H
#define CATALOG_FIGURES_H

#include "db.h"

/*
 * Fills what is kept of the sources that are new (db.h), whose rows are all there;
 * they are so no longer. Returns 0, or -1 after reporting the error.
 */
int figures_keep(struct catalog *c);

#endif
