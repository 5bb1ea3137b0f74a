/* A technique of which only the first controls are read: how many more there are. */
#ifndef MODEL_TECHNIQUE_PART_H
#define MODEL_TECHNIQUE_PART_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"
#include "words/words.h"

/* heads: of each source how many there are (catalog/heads.h); which: the parameter of
 * Q_CONTROLS_FIRST and the like. Both NULL: all are read. */
struct technique_part {
	cJSON *heads;
	char *which;
};

/* Chooses what is read: at most so many of each source that count, and others; all
 * (controls: 0), or where there are not many more. technique_part_free. Returns 0, or -1. */
int technique_part_choose(struct catalog *c, long long technique, int controls, int others,
    struct technique_part *part);
void technique_part_free(struct technique_part *part);

/* Adds to a source's model, which has the ord as given, unread {yours, available (each a
 * number for each evidence), others}: how many of its controls are not in its lists. */
void technique_part_add(const struct technique_part *part, cJSON *source, long long ord);

/* How many of a source that count are not in its list, of those that are yours or
 * available. */
long long technique_part_unread(const cJSON *source, enum whose whose);

#endif
