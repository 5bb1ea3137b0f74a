/* Members of an ATT&CK object that are not of their type. */
#ifndef ATTACK_MEMBERS_H
#define ATTACK_MEMBERS_H

#include "base/mem.h"
#include "value/value.h"

/*
 * What is odd about the members that are read: "revoked is neither true nor
 * false; x_mitre_platforms is no list of texts", or NULL. In the arena.
 */
const char *members_odd(const cJSON *node, struct arena *mem);

#endif
