/* One STIX object, as far as it matters here. */
#include "object.h"

#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "clean.h"
#include "source/source.h"
#include "tagging.h"

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
};

enum { ID_MAX = 64 }; /* bytes */

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

/* ATT&CK's own source names; the last two are of older mobile and ICS ones. */
/* By enum source_domain. */
static const char *const own_names[DOMAINS] = { "mitre-attack", "mitre-mobile-attack",
	"mitre-ics-attack" };

enum object_type
object_type(const char *type)
{
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(type, types[i].word) == 0)
			return types[i].type;
	return OBJECT_OTHER;
}

static bool
is_own(const char *name)
{
	size_t i;

	for (i = 0; name != NULL && i < DOMAINS; i++)
		if (strcmp(name, own_names[i]) == 0)
			return true;
	return false;
}

/* A member on one line, in the arena; NULL: it is not there. */
static const char *
copy_text(const cJSON *node, const char *member, struct arena *mem)
{
	return clean_line(mem, value_get_text(node, member));
}

static const char *
copy_prose(const cJSON *node, const char *member, struct arena *mem)
{
	return clean_prose(mem, value_get_text(node, member));
}

static bool
flag(const cJSON *node, const char *member)
{
	return cJSON_IsTrue(value_get(node, member));
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
		e = value_get(node, flags[i]);
		if (e != NULL && !cJSON_IsBool(e) && !cJSON_IsNull(e))
			return false;
	}
	return true;
}

/* An address fit for a link: http(s), and nothing that RFC 3986 has not. */
static const char *
copy_url(const char *url, struct arena *mem)
{
	struct buf b = BUF_INIT;
	char *copy = NULL;

	if (url == NULL || (!str_has_prefix(url, "https://") &&
	    !str_has_prefix(url, "http://")))
		return NULL;
	escape_url(&b, url);
	copy = arena_strdup(mem, buf_str(&b));
	buf_free(&b);
	return copy;
}

/* An id names pages and files: letters, digits, and '.', '-' between them. */
static bool
is_id(const char *s)
{
	static const char within[] = "0123456789.-"
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

	return s != NULL && *s != '\0' && *s != '.' && *s != '-' &&
	    s[strspn(s, within)] == '\0' && strlen(s) <= ID_MAX;
}

/* The object's ATT&CK id and address, from its external references. */
static void
take_id(const cJSON *node, struct arena *mem, const char **id,
    const char **url)
{
	const cJSON *list = value_get(node, "external_references"), *e;

	*id = *url = NULL;
	for (e = list == NULL ? NULL : list->child; e != NULL; e = e->next) {
		if (!is_own(value_get_text(e, "source_name")) ||
		    !is_id(value_get_text(e, "external_id")))
			continue;
		*id = copy_text(e, "external_id", mem);
		*url = copy_url(value_get_text(e, "url"), mem);
		return;
	}
}

/* Strings of a list, or a member of its objects; in the arena. */
static struct strs
take_words(const cJSON *list, const char *member, struct arena *mem)
{
	struct strs l = { 0 };
	const cJSON *e;
	const char *text;

	if (!cJSON_IsArray(list))
		return l;
	l.v = arena_alloc(mem,
	    (size_t)cJSON_GetArraySize(list) * sizeof(*l.v));
	for (e = list->child; e != NULL; e = e->next) {
		text = member == NULL ? value_text(e)
				      : value_get_text(e, member);
		if (text != NULL)
			l.v[l.n++] = clean_line(mem, text);
	}
	return l;
}

static void
take_references(const cJSON *node, struct arena *mem, struct stix_technique *t)
{
	const cJSON *list = value_get(node, "external_references"), *e;
	struct catalog_reference *r;

	if (!cJSON_IsArray(list))
		return;
	t->references = arena_alloc(mem,
	    (size_t)cJSON_GetArraySize(list) * sizeof(*t->references));
	for (e = list->child; e != NULL; e = e->next) {
		if (value_get_text(e, "source_name") == NULL ||
		    is_own(value_get_text(e, "source_name")))
			continue;
		r = &t->references[t->nreferences++];
		r->name = copy_text(e, "source_name", mem);
		r->description = copy_prose(e, "description", mem);
		r->url = copy_url(value_get_text(e, "url"), mem);
	}
}

