/*
 * Looking at a whole catalog once, where several parts of a run ask for it.
 */
#ifndef CATALOG_SEEN_H
#define CATALOG_SEEN_H

#include "base/digest.h"
#include "base/verified.h"
#include "catalog/catalog.h"

/* What the file was like when all of it was looked at. Starts as { "" }: never. */
struct catalog_seen {
	char stamp[STAMP_SIZE];
	bool unread; /* it could not be looked at, and that was said */
};

/* The digest of a file's bytes, and what the file was like then. */
struct catalog_bytes {
	char stamp[STAMP_SIZE];
	char hex[DIGEST_HEX + 1];
};

/* Digests the file at path. Returns 0, or -1 after reporting the error. */
int catalog_digest(const char *path, struct catalog_bytes *bytes);

/* As catalog_open; while the file is as bytes (or NULL) tell, it is not digested to
 * find out whether all of it was looked at. */
struct catalog *catalog_open_digested(const char *path,
    const struct catalog_bytes *bytes);

/*
 * As catalog_open, but in silence of what is wrong with it, and NULL also where
 * there is no file. Looks at all of it only where it is not what seen tells, and
 * then updates seen: unread is set where the disk, and not the catalog, is what is
 * wrong. Then nobody may take it for none.
 */
struct catalog *catalog_try(const char *path, struct catalog_seen *seen);

/* c, which is being made, is to replace what was seen at its path: unless that has
 * changed by then, catalog_commit does not look at it again. */
void catalog_replaces(struct catalog *c, const struct catalog_seen *seen);

/* As catalog_inputs, by catalog_try. */
int catalog_inputs_seen(const char *path, char *key, size_t size,
    struct catalog_seen *seen);

#endif
