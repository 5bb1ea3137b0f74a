/* The ids that a control names. */
#ifndef MAP_TAGGING_H
#define MAP_TAGGING_H

#include <stdbool.h>

#include "control.h"
#include "pick.h"

/* Is id T0000 or T0000.000? */
bool tagging_is_formed(const char *id);

/* Is sub a sub-technique of parent, by their ids? */
bool tagging_is_below(const char *sub, const char *parent);

/* Adds the ids of the node to the control's: distinct, in their order. */
void tagging_take(const struct taking *t, struct control *c);

/* The nodes at the fields, or the node itself where there are none to follow.
 * Frees: v. */
struct nodes tagging_step(const struct taking *t, const struct fields *fields);

#endif
