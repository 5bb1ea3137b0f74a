/* What sources of threats hold, made one, resolved, and joined with ATT&CK's groups. */
#include "threats.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/key.h"
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

/* One group, whatever domains have it, and what it is called. */
struct group {
	const char *id, *name;
	long long pk; /* in the first domain that has it */
};
struct joining {
	struct group *v;
	size_t n;
	struct lookup ids, names, aliases; /* by id; by key */
	struct arena mem;
};

/* Its key without dashes: SaintBear is Saint Bear. */
static const char *
key_in(struct arena *mem, const char *word)
{
	char *text = key_new(mem, word), *to = text;
	const char *s;

	for (s = text; *s != '\0'; s++)
		if (*s != '-')
			*to++ = *s;
	*to = '\0';
	return text;
}

static size_t
add_group(struct joining *j, const struct stix_actor *a, long long pk)
{
	size_t i;

	for (i = 0; i < j->n; i++)
		if (strcmp(j->v[i].id, a->id) == 0)
			return i;
	*LIST_ADD(j->v, j->n) = (struct group){ a->id, a->name, pk };
	lookup_add(&j->ids, a->id, i);
	return i;
}

static void
list_groups(struct joining *j, const struct stix *s)
{
	const struct stix_actor *a;
	size_t i, k, at;

	for (i = 0; i < s->nactors; i++) {
		a = &s->actors[i];
		if (strcmp(a->kind, "group") != 0)
			continue;
		at = add_group(j, a, s->first.actor + (long long)i + 1);
		lookup_add(&j->names, key_in(&j->mem, a->name), at);
		for (k = 0; k < a->aliases.n; k++)
			lookup_add(&j->aliases, key_in(&j->mem, a->aliases.v[k]),
			    at);
	}
}

/* Adds those that the lookup has of the text. */
static void
join(const struct joining *j, const struct lookup *by, const char *text,
    const char *how, struct arena *mem, struct threat *one)
{
	const struct lookup_entry *e;
	size_t i, k, n;

	if (*text == '\0')
		return;
	e = lookup_find(by, text, &n);
	for (i = 0; i < n; i++) {
		for (k = 0; k < one->nactors; k++)
			if (one->actors[k].actor == j->v[e[i].at].pk)
				break;
		if (k < one->nactors)
			continue;
		ARENA_ADD(mem, one->actors, one->nactors)->actor =
		    j->v[e[i].at].pk;
		one->actors[k].by = how;
	}
}

static void
join_aliases(const struct joining *j, const struct lookup *by,
    struct arena *mem, struct threat *one)
{
	size_t i;

	for (i = 0; i < one->nwords; i++)
		if (one->words[i].what == PROFILE_ALIAS)
			join(j, by, key_in(mem, one->words[i].text), "alias", mem,
			    one);
}

static void
join_ids(struct joining *j, struct input *in, struct threat *one)
{
	const char *id;
	size_t i, before;

	for (i = 0; i < one->groups.n; i++) {
		id = str_upper(&in->mem, one->groups.v[i]);
		before = one->nactors;
		join(j, &j->ids, id, "id", &in->mem, one);
		if (one->nactors == before && lookup_first(&j->ids, id) == 0)
			findings_add(&in->findings, one->named.path,
			    one->named.line, "unknown-group", "%.*s: %s: not a "
			    "group of this version of ATT&CK",
			    str_fit(one->named.title, 60), one->named.title, id);
	}
}

/* Tells of a profile that is of several groups. */
static void
report_several(const struct joining *j, struct input *in,
    const struct threat *one)
{
	struct buf b = BUF_INIT;
	size_t i, k;

	for (i = 0; i < one->nactors; i++) {
		for (k = 0; j->v[k].pk != one->actors[i].actor; k++)
			;
		buf_printf(&b, "%s%s %s (by %s)", i == 0 ? "" : ", ",
		    j->v[k].id, j->v[k].name, one->actors[i].by);
	}
	findings_add(&in->findings, one->named.path, one->named.line,
	    "ambiguous-actor", "%.*s: taken for each of %s",
	    str_fit(one->named.title, 60), one->named.title, buf_str(&b));
	buf_free(&b);
}

static void
join_profile(struct joining *j, struct input *in, struct threat *one)
{
	const char *key = key_in(&in->mem, one->named.title);

	join_ids(j, in, one);
	join(j, &j->names, key, "name", &in->mem, one);
	if (one->nactors == 0)
		join(j, &j->aliases, key, "alias", &in->mem, one);
	if (one->nactors == 0)
		join_aliases(j, &j->names, &in->mem, one);
	if (one->nactors == 0)
		join_aliases(j, &j->aliases, &in->mem, one);
	if (one->nactors > 1)
		report_several(j, in, one);
}

void
profiles_join(struct inputs *in, const struct stix *stix)
{
	struct joining j = { 0 };
	size_t i, k;

	for (i = 0; i < in->nbundles; i++)
		list_groups(&j, &stix[i]);
	lookup_sort(&j.ids);
	lookup_sort(&j.names);
	lookup_sort(&j.aliases);
	for (i = 0; i < in->n; i++)
		for (k = 0; in->v[i].source->actor.n > 0 &&
		    k < in->v[i].nthreats; k++)
			join_profile(&j, &in->v[i], &in->v[i].threats[k]);
	free(j.v);
	free(j.ids.v);
	free(j.names.v);
	free(j.aliases.v);
	arena_free(&j.mem);
}
