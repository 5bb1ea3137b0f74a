/* Events of MISP: tags and clusters of galaxies, attributes, reports. */
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "gather.h"
#include "report/plain.h"
#include "value/member.h"

/* Galaxies, by how their type begins and ends. */
static const struct {
	const char *start, *end;
	enum report_as as;
	unsigned kinds;
} galaxies[] = {
	{ "mitre", "attack-pattern", REPORT_TECHNIQUE, 0 },
	{ "mitre", "-techniques", REPORT_TECHNIQUE, 0 },
	{ "mitre", "-tactics", REPORT_TACTIC, 0 },
	{ "mitre", "-tactic", REPORT_TACTIC, 0 },
	{ "", "intrusion-set", REPORT_ACTOR, REPORT_GROUP },
	{ "mitre", "-groups", REPORT_ACTOR, REPORT_GROUP },
	{ "", "threat-actor", REPORT_ACTOR, REPORT_GROUP },
	{ "", "-activity-group", REPORT_ACTOR, REPORT_GROUP },
	{ "mitre", "-campaign", REPORT_ACTOR, REPORT_CAMPAIGN },
	{ "mitre", "-campaigns", REPORT_ACTOR, REPORT_CAMPAIGN },
	{ "mitre", "-malware", REPORT_ACTOR, REPORT_SOFTWARE },
	{ "mitre", "-tool", REPORT_ACTOR, REPORT_SOFTWARE },
	{ "mitre", "-software", REPORT_ACTOR, REPORT_SOFTWARE },
	{ "malpedia", "", REPORT_ACTOR, REPORT_SOFTWARE },
	{ "ransomware", "", REPORT_ACTOR, REPORT_SOFTWARE },
	{ "backdoor", "", REPORT_ACTOR, REPORT_SOFTWARE },
	{ "botnet", "", REPORT_ACTOR, REPORT_SOFTWARE },
	{ "banker", "", REPORT_ACTOR, REPORT_SOFTWARE },
	{ "stealer", "", REPORT_ACTOR, REPORT_SOFTWARE },
	{ "tool", "", REPORT_ACTOR, REPORT_SOFTWARE },
	{ "rat", "", REPORT_ACTOR, REPORT_SOFTWARE },
};

/* Attributes whose value is a name. */
static const struct {
	const char *type;
	unsigned kinds;
} attribute_types[] = {
	{ "campaign-name", REPORT_CAMPAIGN },
	{ "threat-actor", REPORT_GROUP },
};

bool
misp_is(const cJSON *doc)
{
	const cJSON *response = member_get(doc, "response");

	if (response != NULL)
		doc = response;
	if (cJSON_IsArray(doc))
		doc = doc->child;
	return cJSON_IsObject(member_get(doc, "Event")) ||
	    (response != NULL && cJSON_IsArray(member_get(response,
	    "Attribute")));
}

static bool
is_deleted(const cJSON *node)
{
	return cJSON_IsTrue(member_get(node, "deleted"));
}

/* What a galaxy of that type is about, in m; false: nothing of use. */
static bool
read_type(const char *type, struct mention *m)
{
	size_t i;

	for (i = 0; i < sizeof(galaxies) / sizeof(galaxies[0]); i++) {
		if (!str_has_prefix(type, galaxies[i].start) ||
		    !str_has_suffix(type, galaxies[i].end) ||
		    (*galaxies[i].end == '\0' &&
		    strcmp(type, galaxies[i].start) != 0))
			continue;
		m->as = galaxies[i].as;
		m->kinds = galaxies[i].kinds;
		return true;
	}
	return false;
}

/* Tags of other names than a galaxy's may hold ids, and no names. */
static void
scan_tag(struct gather *g, const cJSON *name)
{
	const struct report_names *names = g->names;

	g->names = NULL;
	scan_text(g, value_text(name), value_line(name), 0, "tag");
	g->names = names;
}

/* misp-galaxy:mitre-attack-pattern="PowerShell - T1059.001" */
static void
take_tag(struct gather *g, const cJSON *name)
{
	static const char galaxy[] = "misp-galaxy:";
	struct mention m = { .where = "tag", .line = value_line(name) };
	const char *text = value_text(name), *equals;
	size_t len;

	if (text == NULL)
		return;
	equals = strchr(text, '=');
	if (!str_has_prefix(text, galaxy) || equals == NULL) {
		scan_tag(g, name);
		return;
	}
	text += strlen(galaxy);
	if (!read_type(arena_strndup(g->mem, text, (size_t)(equals - text)),
	    &m))
		return;
	equals += 1 + (equals[1] == '"');
	len = strlen(equals);
	m.word = arena_strndup(g->mem, equals,
	    len > 0 && equals[len - 1] == '"' ? len - 1 : len);
	if (m.as == REPORT_ACTOR)
		gather_add_named(g, m, NULL);
	else
		gather_add_word(g, m);
}

