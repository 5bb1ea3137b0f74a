/* What a rule that was made from another's calls that one. */
#ifndef CONTROLS_TWIN_H
#define CONTROLS_TWIN_H

#include "controls/control.h"
#include "controls/pick.h"

/*
 * Fills in the digest of the control's query, and, of an own source, what its
 * twin may be called: ids and names, distinct, in their order.
 */
void twin_take(const struct taking *t, struct control *c);

/* Adds what stands at the places that how names, of the node of t: distinct, case
 * ignored, and in their order; the texts in t.mem. */
void twin_take_calls(struct taking t, const struct tagging *how,
    struct strs *to);

#endif
