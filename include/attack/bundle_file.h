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
	const struct framework *framework; /* as of stix_read */
	bool chains;                       /* likewise */
	const struct lock_entry *lock; /* NULL: a local bundle */
	const char *cache;             /* root */
	const char *path;              /* NULL: there is none */
	char sha256[DIGEST_HEX + 1];
	struct part part; /* once it is found: what is prepared */
};

/*
 * Finds the bundle of a path, or of an entry of the lock; framework and chains are set
 * before. Its bytes are compared with the lock's digest, but not where only its chains
 * are asked for, and are prepared. Strings live in h's memory or are borrowed;
 * bundle_file_close.
 */
int bundle_file_local(struct bundle_file *f, const struct locked *h,
    const char *path);
int bundle_file_locked(struct bundle_file *f, const struct locked *h,
    const struct lock_entry *e);

/* What messages call it: its address, or its path. */
const char *bundle_file_name(const struct bundle_file *f);

/* Reads it as stix_read does, from what is prepared, or else prepares it for the next
 * time. s must not outlive f. */
int bundle_file_read(struct bundle_file *f, int jobs, struct stix *s);

/* Gives back what is prepared; also where nothing was found. */
void bundle_file_close(struct bundle_file *f);

#endif
