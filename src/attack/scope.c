/* Which techniques count in denominators, and which have a page. */
#include "attack/scope.h"

#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/word.h"

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
	size_t i;

	for (i = 0; i < a->n; i++)
		if (strs_has_nocase(b, a->v[i]))
			return true;
	return false;
}

/* The scope, and the domains that it is looked up in. */
struct looking {
	const struct stix *domains;
	size_t n;
	const struct config *config;
	struct strs *lacks; /* NULL: what lacks is an error */
};

static void
add_once(struct strs *known, const char *word)
{
	if (!strs_has(known, word))
		strs_add(known, word);
}

static void
add_platforms_scope(const struct stix *s, struct strs *known)
{
	const struct stix_technique *t = s->techniques;
	size_t i;

	for (; t < s->techniques + s->ntechniques; t++)
		for (i = 0; !t->revoked && !t->deprecated &&
		    i < t->platforms.n; i++)
			add_once(known, t->platforms.v[i]);
}

/* What the domains have of the scope's key. */
static void
add_known(const struct looking *l, const char *key, struct strs *known)
{
	const struct stix *s = l->domains;
	size_t i;

	for (; s < l->domains + l->n; s++) {
		if (strcmp(key, "platforms") == 0)
			add_platforms_scope(s, known);
		for (i = 0; strcmp(key, "tactics") == 0 && i < s->ntactics; i++)
			add_once(known, s->tactics[i].name);
	}
}

/* Tells what none of the domains has; "18.1", or all of them by name. */
static int
tell_lack(const struct looking *l, const char *key, int line,
    const char *word, const char *noun)
{
	struct strs known = { 0 };
	struct buf b = BUF_INIT;
	size_t i;

	buf_puts(&b, l->config->path);
	if (line > 0)
		buf_printf(&b, ":%d", line);
	buf_printf(&b, ": scope: %s: %s: no such %s in ATT&CK ", key, word,
	    noun);
	for (i = 0; i < l->n; i++)
		buf_printf(&b, "%s%s%s%s", i > 0 ? ", " : "",
		    l->n > 1 ? l->domains[i].domain : "",
		    l->n > 1 ? " " : "", l->domains[i].version);
	add_known(l, key, &known);
	word_put_meant(&b, word, &known);
	strs_free(&known);
	if (l->lacks != NULL)
		strs_add(l->lacks, buf_str(&b));
	else
		log_error("%s", buf_str(&b));
	buf_free(&b);
	return l->lacks != NULL ? 0 : -1;
}

/* A domain's tactic that the scope calls by short name, name or id. */
static const struct stix_tactic *
find_tactic_scope(const struct stix *s, const char *word)
{
	const struct stix_tactic *t;

	for (t = s->tactics; t < s->tactics + s->ntactics; t++)
		if (word_is(word, t->shortname) || word_is(word, t->name) ||
		    word_is(word, t->id))
			return t;
	return NULL;
}

/* The platform that is meant, as an active technique writes it; NULL: none
 * does. Old ICS techniques are for Windows, which would leave nothing of that
 * domain. */
static const char *
find_platform_scope(const struct stix *s, const char *word)
{
	const struct stix_technique *t = s->techniques;
	size_t i;

	for (; t < s->techniques + s->ntechniques; t++)
		for (i = 0; i < t->platforms.n; i++)
			if (!t->revoked && !t->deprecated &&
			    word_is(word, t->platforms.v[i]))
				return t->platforms.v[i];
	return NULL;
}

static bool
has_exception(const struct looking *l, const char *id)
{
	const struct stix_technique *t;
	size_t i;

	/* A revoked or deprecated one is in no denominator anyway. */
	for (i = 0; i < l->n; i++) {
		t = stix_find(&l->domains[i], id);
		if (t != NULL && !t->revoked && !t->deprecated)
			return true;
	}
	return false;
}

