/* What a crosswalk relates: pairs of ids, and what these are titled. */
#include "crosswalk_items.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "controls/closed_fields.h"
#include "controls/parse.h"
#include "controls/unrecognized.h"
#include "value/clean.h"

enum {
	PAIRS_MAX = 50000, /* of one document; and titles */
	IDS_MAX = 200,     /* of one side of a node */
	ID_MAX = 200,      /* bytes of one */
	LOOK_MAX = 8192,   /* bytes of a value in which a pattern looks for ids */
};

/* The ids of one side of a node, in the arena. */
struct side_ids {
	const char **v;
	size_t n;
};

/* The text with one space where any white space stands: XML breaks lines in its prose.
 * NULL stays NULL. */
static const char *
spaced_once(const struct taking *t, const char *text)
{
	struct buf b = BUF_INIT;
	const char *line;
	size_t n;

	if (text == NULL)
		return NULL;
	for (text += strspn(text, str_space); *text != '\0';
	    text += n, text += strspn(text, str_space)) {
		n = strcspn(text, str_space);
		buf_printf(&b, "%s%.*s", b.len > 0 ? " " : "", (int)n, text);
	}
	line = clean_line(t->mem, buf_str(&b));
	buf_free(&b);
	return line;
}

/* Adds one, unless it is there, or empty. False: there are too many. */
static bool
add_side_id(const struct taking *t, struct side_ids *ids, const char *text)
{
	size_t i;

	text = clean_line(t->mem, pick_cut(t, text, ID_MAX));
	if (*text == '\0')
		return true;
	for (i = 0; i < ids->n; i++)
		if (str_equal(ids->v[i], text))
			return true;
	if (ids->n == IDS_MAX)
		return false;
	*ARENA_ADD(t->mem, ids->v, ids->n) = text;
	return true;
}

/* Adds each that the pattern finds in the text, or the text. False: too many. */
static bool
add_ids_of(const struct taking *t, const struct crosswalk_side *side,
    struct side_ids *ids, const char *text)
{
	bool more = true;
	size_t from = 0;
	regmatch_t m;

	if (side->regex == NULL)
		return add_side_id(t, ids, text);
	text = pick_cut(t, text, LOOK_MAX);
	while (more && pick_match(side->regex, text, &from, &m))
		more = add_side_id(t, ids, arena_strndup(t->mem,
		    text + m.rm_so, (size_t)(m.rm_eo - m.rm_so)));
	return more;
}

static struct side_ids
ids_of_side(const struct taking *t, size_t at)
{
	const struct crosswalk_side *side = &t->s->sides[at];
	struct nodes found = pick_nodes(t, &side->ids);
	struct side_ids ids = { 0 };
	const char *text;
	size_t i, before;
	bool more = true;

	for (i = 0; more && i < found.n; i++) {
		text = value_text(found.v[i]);
		if (text == NULL || value_is_empty(found.v[i]))
			continue;
		before = ids.n;
		more = add_ids_of(t, side, &ids, text);
		if (more && ids.n == before && before == 0)
			findings_add(t->f, t->d->path, value_line(found.v[i]),
			    "malformed-id", "%.*s: no id of %s", str_fit(text,
			    60), text, side->name != NULL ? side->name
			    : side->of);
	}
	if (!more)
		findings_add(t->f, t->d->path, value_line(t->node),
		    "too-many-ids", "more than %d ids: the rest is left out",
		    IDS_MAX);
	free(found.v);
	return ids;
}

/* What the node says of its ids; RELATION_NONE: they are not related. */
static enum relation
relation_of(const struct taking *t)
{
	const struct pairs *words = &t->s->relations;
	const char *text = pick_line(t, &t->s->relation);
	int relation = relation_read(text);
	size_t i;

	for (i = 0; text != NULL && i < words->from.n; i++)
		if (str_equal_nocase(words->from.v[i], text))
			relation = relation_read(words->to.v[i]);
	if (relation != RELATIONS_UNKNOWN)
		return (enum relation)relation;
	if (text != NULL)
		findings_add(t->f, t->d->path, value_line(t->node),
		    "unknown-relation", "%.*s: taken as %s", str_fit(text, 60),
		    text, relation_name(RELATION_RELATED));
	return RELATION_RELATED;
}

