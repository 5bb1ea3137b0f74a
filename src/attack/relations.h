/* What the relationships of a bundle join. */
#ifndef ATTACK_RELATIONS_H
#define ATTACK_RELATIONS_H

#include "attack/object.h"
#include "defects.h"

/* Tells those relationships that join nothing, as no object is at an end, or
 * one of another kind, or both ends are the same; these are OBJECT_OTHER then. */
void relations_check(struct object *objects, size_t n, struct defects *f);

/* Joins the lists of s by the relationships of the n objects that they came
 * from: what uses, mitigates, detects, has a parent, was revoked by. */
void relations_join(struct stix *s, const struct object *objects, size_t n,
    struct defects *f);

#endif
