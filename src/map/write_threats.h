/* Writes what sources of threats hold. */
#ifndef MAP_WRITE_THREATS_H
#define MAP_WRITE_THREATS_H

#include "catalog/catalog.h"
#include "inputs.h"

/* Keys that are taken; starts as { 0 }. */
struct threat_keys {
	long long vulnerability, profile;
};

/* Takes those of the source's threats. */
void threat_keys_take(struct threat_keys *keys, const struct input *i);

/* Writes the threats of a source, of the domain s and of that number, with the keys
 * behind those that are taken. Returns 0, or -1 after reporting the error. */
int write_threats(struct catalog *c, const struct inputs *in,
    const struct input *i, const struct stix *s, long long source,
    const struct threat_keys *keys);

/* Writes which words mean the same, where any profile is. Likewise. */
int write_same_words(struct catalog *c, const struct config *config);

#endif
