/* Ids of a bundle's groups, software and the like, found without parsing. */
#ifndef ATTACK_KNOWN_IDS_H
#define ATTACK_KNOWN_IDS_H

#include "base/str.h"
#include "value/json.h"

/*
 * Adds the external ids of the objects that rules name beside techniques,
 * revoked or not: groups, software, campaigns, mitigations, data sources and
 * components, strategies, analytics. Sorted. Ids that are written with a
 * backslash are skipped.
 */
void known_ids_list(const struct json_slice *slices, size_t n, struct strs *ids);

/* Is it one of them? */
bool known_ids_has(const struct strs *ids, const char *id);

#endif
