/*
 * sextant.lock: which bytes a build was made from. A YAML file that users
 * commit; written in the order of ids, so that its differences read well:
 *
 *	schema: 2
 *	sources:
 *	  splunk:
 *	    url: https://codeload.github.com/splunk/security_content/tar.gz/refs/heads/develop
 *	    revision: 0123…      # commit, or unknown: nobody told
 *	    files:               # of an archive: the documents that count,
 *	      - detections/…     # as its definition named them then
 *	    except:              # and those of them that do not; may be absent
 *	      - detections/…
 *	    sha256: 89ab…
 *	    size: 1233008        # bytes that the digest is of
 *	    accessed: 2026-08-09 # UTC day on which these bytes were first fetched
 *	    reference:           # what map found in it: by this the next is
 *	      documents: 1711    # judged; of a bundle with its version
 *	    fell:                # what of that was more before; may be absent
 *	      mapped: 1702
 *
 * With files the digest is of the documents (store/content.h), so that the
 * same commit may come compressed in another way; without, of the bytes as
 * they came. ATT&CK's own entries are called "attack/index" and by domain
 * "attack/enterprise", "attack/mobile", "attack/ics"; the later versions that
 * map looks ahead to "attack/ahead/enterprise" and so on. In place of all that,
 * such an entry says none where the newest of the index could not be had:
 *
 *	  attack/ahead/mobile: none
 *
 * Schema 1 is read, too: there revision may be absent, files and except are
 * not known, and each digest is of the bytes as they came.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef STORE_LOCK_H
#define STORE_LOCK_H

#include <stdbool.h>

#include "base/date.h"
#include "base/digest.h"
#include "base/mem.h"
#include "base/str.h"
#include "store/counts.h"

struct lock_entry {
	const char *id;       /* of a source's documents: "d3fend/T1003.001" */
	const char *url;
	const char *revision; /* or NULL: unknown */
	char sha256[DIGEST_HEX + 1];
	long long size;       /* 0: there was nothing to be had */
	char accessed[DATE_LEN + 1];
	struct strs files, except; /* globs; in the lock's memory */
	bool none; /* nothing is to be had: url and all else are empty */
	/* What map measured of it when it last accepted it; what of the figures
	 * before these had fallen then; the version of a bundle, or NULL. */
	struct counts reference, fell;
	const char *version;
};

/* Starts as { 0 }; lock_free. Entries and their strings live in mem. */
struct lock {
	struct lock_entry *entries;
	size_t n;
	struct arena mem;
};

/* 1 read, 0 there is none, -1 on error (path:line: what). */
int lock_read(const char *path, struct lock *l);

/* The entry of an id, or NULL. */
const struct lock_entry *lock_find(const struct lock *l, const char *id);

/* Is s the name of a commit: 40 or 64 lower-case hexadecimal digits? */
bool lock_is_revision(const char *s);

/* Has the entry just these globs, in this order? */
bool lock_is_of(const struct lock_entry *e, const struct strs *files,
    const struct strs *except);

/* Sets or replaces the entry of e->id; strings are copied. */
void lock_set(struct lock *l, const struct lock_entry *e);

/* Gives e, a new state of old, what old's reference is; not where another
 * address or other documents are asked for, unless it is a bundle's: there a
 * version has its own. */
void lock_inherit(struct lock_entry *e, const struct lock_entry *old);

/* Written whole or not at all, and not at all where it says the same already;
 * Returns 0, or -1. */
int lock_write(const char *path, const struct lock *l);

void lock_free(struct lock *l);

/* Where the lock stands: beside config (a path to sextant.yaml), or in the
 * current folder where config is NULL; caller frees. */
char *lock_path(const char *config);

#endif
