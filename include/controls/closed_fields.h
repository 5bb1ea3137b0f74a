/* Closed fields: those whose every word the definition knows. */
#ifndef CONTROLS_CLOSED_FIELDS_H
#define CONTROLS_CLOSED_FIELDS_H

#include "controls/control.h"
#include "controls/pick.h"

/* Adds what closed fields of the node say that is none of their words. */
void words_take(const struct taking *t, struct unknowns *s);

/* Adds one; a word that is there already counts up. */
void words_add(struct unknowns *s, const struct unknown *one);

/* Adds the unknowns of another document. */
void words_join(struct unknowns *s, const struct unknowns *from);

/* How many unknowns are kept of a source: the first ones. */
enum { STRAYS_MAX = 20 };

#endif
