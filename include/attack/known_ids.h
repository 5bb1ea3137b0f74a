/* Ids of a bundle's groups, software and the like, without a tree. */
#ifndef ATTACK_KNOWN_IDS_H
#define ATTACK_KNOWN_IDS_H

#include "base/str.h"
#include "value/json.h"

/*
 * The external ids of objects that rules name beside techniques, whatever
 * became of these: groups, software, campaigns, mitigations, data sources and
 * components, strategies, analytics. Sorted. One that is written with a
 * backslash is none of ours.
 */
void known_ids_list(const struct json_slice *slices, size_t n, struct strs *ids);

/* Is it one of them? */
bool known_ids_has(const struct strs *ids, const char *id);

#endif
