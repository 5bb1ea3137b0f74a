/* Controls and the techniques that they answer, as a bundle of STIX 2.1. */
#include <string.h>

#include "base/digest.h"
#include "base/escape.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/moment.h"
#include "base/str.h"
#include "count/controls_list.h"
#include "count/provenance.h"
#include "export/export.h"
#include "export_parts.h"
#include "model/model.h"
#include "value/lines.h"
#include "value/member.h"
#include "words/words.h"

enum { DEPTH = 2 }; /* a line an object */
static const double stix_version = 2.1;

/* Rules without a text here, and controls that ATT&CK has itself. */
struct left {
	long long published, other, attack, none;
};

struct bundle {
	struct catalog *c;
	const cJSON *site, *texts;
	cJSON *objects, *stix; /* the STIX id of "enterprise T1003" */
	char author[sizeof("identity--") + DIGEST_UUID];
	struct left left;
};

/* Adds the id of an object of that type, which stands for name. */
static void
add_stix_id(cJSON *object, const char *type, const char *name)
{
	char uuid[DIGEST_UUID + 1];
	struct buf b = BUF_INIT;

	digest_uuid(type, name, uuid);
	buf_printf(&b, "%s--%s", type, uuid);
	member_take_buf(object, "id", &b);
}

static cJSON *
new_object(const char *type, const char *name)
{
	cJSON *object = cJSON_CreateObject();
	struct buf version = BUF_INIT;

	member_add_text(object, "type", type);
	buf_printf(&version, "%.1f", stix_version);
	member_take_buf(object, "spec_version", &version);
	add_stix_id(object, type, name);
	return object;
}

/* Adds when it was made and changed: as the control says, or when its source was
 * fetched, or ATT&CK. */
static void
add_times(cJSON *to, const cJSON *site, const cJSON *control,
    const char *fetched)
{
	char first[DATE_LEN + 1], last[DATE_LEN + 1];
	const char *date = member_string(control, "date");
	const char *modified = member_string(control, "modified");
	struct buf b = BUF_INIT;
	bool dated = moment_last_day(NULL, date, first) ||
	    moment_last_day(modified, NULL, first);
	bool changed = moment_last_day(modified, date, last);

	export_put_moment(&b, site, dated ? first : fetched);
	member_take_buf(to, "created", &b);
	export_put_moment(&b, site, !dated ? fetched : changed &&
	    strcmp(last, first) > 0 ? last : first);
	member_take_buf(to, "modified", &b);
}

static void
add_author(struct bundle *b)
{
	const char *title = member_text_or(b->site, "title", "");
	cJSON *author = new_object("identity", title);
	struct buf text = BUF_INIT;

	str_copy(b->author, sizeof(b->author), member_string(author, "id"));
	add_times(author, b->site, NULL, NULL);
	escape_line(&text, title);
	member_add_text(author, "name", text.len > 0 ? buf_str(&text)
	    : member_text_or(b->site, "generator", ""));
	buf_reset(&text);
	buf_printf(&text, "Coverage of ATT&CK, by %s.",
	    member_text_or(b->site, "generator", ""));
	if (member_get(b->site, "sample") != NULL)
		buf_puts(&text, " SAMPLE: made from sample data.");
	member_take_buf(author, "description", &text);
	member_add_text(author, "identity_class", "system");
	cJSON_AddItemToArray(b->objects, author);
}

/* The id that MITRE's bundle has for a technique of that domain; NULL: none. */
static const char *
stix_of(struct bundle *b, const char *domain, const char *id)
{
	struct buf name = BUF_INIT;
	cJSON *rows = NULL;
	const cJSON *row;
	const char *found;

	buf_printf(&name, "%s %s", domain, id);
	found = member_string(b->stix, buf_str(&name));
	if (found == NULL && catalog_rows(b->c, Q_TECHNIQUE, id, &rows) == 0)
		cJSON_ArrayForEach(row, rows)
			if (found == NULL && str_equal(domain,
			    member_string(row, "domain"))) {
				member_add_text(b->stix, buf_str(&name),
				    member_string(row, "stix"));
				found = member_string(b->stix, buf_str(&name));
			}
	cJSON_Delete(rows);
	buf_free(&name);
	return found;
}

