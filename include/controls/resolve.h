/* Which technique an id leads to: data/README.md, "What becomes of an id". */
#ifndef CONTROLS_RESOLVE_H
#define CONTROLS_RESOLVE_H

#include "attack/stix.h"
#include "config/config.h"
#include "controls/control.h"

/*
 * Where a relationship to a technique (its place + 1) counts, as a place + 1:
 * at the end of its chain, or, if config says so, at itself; 0: nowhere.
 */
size_t resolve_place(const struct stix *s, const struct config *c,
    size_t place);

/* Fills in where an id leads: technique, outcome, counted, newer. */
void resolve_tag(const struct stix *s, bool exact, struct tag *tag);

/* Why s lacks an id that is well formed, as the end of a sentence; in mem. */
const char *resolve_why_unknown(const struct stix *s, const char *id,
    struct arena *mem);

/* Why the chain of a revoked technique leads nowhere: a clause, in mem. */
const char *resolve_why_retired(const struct stix *s,
    const struct stix_technique *t, struct arena *mem);

/*
 * Resolves the tags of a control and decides which of them count. A tag that
 * does not is a finding, on its line.
 */
void resolve_control(const struct stix *s, const struct config *c,
    struct control *k, struct findings *f);

#endif
