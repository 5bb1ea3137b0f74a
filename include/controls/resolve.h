/* Which technique an id leads to: data/README.md, "What becomes of an id". */
#ifndef CONTROLS_RESOLVE_H
#define CONTROLS_RESOLVE_H

#include "attack/stix.h"
#include "config/config.h"
#include "controls/control.h"

/*
 * Where what names a technique (by its place + 1) counts, as a place + 1: the
 * end of its chain, unless config says to follow none; 0: nowhere.
 */
size_t resolve_place(const struct stix *s, const struct config *c,
    size_t place);

/* Says where one id leads: technique, outcome, counted, newer. */
void resolve_tag(const struct stix *s, bool exact, struct tag *tag);

/* Why an id that is formed is none of s, as the end of a sentence; in mem. */
const char *resolve_why_unknown(const struct stix *s, const char *id,
    struct arena *mem);

/* Why a revoked technique without an end leads nowhere: a clause, in mem. */
const char *resolve_why_retired(const struct stix *s,
    const struct stix_technique *t, struct arena *mem);

/*
 * Resolves the tags of one control and says which count. What does not is a
 * finding, with the tag's line.
 */
void resolve_control(const struct stix *s, const struct config *c,
    struct control *k, struct findings *f);

#endif
