/* One control, and all that is known of it. */
#include "model/control.h"

#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "count/breadth.h"
#include "count/needs.h"
#include "count/perspective.h"
#include "crosswalk/crosswalk.h"
#include "model/bases.h"
#include "model/matrix.h"
#include "twins.h"
#include "value/member.h"
#include "value/value.h"
#include "words/words.h"

/* A control that counts for more techniques than this is about none of them. */
enum { RELATED_MAX = 20 };

/* Why no mapping of it counts, whatever it names; NULL: nothing is against it. */
static const char *
why_none(const cJSON *k)
{
	if (member_string(k, "silent") != NULL)
		return member_string(k, "silent");
	if (member_string(k, "replaced") != NULL)
		return member_string(k, "replaced");
	if (member_number(k, "counts") != 0)
		return NULL;
	if (member_lifecycle(k) != LIFECYCLE_ACTIVE)
		return member_string(k, "lifecycle");
	return member_number(k, "catch_all") != 0
	    ? member_string(k, "catch_all_words")
	    : perspective_excluded(member_whose(k));
}

/* Why this one does not count; NULL: it does. */
static const char *
why_not_pair(const cJSON *m, const char *why)
{
	if (member_get(m, "counted") != NULL)
		return NULL;
	if (why != NULL)
		return why;
	if (member_get(m, "merged") != NULL)
		return "counted by another id that it names";
	if (member_get(m, "aside") != NULL)
		return "for none of the platforms in scope";
	return member_get(m, "newer") != NULL ? "known to a newer ATT&CK only"
	    : member_string(m, "outcome");
}

