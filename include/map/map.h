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
	struct strs *changed; /* not NULL: gets the errors of sources that
	                        changed too much to go on: "ID: …" */
	struct strs *scope;  /* likewise those of what ATT&CK lacks of the scope, */
	struct strs *absent; /* and the warnings of what a domain lacks of it:
	                        "FILE:3: scope: mobile has no tactic Impact" */
	bool keep_lock;      /* nothing is written into the lock */
	bool loose;          /* what the lock does not name, the cache may have */
	const char *advice;  /* the command that fetches what is missing;
	                        NULL: sextant fetch */
};

/*
 * Reads ATT&CK and every source of c, resolves ids and writes the catalog; and
 * into the lock the figures with which the guard compares what is fetched next.
 * Does nothing if the catalog was made from the same inputs. Returns 0, or -1:
 * then the catalog is unchanged. *written (may be NULL) says whether there is a
 * new one.
 */
int map_run(const struct config *c, const struct map_options *o,
    bool *written);

/* Adds the ids of the active techniques of the ATT&CK bundle at path to ids, in
 * order, each once. Returns 0, or -1. */
int map_techniques(const char *path, int jobs, struct strs *ids);

/*
 * Looks up the latest version of the domain and its URL in ATT&CK's index.json
 * at path; both in mem. If version is given ("18.1"), its URL, which is NULL
 * where the index does not have it. Returns 0, or -1.
 */
int map_index(const char *path, const char *domain, const char *version,
    struct arena *mem, const char **found, const char **url);

/* The same of the index's text, of n bytes. */
int map_index_text(const char *text, size_t n, const char *domain,
    const char *version, struct arena *mem, const char **found,
    const char **url);

/* The version that stands at url by that text, in mem; NULL: none. */
const char *map_index_version(const char *text, size_t n, const char *url,
    struct arena *mem);
enum { MAP_INDEX_MAX = 4 * 1024 * 1024 };

/*
 * Is the file at path, which was fetched, what was asked for: a bundle of that
 * domain and version (of one ahead only what map reads of it is checked), an
 * index of ATT&CK, a document in which the definition of s finds something?
 * name is what messages call it. Returns 0, or -1.
 */
int map_accept_bundle(const char *path, const char *name, const char *domain,
    const char *version, bool ahead, int jobs);
int map_accept_index(const char *path, const char *name);
int map_accept_document(const char *path, const char *name,
    const struct source *s);

/* Is one version of ATT&CK later than the other: 18.10 than 18.9? */
bool map_version_is_later(const char *version, const char *than);

#endif
