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
 * no other. A platform, tactic or excepted id that none of the domains has is an
 * error, or, where lacks is not NULL, a line added to lacks. Returns 0, or -1
 * after reporting the error.
 */
int scope_mark(struct stix *domains, size_t n, const struct config *c,
    struct strs *lacks);

/*
 * Adds to lines each tactic of the scope that one of the domains lacks and
 * another has: "sextant.yaml:3: scope: enterprise 19.1 has no tactic Defense
 * Evasion". Each is a finding of f, too. Where f is NULL, platforms are
 * reported as well, and without versions, so that two runs can be compared.
 */
void scope_report_absent(const struct stix *domains, size_t n,
    const struct config *c, struct findings *f, struct strs *lines);

/* Adds the platforms by which the scope bounds the domain. True: there are
 * some. */
bool scope_platforms(const struct stix *s, const struct config *c,
    struct strs *platforms);

/* Appends what the scope is in the domain, or as it is configured where s is
 * NULL: "platforms Windows; tactics execution; without T1498 (out of our
 * hands)"; nothing where all is in it. */
void scope_put(const struct stix *s, const struct config *c, struct buf *text);

/* Is the control for none of the platforms that scope_platforms gave and that
 * the technique has? It does not count there. One that names no platform is for
 * all. */
bool scope_is_aside(const struct stix_technique *t,
    const struct strs *platforms, const struct strs *controls);

/*
 * Marks the techniques that get the page of their id: one that is not revoked,
 * of the first domain that has it. That a second has it too is a finding.
 */
void scope_pages(struct stix *domains, size_t n, struct findings *f);

#endif
