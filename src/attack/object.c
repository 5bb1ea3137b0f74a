/* One STIX object, as far as it is used here. */
#include "attack/object.h"

#include <limits.h>
#include <string.h>

#include "words/shape.h"
#include "config/frameworks.h"
#include "base/moment.h"
#include "base/str.h"
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

/* Relationships that are used. */
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

/* Each take_ sets its part of o but for the head; false: something is missing. */
static bool
take_technique(const cJSON *node, struct arena *mem, struct object *o)
{
	struct stix_technique *t = &o->technique;

	t->url = o->url;
	t->description = copy_prose(node, "description", mem);
	if (t->description == NULL)
		t->description = "";
	t->revoked = copy_flag(node, "revoked");
	t->deprecated = copy_flag(node, "x_mitre_deprecated");
	t->sub = copy_flag(node, "x_mitre_is_subtechnique");
	copy_phases(node, o->of, mem, t);
	t->platforms = copy_words(node, "x_mitre_platforms", mem);
	t->data_sources = copy_words(node, "x_mitre_data_sources", mem);
	copy_references(node, o->of, mem, t);
	return t->id != NULL && framework_is_technique(o->of, t->id) && t->name != NULL;
}

static bool
take_tactic(const cJSON *node, struct arena *mem, struct object *o)
{
	struct stix_tactic *t = &o->tactic;

	t->url = o->url;
	t->shortname = copy_name(node, "x_mitre_shortname", mem);
	t->description = copy_prose(node, "description", mem);
	if (t->description == NULL)
		t->description = "";
	t->ord = -1;
	return t->id != NULL && t->shortname != NULL && t->name != NULL;
}

static bool
take_mitigation(const cJSON *node, struct arena *mem, struct object *o)
{
	struct stix_mitigation *m = &o->mitigation;

	m->url = o->url;
	m->description = copy_prose(node, "description", mem);
	/* Old ones carry the id of the technique that they were made for. */
	m->active = o->live && m->id != NULL && m->id[0] == 'M';
	return m->id != NULL && (m->id[0] == 'M' || shape_is_technique(m->id)) &&
	    m->name != NULL;
}

static bool
take_actor(const cJSON *node, struct arena *mem, struct object *o)
{
	const char *list = member_get(node, "aliases") != NULL ? "aliases"
	    : "x_mitre_aliases";
	struct strs all = copy_words(node, list, mem);
	struct stix_actor *a = &o->actor;
	size_t i;

	for (i = 0; i < sizeof(actors) / sizeof(actors[0]); i++)
		if (str_equal(o->slice->type, actors[i].type))
			a->kind = actors[i].kind;
	a->url = o->url;
	a->description = copy_line(node, "description", mem);
	for (i = 0; i < all.n; i++)
		if (!str_equal(all.v[i], a->name) &&
		    !strs_has(&a->aliases, all.v[i]))
			*ARENA_ADD(mem, a->aliases.v, a->aliases.n) = all.v[i];
	return a->id != NULL && a->name != NULL;
}

static bool
take_strategy(const cJSON *node, struct arena *mem, struct object *o)
{
	o->strategy.url = o->url;
	o->strategy.refs = copy_words(node, "x_mitre_analytic_refs", mem);
	return o->strategy.id != NULL && o->strategy.name != NULL;
}

static bool
take_analytic(const cJSON *node, struct arena *mem, struct object *o)
{
	struct stix_analytic *a = &o->analytic;
	struct stix_mutable *m;
	struct stix_log *l;
	const cJSON *e;

	a->url = o->url;
	a->description = copy_line(node, "description", mem);
	a->platforms = copy_words(node, "x_mitre_platforms", mem);
	e = copy_elements(node, "x_mitre_log_source_references");
	for (; e != NULL; e = e->next) {
		if (member_text(e, "name") == NULL)
			continue;
		l = ARENA_ADD(mem, a->logs, a->nlogs);
		l->ref = copy_line(e, "x_mitre_data_component_ref", mem);
		l->name = copy_line(e, "name", mem);
		l->channel = copy_line(e, "channel", mem);
		/* So 18.1 writes that a log source has none. */
		if (str_equal(l->channel, "None"))
			l->channel = NULL;
	}
	e = copy_elements(node, "x_mitre_mutable_elements");
	for (; e != NULL; e = e->next) {
		if (member_text(e, "field") == NULL)
			continue;
		m = ARENA_ADD(mem, a->mutables, a->nmutables);
		m->field = copy_line(e, "field", mem);
		m->description = copy_line(e, "description", mem);
	}
	return a->id != NULL && a->name != NULL;
}

