/* Profiles of actors, joined with ATT&CK's groups. */
#include "profiles.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/key.h"
#include "base/lookup.h"

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
	struct buf key = BUF_INIT;
	char *text, *to;
	const char *s;

	key_put(word, &key);
	text = to = arena_strdup(mem, buf_str(&key));
	for (s = text; *s != '\0'; s++)
		if (*s != '-')
			*to++ = *s;
	*to = '\0';
	buf_free(&key);
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
