/* What is kept of figures over many controls. */
#ifndef CATALOG_FIGURES_H
#define CATALOG_FIGURES_H

#include "db.h"

/*
 * Fills the total table of a catalog whose rows are all there; returns 0, or
 * -1 after reporting the error.
 */
int figures_keep(struct catalog *c);

#endif
