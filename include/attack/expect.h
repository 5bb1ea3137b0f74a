/* What a complete bundle of one of MITRE's three matrices has. */
#ifndef ATTACK_EXPECT_H
#define ATTACK_EXPECT_H

#include "attack/object.h"
#include "attack/stix.h"
#include "base/str.h"
#include "store/counts.h"

/* Counts in s how many of its n objects are odd, and how many techniques are
 * detected. */
void expect_count(struct stix *s, const struct object *objects, size_t n);

/*
 * Adds a phrase for each thing that the bundle of s, measured as c, should have
 * and lacks: to grave what most figures rest on, to slight the rest. whole: it
 * is MITRE's own bundle, not a part of it.
 */
void expect_check(const struct stix *s, const struct counts *c, bool whole,
    struct strs *grave, struct strs *slight);

#endif
