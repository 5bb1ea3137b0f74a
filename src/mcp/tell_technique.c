/* What is told of a technique, and of a control. */
#include <string.h>

#include "tell.h"
#include "value/member.h"
#include "words/words.h"

const struct field technique_head[] = {
	{ FIELD_TEXT, "id", NULL }, { FIELD_TEXT, "name", NULL },
	{ FIELD_TEXT, "domain", NULL },
	{ FIELD_TEXT, "state", "active, deprecated or revoked" },
	{ FIELD_TEXT, "parent_id", NULL }, { FIELD_TEXT, "parent_name", NULL },
	{ FIELD_TEXTS, "formerly", "ids that it had" },
	{ FIELD_TEXT, "tactic_list", NULL }, { FIELD_TEXT, "platform_list", NULL },
	{ FIELD_FLAG, "scoped", "in scope: only such techniques are in figures" },
	{ FIELD_TEXT, "reason", "why it is out of scope" },
	{ FIELD_TEXT, "url", NULL },
	{ FIELD_TEXTS, "subs", "its sub-techniques" },
	{ FIELD_LIST, "sections", "by kind of control: whose are counted (perspective), "
	    "count (of these), yours, available, evidence, not_counted" },
	{ FIELD_TEXT, "used_by", "how many groups, campaigns and software use it" },
	{ FIELD_TEXT, "description", "MITRE's; may be cut" }, END };

const struct field technique_item[] = {
	{ FIELD_TEXT, "kind", NULL }, { FIELD_TEXT, "source", NULL },
	{ FIELD_TEXT, "id", NULL }, { FIELD_TEXT, "title", NULL },
	{ FIELD_TEXT, "name", "of MITRE's detection strategies" },
	{ FIELD_TEXT, "whose", "yours or available" },
	{ FIELD_EVIDENCE, "evidence", NULL }, { FIELD_TEXT, "level", NULL },
	{ FIELD_TEXT, "status", NULL },
	{ FIELD_TEXT, "not_counted", "why it counts for nothing here; those stand last" },
	{ FIELD_TEXT, "tagged", "the id that it names, where that was replaced" },
	{ FIELD_TEXT, "runs", "whether it runs on the logs collected" },
	{ FIELD_TEXT, "needs_short", "the logs that it needs" }, END };

const struct field control_head[] = {
	{ FIELD_TEXT, "id", NULL }, { FIELD_TEXT, "title", NULL },
	{ FIELD_TEXT, "kind", NULL }, { FIELD_TEXT, "source_id", NULL },
	{ FIELD_TEXT, "source_title", NULL }, { FIELD_TEXT, "type", NULL },
	{ FIELD_TEXT, "lifecycle", "only active ones count" },
	{ FIELD_TEXT, "why", "why it does not count" },
	{ FIELD_TEXT, "belongs_to", "yours: this organisation runs it; available: it is "
	    "public, and not run here" },
	{ FIELD_TEXT, "level", NULL },
	{ FIELD_TEXT, "status", NULL }, { FIELD_TEXT, "author", NULL },
	{ FIELD_TEXT, "modified", NULL }, { FIELD_TEXT, "platform_list", NULL },
	{ FIELD_NUMBER, "counts", "for how many techniques" },
	{ FIELD_TEXT, "evidence_text", NULL },
	{ FIELD_TEXT, "needs_text", "the logs that it needs" },
	{ FIELD_TEXT, "runs_text", "whether it runs on the logs collected" },
	{ FIELD_TEXT, "path", NULL }, { FIELD_NUMBER, "line", NULL },
	{ FIELD_TEXT, "url", NULL }, { FIELD_TEXT, "breadth_text", NULL },
	{ FIELD_TEXT, "description", "its author's; may be cut" }, END };

