/* The ids that a control names. */
#include "controls/tagging.h"

#include <stdlib.h>
#include <string.h>

#include "attack/shape.h"
#include "controls/stray.h"
#include "value/clean.h"
#include "base/str.h"

enum {
	TAGS_MAX = 1000, /* ids of one control */
	SEEN_MAX = 4000, /* sightings of one control */
	ID_MAX = 200,    /* bytes that are looked at for an id */
	SCORES_MAX = 200, /* bytes of a pair's scores */
};

/* Trimmed, in upper case, and with a '.' where an address has a '/'. */
static const char *
normalise(const struct taking *t, const char *text)
{
	char *id = str_upper(t->mem,
	    str_trim(t->mem, clean_line(t->mem, text)));
	char *slash = strchr(id, '/');

	if (slash != NULL)
		*slash = '.';
	return id;
}

/* Where a value names something, and how that reads; none: len is 0. */
static void
find_id(const struct taking *t, const struct tagging *how, struct sighting *s)
{
	regmatch_t m[2] = { { 0, (regoff_t)strlen(s->text) }, { 0, 0 } };
	const char *id;

	m[1] = m[0];
	if (how->regex != NULL &&
	    (regexec(how->regex, s->text, 2, m, 0) != 0 || m[1].rm_so == -1))
		return;
	id = arena_strndup(t->mem, s->text + m[1].rm_so,
	    (size_t)(m[1].rm_eo - m[1].rm_so));
	s->at = (size_t)m[1].rm_so + strspn(id, str_space);
	s->id = normalise(t, id);
	s->len = strlen(s->id);
}

static struct sighting
sight(const struct taking *t, const struct tagging *how, const cJSON *node)
{
	struct sighting s = { .node = node, .how = how };

	s.text = pick_cut(t, value_text(node), ID_MAX);
	find_id(t, how, &s);
	return s;
}

/* The pair's place among the control's; a new one where it is not there. */
static struct tag *
find_tag(const struct taking *t, struct control *c, const char *id, int line)
{
	struct tag *tag;
	size_t i;

	for (i = 0; i < c->ntags; i++)
		if (strcmp(c->tags[i].id, id) == 0)
			return &c->tags[i];
	if (c->full)
		return NULL;
	if (c->ntags == TAGS_MAX) {
		c->full = true;
		findings_add(t->f, t->d->path, line, "too-many-ids",
		    "more than %d ids: the rest is left out", TAGS_MAX);
		return NULL;
	}
	tag = ARENA_ADD(t->mem, c->tags, c->ntags);
	tag->id = id;
	tag->formed = shape_is_technique(id);
	tag->line = line;
	return tag;
}

/* What is said of the pair: the first note or else the remark, and all
 * scores. */
static void
describe(const struct taking *t, const struct tagging *how, struct tag *tag)
{
	const char *score, *part;
	size_t i;

	if (tag->note == NULL)
		tag->note = pick_text(t, &how->note);
	if (tag->note == NULL)
		tag->note = how->remark;
	if (how->score.n == 0)
		return;
	score = NULL;
	for (i = 0; i < how->score.n; i++) {
		struct fields one = { &how->score.v[i], 1 };

		part = pick_text(t, &one);
		if (part != NULL)
			score = score == NULL ? part
			    : arena_printf(t->mem, "%s %s", score, part);
	}
	if (score == NULL)
		return;
	if (tag->score == NULL)
		tag->score = arena_printf(t->mem, "%.*s",
		    str_fit(score, SCORES_MAX), score);
	else if (strstr(tag->score, score) == NULL &&
	    strlen(tag->score) < SCORES_MAX)
		tag->score = arena_printf(t->mem, "%s, %.*s", tag->score,
		    str_fit(score, 60), score);
}

/* Where what is found goes: all kept, ids as tags. */
struct taker {
	const struct tagging *how;
	struct control *c;
	struct sightings *seen; /* NULL: not kept */
	bool tags;
	size_t within;
};

static void
take_stray(const struct taking *t, const struct taker *to, const cJSON *node,
    const struct sighting *s, bool instead)
{
	if (to->tags && !instead)
		stray_take(t, to->how, node, s, to->c);
}

/* What stands in place of others that count, and is no id; lint tells it
 * itself. */
static void
tell_instead(const struct taking *t, const struct control *c,
    const struct sighting *s)
{
	if (!t->look && s->len > 0 && !shape_is_technique(s->id) &&
	    str_equal(c->lifecycle, "active"))
		findings_add(t->f, t->d->path, value_line(s->node),
		    "malformed-id", "%.*s: not of the form T0000 or T0000.000",
		    str_fit(s->id, 40), s->id);
}

/* The values at the fields, seen from the node; how many there were. */
static size_t
take_values(const struct taking *t, const struct taker *to,
    const struct fields *fields, bool instead)
{
	struct nodes found = pick_nodes(t, fields);
	struct sighting s;
	struct tag *tag;
	size_t i, n = 0;

	for (i = 0; i < found.n; i++) {
		if (value_is_empty(found.v[i]))
			continue;
		if (value_text(found.v[i]) == NULL) {
			take_stray(t, to, found.v[i], NULL, instead);
			continue;
		}
		n++;
		s = sight(t, to->how, found.v[i]);
		take_stray(t, to, found.v[i], &s, instead);
		s.within = to->within;
		s.instead = instead;
		if (to->seen != NULL && to->seen->n < SEEN_MAX)
			*ARENA_ADD(t->mem, to->seen->v, to->seen->n) = s;
		if (instead && to->tags)
			tell_instead(t, to->c, &s);
		if (s.len == 0 || instead || !to->tags)
			continue;
		tag = find_tag(t, to->c, s.id, value_line(found.v[i]));
		if (tag != NULL)
			describe(t, to->how, tag);
	}
	free(found.v);
	return n;
}

/* One node `of` a node `within`: its fields, or else the others. */
static void
take_of(const struct taking *t, const struct taker *to)
{
	bool instead = take_values(t, to, &to->how->fields, false) > 0;

	take_values(t, to, &to->how->otherwise, instead);
}

static void
take_within(struct taking t, struct taker *to)
{
	const struct tagging *how = to->how;
	struct nodes within = pick_nodes_or_self(&t, &how->within), of;
	size_t i, k;

	for (i = 0; i < within.n; i++) {
		t.node = within.v[i];
		if (!pick_rule_holds(&t, &how->when))
			continue;
		of = pick_nodes_or_self(&t, &how->of);
		for (k = 0; k < of.n; k++) {
			t.node = of.v[k];
			to->within++;
			take_of(&t, to);
		}
		free(of.v);
	}
	free(within.v);
}

static void
take_all(const struct taking *t, const struct taggings *hows, struct taker *to)
{
	size_t i;

	for (i = 0; i < hows->n; i++) {
		to->how = &hows->v[i];
		take_within(*t, to);
	}
}

void
tagging_take(const struct taking *t, struct control *c)
{
	struct taker ids = { .c = c, .tags = true };
	struct taker tactics = { .c = c, .seen = &c->tactics };

	if (t->look) {
		ids.seen = &c->seen;
		ids.within = c->seen.n == 0 ? 0
		    : c->seen.v[c->seen.n - 1].within;
	}
	take_all(t, &t->s->techniques, &ids);
	stray_take_rest(t, c);
	if (t->look)
		take_all(t, &t->s->tactics, &tactics);
}
