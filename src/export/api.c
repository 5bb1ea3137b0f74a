/* The JSON that the site offers to other programs. */
#include "export/api.h"

#include "crosswalk/crosswalk.h"
#include "export_parts.h"
#include "value/lines.h"
#include "value/member.h"
#include "words/words.h"

enum { SCHEMA = 2, LIST_DEPTH = 2 };

cJSON *
export_api_head(const char *what, const cJSON *from)
{
	static const char *const whole[] = { "title", "?sample", "generator",
		"scope", "settings", "perspective", NULL };
	cJSON *model = cJSON_CreateObject();

	member_add_number(model, "schema", SCHEMA);
	member_add_text(model, "what", what);
	member_copy_all(model, from, whole);
	return model;
}

void
export_api_address(cJSON *to, const char *name, const char *folder,
    const char *ending)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s/%s%s", folder, member_string(to, "id"), ending);
	member_take_buf(to, name, &b);
}

void
export_api_as(cJSON *to, const char *as, const cJSON *from, const char *name)
{
	const cJSON *value = member_get(from, name);

	if (value != NULL && !cJSON_IsFalse(value))
		cJSON_AddItemToObject(to, as, cJSON_Duplicate(value, 1));
}

void
export_api_control_page(cJSON *to, const cJSON *row)
{
	struct buf page = BUF_INIT;

	if (member_string(row, "page") == NULL)
		return;
	buf_printf(&page, "controls/%s.html", member_string(row, "page"));
	member_take_buf(to, "page", &page);
}

cJSON *
export_api_rule(const cJSON *rule)
{
	cJSON *one = cJSON_CreateObject();

	export_api_as(one, "title", rule, "rule");
	export_api_as(one, "url", rule, "href");
	export_api_control_page(one, rule);
	export_api_as(one, "source", rule, "from");
	if (member_get(rule, "glyph") != NULL) /* cells have it */
		member_add_number(one, "evidence", member_evidence(rule));
	export_api_as(one, "runs", rule, "runs_word");
	return one;
}

cJSON *
api_index(struct catalog *c, const cJSON *site)
{
	static const char *const domain[] = { "id", "name", "version",
		"accessed", "sha256", "homepage", "licence", "credit",
		"newer_version", "newer_sha256", "scope", "platforms",
		"coverage", NULL };
	static const char *const source[] = { "id", "title", "kind", "domain",
		"?own", "homepage", "licence", "credit", "revision", "sha256",
		"definition", "accessed", "attack_version", "controls",
		"active", "mapped", "mappings", NULL };
	cJSON *model = export_api_head("index", site), *t;

	member_copy(model, site, "config_sha256");
	cJSON_AddItemToObject(model, "domains",
	    member_pick_all(member_get(site, "domains"), domain));
	cJSON_AddItemToObject(model, "sources",
	    member_pick_all(member_get(site, "sources"), source));
	if (export_add_attack(model, c, NULL) == -1) {
		cJSON_Delete(model);
		return NULL;
	}
	cJSON_ArrayForEach(t, member_get(model, "techniques")) {
		export_api_address(t, "json", "api/techniques", ".json");
		export_api_address(t, "page", "techniques", ".html");
	}
	return model;
}

/* Adds a list with only the members kept of each element; nothing if it is
 * empty. */
static void
add_picked(cJSON *model, const char *name, const cJSON *list,
    const char *const *kept)
{
	if (list != NULL && list->child != NULL)
		cJSON_AddItemToObject(model, name, member_pick_all(list, kept));
}

static void
add_source(cJSON *sources, const cJSON *source, const char *kind)
{
	static const char *const origin[] = { "?own", "homepage", "licence",
		"credit", "revision", "accessed", "attack_version", "count",
		NULL };
	static const char *const counted[] = { "id", "title", "url", "path",
		"line", "type", "level", "status", "author", "date",
		"modified", "executor", "?elevated", "?cleanup", "evidence",
		"whose", "platforms", "tagged",
		"also_tagged", "outcome", "score", "note", "seen", "bases",
		"twins", "copied", "needs", "runs", "lacks", NULL };
	static const char *const others[] = { "id", "title", "url", "path",
		"line", "type", "level", "status", "author", "date",
		"modified", "executor", "?elevated", "?cleanup", "evidence",
		"whose", "platforms", "tagged",
		"also_tagged", "outcome", "score", "note", "seen", "bases",
		"base_of", "twins", "copied", "lifecycle", "why", "needs",
		"runs", "lacks", NULL };
	cJSON *one = cJSON_CreateObject();

	member_copy(one, source, "id");
	member_copy(one, source, "title");
	member_add_text(one, "kind", kind);
	member_copy_all(one, source, origin);
	add_picked(one, "controls", member_get(source, "controls"), counted);
	add_picked(one, "not_counted", member_get(source, "others"), others);
	cJSON_AddItemToArray(sources, one);
}

