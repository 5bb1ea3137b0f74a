/* What a crosswalk relates, read from documents as its definition says. */
#ifndef CONTROLS_CROSSWALK_ITEMS_H
#define CONTROLS_CROSSWALK_ITEMS_H

#include "controls/control.h"
#include "controls/pick.h"

/* Adds the pairs and titles of docs, the documents of a file of t: of a node each
 * id of the one side with each of the other. A side without an id, what is no id by
 * its pattern, and a relation that nobody knows (taken as related-to) are findings;
 * what is said not to be related is no pair. */
void crosswalk_items_take(struct taking *t, const cJSON *docs,
    struct controls *out);

#endif
