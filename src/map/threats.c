/* What sources of threats hold, made one and resolved. */
#include "threats.h"

#include <stdlib.h>
#include <string.h>

#include "base/lookup.h"
#include "controls/resolve.h"
#include "words/words.h"

enum { TYPES_MAX = 200 }; /* bytes of what a pair is said to be */

static void
add_score(struct arena *mem, struct tag *tag, const char *score)
{
	if (tag->score == NULL)
		tag->score = score;
	else if (score != NULL && strstr(tag->score, score) == NULL &&
	    strlen(tag->score) < TYPES_MAX)
		tag->score = arena_printf(mem, "%s, %s", tag->score, score);
}

/* Adds what the second says to the first. */
static void
unite(struct arena *mem, struct threat *to, const struct threat *from)
{
	struct tag *tag;
	size_t i;

	if (to->named.title == NULL)
		to->named.title = from->named.title;
	if (to->category == NULL)
		to->category = from->category;
	for (i = 0; i < from->named.ntags; i++) {
		tag = control_find_tag(&to->named, from->named.tags[i].id);
		if (tag == NULL) {
			*ARENA_ADD(mem, to->named.tags, to->named.ntags) =
			    from->named.tags[i];
			continue;
		}
		if (tag->note == NULL)
			tag->note = from->named.tags[i].note;
		add_score(mem, tag, from->named.tags[i].score);
	}
}

static void
unite_vulnerabilities(struct input *in)
{
	struct lookup ids = { 0 };
	struct threat *one;
	size_t i, first, n = 0;

	lookup_list(&ids, in->threats, in->nthreats, sizeof(*in->threats),
	    offsetof(struct threat, named.id));
	for (i = 0; i < in->nthreats; i++) {
		one = &in->threats[i];
		first = lookup_first(&ids, one->named.id) - 1;
		if (first != i)
			unite(&in->mem, &in->threats[first], one);
	}
	for (i = 0; i < in->nthreats; i++)
		if (lookup_first(&ids, in->threats[i].named.id) == i + 1)
			in->threats[n++] = in->threats[i];
	in->nthreats = n;
	free(ids.v);
}

/* By number, tagged id, then the highest. */
static int
by_tagged(const void *a, const void *b)
{
	const struct weighed *x = a, *y = b;
	int order = strcmp(x->tag->id, y->tag->id);

	if (x->factor != y->factor)
		return x->factor < y->factor ? -1 : 1;
	if (order != 0)
		return order;
	return x->value > y->value ? -1 : x->value < y->value;
}

/* By number and technique; its own id first, then the highest. */
static int
by_technique(const void *a, const void *b)
{
	const struct weighed *x = a, *y = b;
	bool own = x->tag->outcome == OUTCOME_EXACT;

	if (x->factor != y->factor)
		return x->factor < y->factor ? -1 : 1;
	if (x->tag->technique != y->tag->technique)
		return x->tag->technique < y->tag->technique ? -1 : 1;
	if (own != (y->tag->outcome == OUTCOME_EXACT))
		return own ? -1 : 1;
	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return strcmp(x->tag->id, y->tag->id);
}

/* Leaves one of those that give a number of the same id. */
static void
drop_repeated(struct input *in)
{
	const struct weighed *w;
	size_t i, n = 0;

	for (i = 0; i < in->nweighed; i++) {
		w = &in->weighed[i];
		if (n == 0 || in->weighed[n - 1].factor != w->factor ||
		    strcmp(in->weighed[n - 1].tag->id, w->tag->id) != 0)
			in->weighed[n++] = *w;
		else
			findings_add(&in->findings, w->path, w->tag->line,
			    "repeated-id", "%s: %s stands there twice: the "
			    "highest is taken", w->tag->id,
			    in->source->factors.v[w->factor].name);
	}
	in->nweighed = n;
}

/* Lists the numbers; that of a technique that several ids lead to is one. */
static void
weigh(struct input *in)
{
	const struct factor_fields *f = &in->source->factors;
	const struct threat *one;
	struct weighed *w;
	size_t i, k, t;

	for (i = 0; i < in->nthreats; i++) {
		one = &in->threats[i];
		for (k = 0; k < f->n; k++)
			for (t = 0; one->factors[k] >= 0 && t < one->named.ntags;
			    t++)
				*LIST_ADD(in->weighed, in->nweighed) =
				    (struct weighed){ &one->named.tags[t],
					one->named.path, k, one->factors[k],
					false };
	}
	if (in->nweighed == 0)
		return;
	qsort(in->weighed, in->nweighed, sizeof(*w), by_tagged);
	drop_repeated(in);
	qsort(in->weighed, in->nweighed, sizeof(*w), by_technique);
	for (i = 0; i < in->nweighed; i++) {
		w = &in->weighed[i];
		w->counted = w->tag->counted && (i == 0 ||
		    w[-1].factor != w->factor ||
		    w[-1].tag->technique != w->tag->technique);
	}
}

void
threats_resolve(struct input *in, const struct stix *s, const struct config *c)
{
	size_t i;

	if (in->source->vulnerability.n > 0)
		unite_vulnerabilities(in);
	for (i = 0; i < in->nthreats; i++)
		resolve_control(s, c, &in->threats[i].named, &in->findings);
	if (in->source->factors.n > 0)
		weigh(in);
}
