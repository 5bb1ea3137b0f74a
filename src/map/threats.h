/* What sources of threats hold, made one and resolved. */
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

#endif