const struct field control_item[] = {
	{ FIELD_TEXT, "tagged", "the id that it names" },
	{ FIELD_TEXT, "outcome", "what became of the id" },
	{ FIELD_TEXT, "technique_id", "the technique that it leads to" },
	{ FIELD_TEXT, "technique_name", NULL }, { FIELD_FLAG, "counted", NULL },
	{ FIELD_TEXT, "not_counted", "why not" },
	{ FIELD_EVIDENCE, "evidence", NULL },
	{ FIELD_TEXT, "score", NULL }, { FIELD_TEXT, "note", NULL },
	{ FIELD_TEXT, "state", "of the technique, by the kind of coverage.kind" },
	{ FIELD_NUMBER, "policy", "controls that are counted for the technique" },
	{ FIELD_NUMBER, "detection", NULL }, { FIELD_NUMBER, "test", NULL },
	{ FIELD_TEXT, "kind", "of one of several controls of that name" },
	{ FIELD_TEXT, "source", NULL }, { FIELD_TEXT, "id", NULL },
	{ FIELD_TEXT, "title", NULL }, { FIELD_TEXT, "whose", NULL },
	{ FIELD_TEXT, "ask", "what finds it alone" }, END };

/* A kind's section: figures, and how many do not count. */
static cJSON *
new_section(const cJSON *section)
{
	static const char *const kept[] = { "kind", "perspective", "count",
		"yours", "available", NULL };
	cJSON *s = member_pick(section, kept), *levels;
	const cJSON *source, *level;
	long long not_counted = 0;

	cJSON_ArrayForEach(source, member_get(section, "sources"))
		not_counted += cJSON_GetArraySize(member_get(source, "others"));
	levels = cJSON_AddObjectToObject(s, "evidence");
	cJSON_ArrayForEach(level, member_get(section, "evidence"))
		member_add_number(levels, member_text_or(level, "level", ""),
		    member_number(level, "count"));
	member_add_number(s, "not_counted", not_counted);
	return s;
}

static cJSON *
tell_section_control(struct telling *to, const cJSON *section,
    const cJSON *source, const cJSON *control)
{
	cJSON *item = cJSON_CreateObject();

	member_copy(item, section, "kind");
	member_add_text(item, "source", member_text(source, "id"));
	field_add(item, control, technique_item);
	if (str_equal(member_text(item, "tagged"), member_text(to->head, "id")))
		cJSON_DeleteItemFromObjectCaseSensitive(item, "tagged");
	cJSON_AddItemToArray(to->items, item);
	return item;
}

static const char *
why_not_counted(const cJSON *control)
{
	if (member_lifecycle(control) != LIFECYCLE_ACTIVE)
		return member_text(control, "lifecycle");
	if (member_get(control, "aside") != NULL)
		return "for none of the platforms in scope";
	if (member_get(control, "merged") != NULL)
		return "counted by another id that it names";
	return member_text_or(control, "copy_state",
	    member_text_or(control, "whose", "it matches everything"));
}

/* Those that name it and do not count: a sentence, and each with why. */
static void
tell_others(const cJSON *full, struct telling *to)
{
	const cJSON *section, *source, *control;
	const char *before = " Others name it and do not count: ";
	long long n;

	cJSON_ArrayForEach(section, member_get(full, "sections")) {
		n = 0;
		cJSON_ArrayForEach(source, member_get(section, "sources"))
			n += cJSON_GetArraySize(member_get(source, "others"));
		if (n == 0)
			continue;
		buf_printf(&to->answer, "%s%lld %s", before, n,
		    member_text_or(section, "kind", ""));
		before = ", ";
		cJSON_ArrayForEach(source, member_get(section, "sources"))
			cJSON_ArrayForEach(control, member_get(source, "others"))
				member_add_text(tell_section_control(to, section,
				    source, control), "not_counted",
				    why_not_counted(control));
	}
}

/* A technique that no figure has. */
static void
put_out(struct buf *out, const cJSON *technique)
{
	if (member_state(technique) != STATE_ACTIVE)
		buf_printf(out, " It is %s, and in no figure.",
		    member_text_or(technique, "state", ""));
	else if (member_number(technique, "scoped") == 0)
		buf_printf(out, " It is out of scope, and in no figure: %s.",
		    member_text_or(technique, "reason", "no reason is told"));
}

/* Those of one level of evidence. */
static void
tell_level(struct telling *to, const cJSON *section, bool yours, int level)
{
	const cJSON *source, *control;

	cJSON_ArrayForEach(source, member_get(section, "sources"))
		cJSON_ArrayForEach(control, member_get(source, "controls"))
			if ((member_whose(control) == WHOSE_YOURS) == yours &&
			    member_number(control, "evidence") == level)
				tell_section_control(to, section, source,
				    control);
}

