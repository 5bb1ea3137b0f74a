/* One STIX object, as far as it matters here. */
#include "attack/object.h"

#include <limits.h>
#include <string.h>

#include "attack/shape.h"
#include "base/moment.h"
#include "copy.h"
#include "members.h"
#include "value/member.h"

static const struct {
	const char *word;
	enum object_type type;
} types[] = {
	{ "attack-pattern", OBJECT_TECHNIQUE },
	{ "relationship", OBJECT_RELATION },
	{ "x-mitre-tactic", OBJECT_TACTIC },
	{ "x-mitre-matrix", OBJECT_MATRIX },
	{ "course-of-action", OBJECT_MITIGATION },
	{ "x-mitre-collection", OBJECT_COLLECTION },
	{ "intrusion-set", OBJECT_ACTOR },
	{ "malware", OBJECT_ACTOR },
	{ "tool", OBJECT_ACTOR },
	{ "campaign", OBJECT_ACTOR },
	{ "x-mitre-detection-strategy", OBJECT_STRATEGY },
	{ "x-mitre-analytic", OBJECT_ANALYTIC },
	{ "x-mitre-data-component", OBJECT_COMPONENT },
	{ "x-mitre-data-source", OBJECT_DATA_SOURCE },
	{ "x-mitre-asset", OBJECT_UNUSED },
	{ "identity", OBJECT_UNUSED },
	{ "marking-definition", OBJECT_UNUSED },
};

enum { VERSION_MAX = 64 }; /* bytes */

/* What STIX calls those who use techniques, and what ATT&CK does. */
static const struct {
	const char *type, *kind;
} actors[] = {
	{ "intrusion-set", "group" },
	{ "campaign", "campaign" },
	{ "malware", "software" },
	{ "tool", "software" },
};

/* Relationships that matter. */
static const char *const relations[] = { "uses", "mitigates", "revoked-by",
	"subtechnique-of", "attributed-to", "detects", NULL };

/* And those that do not, of ATT&CK and of any STIX object. */
static const char *const unused[] = { "targets", "related-to", "derived-from",
	"duplicate-of", NULL };

enum object_type
object_type(const char *type)
{
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(type, types[i].word) == 0)
			return types[i].type;
	return OBJECT_OTHER;
}

/* Is each flag that is there true or false? */
static bool
has_flags(const cJSON *node)
{
	static const char *const flags[] = { "revoked", "x_mitre_deprecated",
		"x_mitre_is_subtechnique" };
	const cJSON *e;
	size_t i;

	for (i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		e = member_get(node, flags[i]);
		if (e != NULL && !cJSON_IsBool(e) && !cJSON_IsNull(e))
			return false;
	}
	return true;
}

/* Does the address end in the id, with slashes for dots? */
static bool
is_addressed(const char *url, const char *id)
{
	size_t i, n = id == NULL ? 0 : strlen(id);
	const char *end;

	if (url == NULL || n == 0 || strlen(url) < n)
		return false;
	end = url + strlen(url) - n;
	for (i = 0; i < n; i++)
		if (end[i] != id[i] && (id[i] != '.' || end[i] != '/'))
			return false;
	return true;
}

/* Each take_ sets its part of o; false: something is missing. */
static bool
take_technique(const cJSON *node, struct arena *mem, struct object *o)
{
	const cJSON *phases = member_get(node, "kill_chain_phases");
	struct stix_technique *t = &o->technique;

	t->id = o->id;
	t->stix = o->stix;
	t->name = o->name;
	t->url = o->url;
	t->description = take_prose(node, "description", mem);
	if (t->description == NULL)
		t->description = "";
	t->revoked = take_flag(node, "revoked");
	t->deprecated = take_flag(node, "x_mitre_deprecated");
	t->sub = take_flag(node, "x_mitre_is_subtechnique");
	t->tactics = take_phases(phases, mem);
	t->domain = take_domain(phases);
	t->platforms = take_words(member_get(node, "x_mitre_platforms"), NULL,
	    mem);
	t->data_sources = take_words(member_get(node, "x_mitre_data_sources"),
	    NULL, mem);
	take_references(node, mem, t);
	return t->id != NULL && shape_is_technique(t->id) && t->name != NULL;
}

