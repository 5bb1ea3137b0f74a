/* Objects that stand twice in a bundle: one of each stays. */
#ifndef ATTACK_DUPLICATES_H
#define ATTACK_DUPLICATES_H

#include "attack/object.h"
#include "defects.h"

/*
 * Of copies of one object (the same STIX id, kind and ATT&CK id) the one
 * modified last stays. Different objects with one STIX id all stay, and one of
 * them has the relationships of that id. Of live objects of a kind that share
 * an ATT&CK id, case ignored, and of tactics that share a short name, one
 * stays, and takes the relationships of those that have its name. Of techniques
 * of one id of which none is live, one stays with the relationships of all,
 * preferably a revoked one. What does not stay becomes OBJECT_OTHER. The order
 * of the objects does not matter.
 */
void duplicates_drop(struct object *objects, size_t n, struct defects *f);

#endif
