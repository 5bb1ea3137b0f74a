/* What is told of gaps, and of threats. */
#include "tell.h"
#include "value/member.h"
#include "words/words.h"

const struct field gaps_head[] = {
	{ FIELD_TEXT, "kind", "of the controls that are missing" },
	{ FIELD_LIST, "domains", "of (techniques in scope), covered, single (of these: "
	    "with one control), gaps, more (gaps for which something is available), out "
	    "(of scope)" },
	{ FIELD_OBJECT, "filter", "what the techniques were chosen by" },
	{ FIELD_TEXTS, "moved_ids", "ids that a newer ATT&CK has replaced: no gaps" },
	END };

const struct field gaps_item[] = {
	{ FIELD_TEXT, "id", NULL }, { FIELD_TEXT, "name", NULL },
	{ FIELD_TEXT, "parent_name", NULL }, { FIELD_TEXT, "domain", NULL },
	{ FIELD_TEXT, "state", "gap: no control counts; single: one does" },
	{ FIELD_TEXTS, "tactics", NULL },
	{ FIELD_NUMBER, "groups", "how many use it" },
	{ FIELD_NUMBER, "campaigns", NULL }, { FIELD_NUMBER, "software", NULL },
	{ FIELD_NUMBER, "priority", NULL },
	{ FIELD_NUMBER, "yours", "controls of the kind" },
	{ FIELD_NUMBER, "available", "public ones of the kind: none of them runs here" },
	{ FIELD_COUNT, "policy", "controls that are counted, of each kind" },
	{ FIELD_COUNT, "detection", NULL }, { FIELD_COUNT, "test", NULL },
	{ FIELD_COUNT, "parent", "controls that name only its parent" },
	{ FIELD_COUNT, "subs", "controls that name only its sub-techniques" },
	{ FIELD_TEXT, "elsewhere_text", "what is not counted, but known" },
	{ FIELD_TEXT, "why_text", "why it is a gap" },
	{ FIELD_TEXT, "missing_text", "logs that are not collected" },
	{ FIELD_TEXT, "adopt_text", "what could be adopted: it runs on the logs "
	    "collected" }, END };

static const struct field domain_fields[] = {
	{ FIELD_TEXT, "id", NULL }, { FIELD_TEXT, "version", NULL },
	{ FIELD_NUMBER, "of", NULL }, { FIELD_NUMBER, "covered", NULL },
	{ FIELD_NUMBER, "single", NULL }, { FIELD_NUMBER, "gaps", NULL },
	{ FIELD_NUMBER, "more", NULL }, { FIELD_NUMBER, "answered", NULL },
	{ FIELD_NUMBER, "thin", NULL }, { FIELD_NUMBER, "open", NULL },
	{ FIELD_NUMBER, "moved", NULL }, { FIELD_NUMBER, "out", NULL }, END };

const struct field threat_head[] = {
	{ FIELD_TEXT, "kind", "of the controls that answer" },
	{ FIELD_LIST, "targets", "what was asked about" },
	{ FIELD_LIST, "domains", "of = covered + thin + open + moved; answered = covered + "
	    "thin; out (of scope) is in none of these" },
	{ FIELD_LIST, "found", "what the text names, and where" },
	{ FIELD_LIST, "told", "what became of ids that were named" }, END };

const struct field threat_item[] = {
	{ FIELD_TEXT, "id", NULL }, { FIELD_TEXT, "name", NULL },
	{ FIELD_TEXT, "parent_name", NULL }, { FIELD_TEXT, "domain", NULL },
	{ FIELD_TEXT, "state", "open, thin, moved, covered or out (of scope)" },
	{ FIELD_TEXTS, "tactics", NULL },
	{ FIELD_TEXTS, "via", "campaigns or software that alone use it" },
	{ FIELD_NUMBER, "used_by", "how many of the targets" },
	{ FIELD_NUMBER, "yours", "controls of the kind" },
	{ FIELD_NUMBER, "available", "public ones of the kind: none of them runs here" },
	{ FIELD_NUMBER, "policy", "controls that are counted" },
	{ FIELD_NUMBER, "detection", NULL }, { FIELD_NUMBER, "test", NULL },
	{ FIELD_EVIDENCE, "evidence", "the best of the kind" },
	{ FIELD_TEXTS, "answered_by", "controls that answer it" },
	{ FIELD_TEXTS, "closed_by", "controls that would close it, if they were run" },
	{ FIELD_TEXTS, "strategies", "how MITRE would detect it" },
	{ FIELD_TEXT, "moved_id", "what has replaced it in a newer ATT&CK" }, END };

