/* What is kept of the controls of a document. */
#ifndef CONTROLS_KEEP_H
#define CONTROLS_KEEP_H

#include "controls/control.h"

/* Copies all that that a document of controls gave to mem, from an arena that is
 * taken back, except what only control_look gives. Paths stay borrowed. */
void controls_keep(struct controls *c, struct arena *mem);

#endif
