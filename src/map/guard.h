/* The silent-zero guard: a source that suddenly maps nothing stops the run. */
#ifndef MAP_GUARD_H
#define MAP_GUARD_H

#include "inputs.h"

/*
 * Holds each source against the least that its definition expects: the share
 * and the number of its controls that name a technique (of a source of
 * evidence: the number of proofs). 0, or -1 once said for each that is thin
 * (or added to the options' list): what was expected, what came, and the first
 * documents without an id. Sources that --allow-thin names are not held.
 */
int guard_check(const struct inputs *in);

#endif