/* Is all of the scope known to one of the domains? */
static int
check_scope(const struct looking *l)
{
	const struct config *c = l->config;
	const struct stix *s, *end = l->domains + l->n;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < c->platforms.n; i++) {
		for (s = l->domains; s < end; s++)
			if (find_platform_scope(s, c->platforms.v[i]) != NULL)
				break;
		if (s == end)
			rc = tell_lack(l, "platforms",
			    config_line(c, "platforms", i),
			    c->platforms.v[i], "platform");
	}
	for (i = 0; rc == 0 && i < c->tactics.n; i++) {
		for (s = l->domains; s < end; s++)
			if (find_tactic_scope(s, c->tactics.v[i]) != NULL)
				break;
		if (s == end)
			rc = tell_lack(l, "tactics",
			    config_line(c, "tactics", i), c->tactics.v[i],
			    "tactic");
	}
	for (i = 0; rc == 0 && i < c->nexceptions; i++)
		if (!has_exception(l, c->exceptions[i].id))
			rc = tell_lack(l, "except", c->exceptions[i].line,
			    c->exceptions[i].id, "active technique");
	return rc;
}

bool
scope_platforms(const struct stix *s, const struct config *c,
    struct strs *platforms)
{
	const char *name;
	size_t i;

	for (i = 0; i < c->platforms.n; i++) {
		name = find_platform_scope(s, c->platforms.v[i]);
		if (name != NULL && !strs_has(platforms, name))
			strs_add(platforms, name);
	}
	return platforms->n > 0;
}

/* Likewise tactics, by their short names here, or as they were written. */
static void
scope_tactics(const struct stix *s, const struct config *c, bool written,
    struct strs *tactics)
{
	const struct stix_tactic *tactic;
	size_t i;

	for (i = 0; i < c->tactics.n; i++) {
		tactic = find_tactic_scope(s, c->tactics.v[i]);
		if (tactic != NULL)
			strs_add(tactics, written ? c->tactics.v[i]
			    : tactic->shortname);
	}
}

/* "; platforms Windows, Linux"; of what the domain has nothing of, that it
 * does not apply. */
static void
put_bound(struct buf *text, const char *what, const struct strs *all,
    const struct strs *here)
{
	const struct strs *told = here->n > 0 ? here : all;
	size_t i;

	if (told->n > 0)
		buf_printf(text, "%s%s", text->len > 0 ? "; " : "", what);
	for (i = 0; i < told->n; i++)
		buf_printf(text, "%s%s", i > 0 ? ", " : "", told->v[i]);
	if (here->n == 0 && all->n > 0)
		buf_puts(text, " (none of them here: not applied)");
}

void
scope_put(const struct stix *s, const struct config *c, struct buf *text)
{
	struct strs platforms = { 0 }, tactics = { 0 };
	const char *between = "without ";
	size_t i;

	for (i = 0; i < c->platforms.n; i++)
		if (find_platform_scope(s, c->platforms.v[i]) != NULL)
			strs_add(&platforms, c->platforms.v[i]);
	scope_tactics(s, c, true, &tactics);
	put_bound(text, "platforms ", &c->platforms, &platforms);
	put_bound(text, "tactics ", &c->tactics, &tactics);
	if (text->len > 0)
		between = "; without ";
	for (i = 0; i < c->nexceptions; i++) {
		if (stix_find(s, c->exceptions[i].id) == NULL)
			continue;
		buf_printf(text, "%s%s (%s)", between, c->exceptions[i].id,
		    c->exceptions[i].reason);
		between = ", ";
	}
	strs_free(&platforms);
	strs_free(&tactics);
}

bool
scope_is_aside(const struct stix_technique *t, const struct strs *platforms,
    const struct strs *controls)
{
	size_t i;
	char *one;
	struct strs single = { &one, 1 };

	if (platforms->n == 0 || controls->n == 0)
		return false;
	for (i = 0; i < controls->n; i++) {
		one = controls->v[i];
		if (share_word(&single, platforms) &&
		    share_word(&single, &t->platforms))
			return false;
	}
	return true;
}

static void
mark(struct stix *s, const struct config *c)
{
	const struct config_exception *x;
	struct stix_technique *t;
	struct strs platforms = { 0 }, tactics = { 0 };
	size_t i;

	scope_platforms(s, c, &platforms);
	scope_tactics(s, c, false, &tactics);
	for (i = 0; i < s->ntechniques; i++) {
		t = &s->techniques[i];
		if (t->revoked || t->deprecated)
			continue;
		x = exception(c, t->id);
		if (x != NULL)
			t->reason = x->reason;
		else if (platforms.n > 0 &&
		    !share_word(&t->platforms, &platforms))
			t->reason = "platform out of scope";
		else if (tactics.n > 0 && !share_word(&t->tactics, &tactics))
			t->reason = "tactic out of scope";
		t->scoped = t->reason == NULL;
	}
	strs_free(&platforms);
	strs_free(&tactics);
}

