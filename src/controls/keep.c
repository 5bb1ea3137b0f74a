/* What is kept of the controls of a document: much more was read on the way. */
#include "keep.h"

#include <string.h>

static void
keep_text(struct arena *mem, const char **text)
{
	*text = arena_strdup(mem, *text);
}

/* A copy of a list of n elements of that size; NULL has none. */
static void *
keep_list(struct arena *mem, const void *list, size_t n, size_t size)
{
	return n == 0 ? NULL : memcpy(arena_room(mem, n * size), list, n * size);
}

static const char **
keep_texts(struct arena *mem, const char **texts, size_t n)
{
	const char **kept = keep_list(mem, texts, n, sizeof(*kept));
	size_t i;

	for (i = 0; i < n; i++)
		keep_text(mem, &kept[i]);
	return kept;
}

static void
keep_strs(struct arena *mem, struct strs *l)
{
	size_t i;

	l->v = keep_list(mem, l->v, l->n, sizeof(*l->v));
	for (i = 0; i < l->n; i++)
		l->v[i] = arena_strdup(mem, l->v[i]);
}

static struct test_name *
keep_tests(struct arena *mem, const struct test_name *tests, size_t n)
{
	struct test_name *kept = keep_list(mem, tests, n, sizeof(*kept));
	size_t i;

	for (i = 0; i < n; i++)
		keep_text(mem, &kept[i].id);
	return kept;
}

static void
keep_ids(struct arena *mem, struct control *c)
{
	struct unread_id *one;
	struct tag *tag;
	size_t i;

	c->tags = keep_list(mem, c->tags, c->ntags, sizeof(*c->tags));
	for (i = 0; i < c->ntags; i++) {
		tag = &c->tags[i];
		keep_text(mem, &tag->id);
		keep_text(mem, &tag->of);
		keep_text(mem, &tag->note);
		keep_text(mem, &tag->score);
	}
	c->unread.v = keep_list(mem, c->unread.v, c->unread.n,
	    sizeof(*c->unread.v));
	for (i = 0; i < c->unread.n; i++) {
		one = &c->unread.v[i];
		keep_text(mem, &one->text);
		keep_text(mem, &one->meant);
		keep_text(mem, &one->right);
	}
}

static void
keep_calls(struct arena *mem, struct control *c)
{
	size_t i;

	c->correlates = keep_list(mem, c->correlates, c->ncorrelates,
	    sizeof(*c->correlates));
	for (i = 0; i < c->ncorrelates; i++)
		keep_text(mem, &c->correlates[i].text);
}

static void
keep_needs(struct arena *mem, struct control *c)
{
	struct need *need;
	size_t i, k;

	c->needs = keep_list(mem, c->needs, c->nneeds, sizeof(*c->needs));
	for (i = 0; i < c->nneeds; i++) {
		need = &c->needs[i];
		need->v = keep_list(mem, need->v, need->n, sizeof(*need->v));
		for (k = 0; k < need->n; k++) {
			keep_text(mem, &need->v[k].name);
			keep_text(mem, &need->v[k].key.id);
			keep_text(mem, &need->v[k].key.event);
		}
	}
}

static void
keep_control(struct arena *mem, struct control *c)
{
	const char **const texts[] = { &c->id, &c->title, &c->description,
		&c->url, &c->edit, &c->level, &c->status, &c->author, &c->date,
		&c->modified, &c->changed, &c->executor, &c->name, &c->query,
		&c->indexed.tags, &c->indexed.log, &c->indexed.logic };
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		keep_text(mem, texts[i]);
	c->false_positives = keep_texts(mem, c->false_positives,
	    c->nfalse_positives);
	c->references = keep_texts(mem, c->references, c->nreferences);
	c->files = keep_texts(mem, c->files, c->nfiles);
	c->simulates = keep_tests(mem, c->simulates, c->nsimulates);
	c->recordings = keep_tests(mem, c->recordings, c->nrecordings);
	keep_strs(mem, &c->indexed.cves);
	keep_strs(mem, &c->twin_ids);
	keep_strs(mem, &c->twin_names);
	keep_strs(mem, &c->platforms);
	keep_calls(mem, c);
	keep_needs(mem, c);
	keep_ids(mem, c);
	c->seen = c->tactics = (struct sightings){ NULL, 0 };
}

void
controls_keep(struct controls *c, struct arena *mem)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		keep_control(mem, &c->v[i]);
	for (i = 0; i < c->nassessed; i++)
		keep_text(mem, &c->assessed[i]);
	for (i = 0; i < c->unknowns.n; i++)
		keep_text(mem, &c->unknowns.v[i].word);
	keep_text(mem, &c->attack_version);
}
