/* Bundles of STIX, and Attack Flows, which are such bundles. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/lookup.h"
#include "base/str.h"
#include "gather.h"
#include "value/member.h"

enum { OBJECTS_MAX = 200 * 1000 };

/* One object, which a report may or may not be about. */
struct item {
	const cJSON *node;
	const char *type, *id, *source; /* source: of what uses something */
	bool withdrawn;
	bool old;    /* a newer version of it is there */
	bool wanted;
};

struct bundle {
	struct gather *g;
	struct item *v;
	size_t n;
	struct lookup ids, users; /* of objects; of relationships by source */
	size_t *todo, ntodo;      /* wanted ones, of which what follows is not */
	size_t absent, idle;      /* objects that are named and not there; actions
	                             without a technique */
};

/* Types of actors, and what ATT&CK calls them. */
static const struct {
	const char *type;
	enum report_actors kind;
} actor_types[] = {
	{ "campaign", REPORT_CAMPAIGN },
	{ "intrusion-set", REPORT_GROUP },
	{ "malware", REPORT_SOFTWARE },
	{ "threat-actor", REPORT_GROUP },
	{ "tool", REPORT_SOFTWARE },
};

static bool
is_type(const struct item *o, const char *type)
{
	return strcmp(o->type, type) == 0;
}

static bool
is_report(const struct item *o)
{
	return is_type(o, "report") || is_type(o, "grouping");
}

static unsigned
actor_kind(const char *type)
{
	size_t i;

	for (i = 0; i < sizeof(actor_types) / sizeof(actor_types[0]); i++)
		if (strcmp(actor_types[i].type, type) == 0)
			return actor_types[i].kind;
	return 0;
}

/* Is it told where an object of that type is not taken? */
static bool
is_told(const char *type)
{
	return strcmp(type, "attack-pattern") == 0 ||
	    strcmp(type, "vulnerability") == 0 || actor_kind(type) != 0;
}

bool
stix_bundle_is(const cJSON *doc, const cJSON **objects)
{
	const cJSON *first;
	const char *id;

	*objects = cJSON_IsArray(doc) ? doc : member_get(doc, "objects");
	if (str_equal(member_string(doc, "type"), "bundle"))
		return true;
	if (!cJSON_IsArray(*objects))
		return false;
	first = (*objects)->child;
	id = member_string(first, "id");
	return id != NULL && member_string(first, "type") != NULL &&
	    strstr(id, "--") != NULL;
}

static int
take_objects(struct bundle *b, const cJSON *objects)
{
	const cJSON *node;
	struct item o;

	if (cJSON_GetArraySize(objects) > OBJECTS_MAX) {
		log_error("%s: more than %d objects", b->g->path, OBJECTS_MAX);
		return -1;
	}
	cJSON_ArrayForEach(node, objects) {
		o = (struct item){ .node = node,
			.type = member_string(node, "type"),
			.id = member_string(node, "id") };
		if (o.type == NULL || o.id == NULL)
			continue;
		o.withdrawn = cJSON_IsTrue(member_get(node, "revoked")) ||
		    cJSON_IsTrue(member_get(node, "x_mitre_deprecated"));
		if (is_type(&o, "relationship") && !o.withdrawn &&
		    str_equal(member_string(node, "relationship_type"), "uses"))
			o.source = member_string(node, "source_ref");
		*LIST_ADD(b->v, b->n) = o;
	}
	return 0;
}

/* Of several versions of an object the newest is meant: it alone stays among the
 * ids. */
static void
mark_old(struct bundle *b)
{
	struct item *o, *last = NULL;
	const char *now, *before;
	size_t i, n = 0;

	for (i = 0; i < b->ids.n; i++) {
		o = &b->v[b->ids.v[i].at];
		if (last == NULL || strcmp(last->id, o->id) != 0) {
			last = o;
			continue;
		}
		now = member_text_or(o->node, "modified", "");
		before = member_text_or(last->node, "modified", "");
		if (strcmp(now, before) > 0) {
			last->old = true;
			last = o;
		} else {
			o->old = true;
		}
	}
	for (i = 0; i < b->ids.n; i++)
		if (!b->v[b->ids.v[i].at].old)
			b->ids.v[n++] = b->ids.v[i];
	b->ids.n = n;
}

