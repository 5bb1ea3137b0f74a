/* The guard: what changed suddenly stops the run, or is told. */
#ifndef MAP_GUARD_H
#define MAP_GUARD_H

#include "inputs.h"

/*
 * Measures each bundle and each source, and holds it against what any has
 * (expect.h), against the least that its definition expects, and against what
 * it was when map last accepted it. Whatever may be told, and goes on, is a
 * finding and a line of in->told. 0, or -1 once all that must stop is said, or
 * added to the options' list. What --accept-change names stops nothing.
 */
int guard_check(struct inputs *in, const struct stix *stix);

#endif
