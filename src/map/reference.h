/* What each source and each bundle was when map last accepted it. */
#ifndef MAP_REFERENCE_H
#define MAP_REFERENCE_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "inputs.h"

/* Of the catalog that is to be replaced. Starts as { 0 }; references_free. */
struct references {
	cJSON *rows;
	struct arena mem;
};

/* What one was: its figures, what of those before had fallen then, and of a
 * bundle its version (or NULL). */
struct reference {
	struct counts measured, fell;
	const char *version;
};

/* Reads what the catalog that o names has; where there is none, nothing. */
void references_open(struct references *r, const struct map_options *o);

/*
 * The reference of id ("sigma", "attack/enterprise"): that of its entry in the
 * lock, or where that is NULL, the catalog's. It lives as long as both. false:
 * there is none.
 */
bool reference_find(const struct references *r, const char *id,
    const struct lock_entry *e, struct reference *found);

/*
 * Writes what was measured of all that was fetched into the lock that in was
 * made from; nothing else of it changes. references_fill: where the catalog is
 * up to date, its figures, and only where the lock has none. Returns 0, or -1
 * after reporting the error
 *. Where the options say so the lock stays as it is.
 */
int references_keep(struct inputs *in, const struct stix *stix);
int references_fill(struct inputs *in);

void references_free(struct references *r);

#endif
