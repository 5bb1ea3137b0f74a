/* The ids that a control names. */
#include "controls/tagging.h"

#include <stdlib.h>
#include <string.h>

#include "words/shape.h"
#include "controls/unread_id.h"
#include "value/clean.h"
#include "base/str.h"
#include "words/words.h"

enum {
	TAGS_MAX = 1000, /* ids of one control */
	SEEN_MAX = 4000, /* sightings of one control */
	ID_MAX = 200,    /* bytes of a value that is an id, or of an id in one */
	VALUE_MAX = 4096, /* bytes of a value that ids are looked for in */
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

/* What the pattern's group matched. */
static void
sight_match(const struct taking *t, struct sighting *s, const regmatch_t *m)
{
	const char *start = s->text + m->rm_so, *id;

	id = pick_cut(t, arena_strndup(t->mem, start,
	    (size_t)(m->rm_eo - m->rm_so)), ID_MAX);
	s->at = (size_t)(start - s->text) + strspn(start, str_space);
	s->id = normalise(t, id);
	s->len = strlen(s->id);
}

/* The value, of which ids beyond VALUE_MAX are not read. */
static const char *
cut_value(const struct taking *t, const cJSON *node)
{
	const char *text = value_text(node);

	if (strlen(text) > VALUE_MAX)
		findings_add(t->f, t->d->path, value_line(node), "too-many-ids",
		    "a value of more than %d bytes: the rest is left out",
		    VALUE_MAX);
	return pick_cut(t, text, VALUE_MAX);
}

/* The value at node, once for each id that it names, or once without any. */
static struct sightings
sight(const struct taking *t, const struct tagging *how, const cJSON *node)
{
	struct sighting s = { .node = node, .how = how };
	struct sightings all = { 0 };
	regmatch_t m;
	size_t from = 0;

	if (how->regex == NULL) {
		s.text = pick_cut(t, value_text(node), ID_MAX);
		s.id = normalise(t, s.text);
		s.len = strlen(s.id);
	} else {
		s.text = cut_value(t, node);
	}
	while (how->regex != NULL && pick_match(how->regex, s.text, &from, &m)) {
		sight_match(t, &s, &m);
		*ARENA_ADD(t->mem, all.v, all.n) = s;
	}
	if (all.n == 0)
		*ARENA_ADD(t->mem, all.v, all.n) = s;
	return all;
}

void
tagging_tell_form(const struct source *s, const struct tagging *how,
    struct tag *tag)
{
	tag->formed = (how->framework == NULL || how->framework == s->of) &&
	    framework_is_technique(s->of, tag->id);
	tag->framework = how->framework;
	if (!tag->formed && tag->framework == NULL && s->frameworks != NULL)
		tag->framework = frameworks_of(s->frameworks, tag->id);
	/* What its own framework has beside techniques is none. */
	if (tag->formed || tag->framework == s->of)
		tag->framework = NULL;
	tag->other = tag->framework != NULL &&
	    framework_form(tag->framework, tag->id) != NULL;
}

const char *
tagging_why_malformed(const struct framework *of, const struct tag *tag,
    struct arena *mem)
{
	if (tag->framework != NULL)
		return arena_printf(mem, "no id of %s", tag->framework->title);
	return of == NULL ? "not of the form T0000 or T0000.000"
	    : arena_printf(mem, "no id of a technique of %s", of->title);
}

/* The control's tag of an id, which is new where it has none; NULL: it has too
 * many. One that is named in ATT&CK, too, is ATT&CK's. */
static struct tag *
find_or_add_tag(const struct taking *t, const struct tagging *how,
    struct control *c, const char *id, int line)
{
	struct tag *tag = control_find_tag(c, id);

