/* What a bundle of one of MITRE's three matrices has. */
#ifndef ATTACK_EXPECT_H
#define ATTACK_EXPECT_H

#include "attack/object.h"
#include "attack/stix.h"
#include "base/str.h"
#include "store/counts.h"

/* Counts into s what of its n objects is odd, and what is detected. */
void expect_count(struct stix *s, const struct object *objects, size_t n);

/*
 * What the bundle of s, measured as c, ought to have and has not, a phrase
 * each: in grave what most figures rest on, in slight the rest. whole: it is
 * MITRE's own, and no part of it.
 */
void expect_check(const struct stix *s, const struct counts *c, bool whole,
    struct strs *grave, struct strs *slight);

#endif
