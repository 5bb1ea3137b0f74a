/* Which techniques count in denominators, and which have a page. */
#include "attack/scope.h"

#include <string.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/word.h"
#include "words/exception.h"

static bool
share_word(const struct strs *a, const struct strs *b)
{
	size_t i;

	for (i = 0; i < a->n; i++)
		if (strs_has_nocase(b, a->v[i]))
			return true;
	return false;
}

/* The lists by which a scope bounds domains. */
enum bound { PLATFORMS, TACTICS };

static const struct {
	const char *key, *noun;
} bounds[] = { { "platforms", "platform" }, { "tactics", "tactic" } };

static const struct strs *
words_of(const struct config *c, enum bound bound)
{
	return bound == PLATFORMS ? &c->platforms : &c->tactics;
}

/* The scope, and the domains that it is of. */
struct scope {
	const struct stix *domains;
	size_t n;
	const struct config *config;
	struct strs *lacks; /* NULL: what lacks is an error */
};

/* A domain's tactic that the scope calls by short name, name or id. */
static const struct stix_tactic *
find_tactic(const struct stix *s, const char *word)
{
	const struct stix_tactic *t;

	for (t = s->tactics; t != LIST_END(s->tactics, s->ntactics); t++)
		if (word_is(word, t->shortname) || word_is(word, t->name) ||
		    word_is(word, t->id))
			return t;
	return NULL;
}

/* The platform that is meant, as an active technique writes it; NULL: none
 * does. Revoked ones do not count: old ICS techniques are for Windows, which
 * would leave nothing of that domain. */
static const char *
find_platform(const struct stix *s, const char *word)
{
	const struct stix_technique *t = s->techniques;
	size_t i;

	for (; t != LIST_END(s->techniques, s->ntechniques); t++)
		for (i = 0; i < t->platforms.n; i++)
			if (stix_is_active(t) &&
			    word_is(word, t->platforms.v[i]))
				return t->platforms.v[i];
	return NULL;
}

static bool
has_word(const struct stix *s, enum bound bound, const char *word)
{
	return bound == PLATFORMS ? find_platform(s, word) != NULL
				  : find_tactic(s, word) != NULL;
}

static bool
any_has(const struct stix *domains, size_t n, enum bound bound,
    const char *word)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (has_word(&domains[i], bound, word))
			return true;
	return false;
}

static void
add_once(struct strs *known, const char *word)
{
	if (!strs_has(known, word))
		strs_add(known, word);
}

/* Adds what a domain has under the scope's key. */
static void
add_known(const struct stix *s, const char *key, struct strs *known)
{
	const struct stix_technique *t = s->techniques;
	size_t i;

	for (i = 0; strcmp(key, "tactics") == 0 && i < s->ntactics; i++)
		add_once(known, s->tactics[i].name);
	for (; strcmp(key, "platforms") == 0 &&
	    t != LIST_END(s->techniques, s->ntechniques); t++)
		for (i = 0; stix_is_active(t) &&
		    i < t->platforms.n; i++)
			add_once(known, t->platforms.v[i]);
}

/* Appends "sextant.yaml:3: ". */
static void
put_place(struct buf *b, const struct config *c, int line)
{
	buf_puts(b, c->path);
	if (line > 0)
		buf_printf(b, ":%d", line);
	buf_puts(b, ": ");
}

/* Reports a word that none of the domains has. */
static int
report_lack(const struct scope *l, const char *key, int line,
    const char *word, const char *noun)
{
	struct strs known = { 0 };
	struct buf b = BUF_INIT;
	size_t i;

	put_place(&b, l->config, line);
	buf_printf(&b, "scope: %s: %s: no such %s in ATT&CK ", key, word, noun);
	for (i = 0; i < l->n; i++) {
		buf_printf(&b, "%s%s%s%s", i > 0 ? ", " : "",
		    l->n > 1 ? l->domains[i].domain : "",
		    l->n > 1 ? " " : "", l->domains[i].version);
		add_known(&l->domains[i], key, &known);
	}
	word_put_meant(&b, word, &known);
	strs_free(&known);
	if (l->lacks != NULL)
		strs_add(l->lacks, buf_str(&b));
	else
		log_error("%s", buf_str(&b));
	buf_free(&b);
	return l->lacks != NULL ? 0 : -1;
}

/* A revoked or deprecated technique is in no denominator anyway. */
static bool
has_active(const struct scope *l, const char *id)
{
	const struct stix_technique *t;
	size_t i;

	for (i = 0; i < l->n; i++) {
		t = stix_find(&l->domains[i], id);
		if (t != NULL && stix_is_active(t))
			return true;
	}
	return false;
}

/* Does one of the domains have each word of the scope? */
static int
check_scope(const struct scope *l)
{
	const struct config *c = l->config;
	const struct strs *words;
	enum bound bound;
	size_t i;
	int rc = 0;

	for (bound = PLATFORMS; bound <= TACTICS; bound++) {
		words = words_of(c, bound);
		for (i = 0; rc == 0 && i < words->n; i++)
			if (!any_has(l->domains, l->n, bound, words->v[i]))
				rc = report_lack(l, bounds[bound].key,
				    config_line(c, bounds[bound].key, i),
				    words->v[i], bounds[bound].noun);
	}
	for (i = 0; rc == 0 && i < c->nexceptions; i++)
		if (!has_active(l, c->exceptions[i].id))
			rc = report_lack(l, "except", c->exceptions[i].line,
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
		name = find_platform(s, c->platforms.v[i]);
		if (name != NULL && !strs_has(platforms, name))
			strs_add(platforms, name);
	}
	return platforms->n > 0;
}