static void
add_all_sources(cJSON *model, const cJSON *technique)
{
	cJSON *sources = cJSON_AddArrayToObject(model, "sources");
	const cJSON *section, *source;

	cJSON_ArrayForEach(section, member_get(technique, "sections"))
		cJSON_ArrayForEach(source, member_get(section, "sources"))
			add_source(sources, source,
			    member_string(section, "kind"));
}

/* Adds a member of each section, by their kinds. */
static void
add_by_kind(cJSON *model, const char *name, const cJSON *sections)
{
	cJSON *by_kind = cJSON_AddObjectToObject(model, name);
	const cJSON *s;

	cJSON_ArrayForEach(s, sections)
		cJSON_AddItemToObject(by_kind, member_string(s, "kind"),
		    cJSON_Duplicate(member_get(s, name), 1));
}

/* Adds how MITRE would detect it, and how far that could be seen. */
static void
add_detection(cJSON *model, const cJSON *technique)
{
	static const char *const visible[] = { "visible", "visible_on",
		"nearest", NULL };
	static const char *const linked[] = { "id", "name", "url", NULL };
	static const char *const kept[] = { "id", "platforms", NULL };
	static const char *const log[] = { "name", "channel", "component_id",
		"component", "?collected", NULL };
	const cJSON *strategy, *analytic;
	cJSON *list = cJSON_CreateArray(), *one, *part;

	member_copy_all(model, member_get(technique, "visibility"), visible);
	cJSON_ArrayForEach(strategy, member_get(technique, "strategies")) {
		one = member_pick(strategy, linked);
		cJSON_AddItemToArray(list, one);
		add_picked(one, "analytics", member_get(strategy, "analytics"),
		    kept);
		part = member_get(one, "analytics");
		part = part == NULL ? NULL : part->child;
		cJSON_ArrayForEach(analytic, member_get(strategy,
		    "analytics")) {
			add_picked(part, "log_sources", member_get(analytic,
			    "log_sources"), log);
			part = part->next;
		}
	}
	if (list->child != NULL)
		cJSON_AddItemToObject(model, "strategies", list);
	else
		cJSON_Delete(list);
}

/* Of a sub-technique all of its parent's, with what is counted of each. */
static void
add_siblings(cJSON *model, const cJSON *ways)
{
	static const char *const kept[] = { "id", "name", "coverage", "policy",
		"detection", "test", NULL };
	const cJSON *family = member_get(ways, "family"), *row;
	cJSON *list;

	if (!cJSON_IsObject(member_get(family, "of")))
		return;
	list = cJSON_AddArrayToObject(model, "siblings");
	cJSON_ArrayForEach(row, member_get(family, "rows"))
		if (!cJSON_IsTrue(member_get(row, "here")))
			cJSON_AddItemToArray(list, member_pick(member_get(row,
			    "cell"), kept));
}

cJSON *
api_technique(const cJSON *technique)
{
	static const char *const head[] = { "domain", "id", "name", "url",
		"state", "parent_id", "parent_name", "?scoped", "reason",
		"owner", "until", NULL };
	static const char *const moved[] = { "version", "id", "name",
		"controls", "policy", "detection", "test", NULL };
	static const char *const named[] = { "id", "name", NULL };
	static const char *const tactic[] = { "id", "shortname", "name", "url",
		NULL };
	static const char *const assessed[] = { "source_id", "title", "tagged",
		NULL };
	static const char *const user[] = { "id", "kind", "name", "url",
		NULL };
	static const char *const exploited[] = { "source", "title",
		"vulnerabilities", NULL };
	static const char *const derived[] = { "framework", "name", "ids",
		NULL };
	const cJSON *sections = member_get(technique, "sections");
	cJSON *model = export_api_head("technique", technique);

	member_copy_all(model, technique, head);
	export_api_address(model, "page", "techniques", ".html");
	member_copy(model, member_get(technique, "attack"), "version");
	if (member_get(technique, "moved") != NULL)
		cJSON_AddItemToObject(model, "moved",
		    member_pick(member_get(technique, "moved"), moved));
	add_picked(model, "formerly", member_get(technique, "formerly"),
	    named);
	add_picked(model, "subs", member_get(technique, "subs"), named);
	add_siblings(model, member_get(technique, "ways"));
	export_api_turns(model, member_get(technique, "turns"));
	add_picked(model, "tactics", member_get(technique, "tactics"),
	    tactic);
	member_copy(model, technique, "platforms");
	member_copy(model, technique, "counts");
	add_by_kind(model, "perspective", sections);
	add_by_kind(model, of_name(OF_YOURS), sections);
	add_by_kind(model, of_name(OF_AVAILABLE), sections);
	member_copy(model, technique, "basis");
	add_all_sources(model, technique);
	add_picked(model, "assessed", member_get(technique, "assessed"),
	    assessed);
	add_picked(model, "users", member_get(technique, "groups"), user);
	add_picked(model, "exploited", member_get(technique, "exploited"),
	    exploited);
	add_picked(model, "derived", member_get(technique, "derived"), derived);
	add_detection(model, technique);
	return model;
}