static void
add_relation(struct bundle *b, const cJSON *from, const char *type,
    const char *to)
{
	struct buf name = BUF_INIT;
	const char *source = member_string(from, "id");
	cJSON *r;

	buf_printf(&name, "%s %s %s", source, type, to);
	r = new_object("relationship", buf_str(&name));
	member_copy(r, from, "created_by_ref");
	member_copy(r, from, "created");
	member_copy(r, from, "modified");
	member_add_text(r, "relationship_type", type);
	member_add_text(r, "source_ref", source);
	member_add_text(r, "target_ref", to);
	cJSON_AddItemToArray(b->objects, r);
	buf_free(&name);
}

static void
add_relations(struct bundle *b, const cJSON *from, const char *type,
    const cJSON *source, const cJSON *control)
{
	const char *domain = member_string(source, "domain"), *to;
	const cJSON *id;

	cJSON_ArrayForEach(id, member_get(control, "techniques")) {
		to = stix_of(b, domain, id->valuestring);
		if (to != NULL && str_has_prefix(to, "attack-pattern--"))
			add_relation(b, from, type, to);
	}
}

/* Where its source has it. */
static void
add_reference(cJSON *to, const cJSON *source, const cJSON *control)
{
	const char *url = member_string(control, "url");
	cJSON *one = cJSON_CreateObject();
	struct buf b = BUF_INIT;

	escape_line(&b, member_text_or(source, "title",
	    member_string(source, "id")));
	member_take_buf(one, "source_name", &b);
	member_add_text(one, "external_id", member_string(control, "id"));
	if (url != NULL && str_has_prefix(url, "http")) {
		escape_url(&b, url);
		member_take_buf(one, "url", &b);
	}
	if (member_get(one, "source_name") == NULL || one->child->next == NULL) {
		cJSON_Delete(one);
		return;
	}
	cJSON_AddItemToArray(cJSON_AddArrayToObject(to, "external_references"),
	    one);
}

/* An object of a control; name in words. */
static cJSON *
new_control_object(const struct bundle *b, const char *type,
    const cJSON *source, const cJSON *control, const char *name)
{
	struct buf key = BUF_INIT, text = BUF_INIT;
	const char *fetched = member_string(source, "accessed");
	cJSON *object;

	buf_printf(&key, "%s %s", member_string(source, "id"),
	    member_text_or(control, "id", ""));
	if (member_get(control, "id") == NULL)
		buf_printf(&key, "%s %s", member_text_or(control, "path", ""),
		    member_text_or(control, "title", ""));
	object = new_object(type, buf_str(&key));
	member_add_text(object, "created_by_ref", b->author);
	add_times(object, b->site, control, fetched);
	escape_line(&text, name);
	member_take_buf(object, "name", &text);
	add_reference(object, source, control);
	buf_free(&key);
	return object;
}

/* What is known of a rule: "Detection rule of Our rules; level high; evidence E3." */
static void
describe_rule(cJSON *to, const cJSON *source, const cJSON *control)
{
	static const char *const said[] = { "level", "status", NULL };
	struct buf b = BUF_INIT;
	size_t i;

	buf_puts(&b, "Detection rule of ");
	escape_line(&b, member_text_or(source, "title",
	    member_string(source, "id")));
	for (i = 0; said[i] != NULL; i++)
		if (member_get(control, said[i]) != NULL)
			buf_printf(&b, "; %s %s", said[i],
			    member_text(control, said[i]));
	buf_printf(&b, "; evidence %s.",
	    evidence_name(member_evidence(control)));
	member_take_buf(to, "description", &b);
}

static void
take_policy(struct bundle *b, const cJSON *source, const cJSON *control)
{
	const char *id = member_string(control, "id");
	const char *title = member_text_or(control, "title", "");
	struct buf name = BUF_INIT;
	cJSON *object;

	if (id != NULL && !str_equal(id, title))
		buf_printf(&name, "%s ", id);
	buf_puts(&name, title);
	object = new_control_object(b, "course-of-action", source, control,
	    buf_str(&name));
	buf_reset(&name);
	buf_puts(&name, "Control of ");
	escape_line(&name, member_text_or(source, "title", ""));
	buf_printf(&name, "; names %lld of %lld techniques in scope.",
	    member_number(control, "names"), member_number(control, "of"));
	member_add_text(object, "description", buf_str(&name));
	cJSON_AddItemToArray(b->objects, object);
	add_relations(b, object, "mitigates", source, control);
	buf_free(&name);
}

