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

/*
 * The bundle ahead of the chosen one explains ids that are newer than the chosen
 * version, and shows where techniques have moved; it never decides where anything
 * counts. Reads that which is ahead of b into newer, and links it to s, which was
 * read from b: techniques of s that newer revoked know where they moved. Does
 * nothing where there is none, or its version is not later than that of s. newer
 * must live as long as s. Returns 0, or -1 after reporting the error.
 */
int ahead_read(struct bundle *b, int jobs, struct stix *newer,
    struct stix *s);

/* "attack/enterprise", in mem. */
const char *bundle_id(const struct bundle *b, struct arena *mem);

void bundles_free(struct bundle bundles[DOMAINS]);

#endif
