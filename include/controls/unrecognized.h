/* Nodes that a source's definition does not recognise as controls. */
#ifndef CONTROLS_UNRECOGNIZED_H
#define CONTROLS_UNRECOGNIZED_H

#include "base/str.h"
#include "controls/pick.h"

/* Adds a finding that the node is no control, and why; unless the definition
 * knows it for something else: has_none, only, parts_of. */
void unrecognized_report(const struct taking *t);

/*
 * Makes one finding a folder and reason of those that unrecognized_report gave, naming
 * the first three and counting the rest. Of source id what the first of them
 * say is added to lines, for the user: a line, or none.
 */
void unrecognized_unite(struct findings *f, const char *id, struct strs *lines);

#endif
