/* Which techniques count in denominators, and which have a page. */
#include "scope.h"

#include <string.h>

#include "base/buf.h"
#include "base/log.h"

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

/* Says what none of the domains has; "18.1", or all of them by name. */
static int
lacks(const struct stix *domains, size_t n, const struct config *c,
    const char *key, const char *word, const char *noun)
{
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; n > 1 && i < n; i++)
		buf_printf(&b, "%s%s %s", i > 0 ? ", " : "", domains[i].domain,
		    domains[i].version);
	log_error("%s: scope: %s: %s: no such %s in ATT&CK %s", c->path, key,
	    word, noun, n == 1 ? domains[0].version : buf_str(&b));
	buf_free(&b);
	return -1;
}

/* A domain's tactic that the scope calls by short name, name or id. */
static const struct stix_tactic *
find_tactic(const struct stix *s, const char *word)
{
	const struct stix_tactic *t;

	for (t = s->tactics; t < s->tactics + s->ntactics; t++)
		if (str_equal_nocase(t->shortname, word) ||
		    str_equal_nocase(t->name, word) ||
		    str_equal_nocase(t->id, word))
			return t;
	return NULL;
}

static bool
has_platform(const struct stix *s, char *platform)
{
	struct strs one = { &platform, 1 };
	size_t i;

	for (i = 0; i < s->ntechniques; i++)
		if (share_word(&s->techniques[i].platforms, &one))
			return true;
	return false;
}

/* Is all of the scope known to one of the domains? */
static int
check_scope(const struct stix *domains, size_t n, const struct config *c)
{
	const struct stix *s, *end = domains + n;
	const struct stix_technique *t;
	size_t i;

	for (i = 0; i < c->platforms.n; i++) {
		for (s = domains; s < end; s++)
			if (has_platform(s, c->platforms.v[i]))
				break;
		if (s == end)
			return lacks(domains, n, c, "platforms",
			    c->platforms.v[i], "platform");
	}
	for (i = 0; i < c->tactics.n; i++) {
		for (s = domains; s < end; s++)
			if (find_tactic(s, c->tactics.v[i]) != NULL)
				break;
		if (s == end)
			return lacks(domains, n, c, "tactics",
			    c->tactics.v[i], "tactic");
	}
	for (i = 0; i < c->nexceptions; i++) {
		/* A revoked or deprecated one is in no denominator anyway. */
		for (s = domains; s < end; s++) {
			t = stix_find(s, c->exceptions[i].id);
			if (t != NULL && !t->revoked && !t->deprecated)
				break;
		}
		if (s == end)
			return lacks(domains, n, c, "except",
			    c->exceptions[i].id, "active technique");
	}
	return 0;
}

static void
mark(struct stix *s, const struct config *c)
{
	const struct config_exception *x;
	const struct stix_tactic *tactic;
	struct stix_technique *t;
	struct strs tactics = { 0 }; /* by their short names here */
	size_t i;

	for (i = 0; i < c->tactics.n; i++) {
		tactic = find_tactic(s, c->tactics.v[i]);
		if (tactic != NULL)
			strs_add(&tactics, tactic->shortname);
	}
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
		else if (c->tactics.n > 0 && !share_word(&t->tactics, &tactics))
			t->reason = "tactic out of scope";
		t->scoped = t->reason == NULL;
	}
	strs_free(&tactics);
}

int
scope_mark(struct stix *domains, size_t n, const struct config *c)
{
	size_t i;

	if (check_scope(domains, n, c) == -1)
		return -1;
	for (i = 0; i < n; i++)
		mark(&domains[i], c);
	return 0;
}

/* The first of n domains with a page of that id to be had; n: none. */
static size_t
first_with(const struct stix *domains, size_t n, const char *id)
{
	const struct stix_technique *t;
	size_t i;

	for (i = 0; i < n; i++) {
		t = stix_find(&domains[i], id);
		if (t != NULL && !t->revoked)
			break;
	}
	return i;
}

void
scope_pages(struct stix *domains, size_t n, struct findings *f)
{
	struct stix_technique *t;
	size_t i, d, k;

	for (d = 0; d < n; d++) {
		for (i = 0; i < domains[d].ntechniques; i++) {
			t = &domains[d].techniques[i];
			if (t->revoked || stix_find(&domains[d], t->id) != t)
				continue;
			k = first_with(domains, d, t->id);
			t->page = k == d;
			if (k < d)
				findings_add(f, NULL, 0, "shared-id", "%.40s "
				    "of %s has no page: %s has that id too",
				    t->id, domains[d].domain,
				    domains[k].domain);
		}
	}
}
