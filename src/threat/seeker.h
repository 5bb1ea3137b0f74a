/* What words for targets have led to so far (targets.h). */
#ifndef THREAT_SEEKER_H
#define THREAT_SEEKER_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "catalog/catalog.h"
#include "report/names.h"

struct seeker {
	struct catalog *c;
	unsigned how; /* of targets.h */
	cJSON *rows;   /* Q_TECHNIQUES, read on demand */
	cJSON **by_pk; /* of the techniques of the set, by_pk[pk - 1] */
	size_t n;
	cJSON *targets, *told, *unresolved;
	cJSON *found; /* what files name; made with the first */
	bool input;   /* standard input has been read */
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
 * Looks up a word as another spelling of an id (g16, ta6, t1059/1), or the id of
 * an actor that was revoked: what it is, which is a thing of that word
 * (catalog_called), or any actor (NULL), in *row. Returns 1, 0 where there is
 * none, or -1 after reporting the error.
 */
int seeker_same(struct seeker *s, const char *word, const char *thing,
    cJSON **row);

/* Why a technique that is not active is not taken. */
const char *seeker_why_not(const cJSON *row);

/*
 * Adds a technique in any state to the set for a target, or notes why not. via
 * is the actor that uses it for the target, NULL if the target does itself.
 * Returns that of the set, or NULL.
 */
cJSON *seeker_take(struct seeker *s, cJSON *target, const cJSON *row,
    const char *via);

/* The kind of an actor, as reports tell them apart (report/names.h). */
enum report_actors seeker_kind(const char *kind);

/*
 * Finds the group, campaign or software that an id or a name stands for; only
 * (may be NULL) is the kind that is meant. Of equal matches the first of these
 * kinds is taken, and the others are told of word. Several domains may have an
 * actor of an id: it is one. Returns 1, and *row is its row; 0; or -1 after
 * reporting the error.
 */
int seeker_find_actor(struct seeker *s, const char *word, const char *name,
    const char *only, cJSON **row);

/*
 * Adds for a target what the actor of its id uses, in all domains, then what
 * campaigns attributed to it use and, if asked for, the software of all of them;
 * tells of word if that is nothing. Returns 1, or -1 after reporting the error.
 */
int seeker_use_actor(struct seeker *s, cJSON *target, const char *word);

/*
 * Seeks a vulnerability by its id, in any spelling, or all of the source of that
 * id. Techniques get vulnerabilities: of how many of these they are. Returns 1, 0
 * where there is none, or -1 after reporting the error.
 */
int seeker_vulnerability(struct seeker *s, const char *word, const char *name,
    const char *kind);

/* Is it written as the id of a vulnerability: CVE-2021-44228? */
bool seeker_is_vulnerability(const char *name);

/* Adds the techniques of a layer: its bytes. Returns 1, or -1 after reporting
 * the error. */
int seeker_layer(struct seeker *s, const char *word, const char *path,
    const char *text, size_t len);

/*
 * Seek by the path of a file that is to be a layer, or of any that report.h
 * knows; "-" is standard input. Return 1, or -1 after reporting the error.
 */
int seeker_layer_file(struct seeker *s, const char *word, const char *path,
    const char *kind);
int seeker_report_file(struct seeker *s, const char *word, const char *path,
    const char *kind);

#endif
