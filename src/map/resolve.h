/* Which technique an id leads to: METRICS, 3. */
#ifndef MAP_RESOLVE_H
#define MAP_RESOLVE_H

#include "control.h"
#include "source/config.h"
#include "stix.h"

/*
 * Where what names a technique (by its place + 1) counts, as a place + 1: the
 * end of its chain, unless config says to follow none; 0: nowhere.
 */
size_t resolve_place(const struct stix *s, const struct config *c,
    size_t place);

/* Says where one id leads: technique, outcome, counted, newer. */
void resolve_tag(const struct stix *s, bool exact, struct tag *tag);

/*
 * Resolves the tags of one control and says which count. What does not is a
 * finding, with the tag's line.
 */
void resolve_control(const struct stix *s, const struct config *c,
    struct control *k, struct findings *f);

/*
 * One control id must be one control: where a source has an id twice, the one
 * in the later state (active, then deprecated and so on, removed last) stays;
 * of equals the first, with the ids of all. The others leave the list, each
 * with a finding; where the source unites, one in the same state without.
 */
void resolve_twins(struct controls *all, bool unite, struct findings *f);

#endif
