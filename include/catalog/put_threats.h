/*
 * Writing what sources of threats hold into a new catalog: as the put functions of
 * catalog.h.
 */
#ifndef CATALOG_PUT_THREATS_H
#define CATALOG_PUT_THREATS_H

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

#endif