static void
add_crosswalk_pair(const struct taking *t, struct controls *out,
    const struct crosswalk_pair *pair)
{
	if (out->npairs < PAIRS_MAX) {
		*LIST_ADD(out->pairs, out->npairs) = *pair;
		return;
	}
	if (!out->full)
		findings_add(t->f, t->d->path, pair->line, "too-many-pairs",
		    "more than %d in one document: the rest is left out",
		    PAIRS_MAX);
	out->full = true;
}

static void
take_pairs(const struct taking *t, struct controls *out)
{
	struct crosswalk_pair pair = { .path = t->d->path,
		.line = value_line(t->node) };
	const struct side_ids from = ids_of_side(t, CROSSWALK_FROM);
	const struct side_ids to = ids_of_side(t, CROSSWALK_TO);
	size_t i, k;

	if (from.n == 0 || to.n == 0) {
		findings_add(t->f, t->d->path, pair.line, "no-id",
		    "it names nothing that %s", from.n == 0 ? "is related"
		    : "the other is related to");
		return;
	}
	pair.relation = relation_of(t);
	if (pair.relation == RELATION_NONE)
		return;
	pair.joint = from.n > 1 || to.n > 1;
	pair.note = spaced_once(t, pick_text(t, &t->s->relation_note));
	/* Beside several ids stands the title of none. */
	if (from.n == 1)
		pair.titles[CROSSWALK_FROM] = spaced_once(t, pick_line(t,
		    &t->s->sides[CROSSWALK_FROM].title));
	if (to.n == 1)
		pair.titles[CROSSWALK_TO] = spaced_once(t, pick_line(t,
		    &t->s->sides[CROSSWALK_TO].title));
	for (i = 0; i < from.n; i++)
		for (k = 0; k < to.n; k++) {
			pair.ids[CROSSWALK_FROM] = from.v[i];
			pair.ids[CROSSWALK_TO] = to.v[k];
			add_crosswalk_pair(t, out, &pair);
		}
}

static void
take_crosswalk_title(const struct taking *t, int at, struct controls *out)
{
	const struct crosswalk_side *side = &t->s->sides[at];
	const char *id = pick_text(t, &side->titled_id);
	const char *title = spaced_once(t, pick_line(t,
	    &side->titled_title));
	struct side_ids ids = { 0 };

	if (id != NULL)
		add_ids_of(t, side, &ids, id);
	if (ids.n != 1 || title == NULL || out->ntitles == PAIRS_MAX)
		return;
	*LIST_ADD(out->titles, out->ntitles) = (struct crosswalk_title){ at,
		ids.v[0], title };
}

/* Returns whether there are any. */
static bool
take_titles(struct taking *t, struct controls *out)
{
	size_t before = out->ntitles, i;
	struct nodes found;
	int at;

	for (at = 0; at < CROSSWALK_SIDES; at++) {
		t->node = t->doc;
		found = pick_nodes(t, &t->s->sides[at].titled);
		for (i = 0; i < found.n; i++) {
			t->node = found.v[i];
			take_crosswalk_title(t, at, out);
		}
		free(found.v);
	}
	t->node = t->doc;
	return out->ntitles > before;
}

static void
take_crosswalk(struct taking *t, struct controls *out)
{
	bool titled = take_titles(t, out);
	struct nodes each = pick_nodes_or_self(t, &t->s->each);
	size_t i;

	if (each.n == 0 && !titled)
		unrecognized_report(t);
	if (each.n > 0 && out->version == NULL)
		out->version = pick_line(t, &t->s->status);
	if (each.n > 0 && out->day == NULL)
		out->day = pick_day(t, &t->s->modified);
	for (i = 0; i < each.n; i++) {
		t->node = each.v[i];
		closed_fields_take(t, &out->unknowns);
		if (pick_is_read(t))
			take_pairs(t, out);
		else
			unrecognized_report(t);
	}
	free(each.v);
}

void
crosswalk_items_take(struct taking *t, const cJSON *docs,
    struct controls *out)
{
	parse_texts(t->s, t->d, docs, t->f);
	cJSON_ArrayForEach(t->doc, docs)
		take_crosswalk(t, out);
}