static void
tell_figures(const cJSON *full, struct telling *to)
{
	cJSON *list = cJSON_AddArrayToObject(to->head, "domains");
	const cJSON *d;

	cJSON_ArrayForEach(d, member_get(full, "domains"))
		cJSON_AddItemToArray(list, field_pick(d, domain_fields));
	tell_domains(&to->answer, member_get(full, "domains"));
	member_copy(to->head, full, "kind");
}

/* "Of techniques of APT29, Credential Access: " */
static void
put_bounds(struct buf *out, const cJSON *filter)
{
	static const char *const lists[] = { "users", "tactics" };
	const cJSON *one;
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		cJSON_ArrayForEach(one, member_get(filter, lists[i]))
			buf_printf(out, "%s%s", out->len == 0
			    ? "Of techniques of " : ", ",
			    member_text_or(one, "name", ""));
	buf_puts(out, out->len == 0 ? "" : ": ");
}

void
tell_gaps(const cJSON *full, struct telling *to)
{
	const cJSON *t;
	cJSON *item;

	buf_puts(&to->definition, "A gap is an active technique in scope for which no "
	    "control of the kind counts. " COUNTS_FOR);
	put_bounds(&to->answer, member_get(full, "filter"));
	tell_figures(full, to);
	member_copy(to->head, full, "filter");
	if (member_get(full, "moved") != NULL &&
	    member_get(full, "moved")->child != NULL)
		cJSON_AddItemToObject(to->head, "moved_ids",
		    member_column(member_get(full, "moved"), "id"));
	cJSON_ArrayForEach(t, member_get(full, "techniques")) {
		item = tell_item(to, NULL, t, gaps_item);
		member_add_text(item, "elsewhere_text",
		    member_text(member_get(t, "elsewhere"), "text"));
	}
	tell_one_domain(to, member_get(full, "domains"));
}

/* A target, with the number of its techniques in place of these. */
static cJSON *
new_target(const cJSON *target)
{
	static const char *const kept[] = { "word", "kind", "id", "name", "format",
		"url", "taken_for", NULL };
	cJSON *t = member_pick(target, kept);
	const cJSON *through = member_get(target, "through");

	member_add_number(t, "techniques",
	    cJSON_GetArraySize(member_get(target, "techniques")));
	if (through != NULL && through->child != NULL)
		cJSON_AddItemToObject(t, "through", member_column(through, "name"));
	return t;
}

/* "G0016 APT29, " or "standard input, " in front of what is said of them. */
static void
put_target(struct buf *out, const cJSON *target)
{
	const char *id = member_text(target, "id");

	buf_puts(out, out->len > 0 ? ", " : "");
	if (id != NULL)
		buf_printf(out, "%s %s", id, member_text_or(target, "name", ""));
	else
		buf_puts(out, member_text_or(target, "file",
		    member_text_or(target, "name", "the text")));
	if (target->next == NULL)
		buf_puts(out, ": ");
}

static void
tell_threatened(const cJSON *t, struct telling *to)
{
	cJSON *item = tell_item(to, NULL, t, threat_item);

	tell_controls(item, "answered_by", member_get(t, "answers"), 3);
	tell_controls(item, "closed_by", member_get(t, "closers"), 3);
	if (member_number(item, "used_by") == 1)
		cJSON_DeleteItemFromObjectCaseSensitive(item, "used_by");
}

void
tell_threat(const cJSON *full, struct telling *to)
{
	static const char *const kept[] = { "found", "told", NULL };
	cJSON *targets = cJSON_AddArrayToObject(to->head, "targets");
	const cJSON *t;

	buf_puts(&to->definition, member_text_or(full, "definitions", ""));
	buf_puts(&to->definition, ". In the answer's sentence, what is thin is covered, "
	    "too; as a state a technique is the one or the other. " COUNTS_FOR);
	cJSON_ArrayForEach(t, member_get(full, "targets")) {
		cJSON_AddItemToArray(targets, new_target(t));
		put_target(&to->answer, t);
	}
	tell_figures(full, to);
	cJSON_ArrayForEach(t, member_get(full, "techniques"))
		tell_threatened(t, to);
	tell_one_domain(to, member_get(full, "domains"));
	if (cJSON_GetArraySize(member_get(full, "found")) > 0 ||
	    cJSON_GetArraySize(member_get(full, "told")) > 0)
		member_copy_all(to->head, full, kept);
}
