/*
 * The bundle ahead of the chosen one: rules already use
 * ids that are newer, and what it revokes is moved, not missing. It never
 * decides where anything counts.
 */
#ifndef MAP_AHEAD_H
#define MAP_AHEAD_H

#include "attack/stix.h"
#include "map/bundles.h"

/*
 * Reads the bundle that is ahead of b into newer, and tells s, read of b, of
 * it: techniques of s that it revoked know where they moved. Nothing where
 * there is none, or its version is not later than that of s. newer must live as
 * long as s. Returns 0, or -1 after reporting the error.
 */
int ahead_read(const struct bundle *b, int jobs, struct stix *newer,
    struct stix *s);

#endif