static void
take_tags(struct gather *g, const cJSON *owner)
{
	const cJSON *tag;

	cJSON_ArrayForEach(tag, member_get(owner, "Tag"))
		take_tag(g, member_get(tag, "name"));
}

/* The first of a cluster's ids that is one of ATT&CK's; NULL: none. */
static const cJSON *
cluster_id(const cJSON *meta, enum report_as as)
{
	const cJSON *ids = member_get(meta, "external_id"), *id;

	if (!cJSON_IsArray(ids))
		return gather_is_id(as, value_text(ids)) ? ids : NULL;
	cJSON_ArrayForEach(id, ids)
		if (gather_is_id(as, value_text(id)))
			return id;
	return NULL;
}

/* A cluster by its id, or else by its value or a synonym. */
static void
take_cluster(struct gather *g, struct mention m, const cJSON *cluster)
{
	const cJSON *meta = member_get(cluster, "meta");
	const cJSON *id = cluster_id(meta, m.as);
	const cJSON *value = id != NULL ? id : member_get(cluster, "value");

	m.word = value_text(value);
	m.line = value_line(value);
	if (m.word == NULL)
		return;
	if (m.as == REPORT_ACTOR && id == NULL)
		gather_add_named(g, m, member_get(meta, "synonyms"));
	else
		gather_add_word(g, m);
}

static void
take_galaxies(struct gather *g, const cJSON *owner)
{
	const cJSON *galaxy, *cluster;
	struct mention m;
	const char *type;

	cJSON_ArrayForEach(galaxy, member_get(owner, "Galaxy")) {
		m = (struct mention){ .where = "galaxy" };
		type = member_string(galaxy, "type");
		if (type == NULL || !read_type(type, &m))
			continue;
		cJSON_ArrayForEach(cluster,
		    member_get(galaxy, "GalaxyCluster"))
			if (!is_deleted(cluster))
				take_cluster(g, m, cluster);
	}
}

static void
take_attribute(struct gather *g, const cJSON *attribute)
{
	const char *type = member_text_or(attribute, "type", "");
	const cJSON *value = member_get(attribute, "value");
	size_t i;

	if (is_deleted(attribute))
		return;
	take_tags(g, attribute);
	take_galaxies(g, attribute);
	if (value_text(value) == NULL)
		return;
	if (strcmp(type, "vulnerability") == 0)
		scan_text(g, value_text(value), value_line(value), 0,
		    "attribute");
	for (i = 0; i < sizeof(attribute_types) / sizeof(attribute_types[0]);
	    i++)
		if (strcmp(type, attribute_types[i].type) == 0)
			gather_add_named(g, (struct mention){
				.as = REPORT_ACTOR,
				.kinds = attribute_types[i].kinds,
				.word = value_text(value),
				.line = value_line(value),
				.where = "attribute" }, NULL);
}

static void
take_attributes(struct gather *g, const cJSON *owner)
{
	const cJSON *attribute;

	cJSON_ArrayForEach(attribute, member_get(owner, "Attribute"))
		take_attribute(g, attribute);
}

/* Reports are Markdown; all of one stands in a line of the event. */
static void
take_report(struct gather *g, const cJSON *report)
{
	const cJSON *content = member_get(report, "content");
	const char *text = value_text(content);
	struct buf plain = BUF_INIT;

	if (text == NULL || is_deleted(report))
		return;
	plain_put(text, strlen(text), &plain);
	scan_text(g, buf_str(&plain), value_line(content), 0, "event report");
	buf_free(&plain);
}

static void
take_event(struct gather *g, const cJSON *event)
{
	const cJSON *one;

	if (g->r->name == NULL)
		g->r->name = member_string(event, "info");
	take_tags(g, event);
	take_galaxies(g, event);
	take_attributes(g, event);
	cJSON_ArrayForEach(one, member_get(event, "Object"))
		if (!is_deleted(one))
			take_attributes(g, one);
	cJSON_ArrayForEach(one, member_get(event, "EventReport"))
		take_report(g, one);
}

int
misp_read(struct gather *g, const cJSON *doc)
{
	const cJSON *response = member_get(doc, "response"), *one;

	g->r->format = REPORT_MISP;
	if (response != NULL)
		doc = response;
	if (!cJSON_IsArray(doc)) {
		if (member_get(doc, "Event") != NULL)
			take_event(g, member_get(doc, "Event"));
		take_attributes(g, doc);
		return 0;
	}
	cJSON_ArrayForEach(one, doc)
		if (cJSON_IsObject(member_get(one, "Event")))
			take_event(g, member_get(one, "Event"));
	return 0;
}
