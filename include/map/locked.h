/*
 * What the lock names, as it is in the cache.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef MAP_LOCKED_H
#define MAP_LOCKED_H

#include <stdbool.h>

#include "config/source.h"
#include "store/lock.h"

struct locked {
	const char *cache; /* root: cache_root */
	const char *lock_path;
	const struct lock *lock;
	const char *advice; /* the command that would bring what lacks */
	bool loose; /* what the lock does not name, the cache may have */
	struct arena *mem;
};

/* What the lock says of an id, if it is of that URL, or where h is loose the
 * cache of the URL; NULL on error. */
const struct lock_entry *locked_entry(const struct locked *h, const char *id,
    const char *url);

/* The same by the id alone, or where h is loose by the URL; NULL: there is
 * none, and nothing was said. */
const struct lock_entry *locked_find(const struct locked *h, const char *id,
    const char *url);

/*
 * The path of an entry's object, where it is in the cache as it should be;
 * caller frees. NULL on error.
 */
char *locked_object(const struct locked *h, const struct lock_entry *e);

/* Is the entry of the files that the definition of s names? Returns 0, or -1
 *. What has no files is. */
int locked_is_of(const struct locked *h, const struct lock_entry *e,
    const struct source *s);

/* The digest of a file's bytes; returns 0, or -1. */
int locked_digest(const char *path, char sum[DIGEST_HEX + 1]);

#endif