static bool
take_component(const cJSON *node, struct arena *mem, struct object *o)
{
	o->component.url = o->url;
	o->component.description = copy_prose(node, "description", mem);
	o->component.source = copy_line(node, "x_mitre_data_source_ref", mem);
	return o->component.name != NULL;
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
	r->from = copy_name(node, "source_ref", mem);
	r->to = copy_name(node, "target_ref", mem);
	if (str_equal(r->type, "mitigates"))
		r->description = copy_prose(node, "description", mem);
	return r->type != NULL && r->from != NULL && r->to != NULL;
}

static bool
take_collection(const cJSON *node, struct arena *mem, struct object *o)
{
	const char *version = copy_name(node, "x_mitre_version", mem);

	o->collection.name = o->name;
	o->collection.modified = copy_line(node, "modified", mem);
	if (version != NULL && strlen(version) <= VERSION_MAX)
		o->collection.version = version;
	return true;
}

static bool
take_matrix(const cJSON *node, struct arena *mem, struct object *o)
{
	o->refs = copy_words(node, "tactic_refs", mem);
	return true;
}

/* How each kind is taken, whether it is taken when not live, and what an object
 * without a valid id lacks. */
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

/* What a relationship that is not taken lacks; NULL: nothing, it is not
 * used. */
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
	return o->of != NULL && kinds[o->kind].id != NULL ? "no id of its framework's"
							  : kinds[o->kind].id;
}

/* Is it of one of the types that begin as struct object_head does? */
static bool
has_head(enum object_type type)
{
	return type >= OBJECT_TECHNIQUE && type <= OBJECT_DATA_SOURCE &&
	    type != OBJECT_MATRIX;
}

/* Fills what all objects have. */
static void
take_common(const cJSON *node, struct arena *mem, struct object *o)
{
	const char *modified = member_text(node, "modified");
	struct moment when;

	copy_id(node, o->of, mem, &o->id, &o->url);
	o->stix = copy_name(node, "id", mem);
	o->name = copy_name(node, "name", mem);
	o->live = !copy_flag(node, "revoked") && !copy_flag(node, "x_mitre_deprecated");
	o->prefixed = o->stix != NULL &&
	    str_has_prefix(o->stix, o->slice->type) &&
	    str_has_prefix(o->stix + strlen(o->slice->type), "--");
	o->addressed = is_addressed(o->url, o->id);
	o->modified = modified != NULL && moment_read(modified, &when)
	    ? when.at : LLONG_MIN;
	o->odd_flag = !has_flags(node);
	o->odd = members_odd(node, mem);
	if (has_head(o->kind))
		o->head = (struct object_head){ o->id, o->stix, o->name };
}

void
object_take(const cJSON *node, const struct framework *of, struct arena *mem,
    struct object *o)
{
	bool ok = false;

	o->of = of;
	take_common(node, mem, o);
	if (kinds[o->kind].take == NULL) {
		/* An extension of somebody else, unless it has an id of
		 * ATT&CK. */
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

int
object_compare(const struct object *x, const struct object *y)
{
	size_t n = x->slice->len, m = y->slice->len;
	int order;

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
	order = memcmp(x->slice->s, y->slice->s, n < m ? n : m);
	return order != 0 ? order : n < m ? -1 : n > m;
}

void
object_ids(const struct object *objects, size_t n, struct lookup *ids)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (objects[i].stix != NULL &&
		    objects[i].kind != OBJECT_RELATION)
			lookup_add(ids, objects[i].stix, i);
	lookup_sort(ids);
}

void
object_set_stix(struct object *o, const char *stix)
{
	o->stix = stix;
	if (has_head(o->type))
		o->head.stix = stix;
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