static void
want(struct bundle *b, size_t at)
{
	if (b->v[at].wanted)
		return;
	b->v[at].wanted = true;
	b->todo[b->ntodo++] = at;
}

/* The type that an id says: what stands before "--". */
static const char *
type_of(const struct bundle *b, const char *id)
{
	const char *end = strstr(id, "--");

	return arena_strndup(b->g->mem, id, end == NULL ? 0
	    : (size_t)(end - id));
}

/* Wants an object; of one that is not there MITRE's id may be known. */
static void
want_id(struct bundle *b, const cJSON *ref)
{
	static const char technique[] = "attack-pattern--";
	const char *id = value_text(ref);
	size_t found;

	if (id == NULL)
		return;
	found = lookup_first(&b->ids, id);
	if (found > 0)
		want(b, found - 1);
	else if (str_has_prefix(id, technique))
		gather_add(b->g, (struct mention){ .as = REPORT_TECHNIQUE,
			.word = id, .stix = id, .where = "reference",
			.line = value_line(ref) });
	else
		b->absent += is_told(type_of(b, id));
}

/* Wants what follows from a wanted object: what a report is about, the ends of
 * a relationship, what somebody uses. */
static void
follow(struct bundle *b, const struct item *o)
{
	const struct lookup_entry *uses;
	const cJSON *ref;
	size_t i, n;

	if (o->withdrawn || o->old)
		return;
	if (is_report(o))
		cJSON_ArrayForEach(ref, member_get(o->node, "object_refs"))
			want_id(b, ref);
	if (is_type(o, "relationship")) {
		want_id(b, member_get(o->node, "source_ref"));
		want_id(b, member_get(o->node, "target_ref"));
	}
	if (is_type(o, "attack-action") &&
	    value_is_empty(member_get(o->node, "technique_id")))
		want_id(b, member_get(o->node, "technique_ref"));
	uses = lookup_find(&b->users, o->id, &n);
	for (i = 0; i < n; i++)
		want(b, uses[i].at);
}

/* Wants what the reports are about; all where there is none. */
static void
choose(struct bundle *b)
{
	bool all = true;
	size_t i;

	for (i = 0; i < b->n; i++)
		if (is_report(&b->v[i]) && !b->v[i].withdrawn && !b->v[i].old)
			all = false;
	for (i = 0; i < b->n; i++)
		if (all || is_report(&b->v[i]) ||
		    is_type(&b->v[i], "attack-action"))
			want(b, i);
	while (b->ntodo > 0)
		follow(b, &b->v[b->todo[--b->ntodo]]);
}

/* The reference of an object to a catalogue, by the start and the end of its
 * name; NULL: none. */
static const cJSON *
reference(const cJSON *node, const char *start, const char *end)
{
	const cJSON *ref, *id;
	const char *name;

	cJSON_ArrayForEach(ref, member_get(node, "external_references")) {
		name = member_string(ref, "source_name");
		id = member_get(ref, "external_id");
		if (name != NULL && cJSON_IsString(id) &&
		    str_has_prefix(name, start) && str_has_suffix(name, end))
			return id;
	}
	return NULL;
}

/* Adds what an object is by its reference to ATT&CK, or else by its name. */
static void
add_object(struct bundle *b, const struct item *o, enum report_as as,
    unsigned kinds)
{
	const cJSON *id = reference(o->node, "mitre", "attack");
	const cJSON *aliases = member_get(o->node, "aliases");
	struct mention m = { .as = as, .kinds = kinds, .where = o->type,
		.withdrawn = o->withdrawn };

	if (id == NULL)
		id = member_get(o->node, "x_mitre_id");
	if (id == NULL)
		id = member_get(o->node, "name");
	m.word = value_text(id);
	m.line = value_line(id);
	if (m.word == NULL)
		return;
	if (aliases == NULL)
		aliases = member_get(o->node, "x_mitre_aliases");
	if (as == REPORT_ACTOR && id == member_get(o->node, "name"))
		gather_add_named(b->g, m, aliases);
	else
		gather_add_word(b->g, m);
}

