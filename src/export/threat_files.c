/* One group, campaign or software for other programs. */
#include "export/threat_files.h"

#include "base/escape.h"
#include "export_parts.h"
#include "value/member.h"
#include "value/value.h"
#include "words/words.h"

static void
copy_true(cJSON *to, const cJSON *from, const char *const *names)
{
	for (; *names != NULL; names++)
		export_api_as(to, *names, from, *names);
}

static cJSON *
new_used(const cJSON *use)
{
	static const char *const kept[] = { "id", "name", "parent_name",
		"tactics", NULL };
	static const char *const counts[] = { "reason", "policy", "detection",
		"test", "available", "evidence", "priority", "visible", "why",
		"moved_version", "moved_id", NULL };
	const cJSON *cell = member_get(use, "cell"), *answer;
	cJSON *one = cJSON_CreateObject(), *list;

	copy_true(one, cell, kept);
	export_api_as(one, "state", use, "state");
	export_api_as(one, "via", use, "via_id");
	export_api_as(one, "via_more", use, "via_more");
	copy_true(one, cell, counts);
	list = cJSON_CreateArray();
	cJSON_ArrayForEach(answer, member_get(cell, "answers"))
		cJSON_AddItemToArray(list, export_api_rule(answer));
	if (list->child != NULL)
		cJSON_AddItemToObject(one, "answers", list);
	else
		cJSON_Delete(list);
	export_api_as(one, "more_answers", cell, "more_answers");
	answer = member_get(cell, "best_public");
	if (cJSON_IsObject(answer)) {
		cJSON_AddItemToObject(one, "closer", export_api_rule(answer));
		export_api_as(one, "more_closers", answer, "others");
	}
	return one;
}

static void
add_used_all(cJSON *to, const cJSON *part)
{
	static const char *const kept[] = { "version", "newer_version", "basis",
		"of", "answered", "covered", "thin", "moved", "open", "out",
		"adopt", NULL };
	cJSON *list;
	const cJSON *use;

	copy_true(to, part, kept);
	list = cJSON_AddArrayToObject(to, "techniques");
	cJSON_ArrayForEach(use, member_get(part, "uses"))
		cJSON_AddItemToArray(list, new_used(use));
}

static cJSON *
new_domain(const cJSON *part)
{
	const cJSON *software = member_get(part, "by_software");
	cJSON *one = cJSON_CreateObject();

	export_api_as(one, "id", part, "domain");
	export_api_as(one, "name", part, "domain_name");
	add_used_all(one, part);
	if (cJSON_IsObject(software))
		add_used_all(cJSON_AddObjectToObject(one, "by_software"),
		    software);
	return one;
}

static void
add_related(cJSON *model, const cJSON *actor)
{
	cJSON *related = cJSON_AddArrayToObject(model, "related");
	cJSON *to, *list, *one;
	const cJSON *link, *other;

	cJSON_ArrayForEach(link, member_get(actor, "links")) {
		to = cJSON_CreateObject();
		export_api_as(to, "relation", link, "relation");
		list = cJSON_AddArrayToObject(to, "others");
		cJSON_ArrayForEach(other, member_get(link, "others")) {
			one = cJSON_CreateObject();
			export_api_as(one, "id", other, "other_id");
			export_api_as(one, "name", other, "other_name");
			export_api_as(one, "answered", other, "other_answered");
			export_api_as(one, "of", other, "other_of");
			cJSON_AddItemToArray(list, one);
		}
		cJSON_AddItemToArray(related, to);
	}
}

cJSON *
threat_files_head(const cJSON *site)
{
	return export_api_head("threat", site);
}

cJSON *
threat_files_json(const cJSON *actor, const cJSON *site,
    const char *definitions)
{
	static const char *const kept[] = { "id", "kind", "name", "url", NULL };
	static const char *const said[] = { "other_names", "origin", "victims",
		"sectors", "described_by", NULL };
	cJSON *model = threat_files_head(site), *list;
	struct buf page = BUF_INIT;
	const cJSON *part;

	copy_true(model, actor, kept);
	buf_printf(&page, "threats/%s.html", member_string(actor, "id"));
	member_take_buf(model, "page", &page);
	copy_true(model, actor, said);
	cJSON_AddStringToObject(model, "definitions", definitions);
	list = cJSON_AddArrayToObject(model, "domains");
	cJSON_ArrayForEach(part, member_get(actor, "parts"))
		cJSON_AddItemToArray(list, new_domain(part));
	add_related(model, actor);
	export_api_turns(model, member_get(actor, "turns"));
	return model;
}

