/*
 * The cache: what was fetched, by the SHA-256 of its bytes.
 *
 *	ROOT/objects/ab/abcdef…     the bytes
 *	ROOT/urls/SHA256-OF-URL     what is known of a URL: a small YAML file
 *	ROOT/contents/SHA256        which object has some documents: likewise
 *	ROOT/parts/…                what was made of them (store/part.h)
 *	ROOT/tmp/…                  bytes on their way in
 *
 * ROOT is --cache, else $XDG_CACHE_HOME/sextant, else ~/.cache/sextant. Many
 * processes may use one at a time: a file appears whole or not at all.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef STORE_CACHE_H
#define STORE_CACHE_H

#include <stdbool.h>

#include "base/date.h"
#include "base/digest.h"
#include "base/mem.h"
#include "base/temp.h"

/* The folder by the rule above (root may be NULL); caller frees. NULL on error
 * where there is neither option nor environment. */
char *cache_root(const char *root);

/* Where the object of a digest stands (whether or not it is there); caller
 * frees. */
char *cache_object_path(const char *root, const char *sha256);

/* Is the object of a digest there, with that size? */
bool cache_has(const char *root, const char *sha256, long long size);

/* Where what is known of a URL stands; caller frees. */
char *cache_note_path(const char *root, const char *url);

/* What is known of a URL. Strings live in the arena given to cache_lookup. */
struct cache_url {
	char sha256[DIGEST_HEX + 1];
	long long size;
	char first[DATE_LEN + 1]; /* UTC day on which these bytes first came */
	const char *etag;         /* or NULL */
	const char *modified;     /* Last-Modified as sent, or NULL */
	const char *edition;      /* SHA-256 of what told that it is of today,
	                             as struct fetch_item has it; or NULL */
};

/*
 * 1 and *u filled where the URL is known and its object is there with that
 * size; else *u is empty: 0 where not (also where the entry is damaged: it is
 * fetched again), -1 on error (unreadable).
 */
int cache_lookup(const char *root, const char *url, struct arena *mem,
    struct cache_url *u);

/*
 * Every URL that is known, with its object there: *n of them in *list, sorted
 * by URL; caller frees the list, strings live in mem. Entries that are damaged
 * are passed over. Returns 0, or -1 (unreadable). A cache that is not there
 * knows none.
 */
struct cache_known {
	const char *url;
	struct cache_url of;
};
int cache_urls(const char *root, struct arena *mem, struct cache_known **list,
    size_t *n);

/* Remembers u for url; returns 0, or -1. */
int cache_remember(const char *root, const char *url,
    const struct cache_url *u);

/*
 * The object, and its size, that has documents of that name, a digest
 * (store/content.h); false where nobody remembers, or the note is damaged.
 * Remembers one; returns 0, or -1.
 */
bool cache_content(const char *root, const char *name,
    char object[DIGEST_HEX + 1], long long *size);
int cache_remember_content(const char *root, const char *name,
    const char *object, long long size);

/*
 * Makes the cache's folders, so that one who may not write learns it first,
 * and removes what runs that died left in ROOT/tmp. Returns 0, or -1.
 */
int cache_prepare(const char *root);

/*
 * Bytes on their way into the cache. Starts as { 0 }: begin, add as they come,
 * end (now sha256 and size hold, and the file may be read), then
 * commit; abort at any time, also after commit, and twice. These say nothing:
 * -1 with why filled, for a caller who knows what the bytes were for.
 */
struct cache_object {
	struct temp file;
	struct digest digest;
	char sha256[DIGEST_HEX + 1];
	long long size;
	char why[256];
};
int cache_object_begin(struct cache_object *o, const char *root);
int cache_object_add(struct cache_object *o, const void *bytes, size_t n);
int cache_object_end(struct cache_object *o);
int cache_object_commit(struct cache_object *o, const char *root);
void cache_object_abort(struct cache_object *o);

#endif
