/* Which techniques count in denominators, and which have a page. */
#ifndef ATTACK_SCOPE_H
#define ATTACK_SCOPE_H

#include "attack/stix.h"
#include "base/buf.h"
#include "config/config.h"
#include "value/findings.h"

/*
 * Marks the techniques of n domains that are in scope. A list of platforms or
 * tactics bounds each domain that has any of them, by those that it has, and
 * no other. One that none of the domains has, or such an id, is an error:
 * Returns 0, or -1 after reporting the error. Where lacks is not NULL it is
 * none: what would be said is added there.
 */
int scope_mark(struct stix *domains, size_t n, const struct config *c,
    struct strs *lacks);

/*
 * Tells each tactic of the scope that one of the domains has not, and another
 * has: a finding, and a line added to told, "sextant.yaml:3: scope: enterprise
 * 19.1 has no tactic Defense Evasion". f NULL: no finding; platforms, too, and
 * no versions, for two runs to be compared.
 */
void scope_tell(const struct stix *domains, size_t n, const struct config *c,
    struct findings *f, struct strs *told);

/* Adds the platforms by which the scope bounds the domain; are there any? */
bool scope_platforms(const struct stix *s, const struct config *c,
    struct strs *platforms);

/* Appends what the scope is in the domain: "platforms Windows; tactics
 * execution; without T1498 (out of our hands)"; nothing where all is in it. */
void scope_put(const struct stix *s, const struct config *c, struct buf *text);

/* Is a control with platforms of its own for none of those of scope_platforms
 * that the technique has? It does not count there. */
bool scope_is_aside(const struct stix_technique *t,
    const struct strs *platforms, const struct strs *controls);

/*
 * Marks the techniques that get the page of their id: one that is not revoked,
 * of the first domain that has it. That a second has it too is a finding.
 */
void scope_pages(struct stix *domains, size_t n, struct findings *f);

#endif
