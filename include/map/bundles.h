/*
 * The bundles of ATT&CK that a configuration asks for.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef MAP_BUNDLES_H
#define MAP_BUNDLES_H

#include "attack/bundle_file.h"
#include "config/config.h"
#include "store/counts.h"
#include "store/locked.h"

/* One domain of ATT&CK, as it was asked for. */
struct bundle {
	const struct config_attack *attack;
	const char *config; /* sextant.yaml, or NULL */
	struct bundle_file file;
	const char *version; /* asked for, or what latest is; or NULL */
	struct counts measured, fell; /* as of struct input */
	struct bundle_file ahead;     /* the one ahead of it */
};

/*
 * Finds the bundle of each domain that c asks for, and the one ahead of it
 * that c or the lock names: as many as c has, in its order. chains: no more will be
 * read of them. Strings live in h's memory; bundles_free. Returns 0, or -1 after
 * naming all that are missing.
 */
int bundles_find(const struct config *c, const struct locked *h, bool chains,
    struct bundle bundles[DOMAINS]);

/*
 * Reads one of them, as was said when they were found. Returns 0, or -1, also where it
 * is of another version than was asked for. stix_free in either case, before
 * bundles_free.
 */
int bundle_read(struct bundle *b, int jobs, struct stix *s);

/* Warns if the techniques of a local bundle, called name, are of another domain
 * than was asked for, and adds a finding to f. */
void bundle_warn_domain(const struct bundle *b, const struct stix *s,
    const char *name, struct findings *f);

/* "attack/enterprise", in mem. */
const char *bundle_id(const struct bundle *b, struct arena *mem);

void bundles_free(struct bundle bundles[DOMAINS]);

#endif