static void
tell_kind(const cJSON *sections, struct telling *to, enum kind kind, bool yours)
{
	const cJSON *s;
	int level;

	cJSON_ArrayForEach(s, sections)
		for (level = E5; member_kind(s) == kind && level >= 0;
		    level--)
			tell_level(to, s, yours, level);
}

/* Yours first, rules before what they are tested by, and the best evidence first. */
static void
add_sections(const cJSON *full, struct telling *to)
{
	static const enum kind order[] = { KIND_DETECTION, KIND_TEST,
		KIND_POLICY };
	cJSON *list = cJSON_AddArrayToObject(to->head, "sections");
	const cJSON *s;
	size_t i;
	int yours;

	cJSON_ArrayForEach(s, member_get(full, "sections"))
		cJSON_AddItemToArray(list, new_section(s));
	for (yours = 1; yours >= 0; yours--)
		for (i = 0; i < sizeof(order) / sizeof(order[0]); i++)
			tell_kind(member_get(full, "sections"), to, order[i],
			    yours == 1);
}

void
tell_technique(const cJSON *full, struct telling *to)
{
	const cJSON *s;

	buf_printf(&to->answer, "%s %s: %s", member_text_or(full, "id", ""),
	    member_text_or(full, "name", ""),
	    member_text_or(full, "verdict", ""));
	put_out(&to->answer, full);
	buf_puts(&to->definition, COUNTS_FOR " " EVIDENCE_MEANS);
	member_add_text(to->head, "used_by",
	    member_text(member_get(full, "users"), "text"));
	member_copy(to->head, full, "id");
	add_sections(full, to);
	field_add(to->head, full, technique_head);
	cJSON_ArrayForEach(s, member_get(full, "strategies"))
		tell_item(to, NULL, s, technique_item);
	tell_others(full, to);
}

static const cJSON *
find_row(const cJSON *techniques, const char *id)
{
	const cJSON *t;

	cJSON_ArrayForEach(t, techniques)
		if (str_equal(member_text(t, "id"), id))
			return t;
	return NULL;
}

static void
tell_one_control(const cJSON *full, struct telling *to)
{
	const cJSON *coverage = member_get(full, "coverage"), *m, *row;
	cJSON *item;

	buf_printf(&to->answer, "%s %s",
	    member_text_or(full, "title", member_text_or(full, "name", "")),
	    member_text_or(full, "verdict", ""));
	if (member_text(full, "why") != NULL)
		buf_printf(&to->answer, " (%s)", member_text(full, "why"));
	buf_puts(&to->answer, ". Of these techniques: ");
	tell_domains(&to->answer, member_get(coverage, "domains"));
	member_add_text(to->head, "breadth_text",
	    member_text(member_get(full, "breadth"), "text"));
	member_add_text(to->head, "belongs_to", member_text(full, "whose"));
	field_add(to->head, full, control_head);
	cJSON_ArrayForEach(m, member_get(full, "mappings")) {
		item = tell_item(to, NULL, m, control_item);
		row = find_row(member_get(full, "techniques"),
		    member_text(m, "technique_id"));
		member_copy(item, row, "state");
		field_add(item, row, control_item);
		cJSON_DeleteItemFromObjectCaseSensitive(item, "id");
	}
}

/* Several have that name, or there is one. */
void
tell_control(const cJSON *full, struct telling *to)
{
	const cJSON *list = member_get(full, "controls"), *one;
	cJSON *item;

	if (list == NULL)
		list = member_get(full, "several");
	buf_puts(&to->definition, COUNTS_FOR " An id counts where its outcome is exact, "
	    "or remapped: it was replaced. " EVIDENCE_MEANS);
	if (list == NULL) {
		tell_one_control(full, to);
		return;
	}
	buf_printf(&to->answer, "%d controls are called so: ask for one of them "
	    "by its id, or with its source", cJSON_GetArraySize(list));
	cJSON_ArrayForEach(one, list) {
		item = tell_item(to, NULL, one, control_item);
		member_add_text(item, "source", member_get(item, "source") != NULL
		    ? NULL : member_text(one, "source_id"));
		member_add_text(item, "title", member_get(item, "title") != NULL
		    ? NULL : member_text(one, "name"));
	}
}
