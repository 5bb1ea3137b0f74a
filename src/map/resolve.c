/* Which technique an id leads to, and what counts. */
#include "resolve.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"

/*
 * Not followed: an id stands for itself, whatever became of it; also one that
 * is unknown, since old reports had it among their source's mappings.
 */
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
	tag->counted = true;
}

static void
follow(const struct stix *s, const struct stix_technique *t, struct tag *tag)
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

static void
tell(const struct control *k, const struct tag *tag, struct findings *f)
{
	const char *what = NULL, *why = NULL;

	if (strcmp(tag->outcome, "malformed") == 0) {
		what = "malformed-id";
		why = "not of the form T0000 or T0000.000";
	} else if (strcmp(tag->outcome, "unknown") == 0) {
		what = "unknown-id";
		why = "not in this version of ATT&CK";
	} else if (strcmp(tag->outcome, "retired") == 0) {
		what = "retired-id";
		why = "revoked, without a successor";
	} else if (strcmp(tag->outcome, "deprecated") == 0) {
		what = "deprecated-id";
		why = "deprecated in this version of ATT&CK";
	}
	if (what != NULL)
		findings_add(f, k->path, tag->line, what, "%.40s: %s", tag->id,
		    why);
}

void
resolve_control(const struct stix *s, const struct config *c,
    struct control *k, struct findings *f)
{
	const struct stix_technique *t;
	struct tag *tag;
	size_t i;

	k->counts = !k->catch_all &&
	    (c->lifecycle_all || strcmp(k->lifecycle, "active") == 0);
	for (i = 0; i < k->ntags; i++) {
		tag = &k->tags[i];
		t = tag->formed ? stix_find(s, tag->id) : NULL;
		if (!tag->formed)
			tag->outcome = "malformed";
		else if (c->resolve_exact)
			take_as_it_is(s, t, tag);
		else
			follow(s, t, tag);
	}
	merge(k);
	for (i = 0; i < k->ntags; i++) {
		k->tags[i].counted = k->tags[i].counted && k->counts;
		if (k->counts)
			tell(k, &k->tags[i], f);
	}
}

static int
state_rank(const struct control *k)
{
	static const char *const states[] = { "active", "disabled",
		"unsupported", "deprecated", "removed" };
	int i;

	for (i = 0; i < 4; i++)
		if (strcmp(k->lifecycle, states[i]) == 0)
			break;
	return i;
}

/* A control by its id and place, for finding twins. */
struct named {
	const struct control *k;
	size_t i;
};

static int
compare_named(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = strcmp(x->k->id, y->k->id);

	if (order != 0)
		return order;
	order = state_rank(y->k) - state_rank(x->k);
	if (order != 0)
		return order;
	return x->i < y->i ? -1 : x->i > y->i;
}

void
resolve_twins(struct controls *all, struct findings *f)
{
	struct named *list = mem_array(all->n, sizeof(*list));
	bool *gone = mem_array(all->n, sizeof(*gone));
	size_t i, n = 0, kept = 0;

	for (i = 0; i < all->n; i++) {
		if (all->v[i].id == NULL)
			continue;
		list[n].k = &all->v[i];
		list[n++].i = i;
	}
	if (n > 0)
		qsort(list, n, sizeof(*list), compare_named);
	for (i = 1; i < n; i++) {
		if (strcmp(list[i].k->id, list[i - 1].k->id) != 0)
			continue;
		gone[list[i].i] = true;
		findings_add(f, list[i].k->path, list[i].k->line,
		    "duplicate-id", "%.60s (%s) stands elsewhere too, as %s: "
		    "%.200s", list[i].k->id, list[i].k->lifecycle,
		    list[i - 1].k->lifecycle, list[i - 1].k->path);
	}
	for (i = 0; i < all->n; i++)
		if (!gone[i])
			all->v[kept++] = all->v[i];
	all->n = kept;
	free(list);
	free(gone);
}

static const struct config_exception *
exception(const struct config *c, const char *id)
{
	size_t i;

	for (i = 0; i < c->nexceptions; i++)
		if (strcmp(c->exceptions[i].id, id) == 0)
			return &c->exceptions[i];
	return NULL;
}

static bool
share_word(const struct strs *a, const struct strs *b)
{
	size_t i, k;

	for (i = 0; i < a->n; i++)
		for (k = 0; k < b->n; k++)
			if (str_equal_nocase(a->v[i], b->v[k]))
				return true;
	return false;
}

/* The tactics of the scope by their short names; names and ids do as well. */
static int
tactic_names(const struct stix *s, const struct config *c, struct strs *names)
{
	const struct stix_tactic *t;
	size_t i, k;

	for (i = 0; i < c->tactics.n; i++) {
		for (k = 0; k < s->ntactics; k++) {
			t = &s->tactics[k];
			if (str_equal_nocase(t->shortname, c->tactics.v[i]) ||
			    str_equal_nocase(t->name, c->tactics.v[i]) ||
			    str_equal_nocase(t->id, c->tactics.v[i]))
				break;
		}
		if (k == s->ntactics) {
			log_error("%s: scope: tactics: %s: no such tactic in "
			    "ATT&CK %s", c->path, c->tactics.v[i], s->version);
			return -1;
		}
		strs_add(names, s->tactics[k].shortname);
	}
	return 0;
}

static int
check_scope(const struct stix *s, const struct config *c)
{
	struct strs one = { 0 };
	size_t i, k;

	for (i = 0; i < c->platforms.n; i++) {
		one.v = &c->platforms.v[i];
		one.n = 1;
		for (k = 0; k < s->ntechniques; k++)
			if (share_word(&s->techniques[k].platforms, &one))
				break;
		if (k == s->ntechniques) {
			log_error("%s: scope: platforms: %s: no such platform "
			    "in ATT&CK %s", c->path, one.v[0], s->version);
			return -1;
		}
	}
	for (i = 0; i < c->nexceptions; i++) {
		if (stix_find(s, c->exceptions[i].id) == NULL) {
			log_error("%s: scope: except: %s: no such technique in "
			    "ATT&CK %s", c->path, c->exceptions[i].id,
			    s->version);
			return -1;
		}
	}
	return 0;
}

int
resolve_scope(struct stix *s, const struct config *c)
{
	const struct config_exception *x;
	struct stix_technique *t;
	struct strs tactics = { 0 };
	size_t i;
	int rc = -1;

	if (check_scope(s, c) == -1 || tactic_names(s, c, &tactics) == -1)
		goto out;
	for (i = 0; i < s->ntechniques; i++) {
		t = &s->techniques[i];
		if (t->revoked || t->deprecated)
			continue;
		x = exception(c, t->id);
		if (x != NULL)
			t->reason = x->reason;
		else if (c->platforms.n > 0 &&
		    !share_word(&t->platforms, &c->platforms))
			t->reason = "platform out of scope";
		else if (tactics.n > 0 && !share_word(&t->tactics, &tactics))
			t->reason = "tactic out of scope";
		t->scoped = t->reason == NULL;
	}
	rc = 0;
out:
	strs_free(&tactics);
	return rc;
}
