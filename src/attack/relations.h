/* The relationships of a bundle: who uses, mitigates, detects or replaces
 * what. */
#ifndef ATTACK_RELATIONS_H
#define ATTACK_RELATIONS_H

#include "attack/object.h"
#include "defects.h"

/* Reports relationships that join nothing, because no object is at an end, one
 * of the wrong kind is, or both ends are the same. They become OBJECT_OTHER. So are
 * members of strategies and analytics that refer to no object, which stay. */
void relations_check(struct object *objects, size_t n, struct defects *f);

/* Joins the lists of s by the relationships of the n objects that they came
 * from, and follows each chain of revoked techniques to its end. */
void relations_join(struct stix *s, const struct object *objects, size_t n,
    struct defects *f);

#endif
