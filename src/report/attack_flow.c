/*
 * What the Attack Flow Builder saves (.afb), of its versions 1 to 3: objects
 * whose id (of version 1: template) is the kind of thing, with properties as
 * pairs of a name and a value.
 */
#include <string.h>

#include "base/str.h"
#include "gather.h"
#include "value/member.h"

/* Kinds of objects that are actors. */
static const struct {
	const char *kind;
	enum report_actors as;
} flow_actors[] = {
	{ "campaign", REPORT_CAMPAIGN },
	{ "intrusion_set", REPORT_GROUP },
	{ "malware", REPORT_SOFTWARE },
	{ "threat_actor", REPORT_GROUP },
	{ "tool", REPORT_SOFTWARE },
};

bool
attack_flow_is(const cJSON *doc)
{
	const cJSON *schema = member_get(doc, "schema");

	if (!cJSON_IsArray(member_get(doc, "objects")))
		return false;
	return cJSON_IsString(schema)
	    ? str_has_prefix(value_text(schema), "attack_flow")
	    : member_get(schema, "templates") != NULL;
}

/* The value of a pair that is called so; NULL: none, or it is empty. */
static const cJSON *
property(const cJSON *pairs, const char *name)
{
	const cJSON *pair;

	if (!cJSON_IsArray(pairs))
		return NULL;
	cJSON_ArrayForEach(pair, pairs)
		if (cJSON_IsArray(pair) && pair->child != NULL &&
		    str_equal(value_text(pair->child), name))
			return value_is_empty(pair->child->next) ? NULL
			    : pair->child->next;
	return NULL;
}

static void
add_value(struct gather *g, enum report_as as, const cJSON *value,
    const char *where)
{
	if (value_text(value) != NULL)
		gather_add_word(g, (struct mention){ .as = as,
			.word = value_text(value), .line = value_line(value),
			.where = where });
}

/* Newer versions have both a technique_id and a "ttp", which may differ only
 * where one is empty. */
static bool
add_action(struct gather *g, const cJSON *pairs)
{
	const cJSON *ttp = property(pairs, "ttp");
	const cJSON *technique = property(pairs, "technique_id");
	const cJSON *tactic = property(pairs, "tactic_id");

	if (technique == NULL)
		technique = property(ttp, "technique");
	if (tactic == NULL)
		tactic = property(ttp, "tactic");
	add_value(g, REPORT_TACTIC, tactic, "action");
	add_value(g, REPORT_TECHNIQUE, technique, "action");
	return value_text(technique) != NULL;
}

static void
add_flow_actor(struct gather *g, const char *kind, const cJSON *name)
{
	size_t i;

	if (value_text(name) == NULL)
		return;
	for (i = 0; i < sizeof(flow_actors) / sizeof(flow_actors[0]); i++)
		if (strcmp(flow_actors[i].kind, kind) == 0)
			gather_add_named(g, (struct mention){
				.as = REPORT_ACTOR, .kinds = flow_actors[i].as,
				.word = value_text(name),
				.line = value_line(name),
				.where = flow_actors[i].kind }, NULL);
	if (strcmp(kind, "vulnerability") == 0)
		scan_text(g, value_text(name), value_line(name), 0,
		    "vulnerability");
}

int
attack_flow_read(struct gather *g, const cJSON *doc)
{
	const cJSON *object, *pairs;
	const char *kind;
	size_t idle = 0;

	g->r->format = REPORT_BUILDER;
	cJSON_ArrayForEach(object, member_get(doc, "objects")) {
		kind = member_string(object, "template");
		if (kind == NULL)
			kind = member_string(object, "id");
		pairs = member_get(object, "properties");
		if (kind == NULL || pairs == NULL)
			continue;
		if (strcmp(kind, "action") == 0)
			idle += !add_action(g, pairs);
		else
			add_flow_actor(g, kind, property(pairs, "name"));
		if (strcmp(kind, "flow") == 0 ||
		    strcmp(kind, "attack_flow_page") == 0)
			g->r->name = value_text(property(pairs, "name"));
	}
	gather_note_count(g, idle, ACTIONS_IDLE);
	return 0;
}
