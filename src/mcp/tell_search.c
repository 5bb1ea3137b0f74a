/* What is told of what was found, and of a rule that was checked. */
#include "tell.h"
#include "value/member.h"
#include "words/words.h"

const struct field search_head[] = {
	{ FIELD_TEXT, "query", NULL },
	{ FIELD_TEXT, "instead", "what was searched, as the query itself finds nothing" },
	{ FIELD_NUMBER, "found", "all that there are" },
	{ FIELD_LIST, "results", "how many of each kind were found and are shown" },
	END };

const struct field search_item[] = {
	{ FIELD_TEXT, "kind", NULL }, { FIELD_TEXT, "id", NULL },
	{ FIELD_TEXT, "name", NULL }, { FIELD_TEXT, "parent_name", NULL },
	{ FIELD_FLAG, "exact", "the words are its id or its name" },
	{ FIELD_TEXT, "source", NULL }, { FIELD_TEXT, "path", NULL },
	{ FIELD_TEXT, "lifecycle", "of a control: only active ones count" },
	{ FIELD_TEXT, "state", "of a technique" },
	{ FIELD_EVIDENCE, "evidence", NULL },
	{ FIELD_TEXT, "techniques", "of these it is, or how many these are" },
	{ FIELD_NUMBER, "policy", "controls that count for a technique" },
	{ FIELD_NUMBER, "detection", NULL }, { FIELD_NUMBER, "test", NULL },
	{ FIELD_TEXT, "aliases", NULL },
	{ FIELD_TEXTS, "matched", "where the words stand" }, END };

const struct field lint_head[] = {
	{ FIELD_TEXT, "context", "what the ids were checked against" },
	{ FIELD_OBJECT, "checked", "how much was read" },
	{ FIELD_OBJECT, "definitions", "by which definitions it was read" }, END };

const struct field lint_item[] = {
	{ FIELD_TEXT, "rule", "what is wrong" },
	{ FIELD_TEXT, "level", "error, warning or note" },
	{ FIELD_TEXT, "message", NULL }, { FIELD_NUMBER, "line", NULL },
	{ FIELD_NUMBER, "column", NULL }, { FIELD_TEXT, "title", NULL },
	{ FIELD_TEXT, "control", NULL }, { FIELD_TEXT, "technique", NULL },
	{ FIELD_TEXT, "successor", "the id to write instead" },
	{ FIELD_FLAG, "fixable", "`sextant lint --fix` would mend it" }, END };

void
tell_search(const cJSON *full, struct telling *to)
{
	static const char *const kept[] = { "kind", "found", "shown", NULL };
	const cJSON *r, *i;
	cJSON *item, *kinds;

	buf_printf(&to->answer, "%lld found", member_number(full, "found"));
	if (member_text(full, "instead") != NULL)
		buf_printf(&to->answer, ", of \"%s\" instead",
		    member_text(full, "instead"));
	buf_printf(&to->answer, "; here are the best %lld, the best kind first",
	    member_number(full, "shown"));
	buf_puts(&to->definition, "Numbers of a technique are controls of each kind, of "
	    "whom `whose` says, that name this very one (definition exact). " EVIDENCE_MEANS);
	kinds = member_pick_all(member_get(full, "results"), kept);
	cJSON_AddItemToObject(to->head, "results", kinds);
	field_add(to->head, full, search_head);
	cJSON_ArrayForEach(r, member_get(full, "results"))
		cJSON_ArrayForEach(i, member_get(r, "items")) {
			item = cJSON_CreateObject();
			member_copy(item, r, "kind");
			field_add(item, i, search_item);
			cJSON_AddItemToArray(to->items, item);
		}
}

void
tell_lint(const cJSON *full, struct telling *to)
{
	const cJSON *r;
	struct buf b = BUF_INIT;
	cJSON *attack;
	int n = cJSON_GetArraySize(member_get(full, "results"));

	buf_printf(&to->answer, n == 0 ? "Nothing is wrong with its ids"
	    : "%d finding%s", n, n == 1 ? "" : "s");
	buf_printf(&to->answer, " (%s)", member_text_or(full, "context", ""));
	buf_puts(&to->definition, "Only ids of ATT&CK and what stands beside them are "
	    "checked, not whether the rule detects anything.");
	attack = cJSON_AddArrayToObject(to->head, "attack");
	cJSON_ArrayForEach(r, member_get(full, "attack")) {
		domain_put(&b, member_text_or(r, "domain", ""),
		    member_text_or(r, "version", ""));
		cJSON_AddItemToArray(attack, cJSON_CreateString(buf_str(&b)));
		buf_reset(&b);
	}
	buf_free(&b);
	field_add(to->head, full, lint_head);
	cJSON_ArrayForEach(r, member_get(full, "results"))
		tell_item(to, NULL, r, lint_item);
}
