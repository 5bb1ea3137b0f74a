/*
 * Cache and lock in, catalog out. No network.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef MAP_MAP_H
#define MAP_MAP_H

#include <stdbool.h>

#include "base/str.h"
#include "config/config.h"

struct map_options {
	const char *cache;   /* root: cache_root */
	const char *lock;    /* path of sextant.lock */
	const char *catalog; /* where the catalog is to stand */
	int jobs;            /* 0: as many as there are processors */
	bool quiet;
	struct strs *changed; /* not NULL: of sources that changed too much to
	                        go on, what else would be said goes here:
	                        "ID: …" */
	struct strs *scope;  /* likewise what of the scope ATT&CK has not, */
	struct strs *absent; /* and not NULL: what of it a domain has not,
	                        "FILE:3: scope: mobile has no tactic Impact" */
	bool keep_lock;      /* nothing is written into the lock */
	bool loose;          /* what the lock does not name, the cache may have */
	const char *advice;  /* the command that would bring what lacks, or
	                        NULL: sextant fetch */
};

/*
 * Reads ATT&CK and every source of c, resolves ids and writes the catalog; and
 * into the lock, of what was fetched, by which figures the next is judged.
 * Does nothing where the catalog was made from the same inputs already.
 * Returns 0, or -1: then the catalog stands as it was. *written (may be NULL)
 * says whether there is a new one.
 */
int map_run(const struct config *c, const struct map_options *o,
    bool *written);

/* The ids of the active techniques of the ATT&CK bundle at path, in order,
 * each once, added to ids. Returns 0, or -1. */
int map_techniques(const char *path, int jobs, struct strs *ids);

/*
 * The latest version of the domain by ATT&CK's index.json at path, which holds
 * its URL too; both in mem. Returns 0, or -1. version may be given ("18.1"):
 * then its URL, or NULL where the index does not know it.
 */
int map_index(const char *path, const char *domain, const char *version,
    struct arena *mem, const char **found, const char **url);

/*
 * Is what was fetched, the file at path, what was asked for: a bundle of that
 * domain and version (of one ahead only what map reads of it); an index of
 * ATT&CK; a document in which the definition of s finds anything? name is what
 * messages call it. Returns 0, or -1.
 */
int map_accept_bundle(const char *path, const char *name, const char *domain,
    const char *version, bool ahead, int jobs);
int map_accept_index(const char *path, const char *name);
int map_accept_document(const char *path, const char *name,
    const struct source *s);

/* Is one version of ATT&CK later than the other: 18.10 than 18.9? */
bool map_version_is_later(const char *version, const char *than);

#endif
