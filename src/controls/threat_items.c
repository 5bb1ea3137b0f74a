/* Threats: vulnerabilities, profiles of actors, and numbers of techniques. */
#include "threat_items.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "controls/closed_fields.h"
#include "controls/parse.h"
#include "controls/tagging.h"
#include "controls/unrecognized.h"
#include "twin.h"
#include "value/clean.h"
#include "words/words.h"

enum {
	THREATS_MAX = 20000, /* of one document */
	WORDS_MAX = 1000,    /* of one profile */
	WORD_MAX = 200,      /* bytes of one, and of an id */
};
#define FACTOR_MAX 1e9

/* Adds a word of a profile, unless it is there. False: it has too many. */
static bool
add_actor_word(const struct taking *t, struct threat *one, enum profile_word what,
    const char *text)
{
	size_t i;

	text = clean_line(t->mem, pick_cut(t, text, WORD_MAX));
	if (*text == '\0')
		return true;
	for (i = 0; i < one->nwords; i++)
		if (one->words[i].what == what &&
		    str_equal_nocase(one->words[i].text, text))
			return true;
	if (one->nwords == WORDS_MAX) {
		findings_add(t->f, t->d->path, one->named.line,
		    "too-many-words", "%s: more than %d words: the rest is "
		    "left out", one->named.title, WORDS_MAX);
		return false;
	}
	*ARENA_ADD(t->mem, one->words, one->nwords) =
	    (struct actor_word){ what, text };
	return true;
}

/* The words of a value: a list in one text is parted by semicolons or lines. */
static void
take_profile_words(const struct taking *t, struct threat *one, enum profile_word what)
{
	struct nodes found = pick_nodes(t, &t->s->actor_words[what]);
	const char *text;
	size_t i, len;
	bool more = true;

	for (i = 0; more && i < found.n; i++) {
		text = value_text(found.v[i]);
		for (; more && text != NULL && *text != '\0'; text += len) {
			len = strcspn(text, ";\r\n");
			more = add_actor_word(t, one, what,
			    arena_strndup(t->mem, text, len));
			len += text[len] != '\0';
		}
	}
	free(found.v);
}

static void
take_profile(struct taking *t, struct threat *one)
{
	enum profile_word what;
	size_t i;

	one->named.id = pick_line(t, &t->s->threat_id);
	for (i = 0; i < t->s->groups.n; i++)
		twin_take_calls(*t, &t->s->groups.v[i], &one->groups);
	for (what = 0; what < PROFILE_WORDS; what++)
		take_profile_words(t, one, what);
}

/* A number from 0 on, or -1. Neither locale nor base matters to what is kept:
 * digits, a point, an exponent. */
static double
number_of(const cJSON *node)
{
	const char *text = value_text(node);
	char *end;
	double n;

	if (cJSON_IsNumber(node))
		n = node->valuedouble;
	else if (text == NULL || *text == '\0' ||
	    text[strspn(text, "0123456789.eE+-")] != '\0')
		return -1;
	else
		n = strtod(text, &end);
	if (!cJSON_IsNumber(node) && *end != '\0')
		return -1;
	return isfinite(n) && n >= 0 && n <= FACTOR_MAX ? n : -1;
}

static void
take_factors(const struct taking *t, struct threat *one)
{
	const struct factor_fields *f = &t->s->factors;
	const cJSON *node = NULL;
	struct nodes found;
	size_t i, k;

	one->factors = arena_alloc(t->mem, f->n * sizeof(*one->factors));
	one->nfactors = f->n;
	for (i = 0; i < f->n; i++) {
		found = pick_nodes(t, &f->v[i].fields);
		for (k = 0; k < found.n && value_is_empty(found.v[k]); k++)
			;
		node = k < found.n ? found.v[k] : NULL;
		one->factors[i] = node == NULL ? -1 : number_of(node);
		if (node != NULL && one->factors[i] < 0)
			findings_add(t->f, t->d->path, value_line(node),
			    "malformed-number", "%s: not a number from 0 to "
			    "%.0f", f->v[i].name, FACTOR_MAX);
		free(found.v);
	}
}

/* What it is called, or NULL after a finding that it has no name. */
static const char *
name_of(const struct taking *t)
{
	const struct source *s = t->s;
	const char *name;

	if (s->factors.n > 0)
		return "";
	name = pick_line(t, s->actor.n > 0 ? &s->actor : &s->vulnerability);
	if (name == NULL)
		findings_add(t->f, t->d->path, value_line(t->node), "no-id",
		    "%s is left out", s->actor.n > 0 ? "an actor without a name"
		    : "a vulnerability without an id");
	return name;
}

static void
describe_threat(struct taking *t, struct threat *one, const char *name)
{
	const struct source *s = t->s;

	one->named.path = t->d->path;
	one->named.line = value_line(t->node);
	one->named.title = name;
	if (s->actor.n > 0)
		take_profile(t, one);
	if (s->vulnerability.n > 0) {
		one->named.id = str_upper(t->mem, pick_cut(t, name, WORD_MAX));
		one->named.title = pick_line(t, &s->threat_title);
		one->category = pick_line(t, &s->threat_category);
	}
	if (s->factors.n > 0)
		take_factors(t, one);
	tagging_take_fields(t, &one->named);
	if (s->actor.n == 0 && one->named.ntags == 0)
		findings_add(t->f, t->d->path, one->named.line, "no-technique",
		    "%s: it names no technique", one->named.id != NULL
		    ? one->named.id : "a row");
}

static void
take_node(struct taking *t, struct controls *out)
{
	const char *name;

	if (!pick_is_read(t)) {
		unrecognized_report(t);
		return;
	}
	name = name_of(t);
	if (name == NULL)
		return;
	if (out->nthreats < THREATS_MAX) {
		describe_threat(t, LIST_ADD(out->threats, out->nthreats), name);
		return;
	}
	if (!out->full)
		findings_add(t->f, t->d->path, value_line(t->node),
		    "too-many-threats", "more than %d in one document: the "
		    "rest is left out", THREATS_MAX);
	out->full = true;
}

static void
take_threats(struct taking *t, struct controls *out)
{
	struct nodes each;
	size_t i;

	t->node = t->doc;
	if (out->attack_version == NULL)
		out->attack_version = pick_text(t, &t->s->attack_version);
	each = pick_nodes_or_self(t, &t->s->each);
	if (each.n == 0)
		unrecognized_report(t);
	for (i = 0; i < each.n; i++) {
		t->node = each.v[i];
		closed_fields_take(t, &out->unknowns);
		take_node(t, out);
	}
	free(each.v);
}

void
threat_items_take(struct taking *t, const cJSON *docs, struct controls *out)
{
	parse_texts(t->s, t->d, docs, t->f);
	cJSON_ArrayForEach(t->doc, docs)
		take_threats(t, out);
}
