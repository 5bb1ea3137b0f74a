/* Closed fields: those whose every word the definition knows. */
#ifndef CONTROLS_CLOSED_FIELDS_H
#define CONTROLS_CLOSED_FIELDS_H

#include "controls/control.h"
#include "controls/pick.h"

/* Adds what closed fields of the node say that is none of their words. */
void closed_fields_take(const struct taking *t, struct unknowns *s);

/* Adds one; a word that is there already counts up. */
void closed_fields_add(struct unknowns *s, const struct unknown *one);

/* Adds the unknowns of another document. */
void closed_fields_join(struct unknowns *s, const struct unknowns *from);

/* How many unknowns are kept of a source: the first ones. */
enum { UNKNOWNS_MAX = 20 };

#endif
