/* The guard's reference: the figures of each source and each bundle when map
 * last accepted it. */
#ifndef MAP_REFERENCE_H
#define MAP_REFERENCE_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "inputs.h"

/* Those of the catalog that is to be replaced. Starts as { 0 };
 * references_free. */
struct references {
	cJSON *rows;
	struct arena mem;
};

/* The figures of one; the former figures of what had fallen then; and the version
 * of a bundle, or NULL. */
struct reference {
	struct counts measured, fell;
	const char *version;
};

/* Reads those of the catalog that in is to replace, if there is one. Returns 0, or
 * -1 after reporting the error. */
int references_open(struct references *r, struct inputs *in);

/*
 * Finds the reference of id ("sigma", "attack/enterprise"): that of its entry in
 * the lock, or, where e is NULL, that of the catalog. It lives as long as both.
 * false: there is none.
 */
bool reference_find(const struct references *r, const char *id,
    const struct lock_entry *e, struct reference *found);

/*
 * Writes the figures of what was fetched into the lock that in was made from,
 * and changes nothing else of it. references_fill is for a catalog that is up to
 * date: it writes the catalog's figures, and only where the lock has none. The
 * options may ask that the lock is kept as it is. Returns 0, or -1 after
 * reporting the error.
 */
int references_keep(struct inputs *in, const struct stix *stix);
int references_fill(struct inputs *in);

void references_free(struct references *r);

#endif
