/* The ids that a control names. */
#ifndef CONTROLS_TAGGING_H
#define CONTROLS_TAGGING_H

#include <stdbool.h>

#include "controls/control.h"
#include "controls/pick.h"

/* Adds the ids of the node to the control's: distinct, in their order. */
void tagging_take(const struct taking *t, struct control *c);

/* The nodes at the fields, or the node itself where there are none to follow.
 * Frees: v. */
struct nodes tagging_step(const struct taking *t, const struct fields *fields);

#endif
