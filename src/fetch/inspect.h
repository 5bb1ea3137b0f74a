/* Reads what was received, as far as the lock's entry needs. */
#ifndef FETCH_INSPECT_H
#define FETCH_INSPECT_H

#include "fetch/fetch.h"
#include "store/content.h"

/* An object in the cache, or received for it. */
struct arrival {
	const char *path, *sha256;
	long long size;
};

/*
 * Fills in c what the lock's entry of the arrival as item i would have: digest,
 * size and revision (of an archive, else ""). e is its present entry, or NULL:
 * what has not changed is not read again. root is that of the cache, name what
 * messages call the item. Returns 0, or -1 with *why, which is NULL where the
 * error was reported already.
 */
int inspect_read(const struct fetch_item *i, const struct lock_entry *e,
    const char *root, const struct arrival *a, const char *name,
    struct content *c, const char **why);

#endif
