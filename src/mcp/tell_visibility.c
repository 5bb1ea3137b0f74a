/* What is told of visibility. */
#include "tell.h"
#include "value/member.h"

const struct field visibility_head[] = {
	{ FIELD_LIST, "domains", "of (techniques in scope) = full + partly + blind + "
	    "not_told" },
	{ FIELD_TEXTS, "with", "logs that are taken as collected" }, END };

const struct field visibility_item[] = {
	{ FIELD_TEXT, "item", "collect (a log to collect next), technique, analytic or rule "
	    "(of one technique)" },
	{ FIELD_TEXT, "id", NULL }, { FIELD_TEXT, "name", NULL },
	{ FIELD_TEXT, "domain", NULL },
	{ FIELD_NUMBER, "gain", "techniques that become fully visible" },
	{ FIELD_NUMBER, "rules_yours", "rules of yours that would run" },
	{ FIELD_NUMBER, "rules_available", "public ones that would run" },
	{ FIELD_TEXT, "visible", "full, partly, blind or not-told" },
	{ FIELD_TEXTS, "lacks", "logs that are not collected" },
	{ FIELD_TEXTS, "log_sources", "of an analytic" },
	{ FIELD_NUMBER, "groups", "how many use it" },
	{ FIELD_NUMBER, "yours", "detection rules that count" },
	{ FIELD_NUMBER, "yours_run", "of these: they run on the logs collected" },
	{ FIELD_NUMBER, "available", NULL }, { FIELD_NUMBER, "available_run", NULL },
	{ FIELD_TEXT, "source", NULL }, { FIELD_TEXT, "title", NULL },
	{ FIELD_TEXT, "whose", NULL }, { FIELD_EVIDENCE, "evidence", NULL },
	{ FIELD_TEXT, "needs_short", "the logs that it needs" },
	{ FIELD_TEXT, "runs", NULL }, END };

static const struct field domain_fields[] = {
	{ FIELD_TEXT, "id", NULL }, { FIELD_TEXT, "version", NULL },
	{ FIELD_NUMBER, "of", NULL }, { FIELD_NUMBER, "full", NULL },
	{ FIELD_NUMBER, "partly", NULL }, { FIELD_NUMBER, "blind", NULL },
	{ FIELD_NUMBER, "not_told", NULL }, END };

static void
add_next(const cJSON *full, struct telling *to)
{
	const cJSON *n, *rules;
	cJSON *item;

	cJSON_ArrayForEach(n, member_get(full, "next")) {
		rules = member_get(n, "rules");
		item = tell_item(to, "collect", n, visibility_item);
		member_add_number(item, "rules_yours",
		    member_number(rules, "yours"));
		member_add_number(item, "rules_available",
		    member_number(rules, "available"));
	}
}

/* "WinEventLog:Sysmon EventCode=1: collected", where that is told. */
static void
tell_log_sources(cJSON *item, const cJSON *analytic)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *s, *collected;
	struct buf b = BUF_INIT;

	cJSON_DeleteItemFromObjectCaseSensitive(item, "log_sources");
	cJSON_AddItemToObject(item, "log_sources", list);

	cJSON_ArrayForEach(s, member_get(analytic, "log_sources")) {
		collected = member_get(s, "collected");
		buf_reset(&b);
		buf_printf(&b, "%s %s%s", member_text_or(s, "name", ""),
		    member_text_or(s, "channel", ""), collected == NULL ? ""
		    : cJSON_IsTrue(collected) ? ": collected"
		    : ": not collected");
		cJSON_AddItemToArray(list, cJSON_CreateString(buf_str(&b)));
	}
	buf_free(&b);
}

static void
add_one(const cJSON *technique, struct telling *to)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, member_get(technique, "analytics"))
		tell_log_sources(tell_item(to, "analytic", one, visibility_item),
		    one);
	cJSON_ArrayForEach(one, member_get(technique, "rules"))
		tell_item(to, "rule", one, visibility_item);
}

void
tell_visibility(const cJSON *full, struct telling *to)
{
	const cJSON *one = member_get(full, "technique"), *t;
	cJSON *domains;

	tell_domains(&to->answer, member_get(full, "domains"));
	if (member_text(full, "text") != NULL)
		buf_printf(&to->answer, "%s%s", to->answer.len > 0 ? ". " : "",
		    member_text(full, "text"));
	buf_printf(&to->definition, "%s. Visible is what MITRE's analytics could see: "
	    "no rule need look for it.",
	    member_text_or(full, "definitions", "By MITRE's analytics"));
	domains = cJSON_AddArrayToObject(to->head, "domains");
	cJSON_ArrayForEach(t, member_get(full, "domains"))
		cJSON_AddItemToArray(domains, field_pick(t, domain_fields));
	field_add(to->head, full, visibility_head);
	if (one == NULL)
		add_next(full, to);
	cJSON_ArrayForEach(t, member_get(full, "techniques"))
		tell_item(to, "technique", t, visibility_item);
	tell_one_domain(to, member_get(full, "domains"));
	if (one != NULL)
		add_one(one, to);
}