static bool
take_tactic(const cJSON *node, struct arena *mem, struct object *o)
{
	struct stix_tactic *t = &o->tactic;

	t->id = o->id;
	t->stix = o->stix;
	t->name = o->name;
	t->url = o->url;
	t->shortname = take_name(node, "x_mitre_shortname", mem);
	t->description = take_prose(node, "description", mem);
	if (t->description == NULL)
		t->description = "";
	t->ord = -1;
	return t->id != NULL && t->shortname != NULL && t->name != NULL;
}

static bool
take_mitigation(const cJSON *node, struct arena *mem, struct object *o)
{
	struct stix_mitigation *m = &o->mitigation;

	m->id = o->id;
	m->stix = o->stix;
	m->name = o->name;
	m->url = o->url;
	m->description = take_prose(node, "description", mem);
	/* Old ones carry the id of the technique that they were made for. */
	m->active = o->live && m->id != NULL && m->id[0] == 'M';
	return m->id != NULL && (m->id[0] == 'M' || shape_is_technique(m->id)) &&
	    m->name != NULL;
}

/* Other names, without its own, each once. */
static struct strs
take_aliases(const cJSON *list, const char *name, struct arena *mem)
{
	struct strs all = take_words(list, NULL, mem), kept = all;
	size_t i;

	kept.n = 0;
	for (i = 0; i < all.n; i++)
		if (!str_equal(all.v[i], name) && !strs_has(&kept, all.v[i]))
			kept.v[kept.n++] = all.v[i];
	return kept;
}

static bool
take_actor(const cJSON *node, struct arena *mem, struct object *o)
{
	const cJSON *aliases = member_get(node, "aliases");
	struct stix_actor *a = &o->actor;
	size_t i;

	for (i = 0; i < sizeof(actors) / sizeof(actors[0]); i++)
		if (str_equal(o->slice->type, actors[i].type))
			a->kind = actors[i].kind;
	a->id = o->id;
	a->stix = o->stix;
	a->name = o->name;
	a->url = o->url;
	a->description = take_line(node, "description", mem);
	if (aliases == NULL)
		aliases = member_get(node, "x_mitre_aliases");
	a->aliases = take_aliases(aliases, a->name, mem);
	return a->id != NULL && a->name != NULL;
}

static bool
take_strategy(const cJSON *node, struct arena *mem, struct object *o)
{
	struct stix_strategy *s = &o->strategy;

	s->id = o->id;
	s->stix = o->stix;
	s->name = o->name;
	s->url = o->url;
	s->refs = take_words(member_get(node, "x_mitre_analytic_refs"), NULL,
	    mem);
	return s->id != NULL && s->name != NULL;
}

/* As many of something as list has elements; at least room for one. */
static void *
room_for(const cJSON *list, size_t size, struct arena *mem)
{
	return arena_alloc(mem, ((size_t)cJSON_GetArraySize(list) + 1) * size);
}

static void
take_logs(const cJSON *list, struct arena *mem, struct stix_analytic *a)
{
	const cJSON *e;
	struct stix_log *l;

	if (!cJSON_IsArray(list))
		return;
	a->logs = room_for(list, sizeof(*a->logs), mem);
	for (e = list->child; e != NULL; e = e->next) {
		if (member_text(e, "name") == NULL)
			continue;
		l = &a->logs[a->nlogs++];
		l->ref = take_line(e, "x_mitre_data_component_ref", mem);
		l->name = take_line(e, "name", mem);
		l->channel = take_line(e, "channel", mem);
	}
}

static void
take_mutables(const cJSON *list, struct arena *mem, struct stix_analytic *a)
{
	const cJSON *e;
	struct stix_mutable *m;

	if (!cJSON_IsArray(list))
		return;
	a->mutables = room_for(list, sizeof(*a->mutables), mem);
	for (e = list->child; e != NULL; e = e->next) {
		if (member_text(e, "field") == NULL)
			continue;
		m = &a->mutables[a->nmutables++];
		m->field = take_line(e, "field", mem);
		m->description = take_line(e, "description", mem);
	}
}