cJSON *
api_logs(const cJSON *logs, const cJSON *site)
{
	static const char *const domain[] = { "id", "name", "version", "of",
		"full", "partly", "blind", "not_told", NULL };
	static const char *const runs[] = { "whose", "of", "yes", "no",
		"unknown", "not_told", NULL };
	static const char *const collected[] = { "name", "what", "log",
		"channel", "platforms", NULL };
	static const char *const source[] = { "name", "techniques", "analytics",
		"alone", "collected", "lacks", "gain", "would_partly",
		"would", "would_yours", "would_available", "gained", "users",
		"used_by", NULL };
	static const char *const log[] = { "id", "title", "?whole", "platforms",
		"names", "techniques", "rules", "yours", "available",
		"collected", "would", "would_yours", "would_available", NULL };
	static const char *const unknown[] = { "name", "source", "rules",
		"yours", "available", NULL };
	cJSON *model = export_api_head("logs", site), *list;
	const cJSON *group, *row;

	member_copy(model, logs, "told");
	cJSON_AddStringToObject(model, "page", "logs.html");
	add_picked(model, "domains", member_get(logs, "domains"), domain);
	add_picked(model, "runs", member_get(logs, "runs"), runs);
	add_picked(model, "collected", member_get(logs, "collected"), collected);
	add_picked(model, "sources", member_get(logs, "sources"), source);
	list = cJSON_AddArrayToObject(model, "logs");
	cJSON_ArrayForEach(group, member_get(logs, "groups"))
		cJSON_ArrayForEach(row, member_get(group, "rows"))
			cJSON_AddItemToArray(list, member_pick(row, log));
	add_picked(model, "unknown", member_get(logs, "unknown"), unknown);
	return model;
}

cJSON *
api_crosswalks(struct catalog *c, const cJSON *site)
{
	static const char *const crosswalk[] = { "source", "title", "from_of",
		"from_name", "to_of", "to_name", "version", "date", "revision",
		"sha256", "accessed", "pairs", NULL };
	static const struct crosswalk_asked all = { 0 };
	cJSON *model = export_api_head("crosswalks", site), *m;
	bool known;

	m = crosswalk_pairs(c, &all, &known);
	if (m == NULL) {
		cJSON_Delete(model);
		return NULL;
	}
	add_picked(model, "crosswalks", member_get(m, "crosswalks"), crosswalk);
	cJSON_AddItemToObject(model, "pairs",
	    cJSON_DetachItemFromObject(m, "pairs"));
	cJSON_Delete(m);
	return model;
}

cJSON *
api_control(const cJSON *control)
{
	static const char *const head[] = { "id", "title", "kind", "source_id",
		"source_title", "?own", "type", "lifecycle", "level", "status",
		"author", "date", "modified", "changed", "platforms",
		"executor", "?elevated", "?cleanup", "whose",
		"description", "path", "line", "url", "edit", "counts", "why",
		"verdict", "breadth", "baselines", "bases", "base_of", "twins", "evidence",
		"needs", "needs_text", "runs", "lacks", NULL };
	static const char *const mapping[] = { "tagged", "outcome",
		"technique_id", "technique_name", "?counted", "not_counted",
		"evidence", "note", "score", "framework", "framework_url", NULL };
	static const char *const proof[] = { "proof_level", "outcome", "test",
		"test_title", "day", "by_id", "said_in", "?stands", "proved",
		NULL };
	static const char *const crosswalk[] = { "framework", "name",
		"crosswalk", "crosswalk_title", "ids", NULL };
	static const char *const line[] = { "text", NULL };
	static const char *const technique[] = { "technique_id",
		"technique_name", "count", NULL };
	static const char *const related[] = { "name", "href", "from_id",
		"from_title", "facts", NULL };
	cJSON *model = export_api_head("control", control), *one;
	const cJSON *row;
	struct buf page = BUF_INIT;

	cJSON_DeleteItemFromObject(model, "title"); /* the site's */
	member_copy_all(model, control, head);
	if (member_string(control, "page") != NULL)
		buf_printf(&page, "controls/%s.html",
		    member_string(control, "page"));
	member_take_buf(model, "page", &page);
	add_picked(model, "mappings", member_get(control, "mappings"), mapping);
	add_picked(model, "crosswalks", member_get(control, "crosswalks"),
	    crosswalk);
	add_picked(model, "proofs", member_get(control, "proofs"), proof);
	add_picked(model, "false_positives",
	    member_get(control, "false_positives"), line);
	add_picked(model, "references", member_get(control, "references"),
	    line);
	add_picked(model, "related", member_get(control, "related"), technique);
	row = member_get(control, "related")->child;
	cJSON_ArrayForEach(one, member_get(model, "related")) {
		add_picked(one, "controls", member_get(row, "controls"), related);
		row = row->next;
	}
	return model;
}

void
api_print(const cJSON *model, struct buf *out)
{
	lines_print(model, LIST_DEPTH, out);
}
