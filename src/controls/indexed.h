/* What full text finds a control by. */
#ifndef CONTROLS_INDEXED_H
#define CONTROLS_INDEXED_H

#include "controls/control.h"
#include "controls/pick.h"

/*
 * Fills in c->indexed. Of a member's name counts what stands in front of the
 * first '|': behind it Sigma has modifiers. What stands beside selections, as their
 * condition, does not count.
 *
 * A CVE is found wherever its id stands in a text of the control, or in its path:
 * CVE, a year, a number of four digits or more, and one of "-_. " between them,
 * in any case. What is too long is cut, which is a finding.
 */
void indexed_take(const struct taking *t, struct control *c);

#endif
