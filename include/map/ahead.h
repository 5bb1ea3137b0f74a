/*
 * The bundle ahead of the chosen one. It explains ids that are newer than the
 * chosen version, and shows where techniques have moved; it never decides where
 * anything counts.
 */
#ifndef MAP_AHEAD_H
#define MAP_AHEAD_H

#include "attack/stix.h"
#include "map/bundles.h"

/*
 * Reads the bundle that is ahead of b into newer, and links it to s, which was
 * read from b: techniques of s that newer revoked know where they moved. Does
 * nothing where there is none, or its version is not later than that of s. newer
 * must live as long as s. Returns 0, or -1 after reporting the error.
 */
int ahead_read(struct bundle *b, int jobs, struct stix *newer,
    struct stix *s);

#endif