static void
take_indicator(struct bundle *b, const cJSON *source, const cJSON *control)
{
	const char *text = member_string(member_get(b->texts,
	    member_string(source, "id")), member_text_or(control, "path", ""));
	cJSON *object;

	if (text == NULL) {
		if (member_whose(control) == WHOSE_YOURS)
			b->left.other++;
		else
			b->left.published++;
		return;
	}
	object = new_control_object(b, "indicator", source, control,
	    member_text_or(control, "title", ""));
	describe_rule(object, source, control);
	member_add_text(object, "pattern", text);
	member_add_text(object, "pattern_type", "sigma");
	member_add_text(object, "valid_from", member_string(object, "created"));
	cJSON_AddItemToArray(b->objects, object);
	add_relations(b, object, "indicates", source, control);
}

/* The controls of a source that count and name a technique. */
static int
take_controls_of(struct bundle *b, const struct catalog_selection *s,
    const cJSON *source)
{
	struct controls_asked asked = { .kind = member_kind(source) };
	struct catalog_selection one = *s;
	const cJSON *list, *control;

	one.sources = (struct strs){ 0 };
	strs_add(&one.sources, member_string(source, "id"));
	list = controls_list(b->c, &one, &asked);
	strs_free(&one.sources);
	if (list == NULL)
		return -1;
	cJSON_ArrayForEach(control, member_get(list, "controls")) {
		if (member_get(control, "techniques")->child == NULL)
			b->left.none++;
		else if (asked.kind == KIND_DETECTION)
			take_indicator(b, source, control);
		else if (export_is_attack(b->site, source))
			b->left.attack++;
		else
			take_policy(b, source, control);
	}
	return 0;
}

static void
say_left(cJSON *left, long long n, const char *why)
{
	struct buf b = BUF_INIT;

	if (n == 0)
		return;
	buf_printf(&b, "%lld %s", n, why);
	cJSON_AddItemToArray(left, cJSON_CreateString(buf_str(&b)));
	buf_free(&b);
}

int
export_stix(struct catalog *c, const struct catalog_selection *selection,
    const cJSON *texts, cJSON *left, struct buf *out)
{
	struct bundle b = { .c = c, .site = model_overview(c, selection),
		.texts = texts, .objects = cJSON_CreateArray(),
		.stix = cJSON_CreateObject() };
	cJSON *model = cJSON_CreateObject();
	struct buf name = BUF_INIT;
	const cJSON *source;

	if (b.site == NULL)
		return -1;
	add_author(&b);
	cJSON_ArrayForEach(source, member_get(b.site, "sources"))
		if ((member_kind(source) == KIND_POLICY ||
		    member_kind(source) == KIND_DETECTION) &&
		    provenance_has(source, selection) &&
		    take_controls_of(&b, selection, source) == -1)
			return -1;
	say_left(left, b.left.published, "public rules: their publishers have the "
	    "texts");
	say_left(left, b.left.other, "rules of yours that are no Sigma, or are "
	    "not alone in a file here");
	say_left(left, b.left.attack, "of ATT&CK's own mitigations");
	say_left(left, b.left.none, "that name no technique in scope");
	if (b.objects->child->next == NULL) {
		log_error("no control that STIX can have is in the selection: a "
		    "bundle would be empty");
		return -1;
	}
	member_add_text(model, "type", "bundle");
	buf_printf(&name, "%s ", member_text_or(b.site, "inputs", ""));
	provenance_put_selection(&name, selection);
	add_stix_id(model, "bundle", buf_str(&name));
	buf_free(&name);
	cJSON_AddItemToObject(model, "objects", b.objects);
	lines_print(model, DEPTH, out);
	return 0;
}
