/* Crosswalks: which ids they relate, and which controls these are. */
#include "crosswalks.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/key.h"
#include "base/lookup.h"

enum { NAMED = 5 }; /* ids that a finding names */

static int
by_key(const void *a, const void *b)
{
	const struct related_id *x = a, *y = b;
	int order = key_compare(x->key, y->key);

	return order != 0 ? order : strcmp(x->key, y->key);
}

/* The place of that key, plus 1; 0: none of the side has it. */
static size_t
find_related(const struct related_side *side, const char *key)
{
	const struct related_id wanted = { .key = key };
	const struct related_id *found = side->n == 0 ? NULL : bsearch(&wanted,
	    side->v, side->n, sizeof(wanted), by_key);

	return found == NULL ? 0 : (size_t)(found - side->v) + 1;
}

/* Lists the ids of a side, each once, as the first that is so called. */
static void
list_related(struct input *in, size_t at)
{
	struct related_side *side = &in->sides[at];
	struct lookup known = { 0 };
	const struct crosswalk_pair *p;
	const char *key;
	size_t i, n = 0;

	for (i = 0; i < in->npairs; i++)
		lookup_add(&known, key_new(&in->mem, in->pairs[i].ids[at]), i);
	lookup_sort(&known);
	for (i = 0; i < known.n; i++) {
		key = known.v[i].text;
		p = &in->pairs[known.v[i].at];
		if (*key == '\0' || (n > 0 && str_equal(side->v[n - 1].key,
		    key))) {
			if (*key != '\0' && side->v[n - 1].title == NULL)
				side->v[n - 1].title = p->titles[at];
			continue;
		}
		*LIST_ADD(side->v, side->n) = (struct related_id){ p->ids[at],
			key, p->titles[at], NULL, 0 };
		n = side->n;
	}
	if (side->n > 0)
		qsort(side->v, side->n, sizeof(*side->v), by_key);
	free(known.v);
}

/* The titles that stand elsewhere, where none stands beside the pair. */
static void
add_titles(struct input *in)
{
	const struct crosswalk_title *t;
	struct related_id *one;
	size_t i, at;

	for (i = 0; i < in->ntitles; i++) {
		t = &in->titles[i];
		at = find_related(&in->sides[t->side], key_new(&in->mem, t->id));
		one = at == 0 ? NULL : &in->sides[t->side].v[at - 1];
		if (one != NULL && one->title == NULL)
			one->title = t->title;
	}
}

/* "25 of 151 ids are no controls of nist-800-53: ac-2.1 …" */
static void
report_unrelated(struct input *in, size_t at)
{
	const struct related_side *side = &in->sides[at];
	struct buf text = BUF_INIT;
	size_t i, n = 0;

	for (i = 0; i < side->n; i++) {
		if (side->v[i].n > 0)
			continue;
		if (n++ < NAMED)
			buf_printf(&text, "%s%s", n > 1 ? ", " : "",
			    side->v[i].id);
	}
	if (n > 0)
		findings_add(&in->findings, in->pairs[0].path, 0,
		    "unknown-control", "%zu of %zu ids are no controls of %s: "
		    "%s%s", n, side->n, in->source->sides[at].of,
		    buf_str(&text), n > NAMED ? " \xe2\x80\xa6" : "");
	buf_free(&text);
}

/* Finds the controls of each id of a side in the source that it is of. */
static void
join_side(struct input *in, const struct input *of, size_t at)
{
	struct related_side *side = &in->sides[at];
	const struct lookup_entry *e;
	struct lookup known = { 0 };
	struct related_id *one;
	size_t i, k, n;

	side->of = of;
	for (i = 0; i < of->ncontrols; i++)
		if (of->controls[i].id != NULL)
			lookup_add(&known, key_new(&in->mem,
			    of->controls[i].id), i);
	lookup_sort(&known);
	for (one = side->v; one != LIST_END(side->v, side->n); one++) {
		e = lookup_find(&known, one->key, &n);
		one->controls = arena_alloc(&in->mem, n *
		    sizeof(*one->controls));
		for (k = 0; k < n; k++)
			one->controls[k] = e[k].at;
		one->n = n;
	}
	free(known.v);
	report_unrelated(in, at);
}

/* By ids; what is said of these alone first, then as they stand. */
static int
by_ids(const void *a, const void *b)
{
	const struct related_pair *x = a, *y = b;
	size_t i;

	for (i = 0; i < CROSSWALK_SIDES; i++)
		if (x->ids[i] != y->ids[i])
			return x->ids[i] < y->ids[i] ? -1 : 1;
	if (x->pair->joint != y->pair->joint)
		return x->pair->joint ? 1 : -1;
	return x->pair < y->pair ? -1 : x->pair > y->pair;
}

/* "1.1 and CM-8 are there twice: as subset-of, and as equal-to, which is left out" */
static void
report_twice(struct input *in, const struct crosswalk_pair *kept,
    const struct crosswalk_pair *left)
{
	const char *one = relation_name(kept->relation);
	const char *other = relation_name(left->relation);

	if (kept->relation != left->relation)
		findings_add(&in->findings, left->path, left->line,
		    "repeated-pair", "%s and %s are there twice: as %s, and as "
		    "%s, which is left out", left->ids[0], left->ids[1], one,
		    other);
	else
		findings_add(&in->findings, left->path, left->line,
		    "repeated-pair", "%s and %s are there twice", left->ids[0],
		    left->ids[1]);
}

