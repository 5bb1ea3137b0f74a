/*
 * Keys: digests of all that a file is made from, so that one made from the same need not be
 * made again (tree_keep). What is made gets nothing but what its key is of.
 */
#ifndef SITE_KEYRING_H
#define SITE_KEYRING_H

#include <cjson/cJSON.h>

#include "base/buf.h"
#include "base/digest.h"
#include "prose/prose.h"
#include "template/mustache.h"

/* Starts as { 0 }. Once all is shared, safe for several threads. */
struct keyring {
	char base[DIGEST_HEX + 1]; /* what is in every key */
	struct shared *v;          /* a hash table of room places, n of them taken */
	size_t room, n;
};

/* What is in every key: the program's digest, the templates, and which links prose
 * may have. */
void keyring_begin(struct keyring *k, const char *program, const struct templates *t,
    const struct prose_links *links);

/* Reads a tree once that many others refer to; it must stay as it is, and where it is.
 * more (or NULL) is what is made from it beside. */
void keyring_share(struct keyring *k, const cJSON *tree, const char *more);

void keyring_free(struct keyring *k);

/* A key while it is made: starts with key_begin, ends with key_end. */
struct key {
	const struct keyring *of;
	struct buf text;
};

/* how: what makes the file ("html/index"); the others add to it, a NULL as such. */
void key_begin(struct key *key, const struct keyring *k, const char *how);
void key_add(struct key *key, const cJSON *tree);
void key_add_text(struct key *key, const char *text);
void key_end(struct key *key, char hex[DIGEST_HEX + 1]);

#endif
