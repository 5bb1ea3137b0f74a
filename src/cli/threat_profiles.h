/* threat: groups by what sources say of them. */
#ifndef CLI_THREAT_PROFILES_H
#define CLI_THREAT_PROFILES_H

#include "catalog/catalog.h"
#include "count/profiles.h"

/* Is anything asked for? */
bool threat_profiles_any(const struct profiles_asked *asked);

/*
 * Finds the groups, and adds them to words, as "group:G0016". *found is what
 * profiles_match returns. Returns 0, EXIT_USAGE after reporting words that no
 * profile has, or -1 after reporting the error.
 */
int threat_profiles_find(struct catalog *c, const struct profiles_asked *asked,
    struct strs *words, cJSON **found);

/* Adds to an answer what was found, as profiles; to each target that is one of the
 * groups what is said of it, as said; and to from where that comes from. Takes
 * found. Returns 0, or -1 after reporting the error. */
int threat_profiles_add(struct catalog *c, cJSON *m, cJSON *found);

/* Adds lines for people on whom the answer is of, and who is left out. */
void threat_profiles_put(const cJSON *m, struct strs *lines);

#endif