/* Only the phases of an ATT&CK kill chain. */
static struct strs
take_phases(const cJSON *list, struct arena *mem)
{
	struct strs l = { 0 };
	const cJSON *e;
	const char *phase;

	if (!cJSON_IsArray(list))
		return l;
	l.v = arena_alloc(mem,
	    (size_t)cJSON_GetArraySize(list) * sizeof(*l.v));
	for (e = list->child; e != NULL; e = e->next) {
		phase = value_get_text(e, "phase_name");
		if (phase != NULL &&
		    is_own(value_get_text(e, "kill_chain_name")))
			l.v[l.n++] = clean_line(mem, phase);
	}
	return l;
}

/* The domain whose kill chain has a phase there; -1: none. */
static int
phase_domain(const cJSON *list)
{
	const cJSON *e;
	const char *chain;
	int domain;

	for (e = list == NULL ? NULL : list->child; e != NULL; e = e->next) {
		chain = value_get_text(e, "kill_chain_name");
		for (domain = 0; domain < DOMAINS; domain++)
			if (str_equal(chain, own_names[domain]))
				return domain;
	}
	return -1;
}

static bool
take_technique(const cJSON *node, struct arena *mem, struct stix_technique *t)
{
	take_id(node, mem, &t->id, &t->url);
	t->stix = copy_text(node, "id", mem);
	t->name = copy_text(node, "name", mem);
	t->description = copy_prose(node, "description", mem);
	if (t->description == NULL)
		t->description = "";
	t->modified = copy_text(node, "modified", mem);
	t->revoked = flag(node, "revoked");
	t->deprecated = flag(node, "x_mitre_deprecated");
	t->sub = flag(node, "x_mitre_is_subtechnique");
	t->tactics = take_phases(value_get(node, "kill_chain_phases"), mem);
	t->domain = phase_domain(value_get(node, "kill_chain_phases"));
	t->platforms = take_words(value_get(node, "x_mitre_platforms"), NULL,
	    mem);
	t->data_sources = take_words(value_get(node, "x_mitre_data_sources"),
	    NULL, mem);
	take_references(node, mem, t);
	return t->id != NULL && tagging_is_formed(t->id) && t->stix != NULL &&
	    t->name != NULL;
}

static bool
take_tactic(const cJSON *node, struct arena *mem, struct stix_tactic *t)
{
	take_id(node, mem, &t->id, &t->url);
	t->stix = copy_text(node, "id", mem);
	t->shortname = copy_text(node, "x_mitre_shortname", mem);
	t->name = copy_text(node, "name", mem);
	t->description = copy_prose(node, "description", mem);
	if (t->description == NULL)
		t->description = "";
	t->ord = -1;
	return t->id != NULL && t->stix != NULL && t->shortname != NULL &&
	    t->name != NULL;
}

static bool
take_mitigation(const cJSON *node, struct arena *mem,
    struct stix_mitigation *m)
{
	take_id(node, mem, &m->id, &m->url);
	m->stix = copy_text(node, "id", mem);
	m->name = copy_text(node, "name", mem);
	m->description = copy_prose(node, "description", mem);
	/* Old ones carry the id of the technique that they were made for. */
	m->active = !flag(node, "revoked") &&
	    !flag(node, "x_mitre_deprecated") && m->id != NULL &&
	    m->id[0] == 'M';
	return m->id != NULL && m->stix != NULL && m->name != NULL;
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
take_actor(const cJSON *node, struct arena *mem, struct stix_actor *a)
{
	const char *type = value_get_text(node, "type");
	const cJSON *aliases = value_get(node, "aliases");
	size_t i;

	for (i = 0; i < sizeof(actors) / sizeof(actors[0]); i++)
		if (str_equal(type, actors[i].type))
			a->kind = actors[i].kind;
	if (a->kind == NULL)
		return false;
	take_id(node, mem, &a->id, &a->url);
	a->stix = copy_text(node, "id", mem);
	a->name = copy_text(node, "name", mem);
	a->description = copy_text(node, "description", mem);
	if (aliases == NULL)
		aliases = value_get(node, "x_mitre_aliases");
	a->aliases = take_aliases(aliases, a->name, mem);
	return a->id != NULL && a->stix != NULL && a->name != NULL;
}

static bool
take_strategy(const cJSON *node, struct arena *mem, struct stix_strategy *s)
{
	take_id(node, mem, &s->id, &s->url);
	s->stix = copy_text(node, "id", mem);
	s->name = copy_text(node, "name", mem);
	s->refs = take_words(value_get(node, "x_mitre_analytic_refs"), NULL,
	    mem);
	return s->id != NULL && s->stix != NULL && s->name != NULL;
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
		if (value_get_text(e, "name") == NULL)
			continue;
		l = &a->logs[a->nlogs++];
		l->ref = copy_text(e, "x_mitre_data_component_ref", mem);
		l->name = copy_text(e, "name", mem);
		l->channel = copy_text(e, "channel", mem);
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
		if (value_get_text(e, "field") == NULL)
			continue;
		m = &a->mutables[a->nmutables++];
		m->field = copy_text(e, "field", mem);
		m->description = copy_text(e, "description", mem);
	}
}

