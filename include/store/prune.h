/* What the cache holds, and what of it may go. */
#ifndef STORE_PRUNE_H
#define STORE_PRUNE_H

#include <stdbool.h>
#include <stddef.h>

#include "store/lock.h"

enum cache_kind {
	CACHE_OBJECTS, /* what was fetched, */
	CACHE_PARTS,   /* what was made of it, */
	CACHE_NOTES,   /* and what is known of addresses and contents */
	CACHE_KINDS
};
extern const char *const cache_kinds[]; /* "objects", "parts", "notes" */

struct cache_share {
	size_t files;
	long long bytes;
};

/* Counts what is there. Returns 0, or -1 after reporting the error. */
int cache_measure(const char *root, struct cache_share shares[CACHE_KINDS]);

struct cache_limits {
	int days;        /* what was used since then stays, */
	long long parts; /* and of parts so many bytes */
	bool dry;        /* nothing is removed, only counted */
};

/*
 * Removes, and adds to removed: parts that were not used for so many days, and then the
 * longest unused until the rest is within the bound; objects that were stored, and last
 * fetched or asked for at an address, before that, unless the lock names them; and then
 * what is noted of these. Returns 0, or -1 after reporting the error.
 */
int cache_prune(const char *root, const struct cache_limits *l,
    const struct lock *lock, struct cache_share removed[CACHE_KINDS]);

/* The parts alone. */
int cache_prune_parts(const char *root, const struct cache_limits *l,
    struct cache_share *removed);

/* Says that the file at path, which is like that, is used: not each time, as that makes
 * it another one for those who know it by its times. */
struct stat;
void cache_touch(const char *path, const struct stat *st);

#endif
