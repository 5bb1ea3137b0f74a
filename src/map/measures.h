/* What the guard measures of a source and of a bundle. */
#ifndef MAP_MEASURES_H
#define MAP_MEASURES_H

#include "catalog/catalog.h"
#include "inputs.h"
#include "store/counts.h"

/*
 * What a source gave, as its own words have it, so that another version of
 * ATT&CK changes nothing: documents, controls (active, inactive, and shelved: by
 * their folder), those active that name a technique (mapped), distinct ids
 * (techniques), pairs of control and id (ids, sub-techniques), at which levels
 * of evidence controls are, and how many have what pages show of them: a
 * platform, a level, a type, a date and so on. Of evidence: proofs, their tests,
 * and those that were joined with a control, and on a test that is there. Of
 * a baseline: controls, and those that are of its source (joined). Of a crosswalk:
 * pairs, ids, and those of these that are controls here (joined). Of
 * threats: how many, those with a title, their ids, the pairs with a type
 * (scores), profiles of a group (groups), words of profiles, numbers.
 */
void measures_of_source(const struct input *i, struct counts *c);

/* What of a bundle reached us: techniques by state, relations, users. */
void measures_of_bundle(const struct stix *s, struct counts *c);

/* Writes what was measured. Returns 0, or -1 after reporting the error. */
int measures_write(struct catalog *c, const struct inputs *in);

#endif
