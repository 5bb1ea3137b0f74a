/* A control's platforms, as ATT&CK calls them. */
#ifndef CONTROLS_PLATFORMS_H
#define CONTROLS_PLATFORMS_H

#include "controls/control.h"
#include "controls/pick.h"

/* Fills in the platforms of a new control: those of control.platforms; where
 * there are none, those of the first step that gives any. */
void platforms_take(const struct taking *t, struct control *c);

#endif
