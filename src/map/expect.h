/* What a bundle of one of MITRE's three matrices has. */
#ifndef MAP_EXPECT_H
#define MAP_EXPECT_H

#include "base/str.h"
#include "object.h"
#include "stix.h"
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
