/* Crosswalks: which ids they relate, and which controls these are. */
#ifndef MAP_CROSSWALKS_H
#define MAP_CROSSWALKS_H

#include "catalog/put_crosswalks.h"
#include "inputs.h"

/*
 * Makes the sides of each crosswalk: its ids, one of each key (base/key.h) in the order
 * of their numbers, each with its controls in the source that the side is of; and
 * leaves one pair of two ids. That a source is not here, in one finding the ids of
 * which it has no control, and a pair that is there twice, are findings.
 */
void crosswalks_join(struct inputs *in);

/* Writes all crosswalks, behind all controls. Returns 0, or -1 after reporting the
 * error. */
int crosswalks_write(struct catalog *c, const struct inputs *in);

#endif
