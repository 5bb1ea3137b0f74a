/* Correlations, and the rules that they are made of. */
#include "controls/correlation.h"

#include <stdlib.h>
#include <string.h>

#include "controls/called.h"
#include "value/clean.h"
#include "base/str.h"
#include "words/words.h"

enum {
	NAMES_MAX = 200, /* rules that one correlation calls */
	BASES_MAX = 400, /* of one correlation: a name may be that of several */
	PLATFORMS_MAX = 100, /* that it has of its bases */
	INHERITED_MAX = 1000, /* ids of its bases that are looked at */
	NAME_SHOWN = 200, /* bytes of a name in a finding */
};

static void
add_call(const struct taking *t, struct control *c, const char *text,
    const cJSON *node, size_t at)
{
	size_t i, n = c->ncorrelates;

	if (*text == '\0' || n > NAMES_MAX)
		return;
	for (i = 0; i < n; i++)
		if (strcmp(c->correlates[i].text, text) == 0)
			return;
	if (n == NAMES_MAX) {
		c->ncorrelates++; /* reported once */
		findings_add(t->f, t->d->path, value_line(node),
		    "too-many-rules", "more than %d rules of a correlation: "
		    "the rest is left out", NAMES_MAX);
		return;
	}
	*ARENA_ADD(t->mem, c->correlates, c->ncorrelates) =
	    (struct rule_name){ text, value_line(node),
		t->look ? node : NULL, at };
}

static bool
is_operator(const char *word)
{
	return str_equal_nocase(word, "and") || str_equal_nocase(word, "or") ||
	    str_equal_nocase(word, "not");
}

/* The words of "a and not (b or c)". */
static void
add_calls(const struct taking *t, struct control *c, const cJSON *node)
{
	static const char between[] = " \t\n\v\f\r()";
	const char *text = value_text(node), *s;
	char *word;
	size_t n;

	for (s = text; s != NULL && *s != '\0'; s += n) {
		s += strspn(s, between);
		n = strcspn(s, between);
		word = arena_strndup(t->mem, s, n);
		if (!is_operator(word))
			add_call(t, c, clean_line(t->mem, word), node,
			    (size_t)(s - text));
	}
}

void
correlation_take(const struct taking *t, struct control *c)
{
	struct nodes list = pick_nodes(t, &t->s->correlated), joined = { 0 };
	const char *text;
	size_t i;

	c->name = pick_line(t, &t->s->control_name);
	for (i = 0; i < list.n; i++) {
		text = value_text(list.v[i]);
		if (text != NULL)
			add_call(t, c, clean_line(t->mem,
			    str_trim(t->mem, text)), list.v[i],
			    strspn(text, str_space));
	}
	if (c->ncorrelates == 0)
		joined = pick_nodes(t, &t->s->correlated_by);
	for (i = 0; i < joined.n; i++)
		add_calls(t, c, joined.v[i]);
	free(list.v);
	free(joined.v);
	if (c->ncorrelates > NAMES_MAX)
		c->ncorrelates = NAMES_MAX;
	c->generates = str_is_true(pick_line(t, &t->s->generate));
}

static bool
is_active_correlation(const struct control *k)
{
	return k->lifecycle == LIFECYCLE_ACTIVE;
}

static struct caller *
list_callers(const struct controls *all)
{
	struct caller *rules = mem_array(all->n, sizeof(*rules));
	const struct control *k;
	size_t i;

	for (i = 0; i < all->n; i++) {
		k = &all->v[i];
		rules[i] = (struct caller){ k->id, k->name, k->path, k->line,
			k->correlates, k->ncorrelates,
			is_active_correlation(k) };
	}
	return rules;
}

/* Adds findings for what is wrong with the calls of active correlations. */
static void
check_calls(const struct controls *all, const struct caller *rules,
    const struct calls *calls, struct findings *f)
{
	const struct rule_name *name;
	const char *what, *why;
	size_t i, n;

	for (i = 0; i < calls->n; i += n) {
		why = calls_why(calls, i, rules, f->mem, &what, &n);
		name = &rules[calls->v[i].from].calls[calls->v[i].place];
		if (why != NULL && rules[calls->v[i].from].active)
			findings_add(f, all->v[calls->v[i].from].path,
			    name->line, what, "%.*s: %s",
			    str_fit(name->text, NAME_SHOWN), name->text, why);
	}
}

static bool
has_base(const struct control *k, const struct control *base)
{
	size_t i;

	for (i = 0; i < k->nbases; i++)
		if (k->bases[i].rule == base)
			return true;
	return false;
}