/* Likewise tactics, by their short names. */
static void
scope_tactics(const struct stix *s, const struct config *c,
    struct strs *tactics)
{
	const struct stix_tactic *tactic;
	size_t i;

	for (i = 0; i < c->tactics.n; i++) {
		tactic = find_tactic(s, c->tactics.v[i]);
		if (tactic != NULL)
			strs_add(tactics, tactic->shortname);
	}
}

/* Appends "; platforms Windows, Linux", and where the domain has none of them,
 * that they are not applied. */
static void
put_bound(struct buf *text, const char *what, const struct strs *all,
    const struct strs *here)
{
	const struct strs *shown = here->n > 0 ? here : all;
	size_t i;

	if (shown->n > 0)
		buf_printf(text, "%s%s", text->len > 0 ? "; " : "", what);
	for (i = 0; i < shown->n; i++)
		buf_printf(text, "%s%s", i > 0 ? ", " : "", shown->v[i]);
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
		if (s == NULL || find_platform(s, c->platforms.v[i]) != NULL)
			strs_add(&platforms, c->platforms.v[i]);
	for (i = 0; i < c->tactics.n; i++)
		if (s == NULL || find_tactic(s, c->tactics.v[i]) != NULL)
			strs_add(&tactics, c->tactics.v[i]);
	put_bound(text, "platforms ", &c->platforms, &platforms);
	put_bound(text, "tactics ", &c->tactics, &tactics);
	if (text->len > 0)
		between = "; without ";
	for (i = 0; i < c->nexceptions; i++) {
		if (s != NULL && stix_find(s, c->exceptions[i].id) == NULL)
			continue;
		buf_printf(text, "%s%s (", between, c->exceptions[i].id);
		exception_put(text, c->exceptions[i].reason,
		    c->exceptions[i].owner, c->exceptions[i].until);
		buf_puts(text, ")");
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

/* Is the technique left out by name, and if so why? */
static bool
take_exception(const struct config *c, struct stix_technique *t)
{
	const struct config_exception *x = c->exceptions;

	for (; x != LIST_END(c->exceptions, c->nexceptions); x++) {
		if (strcmp(x->id, t->id) != 0)
			continue;
		t->reason = x->reason;
		t->owner = x->owner;
		t->until = x->until;
		return true;
	}
	return false;
}

/* Why a list of the scope leaves a technique out; NULL: none does. */
static const char *
why_out(const struct stix_technique *t, const struct strs *platforms,
    const struct strs *tactics)
{
	if (platforms->n > 0 && !share_word(&t->platforms, platforms))
		return "platform out of scope";
	return tactics->n > 0 && !share_word(&t->tactics, tactics)
	    ? "tactic out of scope" : NULL;
}

static void
mark(struct stix *s, const struct config *c)
{
	struct stix_technique *t;
	struct strs platforms = { 0 }, tactics = { 0 };
	size_t i;

	scope_platforms(s, c, &platforms);
	scope_tactics(s, c, &tactics);
	for (i = 0; i < s->ntechniques; i++) {
		t = &s->techniques[i];
		if (!stix_is_active(t))
			continue;
		t->owner = t->until = NULL;
		if (!take_exception(c, t))
			t->reason = why_out(t, &platforms, &tactics);
		t->scoped = t->reason == NULL;
	}
	strs_free(&platforms);
	strs_free(&tactics);
}

int
scope_mark(struct stix *domains, size_t n, const struct config *c,
    struct strs *lacks)
{
	const struct scope l = { domains, n, c, lacks };
	size_t i;

	if (check_scope(&l) == -1)
		return -1;
	for (i = 0; i < n; i++)
		mark(&domains[i], c);
	return 0;
}

/* Reports a word of the scope that the domain lacks. */
static void
report_absent(const struct stix *s, const struct config *c, enum bound bound,
    size_t i, struct findings *f, struct strs *lines)
{
	struct buf b = BUF_INIT, text = BUF_INIT;

	buf_printf(&text, "scope: %s%s%s has no %s %s", s->domain,
	    f != NULL ? " " : "", f != NULL ? s->version : "",
	    bounds[bound].noun, words_of(c, bound)->v[i]);
	if (f != NULL)
		findings_add(f, NULL, 0, "scope-tactic", "%s", buf_str(&text));
	put_place(&b, c, config_line(c, bounds[bound].key, i));
	buf_puts(&b, buf_str(&text));
	strs_add(lines, buf_str(&b));
	buf_free(&text);
	buf_free(&b);
}

/* Reports the words that one of the domains lacks, and another has. */
static void
report_absent_words(const struct stix *domains, size_t n,
    const struct config *c, enum bound bound, struct findings *f,
    struct strs *lines)
{
	const struct strs *words = words_of(c, bound);
	const struct stix *s;
	size_t i;

	for (i = 0; i < words->n; i++)
		for (s = domains; s != LIST_END(domains, n); s++)
			if (!has_word(s, bound, words->v[i]) &&
			    any_has(domains, n, bound, words->v[i]))
				report_absent(s, c, bound, i, f, lines);
}

void
scope_report_absent(const struct stix *domains, size_t n,
    const struct config *c, struct findings *f, struct strs *lines)
{
	report_absent_words(domains, n, c, TACTICS, f, lines);
	if (f == NULL)
		report_absent_words(domains, n, c, PLATFORMS, f, lines);
}

/* The first of n domains that has a page for the id; n: none. */
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
report_shared_tactics(const struct stix *domains, size_t d, struct findings *f)
{
	const struct stix_tactic *t = domains[d].tactics;
	size_t k;

	for (; t != LIST_END(domains[d].tactics, domains[d].ntactics); t++) {
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
		report_shared_tactics(domains, d, f);
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