	if (tag != NULL && tag->framework != NULL && how->framework == NULL &&
	    framework_is_technique(t->s->of, id)) {
		tag->line = line;
		tagging_tell_form(t->s, how, tag);
	}
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
	tagging_tell_form(t->s, how, tag);
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

/* The n-th value of a node, of `all` that it has; { 0, 0 }: it is not joined. */
struct place {
	size_t n, all;
};

/* What stands for sub-techniques in the node: of a list each element. */
static struct nodes
find_subs(const struct taking *t, const struct tagging *how)
{
	struct nodes found = pick_nodes(t, &how->sub), subs = { 0 };
	const cJSON *e;
	size_t i;

	for (i = 0; i < found.n; i++) {
		if (!cJSON_IsArray(found.v[i]))
			*LIST_ADD(subs.v, subs.n) = found.v[i];
		else
			cJSON_ArrayForEach(e, found.v[i])
				*LIST_ADD(subs.v, subs.n) = e;
	}
	free(found.v);
	return subs;
}

static bool
has_digit(const char *text)
{
	return text != NULL && strpbrk(text, "0123456789") != NULL;
}

/* The id of the sub-technique that stands beside the technique's: its number,
 * which may lack its leading zeros (all of them: 01 may be anything), or a whole
 * id. What was written is in no one place: text is the id itself. */
static struct sighting
join(const struct taking *t, struct sighting s, const char *sub)
{
	const char *id = normalise(t, sub);
	const char *number = id + strspn(id, ".");

	if (strspn(number, "0123456789") == strlen(number))
		id = arena_printf(t->mem, "%s.%s%s", s.id,
		    &"00"[strlen(number) < 3 && *number != '0'
			? strlen(number) - 1 : 2], number);
	s.text = s.id = id;
	s.at = 0;
	s.len = strlen(id);
	return s;
}

/*
 * In place of each id of a technique those of the sub-techniques that stand
 * beside it: all there are where it is the only one of its node, otherwise the
 * one at the same place. A value without a digit ("N/A") is none.
 */
static struct sightings
join_subs(const struct taking *t, const struct tagging *how,
    const struct sightings *all, struct place place)
{
	struct nodes subs = find_subs(t, how);
	struct sightings joined = { 0 };
	struct sighting *s;
	const char *text;
	size_t i, n;

	for (s = all->v; s != LIST_END(all->v, all->n); s++) {
		n = joined.n;
		for (i = 0; i < subs.n; i++) {
			text = value_text(subs.v[i]);
			if (s->len > 0 && has_digit(text) &&
			    (place.all == 1 || i == place.n))
				*ARENA_ADD(t->mem, joined.v, joined.n) =
				    join(t, *s, pick_cut(t, text, ID_MAX));
		}
		if (joined.n == n)
			*ARENA_ADD(t->mem, joined.v, joined.n) = *s;
	}
	free(subs.v);
	return joined;
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
	struct tag tag = { .id = s->id };

	if (t->look || s->len == 0 || c->lifecycle != LIFECYCLE_ACTIVE)
		return;
	tagging_tell_form(t->s, s->how, &tag);
	if (!tag.formed && !tag.other)
		findings_add(t->f, t->d->path, value_line(s->node),
		    "malformed-id", "%.*s: %s", str_fit(s->id, 40), s->id,
		    tagging_why_malformed(t->s->of, &tag, t->mem));
}

/* Takes what a value names; node is its scalar, at that place. */
static void
take_ids_of(const struct taking *t, const struct taker *to, const cJSON *node,
    struct place place, bool instead)
{
	struct sightings all = sight(t, to->how, node);
	struct sighting *s;
	struct tag *tag;

	/* What is no id of another framework is none of its business. */
	if (to->tags && !instead && to->how->framework_id == NULL)
		unread_id_take(t, to->how, node, &all, to->c);
	if (to->how->sub.n > 0 && place.all > 0)
		all = join_subs(t, to->how, &all, place);
	for (s = all.v; s != LIST_END(all.v, all.n); s++) {
		s->within = to->within;
		s->instead = instead;
		if (to->how->framework != NULL && s->len > 0)
			s->id = framework_whole(to->how->framework, s->id,
			    t->mem);
		if (to->seen != NULL && to->seen->n < SEEN_MAX)
			*ARENA_ADD(t->mem, to->seen->v, to->seen->n) = *s;
		if (instead && to->tags)
			check_instead(t, to->c, s);
		if (s->len == 0 || instead || !to->tags)
			continue;
		tag = find_or_add_tag(t, to->how, to->c, s->id,
		    value_line(node));
		if (tag != NULL)
			describe(t, to->how, tag);
	}
}

/* Takes the values at the fields of the node, and returns how many there are. */
static size_t
take_values(const struct taking *t, const struct taker *to,
    const struct fields *fields, bool instead)
{
	struct nodes found = pick_nodes(t, fields);
	size_t i, n = 0;

	for (i = 0; i < found.n; i++) {
		if (value_is_empty(found.v[i]))
			continue;
		if (value_text(found.v[i]) != NULL) {
			take_ids_of(t, to, found.v[i],
			    (struct place){ i, found.n }, instead);
			n++;
		} else if (to->tags && !instead &&
		    to->how->framework_id == NULL) {
			unread_id_take(t, to->how, found.v[i], NULL, to->c);
		}
	}
	free(found.v);
	return n;
}

/* Takes what stands for a sub-technique with no technique beside it: an id, or
 * told to be none. */
static void
take_lone_subs(const struct taking *t, const struct taker *to)
{
	struct nodes of = pick_nodes(t, &to->how->fields);
	struct nodes subs = find_subs(t, to->how);
	size_t i;

	for (i = 0; i < subs.n; i++)
		if (has_digit(value_text(subs.v[i])) && (i < of.n
		    ? value_is_empty(of.v[i]) : of.n != 1))
			take_ids_of(t, to, subs.v[i], (struct place){ 0, 0 },
			    false);
	free(of.v);
	free(subs.v);
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
			take_lone_subs(&t, to);
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
tagging_take_fields(const struct taking *t, struct control *c)
{
	struct taker ids = { .c = c, .tags = true };

	take_all(t, &t->s->techniques, &ids);
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
