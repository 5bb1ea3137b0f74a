/*
 * What the lock names, as it is in the cache.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef STORE_LOCKED_H
#define STORE_LOCKED_H

#include <stdbool.h>

#include "config/source.h"
#include "store/lock.h"

struct locked {
	const char *cache; /* root: cache_root */
	const char *lock_path;
	const struct lock *lock;
	const char *advice; /* the command that fetches what is missing */
	bool loose; /* what the lock does not name, the cache may have */
	struct arena *mem;
};

/* The lock's entry of an id, if it has that URL; where h is loose also what the
 * cache has of the URL. NULL on error. */
const struct lock_entry *locked_entry(const struct locked *h, const char *id,
    const char *url);

/* Likewise by the id alone, or where h is loose by the URL; NULL: there is none,
 * which is not reported. */
const struct lock_entry *locked_find(const struct locked *h, const char *id,
    const char *url);

/* The path of an entry's object, if it is in the cache unchanged (base/verified.h tells
 * of a large one, once its bytes have been compared); caller frees. NULL on error. */
char *locked_object(const struct locked *h, const struct lock_entry *e);

/* Is the entry of the files that the definition of s names? Returns 0, also
 * where it is of no files, or -1. */
int locked_is_of(const struct locked *h, const struct lock_entry *e,
    const struct source *s);

#endif