static int
add_mappings(struct catalog *c, cJSON *one, long long pk)
{
	static const char *const kept[] = { "tagged", "outcome",
		"technique", "technique_id", "technique_name", "evidence", "note", "score",
		"framework", "framework_title", "framework_url", NULL };
	cJSON *list = cJSON_AddArrayToObject(one, "mappings"), *rows, *m;
	long long counts = 0;
	const cJSON *row;

	if (catalog_rows_of(c, Q_CONTROL_MAPPINGS, pk, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		m = member_pick(row, kept);
		cJSON_AddItemToArray(list, m);
		member_add_flag(m, "moved",
		    member_string(row, "technique_id") != NULL &&
		    !str_equal(member_string(row, "technique_id"),
		    member_string(row, "tagged")));
		member_add_flag(m, "counted", member_get(row, "counted") != NULL);
		member_add_text(m, "not_counted",
		    why_not_pair(row, member_string(one, "why")));
		counts += member_get(row, "counted") != NULL;
	}
	member_add_number(one, "counts", counts);
	cJSON_Delete(rows);
	return 0;
}

static void
add_verdict(cJSON *one)
{
	long long n = member_number(one, "counts");
	const char *why = member_string(one, "why");
	bool named = member_get(one, "mappings")->child != NULL;
	struct buf b = BUF_INIT;

	if (n > 0)
		buf_printf(&b, "counts for %lld technique%s", n,
		    n == 1 ? "" : "s");
	else
		buf_printf(&b, "does not count: %s", why != NULL ? why
		    : named ? "none of its ids is a technique that it counts "
		    "for" : "it names no technique");
	member_take_buf(one, "verdict", &b);
}

/* "E4 on T1204.002": from E3 on a level is of a pair. */
static void
add_evidence(cJSON *one, enum evidence level)
{
	struct buf b = BUF_INIT;
	const char *between = " on ";
	const cJSON *m;

	matrix_add_evidence(one, level);
	member_add_text(one, "evidence_name", evidence_name(level));
	buf_puts(&b, evidence_name(level));
	cJSON_ArrayForEach(m, member_get(one, "mappings")) {
		if (level < E3 || member_evidence(m) != level ||
		    member_string(m, "technique_id") == NULL)
			continue;
		buf_printf(&b, "%s%s", between,
		    member_string(m, "technique_id"));
		between = ", ";
	}
	member_take_buf(one, "evidence_text", &b);
}

/* "PATH:LINE", or the path alone. */
static void
add_file_place(cJSON *to, const char *name, const cJSON *row)
{
	struct buf b = BUF_INIT;

	if (member_string(row, "path") == NULL)
		return;
	buf_puts(&b, member_string(row, "path"));
	if (member_number(row, "line") > 0)
		buf_printf(&b, ":%lld", member_number(row, "line"));
	member_take_buf(to, name, &b);
}

static void
add_proof(cJSON *list, const cJSON *row)
{
	static const char *const kept[] = { "outcome", "test", "test_title",
		NULL };
	cJSON *one = cJSON_CreateObject();
	long long level = member_number(row, "level");
	const char *text = member_string(row, kept[2]);

	cJSON_AddItemToArray(list, one);
	if (level > 0)
		member_add_text(one, "proof_level",
		    evidence_name((enum evidence)level));
	member_copy_all(one, row, kept);
	if (text == NULL)
		text = member_string(row, kept[1]);
	member_add_text(one, "test_text", text != NULL ? text
	    : "test not named");
	member_add_text(one, "day", member_string(row, "date"));
	member_add_text(one, "by_id", member_string(row, "source_id"));
	member_add_text(one, "by_title", member_string(row, "source_title"));
	add_file_place(one, "said_in", row);
	member_add_flag(one, "stands", member_get(row, "stands") != NULL);
	cJSON_AddItemToObject(one, "proved",
	    value_words(member_string(row, "techniques")));
}

static int
add_proofs(struct catalog *c, cJSON *one, long long pk)
{
	cJSON *list = cJSON_AddArrayToObject(one, "proofs"), *rows;
	const cJSON *row;

	if (catalog_rows_of(c, Q_CONTROL_PROOFS, pk, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		add_proof(list, row);
	cJSON_Delete(rows);
	return 0;
}

static bool
is_address_control(const char *text)
{
	return str_has_prefix(text, "https://") ||
	    str_has_prefix(text, "http://");
}

static int
add_lines_control(struct catalog *c, cJSON *one, long long pk)
{
	cJSON *false_positives = cJSON_AddArrayToObject(one,
	    "false_positives");
	cJSON *references = cJSON_AddArrayToObject(one, "references");
	cJSON *rows, *line;
	const cJSON *row;
	const char *what, *text;

	if (catalog_rows_of(c, Q_CONTROL_LINES, pk, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		what = member_string(row, "what");
		text = member_string(row, "text");
		if (str_equal(what, "edit")) {
			member_add_text(one, "edit", text);
			continue;
		}
		line = cJSON_CreateObject();
		member_add_text(line, "text", text);
		member_add_text(line, "address", is_address_control(text)
		    ? text : NULL);
		cJSON_AddItemToArray(str_equal(what, "reference")
		    ? references : false_positives, line);
	}
	cJSON_Delete(rows);
	return 0;
}

/* "high, hunting, E2" */
static void
add_facts_related(cJSON *to, const cJSON *row)
{
	enum evidence level = member_evidence(row);
	struct buf b = BUF_INIT;

	if (member_string(row, "level") != NULL)
		buf_puts(&b, member_string(row, "level"));
	if (member_unusual_type(row) != NULL)
		buf_printf(&b, "%s%s", b.len > 0 ? ", " : "",
		    member_unusual_type(row));
	buf_printf(&b, "%s%s", b.len > 0 ? ", " : "", evidence_name(level));
	member_take_buf(to, "facts", &b);
}

static void
add_related_control(cJSON *technique, const cJSON *row)
{
	cJSON *k = cJSON_CreateObject();

	cJSON_AddItemToArray(member_get(technique, "controls"), k);
	member_copy(k, row, "control");
	member_add_text(k, "name", member_string(row, "title"));
	member_add_text(k, "href", member_string(row, "url"));
	member_add_text(k, "from_id", member_string(row, "source_id"));
	member_add_text(k, "from_title", member_string(row, "source_title"));
	add_facts_related(k, row);
}

static int
add_related_controls(struct catalog *c, cJSON *one, long long pk)
{
	static const char *const kept[] = { "technique_id", "technique_name",
		"count", NULL };
	cJSON *list = cJSON_AddArrayToObject(one, "related"), *rows;
	cJSON *technique = NULL;
	const cJSON *row;

	if (member_number(one, "counts") > RELATED_MAX)
		return 0;
	if (catalog_rows_of(c, Q_RELATED, pk, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		if (technique == NULL ||
		    !str_equal(member_string(technique, "technique_id"),
		    member_string(row, "technique_id"))) {
			technique = member_pick(row, kept);
			cJSON_AddArrayToObject(technique, "controls");
			cJSON_AddItemToArray(list, technique);
		}
		add_related_control(technique, row);
	}
	cJSON_ArrayForEach(technique, list)
		member_add_number_or_false(technique, "more",
		    member_number(technique, "count") -
		    cJSON_GetArraySize(member_get(technique, "controls")));
	cJSON_Delete(rows);
	return 0;
}

/* What it was made from, as of related controls. */
static void
add_made_from(cJSON *one, const cJSON *twins)
{
	cJSON *list = cJSON_AddArrayToObject(one, "made_from"), *k;
	const cJSON *row;

	cJSON_ArrayForEach(row, twins) {
		k = cJSON_CreateObject();
		cJSON_AddItemToArray(list, k);
		member_add_number(k, "control", member_number(row, "twin"));
		member_add_text(k, "name", member_string(row, "title"));
		member_add_text(k, "href", member_string(row, "url"));
		member_add_text(k, "from_id", member_string(row, "source"));
		member_add_text(k, "from_title",
		    member_string(row, "source_title"));
		member_add_text(k, "joined", member_string(row, "by"));
		member_add_flag(k, "has_other_query",
		    member_get(row, "changed") != NULL);
		member_add_flag(k, "gives_techniques",
		    member_get(row, "techniques") != NULL);
	}
}

/* Those that choose it. */
static int
add_baselines(struct catalog *c, cJSON *one, long long pk)
{
	cJSON *rows, *names;

	if (member_kind(one) != KIND_POLICY)
		return 0;
	if (catalog_rows_of(c, Q_CONTROL_BASELINES, pk, &rows) == -1)
		return -1;
	if (rows->child == NULL) {
		cJSON_Delete(rows);
		return 0;
	}
	member_mark_last(rows);
	names = member_column(rows, "name");
	member_add_joined(one, "baseline_list", names);
	cJSON_Delete(names);
	cJSON_AddItemToObject(one, "baselines", rows);
	return 0;
}

/* The logs that it needs. */
static int
add_needs(struct catalog *c, cJSON *one, long long pk)
{
	cJSON *pks;
	struct needs *n;

	if (member_kind(one) != KIND_DETECTION)
		return 0;
	pks = cJSON_CreateArray();
	cJSON_AddItemToArray(pks, cJSON_CreateNumber((double)pk));
	n = needs_open(c, pks);
	cJSON_Delete(pks);
	if (n == NULL)
		return -1;
	needs_add(n, pk, one);
	needs_free(n);
	return 0;
}

/* What it says of itself. */
static cJSON *
new_control_head(cJSON *row, const cJSON *twins)
{
	static const char *const kept[] = { "id", "title", "kind", "source_id",
		"source_title", "?own", "type", "lifecycle", "level", "status",
		"author", "date", "modified", "executor", "?elevated",
		"?cleanup", "whose", "description", "path", "line", "url",
		"bases", "base_of", "made_of", "twins", "from", "copied",
		NULL };
	cJSON *one, *platforms;
	const char *changed = member_string(row, "modified");

	bases_add(row);
	twins_add(row, twins->child);
	twins_add_copy(row);
	one = member_pick(row, kept);
	member_add_text(one, "changed", changed != NULL ? changed
	    : member_string(row, "date"));
	platforms = value_lines(member_string(row, "platforms"));
	member_add_joined(one, "platform_list", platforms);
	cJSON_AddItemToObject(one, "platforms", platforms);
	add_file_place(one, "place", row);
	member_add_text(one, "why", why_none(row));
	return one;
}

static void
add_flags(cJSON *one, const cJSON *site)
{
	static const char *const lists[][2] = { { "mappings", "has_mappings" },
		{ "proofs", "has_proofs" }, { "false_positives",
		"has_false_positives" }, { "references", "has_references" },
		{ "related", "has_related" },
		{ "made_from", "has_made_from" },
		{ "baselines", "has_baselines" } };
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (member_get(one, lists[i][0]) != NULL)
			member_add_flag(one, lists[i][1],
			    member_get(one, lists[i][0])->child != NULL);
	member_add_flag(one, "linked", member_string(one, "url") != NULL);
	member_add_flag(one, "editable", member_string(one, "edit") != NULL);
	member_copy(one, site, "sample");
	member_copy(one, site, "generator");
	member_copy(one, site, "source_basis");
}

static int
add_breadth(struct catalog *c, cJSON *one, long long pk)
{
	struct breadth all = { 0 };
	int rc = 0;

	if (member_kind(one) != KIND_POLICY)
		return 0;
	rc = breadth_read(c, &all);
	if (rc == 0)
		breadth_add(&all, one, pk);
	breadth_free(&all);
	return rc;
}

static cJSON *
make_control_model(struct catalog *c, const cJSON *site, long long pk,
    bool whole)
{
	cJSON *rows = NULL, *twins = NULL, *one = NULL;

	if (catalog_rows_of(c, Q_CONTROL, pk, &rows) == -1 ||
	    catalog_rows_of(c, Q_CONTROL_TWINS, pk, &twins) == -1)
		goto out;
	one = new_control_head(rows->child, twins);
	add_made_from(one, twins);
	if (add_mappings(c, one, pk) == -1 || add_needs(c, one, pk) == -1 ||
	    add_baselines(c, one, pk) == -1 ||
	    (member_kind(one) == KIND_POLICY &&
	    crosswalk_add_to_control(c, one, pk) == -1) || (whole &&
	    (add_proofs(c, one, pk) == -1 ||
	    add_lines_control(c, one, pk) == -1 ||
	    add_related_controls(c, one, pk) == -1))) {
		cJSON_Delete(one);
		one = NULL;
		goto out;
	}
	add_verdict(one);
	add_evidence(one, member_evidence(rows->child));
	add_flags(one, site);
	if (whole && add_breadth(c, one, pk) == -1) {
		cJSON_Delete(one);
		one = NULL;
	}
out:
	cJSON_Delete(rows);
	cJSON_Delete(twins);
	return one;
}

cJSON *
model_control(struct catalog *c, const cJSON *site, long long pk)
{
	return make_control_model(c, site, pk, true);
}

cJSON *
model_control_brief(struct catalog *c, const cJSON *site, long long pk)
{
	return make_control_model(c, site, pk, false);
}