int
scope_mark(struct stix *domains, size_t n, const struct config *c,
    struct strs *lacks)
{
	const struct looking l = { domains, n, c, lacks };
	size_t i;

	if (check_scope(&l) == -1)
		return -1;
	for (i = 0; i < n; i++)
		mark(&domains[i], c);
	return 0;
}

/* What a domain has not, for scope_tell. */
static void
tell_absent(const struct stix *s, const struct config *c, const char *key,
    size_t i, struct findings *f, struct strs *told)
{
	bool tactic = strcmp(key, "tactics") == 0;
	int line = config_line(c, key, i);
	struct buf b = BUF_INIT, text = BUF_INIT;

	buf_printf(&text, "scope: %s%s%s has no %s %s", s->domain,
	    f != NULL ? " " : "", f != NULL ? s->version : "",
	    tactic ? "tactic" : "platform",
	    tactic ? c->tactics.v[i] : c->platforms.v[i]);
	if (f != NULL)
		findings_add(f, NULL, 0, "scope-tactic", "%s", buf_str(&text));
	buf_puts(&b, c->path);
	if (line > 0)
		buf_printf(&b, ":%d", line);
	buf_printf(&b, ": %s", buf_str(&text));
	strs_add(told, buf_str(&b));
	buf_free(&text);
	buf_free(&b);
}

static bool
any_has(const struct stix *domains, size_t n, const char *tactic,
    const char *platform)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (tactic != NULL
			? find_tactic_scope(&domains[i], tactic) != NULL
			: find_platform_scope(&domains[i], platform) != NULL)
			return true;
	return false;
}

void
scope_tell(const struct stix *domains, size_t n, const struct config *c,
    struct findings *f, struct strs *told)
{
	const struct stix *s, *end = domains + n;
	const char *word;
	size_t i;

	for (i = 0; i < c->tactics.n; i++) {
		word = c->tactics.v[i];
		for (s = domains; s < end; s++)
			if (find_tactic_scope(s, word) == NULL &&
			    any_has(domains, n, word, NULL))
				tell_absent(s, c, "tactics", i, f, told);
	}
	for (i = 0; f == NULL && i < c->platforms.n; i++) {
		word = c->platforms.v[i];
		for (s = domains; s < end; s++)
			if (find_platform_scope(s, word) == NULL &&
			    any_has(domains, n, NULL, word))
				tell_absent(s, c, "platforms", i, f, told);
	}
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

static bool
has_tactic_id(const struct stix *s, const char *id)
{
	size_t i;

	for (i = 0; i < s->ntactics; i++)
		if (str_equal_nocase(s->tactics[i].id, id))
			return true;
	return false;
}

/* A tactic whose id an earlier domain has, too, has no page of its own. */
static void
tell_tactics(const struct stix *domains, size_t d, struct findings *f)
{
	const struct stix_tactic *t = domains[d].tactics;
	size_t k;

	for (; t < domains[d].tactics + domains[d].ntactics; t++) {
		for (k = 0; k < d && !has_tactic_id(&domains[k], t->id); k++)
			;
		if (k < d)
			findings_add(f, NULL, 0, "shared-id", "%s of %s has no "
			    "page: %s has that id too", t->id,
			    domains[d].domain, domains[k].domain);
	}
}

void
scope_pages(struct stix *domains, size_t n, struct findings *f)
{
	struct stix_technique *t;
	size_t i, d, k;

	for (d = 0; d < n; d++) {
		tell_tactics(domains, d, f);
		for (i = 0; i < domains[d].ntechniques; i++) {
			t = &domains[d].techniques[i];
			if (t->revoked || stix_find(&domains[d], t->id) != t)
				continue;
			k = first_with(domains, d, t->id);
			t->page = k == d;
			if (k < d)
				findings_add(f, NULL, 0, "shared-id", "%s "
				    "of %s has no page: %s has that id too",
				    t->id, domains[d].domain,
				    domains[k].domain);
		}
	}
}
