/* What several tools tell alike. */
#include "tell.h"

#include "value/member.h"
#include "words/words.h"

void
tell_domains(struct buf *out, const cJSON *domains)
{
	const cJSON *d;

	cJSON_ArrayForEach(d, domains) {
		buf_printf(out, "%s%s", d == domains->child ? "" : ". ",
		    member_text_or(d, "text", ""));
		if (member_text(d, "why") != NULL)
			buf_printf(out, ". Why: %s", member_text(d, "why"));
	}
}

cJSON *
tell_item(struct telling *to, const char *item, const cJSON *row,
    const struct field *fields)
{
	cJSON *one = cJSON_CreateObject();

	member_add_text(one, "item", item);
	field_add(one, row, fields);
	cJSON_AddItemToArray(to->items, one);
	return one;
}

void
tell_one_domain(struct telling *to, const cJSON *domains)
{
	cJSON *item;

	if (cJSON_GetArraySize(domains) > 1)
		return;
	cJSON_ArrayForEach(item, to->items)
		cJSON_DeleteItemFromObjectCaseSensitive(item, "domain");
}

void
tell_controls(cJSON *to, const char *name, const cJSON *controls, int most)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *c;
	struct buf b = BUF_INIT;

	cJSON_ArrayForEach(c, controls) {
		if (most-- == 0)
			break;
		buf_reset(&b);
		buf_printf(&b, "%s: %s", member_text_or(c, "source", ""),
		    member_text_or(c, "title", ""));
		if (member_kind(c) == KIND_DETECTION)
			buf_printf(&b, " (%s%s%s)",
			    evidence_name(member_evidence(c)),
			    member_text(c, "runs") == NULL ? "" : ", runs: ",
			    member_text_or(c, "runs", ""));
		else
			buf_printf(&b, " (%s)", member_text_or(c, "kind", ""));
		cJSON_AddItemToArray(list, cJSON_CreateString(buf_str(&b)));
	}
	buf_free(&b);
	if (list->child != NULL)
		cJSON_AddItemToObject(to, name, list);
}