static void
add_vulnerability(struct bundle *b, const struct item *o)
{
	const cJSON *id = reference(o->node, "cve", "");

	if (id == NULL)
		id = member_get(o->node, "name");
	if (value_text(id) != NULL && !o->withdrawn)
		scan_text(b->g, value_text(id), value_line(id), 0, o->type);
}

static void
add_action_id(struct bundle *b, const struct item *o, enum report_as as,
    const cJSON *text)
{
	if (value_text(text) != NULL)
		gather_add_word(b->g, (struct mention){ .as = as,
			.word = value_text(text), .line = value_line(text),
			.where = o->type, .withdrawn = o->withdrawn });
}

/* An action of an Attack Flow. That of a technique_ref comes by its object. */
static void
add_action(struct bundle *b, const struct item *o)
{
	const cJSON *id = member_get(o->node, "technique_id");

	add_action_id(b, o, REPORT_TACTIC, member_get(o->node, "tactic_id"));
	if (!value_is_empty(id))
		add_action_id(b, o, REPORT_TECHNIQUE, id);
	else if (value_is_empty(member_get(o->node, "technique_ref")))
		b->idle++;
}

static void
add_item(struct bundle *b, const struct item *o)
{
	unsigned kind = actor_kind(o->type);

	if (is_type(o, "attack-action"))
		add_action(b, o);
	else if (is_type(o, "attack-pattern"))
		add_object(b, o, REPORT_TECHNIQUE, 0);
	else if (is_type(o, "x-mitre-tactic"))
		add_object(b, o, REPORT_TACTIC, 0);
	else if (is_type(o, "vulnerability"))
		add_vulnerability(b, o);
	else if (kind != 0)
		add_object(b, o, REPORT_ACTOR, kind);
}

static void
add_items(struct bundle *b)
{
	struct report *r = b->g->r;
	size_t i, outside = 0;
	const struct item *o;

	for (i = 0; i < b->n; i++) {
		o = &b->v[i];
		if (o->old)
			continue;
		if (is_type(o, "attack-flow") || is_type(o, "attack-action"))
			r->format = REPORT_FLOW;
		if (r->name == NULL && (is_report(o) ||
		    is_type(o, "attack-flow")))
			r->name = member_string(o->node, "name");
		if (is_report(o) && o->withdrawn)
			gather_note(b->g, value_line(o->node),
			    "this report is revoked: it is not read");
		if (o->wanted)
			add_item(b, o);
		else
			outside += is_told(o->type);
	}
	gather_note_count(b->g, outside, "objects that no report of the bundle "
	    "is about, not taken");
	gather_note_count(b->g, b->absent, "objects that it refers to and "
	    "that are not in the bundle");
	gather_note_count(b->g, b->idle, ACTIONS_IDLE);
}

int
stix_bundle_read(struct gather *g, const cJSON *objects)
{
	struct bundle b = { .g = g };
	size_t i;

	g->r->format = REPORT_STIX;
	if (take_objects(&b, objects) == -1)
		return -1;
	for (i = 0; i < b.n; i++) {
		lookup_add(&b.ids, b.v[i].id, i);
		if (b.v[i].source != NULL)
			lookup_add(&b.users, b.v[i].source, i);
	}
	lookup_sort(&b.ids);
	lookup_sort(&b.users);
	b.todo = mem_array(b.n + 1, sizeof(*b.todo));
	mark_old(&b);
	choose(&b);
	add_items(&b);
	free(b.v);
	free(b.todo);
	free(b.ids.v);
	free(b.users.v);
	return 0;
}
