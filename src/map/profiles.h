/* Profiles of actors, joined with ATT&CK's groups. */
#ifndef MAP_PROFILES_H
#define MAP_PROFILES_H

#include "inputs.h"

/*
 * Fills in the groups of each profile: those whose ids it gives, and that of its
 * own name; without any, those of which its name is another name; then those
 * that its other names are the names of, or else other names of. Names are
 * compared by key (base/key.h), without its dashes. Several groups, and an id
 * that no group has, are findings; a profile of no group is none.
 */
void profiles_join(struct inputs *in, const struct stix *stix);

#endif
