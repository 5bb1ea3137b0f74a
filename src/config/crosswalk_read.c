/* Reads `crosswalk` of a definition: whose ids a source relates to whose. */
#include "crosswalk_read.h"

#include "base/log.h"
#include "platforms_read.h"
#include "words/relation.h"

#define AT(member) offsetof(struct source, member)
#define OF(member) offsetof(struct crosswalk_side, member)

static const struct key titles_keys[] = {
	{ "each", KEY_FIELDS, OF(titled), NULL, NULL },
	{ "id", KEY_FIELDS, OF(titled_id), NULL, NULL },
	{ "title", KEY_FIELDS, OF(titled_title), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static const struct key side_keys[] = {
	{ "of", KEY_TEXT, OF(of), NULL, NULL },
	{ "name", KEY_LINE, OF(name), NULL, NULL },
	{ "id", KEY_FIELDS, OF(ids), NULL, NULL },
	{ "pattern", KEY_TEXT, OF(pattern), NULL, NULL },
	{ "title", KEY_FIELDS, OF(title), NULL, NULL },
	{ "titles", KEY_GROUP, 0, titles_keys, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static int
read_side(const struct keys_at *at, const cJSON *node, void *into)
{
	struct crosswalk_side *side = into;

	return keys_read(at, node, side_keys, side) == -1 ? -1
	    : keys_regex(at, node, "pattern", side->pattern,
	    &side->regex);
}

static int
read_relations(const struct keys_at *at, const cJSON *node, void *into)
{
	const struct pairs *p = into;
	size_t i;

	if (pairs_read(at, node, into) == -1)
		return -1;
	for (i = 0; i < p->to.n; i++)
		if (relation_read(p->to.v[i]) == RELATIONS_UNKNOWN)
			return keys_error(at, node, "relations: %s: no such "
			    "relation", p->to.v[i]);
	return 0;
}

const struct key crosswalk_keys[] = {
	{ "from", KEY_OTHER, AT(sides[CROSSWALK_FROM]), NULL, read_side },
	{ "to", KEY_OTHER, AT(sides[CROSSWALK_TO]), NULL, read_side },
	{ "relation", KEY_FIELDS, AT(relation), NULL, NULL },
	{ "relations", KEY_OTHER, AT(relations), NULL, read_relations },
	{ "note", KEY_FIELDS, AT(relation_note), NULL, NULL },
	{ "version", KEY_FIELDS, AT(status), NULL, NULL },
	{ "date", KEY_FIELDS, AT(modified), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static int
lacks_side(const struct source *s, const char *side, const char *what)
{
	log_error("%s:%d: %s: crosswalk: %s: %s", s->file, s->line, s->id, side,
	    what);
	return -1;
}

int
crosswalk_check(const struct source *s)
{
	const struct crosswalk_side *side;
	size_t i;

	for (i = 0; i < CROSSWALK_SIDES; i++) {
		side = &s->sides[i];
		if (side->of == NULL && side->name == NULL)
			return lacks_side(s, crosswalk_sides[i],
			    "of, or name: missing");
		if (side->ids.n == 0)
			return lacks_side(s, crosswalk_sides[i],
			    "id: missing");
		if (side->titled.n > 0 && (side->titled_id.n == 0 ||
		    side->titled_title.n == 0))
			return lacks_side(s, crosswalk_sides[i],
			    "titles: expected each, id and title");
	}
	return 0;
}

void
crosswalk_free(struct source *s)
{
	size_t i;

	for (i = 0; i < CROSSWALK_SIDES; i++) {
		keys_free(side_keys, &s->sides[i]);
		keys_regex_free(&s->sides[i].regex);
	}
	strs_free(&s->relations.from);
	strs_free(&s->relations.to);
}
