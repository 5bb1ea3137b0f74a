/* Which technique an id leads to, and what counts. */
#include "controls/resolve.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "controls/stray.h"
#include "value/clean.h"

size_t
resolve_place(const struct stix *s, const struct config *c, size_t place)
{
	size_t end = c->resolve_exact ? place : s->techniques[place - 1].end;

	return end == 0 || s->techniques[end - 1].deprecated ? 0 : end;
}

/* Not followed: an id stands for itself, whatever became of it. */
static void
take_as_it_is(const struct stix *s, const struct stix_technique *t,
    struct tag *tag)
{
	if (t == NULL)
		tag->outcome = "unknown";
	else if (t->revoked)
		tag->outcome = "retired";
	else
		tag->outcome = t->deprecated ? "deprecated" : "exact";
	if (t != NULL)
		tag->technique = (size_t)(t - s->techniques) + 1;
	tag->counted = true; /* in its source's total; on no page if unknown */
}

static void
follow_resolve(const struct stix *s, const struct stix_technique *t,
    struct tag *tag)
{
	const struct stix_technique *end;

	if (t == NULL) {
		tag->outcome = "unknown";
		return;
	}
	if (t->end == 0) {
		tag->outcome = "retired";
		return;
	}
	end = &s->techniques[t->end - 1];
	tag->technique = t->end;
	if (end->deprecated)
		tag->outcome = "deprecated";
	else if (end == t)
		tag->outcome = "exact";
	else
		tag->outcome = "remapped";
	tag->counted = !end->deprecated;
}

/* A control counts once for a technique: by its own id if it names that too. */
static void
merge(struct control *k)
{
	size_t i, j;

	for (i = 0; i < k->ntags; i++) {
		if (!k->tags[i].counted ||
		    strcmp(k->tags[i].outcome, "remapped") != 0)
			continue;
		for (j = 0; j < k->ntags; j++) {
			if (j == i || !k->tags[j].counted ||
			    k->tags[j].technique != k->tags[i].technique)
				continue;
			k->tags[i].merged = true;
			k->tags[i].counted = false;
			break;
		}
	}
}

const char *
resolve_why_retired(const struct stix *s, const struct stix_technique *t,
    struct arena *mem)
{
	const struct stix_technique *fork;

	if (t->fork == 0)
		return "without a successor";
	fork = &s->techniques[t->fork - 1];
	if (fork == t)
		return arena_printf(mem, "with several successors: %s",
		    t->heirs);
	return arena_printf(mem, "by way of %s, which has several "
	    "successors: %s", fork->id, fork->heirs);
}

const char *
resolve_why_unknown(const struct stix *s, const char *id, struct arena *mem)
{
	const struct stix *other = stix_elsewhere(s, id);

	return other == NULL ? "not in this version of ATT&CK"
	    : arena_printf(mem, "of ATT&CK %s %s, not of %s", other->domain,
	    other->version, s->domain);
}

static const struct stix_technique *
find_tagged(const struct stix *s, const struct tag *tag)
{
	if (tag->known != 0)
		return &s->techniques[tag->known - 1];
	return tag->formed ? stix_find(s, tag->id) : NULL;
}

static void
tell_resolve(const struct stix *s, const struct control *k,
    const struct tag *tag, struct findings *f)
{
	const char *what = NULL, *why = NULL, *path = k->path;
	int line = tag->line;

	if (strcmp(tag->outcome, "malformed") == 0) {
		what = "malformed-id";
		why = "not of the form T0000 or T0000.000";
	} else if (strcmp(tag->outcome, "unknown") == 0) {
		what = "unknown-id";
		why = resolve_why_unknown(s, tag->id, f->mem);
	} else if (strcmp(tag->outcome, "retired") == 0) {
		what = "retired-id";
		/* One that counts was not followed, so there may be one. */
		why = tag->technique != 0 ? "revoked in this version of ATT&CK"
		    : arena_printf(f->mem, "revoked, %s", resolve_why_retired(s,
			find_tagged(s, tag), f->mem));
	} else if (strcmp(tag->outcome, "deprecated") == 0) {
		what = "deprecated-id";
		why = "deprecated in this version of ATT&CK";
	}
	if (tag->of != NULL) {
		path = tag->of;
		line = tag->of_line;
	}
	if (tag->newer)
		findings_add(f, path, line, what, "%.*s: %s, but in "
		    "%s", str_fit(tag->id, 40), tag->id, why,
		    s->newer->version);
	else if (what != NULL)
		findings_add(f, path, line, what, "%.*s: %s",
		    str_fit(tag->id, 40), tag->id, why);
}

