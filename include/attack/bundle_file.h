/*
 * The file of a bundle, and what is prepared of it.
 *
 * Functions that fail return -1 after reporting the error.
 */
#ifndef ATTACK_BUNDLE_FILE_H
#define ATTACK_BUNDLE_FILE_H

#include "attack/stix.h"
#include "base/digest.h"
#include "store/locked.h"
#include "store/part.h"

struct bundle_file {
	const struct lock_entry *lock; /* NULL: a local bundle */
	const char *cache;             /* root */
	const char *path;              /* NULL: there is none */
	char sha256[DIGEST_HEX + 1];
	struct part part; /* where chains are all that is asked for: those, if they
	                     are prepared */
};

/*
 * Finds the bundle of a path, or of an entry of the lock; chains: no more will be read
 * of it. Its bytes are compared with the lock's digest now, or, where the chains are
 * prepared, not at all. Strings live in h's memory or are borrowed;
 * bundle_file_close.
 */
int bundle_file_local(struct bundle_file *f, const struct locked *h,
    const char *path, bool chains);
int bundle_file_locked(struct bundle_file *f, const struct locked *h,
    const struct lock_entry *e, bool chains);

/* What messages call it: its address, or its path. */
const char *bundle_file_name(const struct bundle_file *f);

/* Reads it as stix_read does. Chains in which nothing is wrong are prepared for the
 * next time. */
int bundle_file_read(const struct bundle_file *f,
    const struct framework *framework, bool chains, int jobs, struct stix *s);

/* Gives back what of it is prepared; also one that was never found. */
void bundle_file_close(struct bundle_file *f);

#endif
