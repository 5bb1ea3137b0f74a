/*
 * Asks whether the network has something else than the lock names. Nothing of
 * it is fetched, and nothing is written.
 *
 * Functions that fail return -1 after reporting the error.
 */
#ifndef FETCH_ASK_H
#define FETCH_ASK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "fetch/fetch.h"

enum ask_state {
	ASK_UNCLEAR, /* why says why it cannot be told */
	ASK_CURRENT,
	ASK_NEWER,   /* why says by what */
	ASK_PINNED,  /* its address names a commit or a tag: nobody was asked */
	ASK_FAILED,  /* why, and it was reported: id, URL, why */
};

/* What is asked about one entry of the lock. */
struct ask {
	const struct lock_entry *e;
	bool archive;   /* else a plain file */
	bool day_given; /* its day is the user's, not that of fetching */

	/* Filled by ask_all; strings in the arena that it is given. */
	enum ask_state state;
	const char *why;      /* or NULL */
	const char *revision; /* the commit that is there now, or NULL */
};

/*
 * Asks about each entry at its address, or where o->mirror has it, by what the
 * cache keeps of the address (ETag, Last-Modified; RFC 9110, 13.1): an answer
 * 304 is that it is current. Of an archive that answers 200 no more is read than
 * the head that names its commit; of a file nothing (of one in a file:// mirror
 * all, for its digest). Where the cache knows nothing the size and day of the
 * answer are compared with the lock's, and of a file of a repository on GitHub
 * the commit of its branch. An address is asked once.
 *
 * Returns 0 where each was answered, or -1.
 */
int ask_all(struct ask *asks, size_t n, const struct fetch_options *o,
    struct arena *mem);

/* Adds to text what is at url now, of at most max bytes: what the cache has of
 * it, where that is current. id is what messages call it. Returns 0, or -1. */
int ask_text(const char *url, const char *id, size_t max,
    const struct fetch_options *o, struct buf *text);

#endif
