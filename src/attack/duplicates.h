/* What stands twice in a bundle: one of each stays. */
#ifndef ATTACK_DUPLICATES_H
#define ATTACK_DUPLICATES_H

#include "attack/object.h"
#include "defects.h"

/*
 * Of one object that stands twice (STIX id, kind and ATT&CK id are the same),
 * the one modified last stays. Of different ones with one STIX id all stay;
 * relationships of that id are those of one of them. Of live objects of a kind
 * with one ATT&CK id, case ignored, and of tactics with one short name, one
 * stays; another of the same name gives it its relationships. Of techniques of
 * one id of which none is live one stays, a revoked one if there is any, with
 * the relationships of all. What is not to stay is OBJECT_OTHER. The order of
 * the objects does not matter.
 */
void duplicates_drop(struct object *objects, size_t n, struct defects *f);

#endif
