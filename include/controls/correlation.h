/* Correlations, and the rules that they are made of. */
#ifndef CONTROLS_CORRELATION_H
#define CONTROLS_CORRELATION_H

#include "controls/control.h"
#include "controls/pick.h"

/* Takes what the control is called, and what it calls others. */
void correlation_take(const struct taking *t, struct control *c);

/*
 * Of all controls of a source: what their correlations name becomes `bases`,
 * and what cannot be told a finding. A base of a correlation that is active,
 * where none lets it alert by itself, is no longer active but LIFECYCLE_BASE. A
 * correlation without an id has those of its bases, and so it is with its
 * level, if they have but one, and its platforms. With all, each stays what it
 * is, for it counts whatever that is. The controls stay where they are.
 */
void correlations_settle(struct controls *all, bool whatever,
    struct findings *f);

#endif
