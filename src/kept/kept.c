/* What the documents of a source gave, prepared for the next time. */
#include "kept/kept.h"

#include <stdlib.h>
#include <string.h>

#include "shapes.h"

/* Rises whenever the shapes change, or what control_take makes of the same document. */
#define FORMAT "1"

enum {
	WORDS = 7,
	PIECE = 64 * 1024, /* bytes that are written at once */
	FORGET = 1024,     /* documents, whose texts need not stay in memory */
};

#define FINDINGS(s, m) \
	PACK_MANY(PACK_HEAP, struct s, m.v, m.n, shape_finding)

static const struct pack_member document_shape[] = {
	PACK_ONE(PACK_TEXT, struct kept_document, path),
	PACK_IN(struct kept_document, controls, shape_controls),
	FINDINGS(kept_document, findings),
	PACK_STOP,
};

/* What stands before the documents, and behind them. */
static const struct pack_member before_shape[] = {
	PACK_ONE(PACK_TEXT, struct kept, digest),
	PACK_ONE(PACK_NUMBER, struct kept, n),
	PACK_STOP,
};
static const struct pack_member behind_shape[] = {
	FINDINGS(kept, findings),
	PACK_STOP,
};

static void
find_ends(const struct source *s, struct pack_ends ends[PACK_ENDS])
{
	const struct frameworks *f = s->frameworks;

	ends[0] = (struct pack_ends){ f == NULL ? NULL : f->v, f == NULL ? 0 : f->n,
		sizeof(*f->v) };
	ends[1] = (struct pack_ends){ s->words.v, s->words.n, sizeof(*s->words.v) };
	ends[2] = (struct pack_ends){ s->techniques.v, s->techniques.n,
		sizeof(*s->techniques.v) };
	ends[3] = (struct pack_ends){ s->tactics.v, s->tactics.n,
		sizeof(*s->tactics.v) };
}

/* All that it follows from; in the thread's arena. */
static void
list_words(const struct config *c, const struct source *s, const char *url,
    const char *sha256, const char *words[WORDS])
{
	const char *settings = s->entry == NULL ? NULL
	    : cJSON_PrintUnformatted(s->entry);

	words[0] = "documents " FORMAT " " SEXTANT_VERSION;
	words[1] = s->id;
	words[2] = s->definition == NULL ? "" : s->definition;
	words[3] = settings == NULL ? "" : settings;
	words[4] = c->tables;
	words[5] = url;
	words[6] = sha256;
}

static void
free_lists(struct kept *k)
{
	size_t i;

	for (i = 0; i < k->n; i++) {
		controls_free(&k->v[i].controls);
		free(k->v[i].findings.v);
	}
}

void
kept_forget(const struct kept *k)
{
	part_forget(&k->part);
}

bool
kept_find(const char *cache, const struct config *c, const struct source *s,
    const char *url, const char *sha256, struct kept *k)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	const char *words[WORDS];
	bool is;

	list_words(c, s, url, sha256, words);
	is = part_open(cache, words, WORDS, &k->part);
	value_use(before);
	arena_free(&mem);
	return is;
}

/* Fills k from the bytes of its part. Returns 0, or -1: they are none. */
static int
unpack(struct kept *k, const struct pack_ends ends[PACK_ENDS])
{
	const char *at = k->part.bytes, *end = at + k->part.len;
	size_t i, n;

	if (pack_next(&at, end, before_shape, ends, &k->mem, k) == -1)
		return -1;
	n = k->n;
	k->n = 0;
	if (n > (size_t)(end - at))
		return -1;
	k->v = mem_array(n, sizeof(*k->v));
	for (i = 0; i < n; i++) {
		if (i % FORGET == 0)
			kept_forget(k);
		k->n++; /* it may be filled in part */
		if (pack_next(&at, end, document_shape, ends, &k->mem,
		    &k->v[i]) == -1)
			return -1;
	}
	if (pack_next(&at, end, behind_shape, ends, &k->mem, k) == -1)
		return -1;
	kept_forget(k);
	return at == end ? 0 : -1;
}

bool
kept_take(const struct source *s, struct kept *k)
{
	struct pack_ends ends[PACK_ENDS];

	find_ends(s, ends);
	if (unpack(k, ends) == 0)
		return true;
	kept_close(k);
	return false;
}

bool
kept_open(const char *cache, const struct config *c, const struct source *s,
    const char *url, const char *sha256, struct kept *k)
{
	return kept_find(cache, c, s, url, sha256, k) && kept_take(s, k);
}

int
kept_pack(const struct source *s, const struct kept_document *d, struct buf *out)
{
	struct pack_ends ends[PACK_ENDS];

	find_ends(s, ends);
	return pack_put(d, document_shape, ends, out);
}

int
kept_unpack(const struct source *s, const struct kept_packed *bytes,
    struct arena *mem, struct kept_document *d)
{
	struct pack_ends ends[PACK_ENDS];

	find_ends(s, ends);
	return pack_get(bytes->bytes, bytes->len, document_shape, ends, mem, d);
}

void
kept_keep(const char *cache, const struct config *c, const struct source *s,
    const char *url, const char *sha256, const struct kept *k,
    const struct kept_packed *documents)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	struct pack_ends ends[PACK_ENDS];
	struct buf bytes = BUF_INIT;
	const char *words[WORDS];
	struct part_making m;
	size_t i;

	list_words(c, s, url, sha256, words);
	find_ends(s, ends);
	part_begin(&m, cache, words, WORDS);
	pack_put(k, before_shape, ends, &bytes);
	for (i = 0; i < k->n; i++) {
		buf_put(&bytes, documents[i].bytes, documents[i].len);
		if (bytes.len < PIECE)
			continue;
		part_add(&m, buf_str(&bytes), bytes.len);
		buf_reset(&bytes);
	}
	pack_put(k, behind_shape, ends, &bytes);
	part_add(&m, buf_str(&bytes), bytes.len);
	part_end(&m, cache);
	buf_free(&bytes);
	value_use(before);
	arena_free(&mem);
}

void
kept_close(struct kept *k)
{
	free_lists(k);
	free(k->v);
	free(k->findings.v);
	if (k->part.bytes != NULL)
		part_close(&k->part);
	arena_free(&k->mem);
	memset(k, 0, sizeof(*k));
}
