/* What is kept of what a document gave. */
#ifndef KEPT_SHAPES_H
#define KEPT_SHAPES_H

#include "store/pack.h"

/* Of struct controls, as control_take leaves it, and of struct finding. Their links are
 * into the frameworks of the source, and its words, techniques and tactics. */
extern const struct pack_member shape_controls[], shape_finding[];

#endif
