/*
 * The cache: what was fetched, by the SHA-256 of its bytes.
 *
 *	ROOT/objects/ab/abcdef…     the bytes
 *	ROOT/urls/SHA256-OF-URL     what is known of a URL: a small YAML file
 *
 * ROOT is --cache, else $XDG_CACHE_HOME/sextant, else ~/.cache/sextant. Many
 * processes may use one at a time: a file appears whole or not at all.
 */
#ifndef STORE_CACHE_H
#define STORE_CACHE_H

#include "base/date.h"
#include "base/digest.h"
#include "base/mem.h"

/* The folder by the rule above (root may be NULL); caller frees. NULL once
 * said where there is neither option nor environment. */
char *cache_root(const char *root);

/* Where the object of a digest stands (whether or not it is there); caller
 * frees. */
char *cache_object_path(const char *root, const char *sha256);

/* What is known of a URL. Strings live in the arena given to cache_lookup. */
struct cache_url {
	char sha256[DIGEST_HEX + 1];
	long long size;
	char first[DATE_LEN + 1]; /* UTC day on which these bytes first came */
	const char *etag;         /* or NULL */
	const char *modified;     /* Last-Modified as sent, or NULL */
};

/*
 * 1 and *u filled where the URL is known and its object is there with that
 * size, 0 where not (also where the entry is damaged: it is fetched again),
 * -1 once said (unreadable).
 */
int cache_lookup(const char *root, const char *url, struct arena *mem,
    struct cache_url *u);

/* Remembers u for url; 0, or -1 once said. */
int cache_remember(const char *root, const char *url,
    const struct cache_url *u);

#endif
