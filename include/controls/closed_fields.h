/* Closed fields: those whose every word the definition knows. */
#ifndef CONTROLS_CLOSED_FIELDS_H
#define CONTROLS_CLOSED_FIELDS_H

#include "attack/stix.h"
#include "controls/control.h"
#include "controls/pick.h"

/* Adds the words in closed fields of the node that the definition does not
 * know. */
void closed_fields_take(const struct taking *t, struct unknowns *s);

/* Adds one; if the word is there already, it is counted. */
void closed_fields_add(struct unknowns *s, const struct unknown *one);

/* Adds the unknowns of another document. */
void closed_fields_join(struct unknowns *s, const struct unknowns *from);

/* Adds each platform of the n controls of a source, of those that count, that
 * neither their ATT&CK nor the source's definition has (case ignored). */
void closed_fields_add_platforms(struct unknowns *to, const struct source *s,
    const struct stix *attack, const struct control *v, size_t n);

/* How many unknowns are kept of a source: the first ones. */
enum { UNKNOWNS_MAX = 20 };

#endif
