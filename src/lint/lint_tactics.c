/* Problems of the tactics that a rule names. */
#include <string.h>

#include "base/buf.h"
#include "lint_named.h"

enum {
	SHOWN = 100,     /* bytes of a stranger's words in a message */
	PLACES_MAX = 16, /* tactics that took the place of one */
};

/* A tactic that a value names. */
struct named_tactic {
	const struct sighting *s;
	struct spot spot;
	const struct stix_tactic *is; /* NULL: there is none of that name */
};

/* Is it the same word? Case does not matter, nor which separator is used. */
static bool
same_word(const char *a, const char *b)
{
	for (; *a != '\0' && *b != '\0'; a++, b++) {
		char x = *a >= 'A' && *a <= 'Z' ? (char)(*a | 0x20) : *a;
		char y = *b >= 'A' && *b <= 'Z' ? (char)(*b | 0x20) : *b;

		x = x == '_' || x == ' ' ? '-' : x;
		y = y == '_' || y == ' ' ? '-' : y;
		if (x != y)
			return false;
	}
	return *a == *b;
}

/* Likewise, but the separators may be missing. */
static bool
same_name(const char *name, const char *text)
{
	const char *t = text;

	if (same_word(name, text))
		return true;
	for (; *name != '\0'; name++) {
		if (*name == ' ' || *name == '-')
			continue;
		if ((*name | 0x20) != (*t | 0x20))
			return false;
		t++;
	}
	return *t == '\0';
}

static const struct stix_tactic *
find_named(const struct stix *s, const char *text)
{
	size_t i;

	for (i = 0; i < s->ntactics; i++)
		if (str_equal_nocase(s->tactics[i].id, text) ||
		    same_word(s->tactics[i].shortname, text) ||
		    same_name(s->tactics[i].name, text))
			return &s->tactics[i];
	return NULL;
}

/* Has one of the rule's techniques, or its successor, the tactic? */
static bool
is_tactic_of(const struct judge *g, const struct stix_tactic *t)
{
	size_t i;

	for (i = 0; i < g->n; i++)
		if (strs_has(&g->v[i].itself->tactics, t->shortname) ||
		    (g->v[i].end != NULL &&
		    strs_has(&g->v[i].end->tactics, t->shortname)))
			return true;
	return false;
}

/* Are all of the rule's techniques known? */
static bool
knows_all(const struct judge *g)
{
	size_t i;

	for (i = 0; i < g->n; i++)
		if (g->v[i].itself == NULL)
			return false;
	return g->n > 0;
}

/* Has a technique that the rule counts for that tactic? */
static bool
is_resolved_tactic(const struct judge *g, const char *shortname)
{
	const struct stix_technique *t;
	size_t i;

	for (i = 0; i < g->n; i++) {
		t = g->v[i].end;
		if (t != NULL && !t->deprecated &&
		    strs_has(&t->tactics, shortname))
			return true;
	}
	return false;
}

/*
 * Finds the tactics that replaced one that is gone, as far as this ATT&CK has
 * them. They go into all, and those that the rule's techniques have also into
 * fits, *n of them. Returns how many are in all.
 */
static size_t
find_replaced(const struct judge *g, const char *was,
    const struct stix_tactic **all, const struct stix_tactic **fits, size_t *n)
{
	const struct pairs *p = &g->j->attack->replaced_tactics;
	const struct stix_tactic *t;
	size_t i, found = 0;

	*n = 0;
	for (i = 0; i < p->from.n && found < PLACES_MAX; i++) {
		if (!same_name(p->from.v[i], was))
			continue;
		t = find_named(g->j->stix, p->to.v[i]);
		if (t == NULL)
			continue;
		all[found++] = t;
		if (is_resolved_tactic(g, t->shortname))
			fits[(*n)++] = t;
	}
	return found;
}

/* The tactic written as the old one was: Defense Evasion, DefenseEvasion, or
 * the usual form. */
static const char *
as_written_before(const char *was, const struct stix_tactic *t, struct arena *mem)
{
	const char *p;
	char *name, *to;

	for (p = was; *p != '\0' && (*p < 'A' || *p > 'Z'); p++)
		;
	if (*p == '\0' || strpbrk(was, "-_") != NULL)
		return t->shortname;
	name = arena_strdup(mem, t->name);
	if (strchr(was, ' ') != NULL)
		return name;
	for (p = to = name; *p != '\0'; p++)
		if (*p != ' ')
			*to++ = *p;
	*to = '\0';
	return name;
}