static bool
take_analytic(const cJSON *node, struct arena *mem, struct object *o)
{
	struct stix_analytic *a = &o->analytic;

	a->id = o->id;
	a->stix = o->stix;
	a->name = o->name;
	a->url = o->url;
	a->description = take_line(node, "description", mem);
	a->platforms = take_words(member_get(node, "x_mitre_platforms"), NULL,
	    mem);
	take_logs(member_get(node, "x_mitre_log_source_references"), mem, a);
	take_mutables(member_get(node, "x_mitre_mutable_elements"), mem, a);
	return a->id != NULL && a->name != NULL;
}

static bool
take_component(const cJSON *node, struct arena *mem, struct object *o)
{
	struct stix_component *c = &o->component;

	c->id = o->id;
	c->stix = o->stix;
	c->name = o->name;
	c->source = take_line(node, "x_mitre_data_source_ref", mem);
	return c->name != NULL;
}

static const char *
find_word(const char *const *words, const char *word)
{
	for (; *words != NULL; words++)
		if (str_equal(*words, word))
			return *words;
	return NULL;
}

static bool
take_relation(const cJSON *node, struct arena *mem, struct object *o)
{
	struct object_relation *r = &o->relation;

	r->type = find_word(relations, member_text(node,
	    "relationship_type"));
	r->from = take_name(node, "source_ref", mem);
	r->to = take_name(node, "target_ref", mem);
	if (str_equal(r->type, "mitigates"))
		r->description = take_prose(node, "description", mem);
	return r->type != NULL && r->from != NULL && r->to != NULL;
}

static bool
take_collection(const cJSON *node, struct arena *mem, struct object *o)
{
	const char *version = take_name(node, "x_mitre_version", mem);

	o->collection.name = o->name;
	o->collection.modified = take_line(node, "modified", mem);
	if (version != NULL && strlen(version) <= VERSION_MAX)
		o->collection.version = version;
	return true;
}

static bool
take_matrix(const cJSON *node, struct arena *mem, struct object *o)
{
	o->refs = take_words(member_get(node, "tactic_refs"), NULL, mem);
	return true;
}

/* How each kind is taken, whether it is where it is not live, and what its ids
 * are. */
static const struct {
	bool (*take)(const cJSON *node, struct arena *mem, struct object *o);
	bool always;
	const char *id; /* or NULL */
} kinds[OBJECT_RELATION + 1] = {
	[OBJECT_TECHNIQUE] = { take_technique, true,
	    "no ATT&CK id of the form T0000 or T0000.000" },
	[OBJECT_TACTIC] = { take_tactic, false,
	    "no ATT&CK id that can name a page" },
	[OBJECT_MATRIX] = { take_matrix, false, NULL },
	[OBJECT_MITIGATION] = { take_mitigation, true,
	    "no ATT&CK id of the form M0000" },
	[OBJECT_ACTOR] = { take_actor, false,
	    "no ATT&CK id that can name a page" },
	[OBJECT_STRATEGY] = { take_strategy, false, "no ATT&CK id" },
	[OBJECT_ANALYTIC] = { take_analytic, false, "no ATT&CK id" },
	[OBJECT_COMPONENT] = { take_component, false, NULL },
	[OBJECT_DATA_SOURCE] = { take_component, true, NULL },
	[OBJECT_COLLECTION] = { take_collection, true, NULL },
	[OBJECT_RELATION] = { take_relation, false, NULL },
};

/* What a relationship that is not taken lacks; NULL: it is of no use here. */
static const char *
relation_lacks(const cJSON *node)
{
	const char *type = member_text(node, "relationship_type");

	if (type == NULL || *type == '\0')
		return "no relationship_type";
	if (find_word(unused, type) != NULL)
		return NULL;
	if (find_word(relations, type) == NULL)
		return "a relationship_type that ATT&CK does not have";
	return member_text(node, "source_ref") == NULL ||
	    *member_text(node, "source_ref") == '\0'
	    ? "no source_ref" : "no target_ref";
}

/* What an object that is not taken lacks. */
static const char *
what_lacks(const cJSON *node, const struct object *o)
{
	if (o->kind == OBJECT_OTHER)
		return *o->slice->type == '\0' ? "no type"
		    : "a type that ATT&CK does not have";
	if (o->kind == OBJECT_RELATION)
		return relation_lacks(node);
	if (o->stix == NULL)
		return "no STIX id";
	if (o->name == NULL)
		return "no name";
	if (o->kind == OBJECT_TACTIC && o->id != NULL)
		return "no x_mitre_shortname";
	return kinds[o->kind].id;
}