void
resolve_tag(const struct stix *s, bool exact, struct tag *tag)
{
	const struct stix_technique *t = find_tagged(s, tag);

	if (!tag->formed)
		tag->outcome = "malformed";
	else if (exact)
		take_as_it_is(s, t, tag);
	else
		follow_resolve(s, t, tag);
	/* Told, and never mapped backwards. */
	tag->newer = tag->formed && t == NULL && s->newer != NULL &&
	    stix_find(s->newer, tag->id) != NULL;
}

/* What looks like an id of a rule that counts, and is none of its tags. */
static void
tell_strays(const struct stix *s, const struct control *k, struct findings *f)
{
	const struct stray *one;
	const char *what, *why, *text;
	size_t i;

	for (i = 0; i < k->strays.n; i++) {
		one = &k->strays.v[i];
		why = stray_why(one, s, f->mem, &what);
		text = clean_line(f->mem, one->text);
		if (why != NULL)
			findings_add(f, k->path, one->line, what, "%.*s: %s",
			    str_fit(text, 60), text, why);
	}
}

void
resolve_control(const struct stix *s, const struct config *c,
    struct control *k, struct findings *f)
{
	size_t i;

	k->counts = !k->catch_all &&
	    (c->lifecycle_all || strcmp(k->lifecycle, "active") == 0);
	for (i = 0; i < k->ntags; i++)
		resolve_tag(s, c->resolve_exact, &k->tags[i]);
	merge(k);
	for (i = 0; i < k->ntags; i++) {
		k->tags[i].counted = k->tags[i].counted && k->counts;
		if (k->counts)
			tell_resolve(s, k, &k->tags[i], f);
	}
	if (k->counts)
		tell_strays(s, k, f);
}

static int
state_rank(const struct control *k)
{
	static const char *const states[] = { "active", "not-mappable",
		"disabled", "unsupported", "deprecated", "removed" };
	int i;

	for (i = 0; i < 5; i++)
		if (strcmp(k->lifecycle, states[i]) == 0)
			break;
	return i;
}

/* A control by its id, its title where that tells apart, and its place. */
struct named {
	struct control *k;
	const char *title; /* in lower case, a blank for white space; or "" */
	size_t i;
};

/* Do the two share the id, and is the title the same? */
static int
compare_names_resolve(const struct named *x, const struct named *y)
{
	int order = strcasecmp(x->k->id, y->k->id);

	return order != 0 ? order : strcmp(x->title, y->title);
}

static int
compare_named(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = compare_names_resolve(x, y);

	if (order != 0)
		return order;
	order = state_rank(y->k) - state_rank(x->k);
	if (order != 0)
		return order;
	return x->i < y->i ? -1 : x->i > y->i;
}

/* Adds those of from's tags that to, which has room for them, has not. */
static void
unite_tags(struct control *to, const struct control *from)
{
	size_t i, k;

	for (i = 0; i < from->ntags; i++) {
		for (k = 0; k < to->ntags; k++)
			if (strcmp(to->tags[k].id, from->tags[i].id) == 0)
				break;
		if (k == to->ntags)
			to->tags[to->ntags++] = from->tags[i];
	}
}

static bool
same_state(const struct named *a, const struct named *b)
{
	return strcmp(a->k->lifecycle, b->k->lifecycle) == 0;
}