static bool
take_analytic(const cJSON *node, struct arena *mem, struct stix_analytic *a)
{
	take_id(node, mem, &a->id, &a->url);
	a->stix = copy_text(node, "id", mem);
	a->name = copy_text(node, "name", mem);
	a->description = copy_text(node, "description", mem);
	a->platforms = take_words(value_get(node, "x_mitre_platforms"), NULL,
	    mem);
	take_logs(value_get(node, "x_mitre_log_source_references"), mem, a);
	take_mutables(value_get(node, "x_mitre_mutable_elements"), mem, a);
	return a->id != NULL && a->stix != NULL && a->name != NULL;
}

static bool
take_component(const cJSON *node, struct arena *mem, struct stix_component *c)
{
	const char *url;

	take_id(node, mem, &c->id, &url);
	c->stix = copy_text(node, "id", mem);
	c->name = copy_text(node, "name", mem);
	c->source = copy_text(node, "x_mitre_data_source_ref", mem);
	return c->stix != NULL && c->name != NULL;
}

static bool
is_live(const cJSON *node)
{
	return !flag(node, "revoked") && !flag(node, "x_mitre_deprecated");
}

static bool
take_relation(const cJSON *node, struct arena *mem, struct object_relation *r)
{
	const char *type = value_get_text(node, "relationship_type");
	size_t i;

	if (type == NULL)
		return false;
	for (i = 0; relations[i] != NULL; i++)
		if (strcmp(type, relations[i]) == 0)
			break;
	if (relations[i] == NULL)
		return false;
	r->type = relations[i];
	r->from = copy_text(node, "source_ref", mem);
	r->to = copy_text(node, "target_ref", mem);
	if (strcmp(r->type, "mitigates") == 0)
		r->description = copy_prose(node, "description", mem);
	return r->from != NULL && r->to != NULL;
}

void
object_take(const cJSON *node, enum object_type type, struct arena *mem,
    struct object *o)
{
	bool ok = true;

	o->odd_flag = !has_flags(node);
	switch (type) {
	case OBJECT_TECHNIQUE:
		ok = take_technique(node, mem, &o->technique);
		o->odd_id = !ok;
		break;
	case OBJECT_TACTIC:
		ok = is_live(node) && take_tactic(node, mem, &o->tactic);
		break;
	case OBJECT_MITIGATION:
		ok = take_mitigation(node, mem, &o->mitigation);
		break;
	case OBJECT_ACTOR:
		ok = is_live(node) && take_actor(node, mem, &o->actor);
		break;
	case OBJECT_STRATEGY:
		ok = is_live(node) && take_strategy(node, mem, &o->strategy);
		break;
	case OBJECT_ANALYTIC:
		ok = is_live(node) && take_analytic(node, mem, &o->analytic);
		break;
	case OBJECT_COMPONENT:
		ok = is_live(node) && take_component(node, mem, &o->component);
		break;
	case OBJECT_DATA_SOURCE:
		ok = take_component(node, mem, &o->component);
		break;
	case OBJECT_RELATION:
		ok = is_live(node) && take_relation(node, mem, &o->relation);
		break;
	case OBJECT_MATRIX:
		o->refs = take_words(value_get(node, "tactic_refs"), NULL, mem);
		ok = is_live(node);
		break;
	case OBJECT_COLLECTION:
		o->collection.name = copy_text(node, "name", mem);
		o->collection.version = copy_text(node, "x_mitre_version", mem);
		o->collection.modified = copy_text(node, "modified", mem);
		break;
	case OBJECT_OTHER:
		break;
	}
	o->type = ok ? type : OBJECT_OTHER;
}
