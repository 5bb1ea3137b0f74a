/* Threats, read from documents as their source's definition says. */
#ifndef CONTROLS_THREAT_ITEMS_H
#define CONTROLS_THREAT_ITEMS_H

#include "controls/control.h"
#include "controls/pick.h"

/* Adds the threats of docs, the documents of a file of t. What lacks an id or a
 * name, or names no technique where it should, and a number that is none, is a
 * finding. */
void threat_items_take(struct taking *t, const cJSON *docs,
    struct controls *out);

#endif
