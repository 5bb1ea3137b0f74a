/* Writes what was mapped into a new catalog. */
#ifndef MAP_WRITE_H
#define MAP_WRITE_H

#include "attack/stix.h"
#include "catalog/catalog.h"
#include "inputs.h"

/*
 * All that stays while only one's own files change, for catalog_lay; and all else.
 * Each in a fixed order; domains are those of in's bundles. Returns 0, or -1 after
 * reporting the error.
 */
int write_ground(struct catalog *c, const struct inputs *in,
    const struct stix *domains);
int write_rest(struct catalog *c, const struct inputs *in,
    const struct stix *domains);

/* The key of a control of an input: they are numbered on, source by source. */
long long write_control_pk(const struct inputs *in, const struct input *at,
    const struct control *k);

#endif
