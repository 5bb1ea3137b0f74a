/*
 * Downloads into the cache. No other stage uses the network.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef FETCH_FETCH_H
#define FETCH_FETCH_H

#include <stdbool.h>
#include <stddef.h>

#include "store/lock.h"

/* One thing to fetch. */
struct fetch_item {
	const char *id;       /* as in the lock */
	const char *url;      /* https://HOST/PATH */
	bool archive;         /* else a plain file; read through before it counts */
	const struct strs *files, *except; /* of an archive: its documents; one
	                         without any fails */
	bool json;            /* it must look like JSON: {…} or […] */
	/* Reads a plain file that is new to the lock as far as it must be to
	 * tell that it is what was asked for; returns 0, or -1, as
	 * "NAME: why". NULL: any will do. */
	int (*check)(const struct fetch_item *i, const char *path,
	    const char *name);
	const void *of;       /* what check needs to know */
	bool optional;        /* its failure is a warning, and not the run's */
	const char *accessed; /* overrides the day, or NULL */
	const char *edition;  /* SHA-256 of the version that it is of, or NULL:
	                         of that the cache's is taken unasked */
	bool may_lack;        /* not there is an answer: an object of 0 bytes,
	                         taken unasked only where the lock has it */

	/* Filled by fetch_items. */
	bool failed;
	bool disk; /* failed by our own disk, where others will fail, too */
	struct lock_entry got; /* valid unless failed; strings in the lock */
};

struct http_options;

/* The commits of branches, as hosts say, so that each is asked for once. Starts
 * as { 0 }; fetch_pins_free. */
struct fetch_pins {
	struct fetch_pin *v;
	size_t n;
	struct arena mem;
};
void fetch_pins_free(struct fetch_pins *p);

struct fetch_options {
	const char *cache;  /* root: cache_root */
	const char *mirror; /* URL before HOST/PATH, http(s):// or file://, or NULL */
	bool offline;       /* no network: lock and cache only */
	bool locked;        /* what comes must be what the lock says */
	struct fetch_pins *pins; /* of calls before, and of this one; or NULL */
	bool quiet;
	int jobs;           /* transfers at once; 0: 6 */
	const char *documents_of; /* the source whose documents these are: told
	                             in one line, two at once, and given up
	                             after 5 failures; or NULL */
	int timeout;        /* seconds for the whole run; 0: any */
	long long deadline; /* set by fetch_begin */
	bool more;          /* others come after these: half of what is left is
	                       theirs */
	const struct http_options *http; /* src/fetch/http.h, for tests; or NULL */
};

/* From now on the run has so many seconds; 0: any number. */
void fetch_begin(struct fetch_options *o, int timeout);

/* NULL where mirror is valid, else what is wrong with it. */
const char *fetch_why_no_mirror(const char *mirror);

/*
 * Gets every item into the cache and sets its entry in l (the caller writes
 * the lock). Conditional requests (ETag, Last-Modified) for what the cache
 * knows of the address that is asked, upstream's or the mirror's. accessed: the
 * item's own; else kept while the lock or the cache has the same digest; else
 * today (UTC, or SOURCE_DATE_EPOCH).
 *
 * revision: of an archive what its head says; of a file of a repository on
 * GitHub the commit that its branch is at, by one request for each branch, and
 * the file is asked for at that commit first. Where nobody tells it is that of
 * the lock while the digest is, else not known.
 *
 * offline: without any network, the lock's object for this url, where the cache
 * has it, else what the cache knows of the URL; else it failed.
 * locked: l must hold the same url, globs and digest; the object comes from the
 * cache or the network: by the lock's revision first, then as locked; other
 * bytes are an error that names both digests.
 *
 * All are tried; each failure is one line, with id, URL and why (a warning
 * where optional). A cache that cannot be written, hosts that cannot be
 * reached, and a deadline are one line each for all the items that they keep back; of the
 * documents of one source any failures are one line together. A failed
 * item's entry in l stays as it was. 0, or -1 where one that is not
 * optional failed, or nothing could be tried.
 */
int fetch_items(struct fetch_item *items, size_t n, struct lock *l,
    const struct fetch_options *o);

/* The version of libcurl, which is loaded for that, into version; "" after
 * reporting that it cannot be loaded. */
void fetch_library(char *version, size_t n);

#endif
