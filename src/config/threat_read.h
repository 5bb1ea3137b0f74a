/* Reads `holds` and `threat` of a definition: what threats a source holds. */
#ifndef CONFIG_THREAT_READ_H
#define CONFIG_THREAT_READ_H

#include "config/source.h"
#include "keys.h"

/* The words of `holds`: controls, threats, baseline, crosswalk. */
extern const char *const threat_holds[];

/* The keys of a struct source; ended by KEY_END. */
extern const struct key threat_keys[];

/* Gives a source that holds no controls its kind. Returns 0, or -1 after reporting that
 * another is said. */
int threat_settle(struct source *s);

/* Is all there that a source of threats needs? Returns 0, or -1 after reporting
 * the error. */
int threat_check(const struct source *s);

/* Frees what no table of keys does. */
void threat_free(struct source *s);

/* Of source.c: a key_reader of a list of ids' places, into a struct taggings;
 * frees them, and leaves none. */
int taggings_read(const struct keys_at *at, const cJSON *node, void *into);
void taggings_free(struct taggings *t);

#endif
