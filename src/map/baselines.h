/* Baselines: which controls of a source they choose. */
#ifndef MAP_BASELINES_H
#define MAP_BASELINES_H

#include "catalog/put_baselines.h"
#include "inputs.h"

/*
 * Fills in the choices of each baseline: the controls of its source whose ids
 * have the key (base/key.h) of one that it names. One that is named twice stays
 * once; that, a source that is not here, and, in one finding, the ids of which
 * the source has no control, are findings.
 */
void baselines_join(struct inputs *in);

/* Writes all baselines, behind all controls. Returns 0, or -1 after reporting the
 * error. */
int baselines_write(struct catalog *c, const struct inputs *in);

#endif
