/* Reads `crosswalk` of a definition: whose ids a source relates to whose. */
#ifndef CONFIG_CROSSWALK_READ_H
#define CONFIG_CROSSWALK_READ_H

#include "config/source.h"
#include "keys.h"

/* The keys of a struct source; ended by KEY_END. */
extern const struct key crosswalk_keys[];

/* Is all there that a crosswalk needs? Returns 0, or -1 after reporting the
 * error. */
int crosswalk_check(const struct source *s);

/* Frees what no table of keys does. */
void crosswalk_free(struct source *s);

#endif