/* The first of n of one id stays, with the ids of those in its state. */
static void
take_over(const struct named *list, size_t n, struct arena *mem)
{
	struct control *to = list[0].k;
	struct tag *tags;
	size_t i, room = 0;

	for (i = 0; i < n; i++)
		if (same_state(&list[i], &list[0]))
			room += list[i].k->ntags;
	if (room == to->ntags)
		return;
	tags = arena_alloc(mem, room * sizeof(*tags));
	if (to->ntags > 0)
		memcpy(tags, to->tags, to->ntags * sizeof(*tags));
	to->tags = tags;
	for (i = 1; i < n; i++)
		if (same_state(&list[i], &list[0]))
			unite_tags(to, list[i].k);
}

/* How a title is compared: white space and case do not matter. */
static const char *
plain_title(struct arena *mem, const char *title)
{
	char *plain = str_lower(mem, title), *to = plain;
	const char *s = plain;

	for (s += strspn(s, " "); *s != '\0'; s++)
		if (*s != ' ' || (s[1] != ' ' && s[1] != '\0'))
			*to++ = *s;
	*to = '\0';
	return plain;
}

/* All controls that have an id, by it; in memory for the caller to free. */
static struct named *
list_named(struct controls *all, bool unite, struct arena *mem, size_t *n)
{
	struct named *list = mem_array(all->n, sizeof(*list));
	size_t i;

	for (*n = 0, i = 0; i < all->n; i++) {
		if (all->v[i].id == NULL)
			continue;
		list[*n].k = &all->v[i];
		list[*n].title = unite ? ""
		    : plain_title(mem, all->v[i].title);
		list[(*n)++].i = i;
	}
	if (*n > 0)
		qsort(list, *n, sizeof(*list), compare_named);
	return list;
}

/* How many from the first on are one control. */
static size_t
run_resolve(const struct named *list, size_t n)
{
	size_t i = 1;

	while (i < n && compare_names_resolve(&list[i], &list[0]) == 0)
		i++;
	return i;
}

/* The first of n stays; the others are gone. */
static void
join_resolve(const struct named *list, size_t n, bool unite, bool *gone,
    struct findings *f)
{
	const struct control *k;
	size_t i;

	for (i = 1; i < n; i++) {
		k = list[i].k;
		gone[list[i].i] = true;
		if (unite && same_state(&list[i], &list[0]))
			continue;
		findings_add(f, k->path, k->line, "duplicate-id", "%.*s (%s) "
		    "stands elsewhere too, as %s: %s", str_fit(k->id, 60),
		    k->id, k->lifecycle, list[0].k->lifecycle,
		    list[0].k->path);
	}
	take_over(list, n, f->mem);
}

/* Those that stay, by what they share and then as they stood. */
static int
compare_kept(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = strcasecmp(x->k->id, y->k->id);

	return order != 0 ? order : x->i < y->i ? -1 : x->i > y->i;
}

/* Controls of different titles that share an id: each stays, and is told. */
static void
tell_clashes(struct named *kept, size_t n, struct findings *f)
{
	const struct control *k, *first = NULL;
	size_t i;

	if (n > 0)
		qsort(kept, n, sizeof(*kept), compare_kept);
	for (i = 0; i < n; i++) {
		k = kept[i].k;
		if (first == NULL || strcasecmp(first->id, k->id) != 0) {
			first = k;
			continue;
		}
		findings_add(f, k->path, k->line, "duplicate-id", "%.*s is "
		    "the id of another control too, \"%.*s\": %s",
		    str_fit(k->id, 60), k->id, str_fit(first->title, 100),
		    first->title, first->path);
	}
}

void
resolve_twins(struct controls *all, bool unite, struct findings *f)
{
	bool *gone = mem_array(all->n, sizeof(*gone));
	struct arena mem = { 0 };
	size_t i, n, first, kept = 0, nstay = 0;
	struct named *list = list_named(all, unite, &mem, &n);

	for (first = 0; first < n; first += i) {
		i = run_resolve(&list[first], n - first);
		join_resolve(&list[first], i, unite, gone, f);
		list[nstay++] = list[first];
	}
	tell_clashes(list, nstay, f);
	for (i = 0; i < all->n; i++)
		if (!gone[i])
			all->v[kept++] = all->v[i];
	all->n = kept;
	arena_free(&mem);
	free(list);
	free(gone);
}
