/* The guard: sudden changes stop the run, or are reported. */
#ifndef MAP_GUARD_H
#define MAP_GUARD_H

#include "inputs.h"

/*
 * Measures each bundle and each source, and compares it with what any has
 * (expect.h), with the least that its definition expects, and with what it was
 * when map last accepted it. What does not stop the run is a finding and a line
 * of in->told. Returns 0, or -1 if the run must stop, after reporting all
 * reasons or adding them to the options' list. What --accept-change names never
 * stops the run.
 */
int guard_check(struct inputs *in, const struct stix *stix);

#endif