static void
join_pairs(struct input *in)
{
	struct related_pair one;
	size_t i, k, n = 0;

	for (i = 0; i < in->npairs; i++) {
		one.pair = &in->pairs[i];
		for (k = 0; k < CROSSWALK_SIDES; k++)
			one.ids[k] = find_related(&in->sides[k],
			    key_new(&in->mem, in->pairs[i].ids[k]));
		if (one.ids[CROSSWALK_FROM] > 0 && one.ids[CROSSWALK_TO] > 0)
			*LIST_ADD(in->related, in->nrelated) = one;
	}
	if (in->nrelated > 0)
		qsort(in->related, in->nrelated, sizeof(*in->related), by_ids);
	for (i = 0; i < in->nrelated; i++) {
		one = in->related[i];
		if (n > 0 && in->related[n - 1].ids[0] == one.ids[0] &&
		    in->related[n - 1].ids[1] == one.ids[1])
			report_twice(in, in->related[n - 1].pair, one.pair);
		else
			in->related[n++] = one;
	}
	in->nrelated = n;
}

static void
join_crosswalk(struct inputs *in, struct input *w)
{
	const char *of;
	size_t at, i;

	for (at = 0; at < CROSSWALK_SIDES; at++) {
		list_related(w, at);
		of = w->source->sides[at].of;
		if (of == NULL)
			continue;
		for (i = 0; i < in->n; i++)
			if (str_equal(in->v[i].source->id, of))
				join_side(w, &in->v[i], at);
		if (w->sides[at].of == NULL)
			findings_add(&w->findings, w->pairs[0].path, 0,
			    "unknown-source", "it relates controls of %s, which "
			    "is no source here", of);
	}
	add_titles(w);
	join_pairs(w);
}

void
crosswalks_join(struct inputs *in)
{
	struct input *w;

	for (w = in->v; w != LIST_END(in->v, in->n); w++)
		if (w->npairs > 0)
			join_crosswalk(in, w);
}

/* What people call a side's framework. */
static const char *
name_of_side(const struct input *w, size_t at)
{
	const struct crosswalk_side *side = &w->source->sides[at];
	const struct input *of = w->sides[at].of;

	return side->name != NULL ? side->name
	    : of != NULL ? of->source->title : side->of;
}

/* The number of the first control of an input. */
static long long
first_control(const struct inputs *in, const struct input *of)
{
	const struct input *i;
	long long first = 1;

	for (i = in->v; i < of; i++)
		first += (long long)i->ncontrols;
	return first;
}

/* Writes the ids of a side behind those with keys up to *pk. */
static int
write_side(struct catalog *c, const struct inputs *in, const struct input *w,
    size_t at, long long *pk)
{
	const struct related_side *side = &w->sides[at];
	const struct related_id *one;
	struct catalog_crosswalk_id row = { 0, w - in->v + 1,
		crosswalk_sides[at], NULL, NULL, NULL };
	size_t i, k;

	for (i = 0; i < side->n; i++) {
		one = &side->v[i];
		row.pk = ++*pk;
		row.id = one->id;
		row.key = one->key;
		row.title = one->title;
		if (catalog_put_crosswalk_id(c, &row) == -1)
			return -1;
		for (k = 0; k < one->n; k++)
			if (catalog_put_crosswalk_control(c, row.pk,
			    first_control(in, side->of) +
			    (long long)one->controls[k]) == -1)
				return -1;
	}
	return 0;
}

static int
write_crosswalk(struct catalog *c, const struct inputs *in,
    const struct input *w, long long *pk)
{
	const struct crosswalk_side *sides = w->source->sides;
	const struct catalog_crosswalk row = { w - in->v + 1, sides[0].of,
		name_of_side(w, 0), sides[1].of, name_of_side(w, 1), w->version,
		w->day };
	struct catalog_crosswalk_pair pair;
	const struct related_pair *r;
	long long before = *pk;

	if (catalog_put_crosswalk(c, &row) == -1 ||
	    write_side(c, in, w, CROSSWALK_FROM, pk) == -1 ||
	    write_side(c, in, w, CROSSWALK_TO, pk) == -1)
		return -1;
	for (r = w->related; r != LIST_END(w->related, w->nrelated); r++) {
		pair = (struct catalog_crosswalk_pair){ before +
		    (long long)r->ids[CROSSWALK_FROM], before +
		    (long long)(w->sides[CROSSWALK_FROM].n +
		    r->ids[CROSSWALK_TO]), relation_name(r->pair->relation),
			r->pair->joint, r->pair->note, r->pair->path,
			r->pair->line };
		if (catalog_put_crosswalk_pair(c, &pair) == -1)
			return -1;
	}
	return 0;
}

int
crosswalks_write(struct catalog *c, const struct inputs *in)
{
	const struct input *w;
	long long pk = 0;

	for (w = in->v; w != LIST_END(in->v, in->n); w++)
		if (w->source->kind == KIND_CROSSWALK &&
		    write_crosswalk(c, in, w, &pk) == -1)
			return -1;
	return 0;
}