/* What all objects have. */
static void
take_common(const cJSON *node, struct arena *mem, struct object *o)
{
	const char *modified = member_text(node, "modified");
	struct moment when;

	take_id(node, mem, &o->id, &o->url);
	o->stix = take_name(node, "id", mem);
	o->name = take_name(node, "name", mem);
	o->live = !take_flag(node, "revoked") && !take_flag(node, "x_mitre_deprecated");
	o->prefixed = o->stix != NULL &&
	    str_has_prefix(o->stix, o->slice->type) &&
	    str_has_prefix(o->stix + strlen(o->slice->type), "--");
	o->addressed = is_addressed(o->url, o->id);
	o->modified = modified != NULL && moment_read(modified, &when)
	    ? when.at : LLONG_MIN;
	o->odd_flag = !has_flags(node);
	o->odd = members_odd(node, mem);
}

void
object_take(const cJSON *node, struct arena *mem, struct object *o)
{
	bool ok = false;

	take_common(node, mem, o);
	if (kinds[o->kind].take == NULL) {
		/* A stranger's, unless it has an id of ATT&CK. */
		if (o->kind == OBJECT_OTHER && o->live &&
		    (o->id != NULL || *o->slice->type == '\0'))
			o->why = what_lacks(node, o);
		o->odd = NULL;
		return;
	}
	if (!o->live && !kinds[o->kind].always)
		return;
	ok = kinds[o->kind].take(node, mem, o) && (o->stix != NULL ||
	    o->kind == OBJECT_RELATION || o->kind == OBJECT_MATRIX ||
	    o->kind == OBJECT_COLLECTION);
	o->odd_id = !ok && o->kind == OBJECT_TECHNIQUE;
	if (ok)
		o->type = o->kind;
	else
		o->why = what_lacks(node, o);
}

static int
compare_bytes(const struct object *x, const struct object *y)
{
	size_t a = x->slice->len, b = y->slice->len;
	int order = memcmp(x->slice->s, y->slice->s, a < b ? a : b);

	return order != 0 ? order : a < b ? -1 : a > b;
}

int
object_compare(const struct object *x, const struct object *y)
{
	if ((x->why != NULL) != (y->why != NULL))
		return x->why != NULL ? 1 : -1;
	if (x->prefixed != y->prefixed)
		return x->prefixed ? -1 : 1;
	if (x->addressed != y->addressed)
		return x->addressed ? -1 : 1;
	if (x->references != y->references)
		return x->references > y->references ? -1 : 1;
	if (x->modified != y->modified)
		return x->modified > y->modified ? -1 : 1;
	if (x->live != y->live)
		return x->live ? -1 : 1;
	if (x->stix != NULL && y->stix != NULL && strcmp(x->stix, y->stix) != 0)
		return strcmp(x->stix, y->stix);
	return compare_bytes(x, y);
}

void
object_set_stix(struct object *o, const char *stix)
{
	o->stix = stix;
	switch (o->type) {
	case OBJECT_TECHNIQUE:
		o->technique.stix = stix;
		break;
	case OBJECT_TACTIC:
		o->tactic.stix = stix;
		break;
	case OBJECT_MITIGATION:
		o->mitigation.stix = stix;
		break;
	case OBJECT_ACTOR:
		o->actor.stix = stix;
		break;
	case OBJECT_STRATEGY:
		o->strategy.stix = stix;
		break;
	case OBJECT_ANALYTIC:
		o->analytic.stix = stix;
		break;
	case OBJECT_COMPONENT:
	case OBJECT_DATA_SOURCE:
		o->component.stix = stix;
		break;
	default:
		break;
	}
}

const char *
object_label(const struct object *o, struct arena *mem)
{
	const char *stix = o->stix != NULL ? o->stix : o->slice->type;
	const char *id = o->id != NULL ? o->id : "";
	const char *name = o->name != NULL ? o->name : "";

	if (*stix == '\0')
		stix = "an element";
	if (*id == '\0' && *name == '\0')
		return arena_printf(mem, "%.*s", str_fit(stix, 80), stix);
	return arena_printf(mem, "%.*s (%s%s%.*s)", str_fit(stix, 80), stix,
	    id, *id != '\0' && *name != '\0' ? " " : "", str_fit(name, 60),
	    name);
}
