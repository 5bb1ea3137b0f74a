/* The logs that a control needs. data/README.md, "Logs". */
#ifndef CONTROLS_NEEDS_H
#define CONTROLS_NEEDS_H

#include "controls/control.h"
#include "controls/pick.h"

/*
 * Fills the needs of the control as the key logs of its definition says; none where
 * nobody asks, or the definition has no such key. At most 40 needs, of 200
 * alternatives: more are a finding, and the rest left out.
 */
void needs_take(const struct taking *t, struct control *c);

#endif