/* "Rule (Source)" */
static void
put_rule(struct buf *b, const cJSON *rule)
{
	buf_printf(b, "%s%s (%s)", b->len > 0 ? "; " : "",
	    member_string(rule, "rule"), member_string(rule, "from"));
}

static void
put_cell_text(struct buf *out, const char *text)
{
	escape_csv(out, text != NULL ? text : "");
	buf_putc(out, ',');
}

static void
put_member(struct buf *out, const cJSON *from, const char *name)
{
	const cJSON *value = member_get(from, name);

	put_cell_text(out, cJSON_IsFalse(value) ? NULL : value_text(value));
}

static void
put_row(struct buf *out, const cJSON *part, const cJSON *use)
{
	const cJSON *cell = member_get(use, "cell"), *answer, *closer;
	struct buf b = BUF_INIT;
	size_t i;

	put_member(out, part, "domain");
	put_member(out, cell, "id");
	put_member(out, cell, "name");
	member_put_joined(&b, member_get(cell, "tactics"), ";");
	put_cell_text(out, buf_str(&b));
	put_member(out, use, "state");
	put_member(out, use, "via_id");
	for (i = 0; i < CONTROL_KINDS; i++)
		put_member(out, cell, control_kinds[i]);
	put_member(out, member_get(cell, "available"),
	    kind_name(KIND_DETECTION));
	put_member(out, cell, "evidence");
	put_member(out, cell, "visible");
	buf_reset(&b);
	cJSON_ArrayForEach(answer, member_get(cell, "answers"))
		put_rule(&b, answer);
	put_cell_text(out, buf_str(&b));
	closer = member_get(cell, "best_public");
	buf_reset(&b);
	if (cJSON_IsObject(closer))
		put_rule(&b, closer);
	put_cell_text(out, buf_str(&b));
	put_member(out, closer, "evidence");
	put_member(out, closer, "runs_word");
	put_member(out, closer, "href");
	escape_csv(out, cJSON_IsString(member_get(part, "basis"))
	    ? member_string(part, "basis") : "");
	buf_puts(out, "\r\n");
	buf_free(&b);
}

void
threat_files_csv(const cJSON *actor, struct buf *out)
{
	const cJSON *part, *use;

	buf_puts(out, "domain,technique,name,tactics,state,via,policy,detection,"
	    "test,available,evidence,visible,answered_by,closer,"
	    "closer_evidence,closer_runs,closer_url,basis\r\n");
	cJSON_ArrayForEach(part, member_get(actor, "parts"))
		cJSON_ArrayForEach(use, member_get(part, "uses"))
			put_row(out, part, use);
}

cJSON *
threat_files_layer(struct layers *all, const cJSON *actor, const cJSON *part,
    const char *definitions, const char *base)
{
	cJSON *threat = cJSON_CreateObject(), *list, *one, *layer;
	const char *id = member_string(actor, "id");
	struct layer_options o = { .by = LAYER_THREAT, .threat = threat,
		.domain = member_string(part, "domain"), .base = base };
	const cJSON *use;

	cJSON_AddStringToObject(threat, "definitions", definitions);
	list = cJSON_AddArrayToObject(threat, "targets");
	one = cJSON_CreateObject();
	cJSON_AddStringToObject(one, "id", id);
	export_api_as(one, "name", actor, "name");
	cJSON_AddItemToArray(list, one);
	list = cJSON_AddArrayToObject(threat, "techniques");
	cJSON_ArrayForEach(use, member_get(part, "uses")) {
		one = cJSON_CreateObject();
		export_api_as(one, "id", member_get(use, "cell"), "id");
		export_api_as(one, "domain", part, "domain");
		export_api_as(one, "state", use, "state");
		cJSON_AddItemToArray(cJSON_AddArrayToObject(one, "targets"),
		    cJSON_CreateString(id));
		if (member_string(use, "via_id") != NULL)
			cJSON_AddItemToArray(cJSON_AddArrayToObject(one,
			    "via"), cJSON_CreateString(member_string(use,
			    "via_id")));
		cJSON_AddItemToArray(list, one);
	}
	layer = layers_make(all, &o);
	cJSON_Delete(threat);
	return layer;
}
