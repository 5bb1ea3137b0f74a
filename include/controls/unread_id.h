/*
 * What looks like an id where a definition reads ids, and is read as none:
 * data/README.md, "Nothing is passed over". map tells it as a finding. lint
 * may: the strays of a control of control_look know their nodes (spot_find
 * takes text, at and len), unread_id_why says what is wrong, and what unread_id_right
 * says may take the place of those len bytes.
 */
#ifndef CONTROLS_UNREAD_ID_H
#define CONTROLS_UNREAD_ID_H

#include "attack/stix.h"
#include "controls/control.h"
#include "controls/pick.h"

/*
 * Adds to c's strays what is one in the value of a node at the field of ids:
 * s is the sighting of a scalar; of an array or object, in which none is read,
 * it is NULL. A value is none where another part of the definition reads it.
 */
void unread_id_take(const struct taking *t, const struct tagging *how,
    const cJSON *node, const struct sighting *s, struct control *c);

/*
 * Adds the ids that stand in a member of the control, or of objects in it,
 * that is called like techniques (mitre_attack_ids) or labels, and at which no part of the
 * definition looks. After all other ids are taken.
 */
void unread_id_take_rest(const struct taking *t, struct control *c);

/*
 * What is wrong with it, as the end of a sentence that begins with its text,
 * and as what map calls it: "unread-id" or "unknown-id". NULL where nothing is:
 * it is a group or the like that ATT&CK has. Memory: mem.
 */
const char *unread_id_why(const struct unread_id *s, const struct stix *stix,
    struct arena *mem, const char **what);

/* What to write in place of its len bytes so that the definition reads it; NULL
 * where one cannot tell. Memory: mem. */
const char *unread_id_right(const struct unread_id *s, const struct stix *stix,
    struct arena *mem);

#endif
