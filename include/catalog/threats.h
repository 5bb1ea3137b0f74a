/* What sources of threats hold: written into a new catalog, and asked of one; as
 * catalog.h. */
#ifndef CATALOG_THREATS_H
#define CATALOG_THREATS_H

#include "catalog/catalog.h"

struct catalog_vulnerability {
	long long pk; /* from 1 */
	long long source;
	const char *id, *title, *category, *path;
	int line;
};
/* What a source of threats holds: a vulnerability; a technique that it names, of
 * which it says the note and, as its type, the score; */
int catalog_put_vulnerability(struct catalog *c,
    const struct catalog_vulnerability *v);
int catalog_put_vulnerability_technique(struct catalog *c,
    long long vulnerability, const struct catalog_mapping *m);

/* what it says of an actor: a profile, ord from 0 a word of it, and the group
 * that it is of; */
int catalog_put_profile(struct catalog *c, long long pk, long long source,
    const char *id, const char *name, const char *path, int line);
struct catalog_profile_word {
	long long profile;
	int ord;
	const char *what, *text, *word, *key;
};
int catalog_put_profile_word(struct catalog *c,
    const struct catalog_profile_word *w);
int catalog_put_profile_actor(struct catalog *c, long long profile,
    long long actor, const char *by);

/* which words mean the same: "country" or "sector" (nothing happens where the key
 * is there already); */
int catalog_put_same_word(struct catalog *c, const char *what, const char *key,
    const char *word);

/* and a number of a technique (0: none). */
struct catalog_factor {
	long long source;
	const char *name, *tagged;
	long long technique;
	const char *outcome;
	double value;
	bool counted;
};
int catalog_put_factor(struct catalog *c, const struct catalog_factor *f);

/*
 * What is asked of it (catalog_rows, as in catalog.h):
 *
 *	Q_VULNERABILITIES  (): pk, id, title, category, path, line, source (its
 *	                   id); techniques: how many distinct ones it is of; by id
 *	                   and source
 *	Q_VULNERABILITY    (id): the same of that id
 *	Q_EXPLOITS         (vulnerability pk): tagged, technique (pk),
 *	                   technique_id, outcome, counted, type, note: every id
 *	                   that it names; by tagged
 *	Q_EXPLOITED        (): vulnerability (pk), technique (pk), tagged, outcome,
 *	                   type, note, source (its id): that counts; by both in
 *	                   turn
 *	Q_EXPLOITED_BY     (technique pk): source (its id), title, vulnerabilities:
 *	                   how many of that source are of it
 *	Q_EXPLOIT_RULES    (): cve, control (pk), title, url, whose, source_title:
 *	                   active detection rules that name a vulnerability of any
 *	                   source, anywhere; by cve, yours first
 *	Q_EXPLOIT_COUNTS   (): technique (pk), vulnerabilities: how many distinct
 *	                   ids are of it, of techniques with any
 *	Q_PROFILES         (): pk, id, name, path, line, source (its id), actors:
 *	                   of how many groups it is; by pk
 *	Q_PROFILE_WORDS    (): profile (pk), what, text, word, key; in order
 *	Q_PROFILE_ACTORS   (): profile (pk), actor (pk), actor_id, actor_name, by;
 *	                   by profile and actor
 *	Q_SAME_WORDS       (): what, key, word
 *	Q_GROUPS_USE       (ids, as an array of JSON): technique (pk), groups: how
 *	                   many of these use it, of techniques that any uses
 *	Q_FACTOR_SOURCES   (): source (its id), title, revision, accessed, factor
 *	                   (also kev, of vulnerabilities): who knows it; by
 *	                   source
 *	Q_FACTORS          (): technique (pk), source (its id), name, value,
 *	                   tagged: that counts; by technique, source and name
 */

#endif
