/* The ids that a control names. */
#include "controls/tagging.h"

#include <stdlib.h>
#include <string.h>

#include "attack/shape.h"
#include "controls/unread_id.h"
#include "value/clean.h"
#include "base/str.h"
#include "words/words.h"

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

/* The value at node, and the id that it names, if any. */
static struct sighting
sight(const struct taking *t, const struct tagging *how, const cJSON *node)
{
	struct sighting s = { .node = node, .how = how,
		.text = pick_cut(t, value_text(node), ID_MAX) };
	regmatch_t m[2] = { { 0, 0 }, { 0, (regoff_t)strlen(s.text) } };
	const char *id;

	if (how->regex != NULL &&
	    (regexec(how->regex, s.text, 2, m, 0) != 0 || m[1].rm_so == -1))
		return s;
	id = arena_strndup(t->mem, s.text + m[1].rm_so,
	    (size_t)(m[1].rm_eo - m[1].rm_so));
	s.at = (size_t)m[1].rm_so + strspn(id, str_space);
	s.id = normalise(t, id);
	s.len = strlen(s.id);
	return s;
}

/* The control's tag of an id, which is new where it has none; NULL: it has too
 * many. */
static struct tag *
find_or_add_tag(const struct taking *t, struct control *c, const char *id, int line)
{
	struct tag *tag = control_find_tag(c, id);

	if (tag != NULL || c->full)
		return tag;
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

/* Keeps the first note of the pair, or else the remark, and all its scores. */
static void
describe(const struct taking *t, const struct tagging *how, struct tag *tag)
{
	const char *score = NULL, *part;
	size_t i;

	if (tag->note == NULL)
		tag->note = pick_text(t, &how->note);
	if (tag->note == NULL)
		tag->note = how->remark;
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

/* Where the ids that are found go. */
struct taker {
	const struct tagging *how;
	struct control *c;
	struct sightings *seen; /* NULL: not kept */
	bool tags;
	size_t within;
};

/* Reports a value that counts for the others of its node, and is no id; lint
 * does so itself. */
static void
check_instead(const struct taking *t, const struct control *c,
    const struct sighting *s)
{
	if (!t->look && s->len > 0 && !shape_is_technique(s->id) &&
	    c->lifecycle == LIFECYCLE_ACTIVE)
		findings_add(t->f, t->d->path, value_line(s->node),
		    "malformed-id", "%.*s: not of the form T0000 or T0000.000",
		    str_fit(s->id, 40), s->id);
}

/* Takes the values at the fields of the node, and returns how many there are. */
static size_t
take_values(const struct taking *t, const struct taker *to,
    const struct fields *fields, bool instead)
{
	struct nodes found = pick_nodes(t, fields);
	struct sighting s;
	struct tag *tag;
	bool text;
	size_t i, n = 0;

	for (i = 0; i < found.n; i++) {
		if (value_is_empty(found.v[i]))
			continue;
		text = value_text(found.v[i]) != NULL;
		if (text)
			s = sight(t, to->how, found.v[i]);
		if (to->tags && !instead)
			unread_id_take(t, to->how, found.v[i],
			    text ? &s : NULL, to->c);
		if (!text)
			continue;
		n++;
		s.within = to->within;
		s.instead = instead;
		if (to->seen != NULL && to->seen->n < SEEN_MAX)
			*ARENA_ADD(t->mem, to->seen->v, to->seen->n) = s;
		if (instead && to->tags)
			check_instead(t, to->c, &s);
		if (s.len == 0 || instead || !to->tags)
			continue;
		tag = find_or_add_tag(t, to->c, s.id, value_line(found.v[i]));
		if (tag != NULL)
			describe(t, to->how, tag);
	}
	free(found.v);
	return n;
}

static void
take_within(struct taking t, struct taker *to)
{
	const struct tagging *how = to->how;
	struct nodes within = pick_nodes_or_self(&t, &how->within), of;
	bool any;
	size_t i, k;

	for (i = 0; i < within.n; i++) {
		t.node = within.v[i];
		if (!pick_rule_holds(&t, &how->when))
			continue;
		of = pick_nodes_or_self(&t, &how->of);
		for (k = 0; k < of.n; k++) {
			t.node = of.v[k];
			to->within++;
			any = take_values(&t, to, &how->fields, false) > 0;
			take_values(&t, to, &how->otherwise, any);
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
	unread_id_take_rest(t, c);
	if (t->look)
		take_all(t, &t->s->tactics, &tactics);
}
