/*
 * What a search asks of the catalog: names, the places of words, votes, and what
 * is told of what it found (search/rank.h says how these are used).
 *
 * Functions return 0, or -1 after reporting the error, or where take returned -1.
 * What take is given is there until it returns.
 */
#ifndef CATALOG_SEEK_H
#define CATALOG_SEEK_H

#include "catalog/catalog.h"

/* Rows of the index (schema.sql) are in blocks of 2^30. */
enum {
	SEEK_BLOCK_BITS = 30,
	SEEK_TECHNIQUES = 0,
	SEEK_ACTORS,
	SEEK_CONTROLS,
	SEEK_TACTICS = 4,
	SEEK_STRATEGIES,
	SEEK_ANALYTICS,
	SEEK_COMPONENTS,
	SEEK_VULNERABILITIES,
	SEEK_LOGS,
	SEEK_BLOCKS,
};

/* The columns of the index, in their order. */
enum seek_column {
	SEEK_ID,
	SEEK_OLD,
	SEEK_NAME,
	SEEK_TITLE,
	SEEK_ALIAS,
	SEEK_TAG,
	SEEK_LOG,
	SEEK_FILE,
	SEEK_TEXT,
	SEEK_QUERY,
	SEEK_COLUMNS,
};

struct seek_thing {
	long long row;       /* of the index */
	const char *kind, *id, *name;
	const char *parent;  /* the name of the technique it is part of, or NULL */
	const char *source;  /* the id of a control's, else NULL */
	bool aside;          /* deprecated, or counts nowhere */
	bool active;         /* a control whose lifecycle is active */
};

typedef int seek_take_thing(void *ctx, const struct seek_thing *thing);

/* Places (search/rank.h), in the order of their rows. */
int catalog_seek_places(struct catalog *c, seek_take_thing *take, void *ctx);

/* Of controls, strategies, analytics, components and vulnerabilities those of the rows, an array
 * of numbers; in the order of these. */
int catalog_seek_things(struct catalog *c, const cJSON *rows,
    seek_take_thing *take, void *ctx);

/* The other names of places, and synonyms: the row, how it is called. */
int catalog_seek_names(struct catalog *c, int (*take)(void *ctx, long long row,
    const char *name, bool synonym), void *ctx);

/* How many rows each block may have. */
int catalog_seek_blocks(struct catalog *c, long long most[SEEK_BLOCKS]);

/* One place where a word of the index stands. */
struct seek_place {
	const char *word;
	long long row, at; /* at: which word of the column it is, from 0 */
	enum seek_column column;
};

/* Every place of the words of the index that begin like this, by word. */
int catalog_seek_words(struct catalog *c, const char *begin,
    int (*take)(void *ctx, const struct seek_place *place), void *ctx);

/* How many rows have exactly the word. */
int catalog_seek_count(struct catalog *c, const char *word, long long *n);

/* The words of titles that begin like this: each, and how many titles have it. */
int catalog_seek_titles(struct catalog *c, const char *begin,
    int (*take)(void *ctx, const char *word, long long n), void *ctx);

/*
 * What controls (an array of pk times SEEK_VOTES plus votes, which are fewer: a pair
 * of numbers for each would take twice the time) are about: technique (its pk), votes,
 * voters, controls (active detections and tests that name it): active techniques
 * that two or more of the controls name, but none of whose sub-techniques they
 * name, with at least so many votes. *rows as catalog_rows.
 */
enum { SEEK_VOTES = 8 };
int catalog_seek_votes(struct catalog *c, const cJSON *controls, long long least,
    cJSON **rows);

/* Of rows of techniques and actors, in an array, in that order: how many use it,
 * or how many it uses (rows of uses). */
int catalog_seek_used(struct catalog *c, const cJSON *rows,
    int (*take)(void *ctx, long long row, long long used), void *ctx);

/*
 * What is told of things of a block, pks in an array, in that order: pk, id, name;
 * of what is of ATT&CK url and domain, or (groups, campaigns, software) domains,
 * "enterprise, ics"; of techniques also state, parent_name, policy, detection and
 * test (how many count); of groups, campaigns and software kind, aliases, and
 * techniques (how many it, or a campaign attributed to it, uses); of tactics
 * techniques (how many active ones it has); of strategies, analytics and components
 * techniques ("T1, T2": which it is for); of vulnerabilities source, path and
 * techniques, likewise; of logs techniques, likewise those where rules count that need
 * it; of controls kind, url, source, path, lifecycle, evidence,
 * techniques (where it counts) and proved (those at its level, from E3 on).
 * *rows as catalog_rows.
 */
int catalog_seek_details(struct catalog *c, int block, const cJSON *pks,
    cJSON **rows);

#endif
