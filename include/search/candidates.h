/* What a word may become that somebody has begun to type: for completion. */
#ifndef SEARCH_CANDIDATES_H
#define SEARCH_CANDIDATES_H

#include "catalog/catalog.h"

/* What may stand there; several, as bits. */
enum candidates {
	CANDIDATES_TECHNIQUES = 1 << 0, /* active ones, by id */
	CANDIDATES_TACTICS = 1 << 1,    /* by id and short name */
	CANDIDATES_GROUPS = 1 << 2,     /* by id and name */
	CANDIDATES_ACTORS = 1 << 3,     /* also campaigns and software */
	CANDIDATES_CVES = 1 << 4,       /* known to be exploited */
	CANDIDATES_SOURCES = 1 << 5,
	CANDIDATES_PLATFORMS = 1 << 6,
	CANDIDATES_DOMAINS = 1 << 7,
	CANDIDATES_BASELINES = 1 << 8,
	CANDIDATES_LOGS = 1 << 9, /* MITRE's log sources */
	CANDIDATES_SECTORS = 1 << 10,
	CANDIDATES_VICTIMS = 1 << 11, /* countries that are attacked */
	CANDIDATES_ORIGINS = 1 << 12, /* countries of groups */
	CANDIDATES_ANYTHING = CANDIDATES_TECHNIQUES | CANDIDATES_TACTICS |
	    CANDIDATES_ACTORS | CANDIDATES_CVES
};

/*
 * Adds to lines those that begin with start (ASCII case ignored), each as the word, a
 * tab and what it is, which may be empty. Both are of one line, without control
 * characters: a word that has any, or begins with a dash, is left out. Sorted, each
 * word once, whatever was in lines before. Returns 0, or -1 after reporting the
 * error.
 */
int candidates_find(struct catalog *c, unsigned kinds, const char *start,
    struct strs *lines);

/* Adds one such line, if it is one; for words that are in no catalog. */
void candidates_add(const char *word, const char *what, const char *start,
    struct strs *lines);

#endif
