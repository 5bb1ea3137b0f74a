/* What words for targets have led to so far (targets.h). */
#ifndef THREAT_SEEKER_H
#define THREAT_SEEKER_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "catalog/catalog.h"

struct seeker {
	struct catalog *c;
	bool software;
	cJSON *rows;   /* Q_TECHNIQUES, read on demand */
	cJSON **by_pk; /* of the techniques of the set, by_pk[pk - 1] */
	size_t n;
	cJSON *targets, *told, *unresolved;
};

/* Reads all techniques on demand. Returns 0, or -1 after reporting the error. */
int seeker_need_rows(struct seeker *s);

/* The technique of an id, or NULL. Needs the rows. */
const cJSON *seeker_row(const struct seeker *s, const char *id);

/* Adds what a person should know of a word; id may be NULL. The other says
 * "revoked: its successor is T1059.001". */
void seeker_tell(struct seeker *s, const char *word, const char *id,
    const char *outcome, const char *why);
void seeker_tell_revoked(struct seeker *s, const char *word, const char *id,
    const char *successor);

/* Adds a target of a kind, and returns it. row has its id, name and url; NULL:
 * it is a file. */
cJSON *seeker_target(struct seeker *s, const char *word, const char *kind,
    const cJSON *row);

/*
 * Adds a technique in any state to the set for a target, or notes why not. via
 * is the actor that uses it for the target, NULL if the target does itself.
 * Returns that of the set, or NULL.
 */
cJSON *seeker_take(struct seeker *s, cJSON *target, const cJSON *row,
    const char *via);

/* Adds what the actor uses, in all domains, then what campaigns attributed to
 * it use and, if asked for, the software of all of them. via as above. Returns
 * 0, or -1 after reporting the error. */
int seeker_take_actor(struct seeker *s, cJSON *target, const char *id,
    const char *via);

/* Seeks by the path of a layer. Returns 1, or -1 after reporting the error. */
int seeker_layer(struct seeker *s, const char *word, const char *path,
    const char *kind);

#endif
