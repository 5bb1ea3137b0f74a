/* Baselines: which controls of a source they choose. */
#include "baselines.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/key.h"
#include "base/lookup.h"
#include "words/words.h"

enum { NAMED = 5 }; /* ids that a finding names */

/* A control that is found by the key of its id. */
struct keyed {
	const char *key; /* NULL: it has none */
};

static const char *
baseline_key(struct arena *mem, const char *id)
{
	const char *key = id == NULL ? "" : key_new(mem, id);

	return *key == '\0' ? NULL : key;
}

static struct keyed *
list_keys(struct arena *mem, const struct control *v, size_t n)
{
	struct keyed *keys = arena_alloc(mem, n * sizeof(*keys));
	size_t i;

	for (i = 0; i < n; i++)
		keys[i].key = baseline_key(mem, v[i].id);
	return keys;
}

static void
look_up(struct lookup *l, const struct keyed *keys, size_t n)
{
	lookup_list(l, keys, n, sizeof(*keys), offsetof(struct keyed, key));
}

/* Leaves out what is named twice, however it is written. */
static void
drop_repeated_ids(struct input *b)
{
	struct keyed *keys = list_keys(&b->mem, b->chosen, b->nchosen);
	const struct control *k;
	struct lookup known = { 0 };
	size_t i, n = 0;

	look_up(&known, keys, b->nchosen);
	for (i = 0; i < b->nchosen; i++) {
		k = &b->chosen[i];
		if (keys[i].key != NULL &&
		    lookup_first(&known, keys[i].key) == i + 1)
			b->chosen[n++] = *k;
		else
			findings_add(&b->findings, k->path, k->line,
			    keys[i].key == NULL ? "no-id" : "repeated-id",
			    "%.*s is left out", str_fit(k->title, 60),
			    k->title);
	}
	b->nchosen = n;
	free(known.v);
}

/* "208 of 287 controls are none of nist-800-53: ac-1, ac-2.1 …" */
static void
report_missing(struct input *b, const struct strs *missing)
{
	struct buf text = BUF_INIT;
	size_t i;

	if (missing->n == 0)
		return;
	for (i = 0; i < missing->n && i < NAMED; i++)
		buf_printf(&text, "%s%s", i > 0 ? ", " : "", missing->v[i]);
	findings_add(&b->findings, b->chosen[0].path, 0, "unknown-control",
	    "%zu of %zu that it chooses are no controls of %s: %s%s",
	    missing->n, b->nchosen, b->source->baseline_of, buf_str(&text),
	    missing->n > NAMED ? " \xe2\x80\xa6" : "");
	buf_free(&text);
}

static void
join_baseline(struct input *b)
{
	const struct input *of = b->of;
	struct keyed *keys = list_keys(&b->mem, of->controls, of->ncontrols);
	const struct lookup_entry *e;
	struct lookup known = { 0 };
	struct strs missing = { 0 };
	size_t i, k, n;

	look_up(&known, keys, of->ncontrols);
	for (i = 0; i < b->nchosen; i++) {
		e = lookup_find(&known, baseline_key(&b->mem, b->chosen[i].id), &n);
		for (k = 0; k < n; k++)
			*LIST_ADD(b->choices, b->nchoices) =
			    (struct choice){ i, e[k].at };
		if (n == 0)
			strs_add(&missing, b->chosen[i].id);
	}
	report_missing(b, &missing);
	strs_free(&missing);
	free(known.v);
}

void
baselines_join(struct inputs *in)
{
	struct input *b;
	size_t i;

	for (b = in->v; b != LIST_END(in->v, in->n); b++) {
		if (b->source->kind != KIND_BASELINE || b->nchosen == 0)
			continue;
		drop_repeated_ids(b);
		for (i = 0; i < in->n; i++)
			if (str_equal(in->v[i].source->id,
			    b->source->baseline_of))
				b->of = &in->v[i];
		if (b->of != NULL)
			join_baseline(b);
		else
			findings_add(&b->findings, b->chosen[0].path, 0,
			    "unknown-source", "it chooses controls of %s, which "
			    "is no source here", b->source->baseline_of);
	}
}

/* What the first of them says of all. */
static int
write_baseline(struct catalog *c, const struct input *b, long long source,
    long long first)
{
	const struct source *s = b->source;
	const struct control *k = b->chosen;
	const struct catalog_baseline row = { source, s->baseline_name != NULL
	    ? s->baseline_name : s->id, s->baseline_of,
	    b->nchosen > 0 ? k->status : NULL,
	    b->nchosen > 0 ? k->modified : NULL };
	size_t i;

	if (catalog_put_baseline(c, &row) == -1)
		return -1;
	for (i = 0; i < b->nchosen; i++)
		if (catalog_put_baseline_id(c, source, (int)i, k[i].id) == -1)
			return -1;
	for (i = 0; i < b->nchoices; i++)
		if (catalog_put_baseline_control(c, source,
		    (int)b->choices[i].chosen, first +
		    (long long)b->choices[i].control) == -1)
			return -1;
	return 0;
}

int
baselines_write(struct catalog *c, const struct inputs *in)
{
	const struct input *b, *i;
	long long first;

	for (b = in->v; b != LIST_END(in->v, in->n); b++) {
		if (b->source->kind != KIND_BASELINE)
			continue;
		for (first = 1, i = in->v; b->of != NULL && i < b->of; i++)
			first += (long long)i->ncontrols;
		if (write_baseline(c, b, b - in->v + 1, first) == -1)
			return -1;
	}
	return 0;
}
