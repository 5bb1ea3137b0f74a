/* Reads what came, as far as it must be to stand in the lock. */
#ifndef FETCH_INSPECT_H
#define FETCH_INSPECT_H

#include "fetch/fetch.h"
#include "store/content.h"

/* An object: in the cache, or on its way there. */
struct arrival {
	const char *path, *sha256;
	long long size;
};

/*
 * What the lock would say of the arrival as item i: digest, size and revision
 * (of an archive, else ""). e is what the lock says of it now, or NULL: what is
 * the same is not read again, by the cache root. name is what messages call it.
 * 0; or -1 with *why, which is NULL where somebody has said it.
 */
int inspect_read(const struct fetch_item *i, const struct lock_entry *e,
    const char *root, const struct arrival *a, const char *name,
    struct content *c, const char **why);

#endif
