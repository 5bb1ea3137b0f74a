/* The ids that a control names. */
#ifndef CONTROLS_TAGGING_H
#define CONTROLS_TAGGING_H

#include <stdbool.h>

#include "controls/control.h"
#include "controls/pick.h"

/* Adds the ids of the node to the control's: distinct, in their order. */
void tagging_take(const struct taking *t, struct control *c);

/* The same of the definition's fields alone: that something else in the node looks
 * like an id is not told. */
void tagging_take_fields(const struct taking *t, struct control *c);

/* Sets of a tag that has its id what that is by its form: formed, framework, other. how
 * is where it stands. */
void tagging_tell_form(const struct source *s, const struct tagging *how,
    struct tag *tag);

/* Why a tag of a source of a domain (of NULL: ATT&CK's) is malformed: a clause, in
 * mem. */
const char *tagging_why_malformed(const struct framework *of,
    const struct tag *tag, struct arena *mem);

#endif
