/* Evidence: joins rules with the recordings that they name. */
#ifndef MAP_RECORDED_H
#define MAP_RECORDED_H

#include "inputs.h"

/*
 * Raises each rule that names a recording of another source (E2, whatever the
 * techniques of that are), and adds to joined of its input. To be called before
 * twins are asked what they have. A file that no source has a recording of, in the
 * repository of one that is here, is a finding, as are more than 100 of a rule.
 */
void recorded_join(struct inputs *in);

#endif