/* Fills the bases of all controls; the calls of each stand together. */
static void
link_bases(struct controls *all, const struct calls *calls, struct arena *mem)
{
	const struct call *c, *end = LIST_END(calls->v, calls->n);
	struct control *k;
	size_t n;

	for (c = calls->v; c < end; c += n) {
		k = &all->v[c->from];
		for (n = 1; c + n < end && c[n].from == c->from; n++)
			;
		k->bases = arena_alloc(mem, n * sizeof(*k->bases));
		for (n = 0; c + n < end && c[n].from == c->from; n++)
			if ((c[n].how == CALLED_ONE ||
			    c[n].how == CALLED_SEVERAL) &&
			    k->nbases < BASES_MAX &&
			    !has_base(k, &all->v[c[n].to]))
				k->bases[k->nbases++] = (struct base){
					&all->v[c[n].to],
					k->correlates[c[n].place].line };
	}
}

/* Rules that alert only by a correlation are no longer active, and being a
 * catch-all is no fault of theirs. */
static void
silence(struct controls *all, struct findings *f)
{
	bool *silent = mem_array(all->n, sizeof(*silent));
	bool *alerts = mem_array(all->n, sizeof(*alerts));
	const struct control *k;
	size_t i, b;

	for (k = all->v; k != LIST_END(all->v, all->n); k++)
		for (b = 0; is_active_correlation(k) && b < k->nbases; b++) {
			i = (size_t)(k->bases[b].rule - all->v);
			silent[i] |= !k->generates;
			alerts[i] |= k->generates;
		}
	for (i = 0; i < all->n; i++) {
		if (!silent[i] || alerts[i] ||
		    !is_active_correlation(&all->v[i]))
			continue;
		all->v[i].lifecycle = LIFECYCLE_BASE;
		if (all->v[i].catch_all)
			findings_drop(f, all->v[i].path, all->v[i].line,
			    "catch-all");
	}
	free(silent);
	free(alerts);
}

/* Gives it the ids of its bases, each on the line that calls the base. */
static void
inherit_tags(struct control *k, struct arena *mem)
{
	const struct control *base;
	size_t i, t, n = 0;
	struct tag *tag;

	for (i = 0; i < k->nbases; i++) {
		base = k->bases[i].rule;
		for (t = 0; n < INHERITED_MAX && t < base->ntags; t++, n++) {
			tag = control_find_tag(k, base->tags[t].id);
			if (tag != NULL &&
			    !tag_stands_before(&base->tags[t], tag))
				continue;
			if (tag == NULL)
				tag = ARENA_ADD(mem, k->tags, k->ntags);
			*tag = base->tags[t];
			if (tag->of == NULL) {
				tag->of = base->path;
				tag->of_line = tag->line;
			}
			tag->line = k->bases[i].line;
		}
	}
}

/* Gives it the level of its bases, if they agree. */
static void
inherit_level(struct control *k)
{
	const char *level = NULL, *other;
	size_t i;

	for (i = 0; i < k->nbases; i++) {
		other = k->bases[i].rule->level;
		if (level != NULL && other != NULL &&
		    !str_equal_nocase(level, other))
			return;
		level = other != NULL ? other : level;
	}
	k->level = level;
}

static void
inherit_platforms(struct control *k, struct arena *mem)
{
	const struct strs *of;
	size_t i, p;

	for (i = 0; i < k->nbases; i++) {
		of = &k->bases[i].rule->platforms;
		for (p = 0; p < of->n && k->platforms.n < PLATFORMS_MAX; p++)
			if (!strs_has(&k->platforms, of->v[p]))
				*ARENA_ADD(mem, k->platforms.v,
				    k->platforms.n) = of->v[p];
	}
}

/* A correlation inherits from its bases what it does not say itself; in an
 * order in which bases come first. */
static void
inherit(struct controls *all, const struct calls *calls, struct arena *mem)
{
	struct control *k;
	size_t i;

	for (i = 0; i < all->n; i++) {
		k = &all->v[calls->order[i]];
		if (k->nbases == 0)
			continue;
		if (k->ntags == 0)
			inherit_tags(k, mem);
		if (k->level == NULL)
			inherit_level(k);
		if (k->platforms.n == 0)
			inherit_platforms(k, mem);
	}
}

void
correlation_resolve(struct controls *all, bool all_count, struct findings *f)
{
	struct caller *rules;
	struct calls calls = { 0 };
	size_t i = 0;

	while (i < all->n && all->v[i].ncorrelates == 0)
		i++;
	if (i == all->n)
		return;
	rules = list_callers(all);
	calls_find(rules, all->n, &calls);
	check_calls(all, rules, &calls, f);
	link_bases(all, &calls, f->mem);
	if (!all_count) {
		inherit(all, &calls, f->mem);
		silence(all, f);
	}
	calls_free(&calls);
	free(rules);
}
