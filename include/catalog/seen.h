/*
 * Looking at a whole catalog once, where several parts of a run ask for it.
 */
#ifndef CATALOG_SEEN_H
#define CATALOG_SEEN_H

#include "base/verified.h"
#include "catalog/catalog.h"

/* What the file was like when all of it was looked at. Starts as { "" }: never. */
struct catalog_seen {
	char stamp[STAMP_SIZE];
	bool unread; /* it could not be looked at, and that was said */
};

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
