/* Correlations, and the rules that they are made of. */
#ifndef CONTROLS_CORRELATION_H
#define CONTROLS_CORRELATION_H

#include "controls/control.h"
#include "controls/pick.h"

/* Fills in the name of the control, and the names by which it calls others. */
void correlation_take(const struct taking *t, struct control *c);

/*
 * Resolves what the correlations of a source call to their `bases`; what cannot
 * be resolved is a finding. A rule that is a base of active correlations, and
 * that none of them lets alert by itself, becomes LIFECYCLE_BASE. A correlation
 * without an id inherits those of its bases, and likewise their level, if they
 * agree, and their platforms. all_count: controls count in any state, so none is
 * changed. The controls stay where they are.
 */
void correlation_resolve(struct controls *all, bool all_count,
    struct findings *f);

#endif
