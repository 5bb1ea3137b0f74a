/* What sources of threats hold, made one, resolved, and joined with ATT&CK's groups. */
#ifndef MAP_THREATS_H
#define MAP_THREATS_H

#include "inputs.h"

/*
 * Makes one of the vulnerabilities of a source with the same id, with the
 * techniques of all, and resolves every id that is named; one that counts
 * nowhere is a finding. Lists the numbers (weighed): that of a technique that
 * several ids lead to is that of its own id, or else the highest.
 */
void threats_resolve(struct input *in, const struct stix *s,
    const struct config *c);

/*
 * Fills in the groups of each profile: those whose ids it gives, and that of its
 * own name; without any, those of which its name is another name; then those
 * that its other names are the names of, or else other names of. Names are
 * compared by key (base/key.h), without its dashes. Several groups, and an id
 * that no group has, are findings; a profile of no group is none.
 */
void profiles_join(struct inputs *in, const struct stix *stix);

#endif
