/* The ground of catalogs, kept in the cache. */
#ifndef MAP_GROUND_H
#define MAP_GROUND_H

#include "attack/stix.h"
#include "catalog/catalog.h"
#include "inputs.h"

/*
 * A new catalog that has its ground: on pages that an earlier run wrote, where they
 * are of the same rows. write_rest, then catalog_commit. NULL on error.
 */
struct catalog *ground_lay(const struct inputs *in, const struct stix *domains);

#endif
