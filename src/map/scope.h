/* Which techniques count in denominators, and which have a page. */
#ifndef MAP_SCOPE_H
#define MAP_SCOPE_H

#include "findings.h"
#include "source/config.h"
#include "stix.h"

/*
 * Marks the techniques of n domains that are in scope. Each domain's own are
 * looked at; a platform, tactic or id that none of the domains has is an error:
 * 0, or -1 once said. Where lacks is not NULL it is none: what would be said is
 * added there.
 */
int scope_mark(struct stix *domains, size_t n, const struct config *c,
    struct strs *lacks);

/*
 * Marks the techniques that get the page of their id: one that is not revoked,
 * of the first domain that has it. That a second has it too is a finding.
 */
void scope_pages(struct stix *domains, size_t n, struct findings *f);

#endif
