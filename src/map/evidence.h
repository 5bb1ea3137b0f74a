/* Joins evidence from elsewhere with the controls that it is of. */
#ifndef MAP_EVIDENCE_H
#define MAP_EVIDENCE_H

#include "inputs.h"

/*
 * For each proof of each source of evidence, raises the evidence of the
 * controls that it names: all that have the id (ASCII case ignored), or an address
 * that ends in their path in their repository (or, where a file has moved, in
 * its name, if only one has it), or in their id. What names nothing is a
 * finding. A later "missed" of the same control and test takes back what was
 * seen before it. What is proof today goes into the input's joined.
 */
void evidence_join(struct inputs *in);

#endif
