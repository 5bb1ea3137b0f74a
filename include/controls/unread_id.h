/*
 * What looks like an id where a definition reads ids, and is not read as one:
 * data/README.md, "Nothing is passed over". For map each is a finding. For lint
 * those of a control of control_look know their nodes (spot_find takes text, at
 * and len): unread_id_why says what is wrong, and unread_id_right what may
 * replace those len bytes.
 */
#ifndef CONTROLS_UNREAD_ID_H
#define CONTROLS_UNREAD_ID_H

#include "attack/stix.h"
#include "controls/control.h"
#include "controls/pick.h"

/*
 * Adds to the control what looks like an id, and is not read, in the value of a
 * node at a field of ids. `all` are the sightings of a scalar, at least one; it
 * is NULL for an array or object, in which no id is read. What another part of
 * the definition reads is not added.
 */
void unread_id_take(const struct taking *t, const struct tagging *how,
    const cJSON *node, const struct sightings *all, struct control *c);

/*
 * Adds the ids that stand in a member of the control, or of objects in it,
 * that is called like techniques (mitre_attack_ids) or labels, and at which no part of the
 * definition looks; of an own source's control that names no technique also
 * those in its title and description. After all other ids are taken.
 */
void unread_id_take_rest(const struct taking *t, struct control *c);

/*
 * What is wrong with it, as the end of a sentence that begins with its text, in
 * mem; *what is the kind of finding, "unread-id" or "unknown-id". NULL: nothing
 * is wrong, it is a group or the like that ATT&CK has.
 */
const char *unread_id_why(const struct unread_id *s, const struct stix *stix,
    struct arena *mem, const char **what);

/* What to write in place of its len bytes so that the definition reads it, in
 * mem; NULL: unknown. */
const char *unread_id_right(const struct unread_id *s, const struct stix *stix,
    struct arena *mem);

#endif
