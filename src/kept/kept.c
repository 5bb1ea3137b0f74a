/* What the documents of a source gave, prepared for the next time. */
#include "kept/kept.h"

#include <stdlib.h>
#include <string.h>

#include "shapes.h"

/* Rises whenever the shapes change, or what control_take makes of the same document. */
#define FORMAT "1"

enum { WORDS = 7 };

#define FINDINGS(s, m) \
	PACK_MANY(PACK_HEAP, struct s, m.v, m.n, shape_finding)

static const struct pack_member document_shape[] = {
	PACK_ONE(PACK_TEXT, struct kept_document, path),
	PACK_IN(struct kept_document, controls, shape_controls),
	FINDINGS(kept_document, findings),
	PACK_STOP,
};

static const struct pack_member kept_shape[] = {
	PACK_ONE(PACK_TEXT, struct kept, digest),
	PACK_MANY(PACK_HEAP, struct kept, v, n, document_shape),
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

bool
kept_open(const char *cache, const struct config *c, const struct source *s,
    const char *url, const char *sha256, struct kept *k)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	struct pack_ends ends[PACK_ENDS];
	const char *words[WORDS];
	bool is;

	list_words(c, s, url, sha256, words);
	is = part_open(cache, words, WORDS, &k->part);
	value_use(before);
	arena_free(&mem);
	if (!is)
		return false;
	find_ends(s, ends);
	if (pack_get(k->part.bytes, k->part.len, kept_shape, ends, &k->mem, k) == 0)
		return true;
	kept_close(k);
	return false;
}

void
kept_keep(const char *cache, const struct config *c, const struct source *s,
    const char *url, const char *sha256, const struct kept *k)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	struct pack_ends ends[PACK_ENDS];
	struct buf bytes = BUF_INIT;
	const char *words[WORDS];

	list_words(c, s, url, sha256, words);
	find_ends(s, ends);
	if (pack_put(k, kept_shape, ends, &bytes) == 0)
		part_keep(cache, words, WORDS, buf_str(&bytes), bytes.len);
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
