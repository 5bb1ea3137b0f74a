/* Of what a rule did in a test time and again: what holds today. */
#ifndef MAP_OUTCOMES_H
#define MAP_OUTCOMES_H

#include "inputs.h"

/*
 * Says of all that is joined to rules by sources of evidence whether it stands:
 * it was detected, and no later outcome of the same level, rule and test is
 * that it was missed. What has no date is older than what has one; of equals
 * the source, and in it the row, further down is the later one.
 */
void outcomes_decide(struct inputs *in);

/* Raises each pair to the highest level of what is joined to it and stands, and each
 * control to the best of its pairs. */
void outcomes_raise(struct inputs *in);

/* Does it say that a test ran, whatever came of it? */
bool outcomes_ran(const struct joined *j);

#endif
