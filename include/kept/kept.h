/*
 * What the documents of a source gave, as control_take left it: prepared for the next
 * time, below all that it follows from.
 */
#ifndef KEPT_KEPT_H
#define KEPT_KEPT_H

#include "config/config.h"
#include "controls/control.h"
#include "store/part.h"

struct kept_document {
	const char *path;
	struct controls controls;
	struct findings findings; /* of the document */
};

/* Starts as { 0 }; kept_close. */
struct kept {
	const char *digest; /* of struct documents */
	struct kept_document *v;
	size_t n;
	struct findings findings; /* of what was not even a document */
	struct part part;
	struct arena mem;
};

/*
 * Fills k with what the source's documents of that digest gave, fetched from an address.
 * It lives until kept_close; who takes a document leaves zeros in its place. false: it
 * is not prepared.
 */
bool kept_open(const char *cache, const struct config *c, const struct source *s,
    const char *url, const char *sha256, struct kept *k);

/* The two halves of that: is it prepared? And what is it? */
bool kept_find(const char *cache, const struct config *c, const struct source *s,
    const char *url, const char *sha256, struct kept *k);
bool kept_take(const struct source *s, struct kept *k);

/* What a document gave, as bytes. */
struct kept_packed {
	const char *bytes;
	size_t len;
};

/* Appends these. Returns 0, or -1: it cannot be kept. */
int kept_pack(const struct source *s, const struct kept_document *d, struct buf *out);

/* And back: texts stay in the bytes, lists are in mem or on the heap (controls_free,
 * and the findings). d starts as { 0 }. Returns 0, or -1. */
int kept_unpack(const struct source *s, const struct kept_packed *bytes,
    struct arena *mem, struct kept_document *d);

/* Prepares it: of k the digest, findings and number of documents, and as many as
 * bytes. */
void kept_keep(const char *cache, const struct config *c, const struct source *s,
    const char *url, const char *sha256, const struct kept *k,
    const struct kept_packed *documents);

/* Its texts need not be in memory until they are read again. */
void kept_forget(const struct kept *k);

/* Gives back all that nobody has taken; also where nothing is prepared. */
void kept_close(struct kept *k);

#endif