/* Adds a tactic as an element behind the first one. */
static bool
add_element(const struct judge *g, struct problem *p,
    const struct named_tactic *n, const char *name)
{
	const struct mark *m = value_mark(n->s->node);
	const char *bytes = g->j->bytes;
	struct buf text = BUF_INIT;
	size_t at;
	bool can = g->j->source->format != FORMAT_TEXT &&
	    spot_behind_element(bytes, g->j->len, n->s->node, &at, &text);

	if (can) {
		buf_put(&text, bytes + m->start, n->spot.start - m->start);
		buf_puts(&text, name);
		buf_put(&text, bytes + n->spot.end, m->end - n->spot.end);
		problem_edit(g->j->out, p, at, at, buf_str(&text));
	}
	buf_free(&text);
	return can;
}

/* Writes all of the tactics in place of the one that is gone, or none. */
static void
mend_replaced(const struct judge *g, struct problem *p,
    const struct named_tactic *n, const struct stix_tactic **fits,
    size_t nfits)
{
	const struct spot *s = &n->spot;
	struct problems *out = g->j->out;
	const char *text = n->s->text + n->s->at, *name;
	size_t i;

	if (s->end <= s->start)
		return;
	text = arena_strndup(out->mem, text, n->s->len);
	for (i = 0; i < nfits; i++)
		if (!spot_takes(g->j->bytes, n->s->node,
		    as_written_before(text, fits[i], out->mem)))
			return;
	for (i = 1; i < nfits; i++)
		if (!add_element(g, p, n,
			as_written_before(text, fits[i], out->mem)))
			return;
	name = as_written_before(text, fits[0], out->mem);
	problem_edit(out, p, s->start, s->end, name);
}

/* "stealth and defense-impairment" */
static const char *
list_tactics(const struct stix_tactic **v, size_t n, const char *last,
    struct arena *mem)
{
	const char *text = v[0]->shortname;
	size_t i;

	for (i = 1; i < n; i++)
		text = arena_printf(mem, "%s%s%s", text,
		    i + 1 < n ? ", " : last, v[i]->shortname);
	return text;
}

static void
judge_unknown(const struct judge *g, const struct named_tactic *n)
{
	const struct stix_tactic *all[PLACES_MAX], *fits[PLACES_MAX];
	struct problems *out = g->j->out;
	const char *what = arena_printf(out->mem, "ATT&CK %s has no tactic "
	    "%.*s", g->j->stix->version, str_fit(n->s->id, SHOWN),
	    str_lower(out->mem, n->s->id));
	size_t nfits, nall = find_replaced(g, n->s->id, all, fits, &nfits);
	struct problem *p;

	if (nall == 0)
		p = problems_add(out, LINT_UNKNOWN_TACTIC, "%s", what);
	else if (nfits == 0)
		p = problems_add(out, LINT_UNKNOWN_TACTIC, "%s: it became "
		    "%s, and none of the rule's techniques has %s", what,
		    list_tactics(all, nall, " and ", out->mem),
		    nall == 1 ? "that" : "one of them");
	else
		p = problems_add(out, LINT_UNKNOWN_TACTIC, "%s: for the "
		    "rule's techniques it is %s", what,
		    list_tactics(fits, nfits, " and ", out->mem));
	lint_place(g, p, &n->spot);
	if (nfits > 0)
		mend_replaced(g, p, n, fits, nfits);
}

/* Does one of those before it, in the same list, name the same tactic? */
static bool
is_repeated(const struct named_tactic *v, size_t i)
{
	size_t k;

	for (k = 0; k < i; k++)
		if (v[k].is == v[i].is &&
		    v[k].spot.start != v[i].spot.start &&
		    lint_stands_behind(v[i].s->node, v[k].s->node))
			return true;
	return false;
}

static void
judge_known(const struct judge *g, const struct named_tactic *v, size_t i)
{
	struct problem *p;

	if (is_repeated(v, i)) {
		p = problems_add(g->j->out, LINT_REPEATED_ID,
		    "the tactic %s is already in this list",
		    v[i].is->name);
		lint_place(g, p, &v[i].spot);
		lint_take_away(g, p, v[i].s->node);
	} else if (knows_all(g) && !is_tactic_of(g, v[i].is)) {
		lint_place(g, problems_add(g->j->out, LINT_WRONG_TACTIC,
		    "none of the rule's techniques has the tactic %s",
		    v[i].is->name), &v[i].spot);
	}
}

void
lint_judge_tactics(const struct judge *g)
{
	const struct sightings *all = &g->c->tactics;
	struct named_tactic *v = NULL, *one;
	const struct sighting *s;
	size_t i, n = 0;

	for (i = 0; i < all->n; i++) {
		s = &all->v[i];
		if (s->len == 0)
			continue;
		one = ARENA_ADD(g->j->out->mem, v, n);
		one->s = s;
		one->is = find_named(g->j->stix, s->id);
		one->spot = spot_find(g->j->bytes, g->j->len, s->node,
		    s->text, s->at, s->len);
		if (one->is == NULL)
			judge_unknown(g, one);
		else
			judge_known(g, v, n - 1);
	}
}
