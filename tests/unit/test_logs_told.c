/* What is made of logs that are told: in snapshots, measures and the history. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "compare/diff.h"
#include "compare/history.h"
#include "compare/snapshot.h"
#include "count/measure.h"
#include "logs_world.h"

static char *root;
static struct catalog *catalog;
static struct arena mem;

/* Of a proxy's two channels one is collected, and of a mail server all. */
static int
put_collected(struct catalog *c)
{
	static const struct catalog_strategy strategy = { .pk = 2,
		.domain = "enterprise", .id = "DET0002", .name = "More" };
	static const struct catalog_analytic analytic = { .pk = 3,
		.domain = "enterprise", .id = "AN0003", .name = "Analytic 3" };
	static const struct catalog_collected told[] = {
		{ .ord = 0, .name = "Mon", .what = COLLECTED_LOG, .log = 1,
		    .platforms = &filled_platforms },
		{ .ord = 1, .name = "proxy", .what = COLLECTED_LOG_SOURCE,
		    .channel = "requests", .path = "sextant.yaml", .line = 3 },
	};

	if (catalog_put_strategy(c, &strategy) == -1 ||
	    catalog_put_analytic(c, &analytic) == -1 ||
	    catalog_put_strategy_analytic(c, 2, 0, 3) == -1 ||
	    catalog_put_detects(c, 2, 2) == -1 ||
	    catalog_put_log_source(c, 3, 0, 0, "mail", NULL, true) == -1 ||
	    catalog_put_log_source(c, 3, 1, 0, "proxy", "errors", false) == -1 ||
	    catalog_put_log_source(c, 3, 2, 0, "proxy", "requests", true) == -1)
		return -1;
	return catalog_put_collected(c, &told[0]) == -1 ? -1
	    : catalog_put_collected(c, &told[1]);
}

static int
set_up(void **state)
{
	char *path;

	(void)state;
	value_use(&mem);
	root = scratch_begin();
	path = path_join(root, "c.db");
	catalog = catalog_create(path);
	if (fill(catalog) == -1 || logs_put(catalog) == -1 ||
	    logs_put_rules(catalog) == -1 || put_collected(catalog) == -1 ||
	    catalog_put_meta(catalog, "logs", "told") == -1 ||
	    catalog_commit(catalog) == -1)
		return -1;
	catalog = catalog_open(path);
	free(path);
	return catalog == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	catalog_close(catalog);
	value_use(NULL);
	arena_free(&mem);
	scratch_end(root);
	return 0;
}

static const char *
json_of(const cJSON *node)
{
	return node == NULL ? "-" : cJSON_PrintUnformatted(node);
}

/* The control of that id of the public rules. */
static const cJSON *
rule(const cJSON *snapshot, const char *id)
{
	const cJSON *k;

	cJSON_ArrayForEach(k, member_get(member_get(snapshot, "controls"),
	    "rules"))
		if (str_equal(member_text(k, "id"), id))
			return k;
	return NULL;
}

static void
what_is_told_is_kept(void **state)
{
	cJSON *s = snapshot_of(catalog, NULL), *read = NULL;
	const cJSON *techniques = member_get(member_get(s, "techniques"),
	    "enterprise");
	struct buf b = BUF_INIT;

	(void)state;
	assert_string_equal(json_of(member_get(s, "logs")),
	    "[\"Mon, on Linux, Windows\",\"proxy (requests)\"]");
	assert_string_equal(json_of(member_get(s, "log_sources")),
	    "{\"mail\":[],\"proxy\":[\"requests\"]}");
	assert_string_equal(json_of(member_get(member_get(techniques, "T1001"),
	    "visible")), "\"blind\"");
	assert_string_equal(json_of(member_get(member_get(techniques,
	    "T1001.001"), "visible")), "\"partly\"");
	assert_null(member_get(member_get(techniques, "T1005"), "visible"));
	assert_null(member_get(member_get(techniques, "T1001"), "misses"));
	assert_string_equal(json_of(member_get(rule(s, "y"), "runs")),
	    "\"yes\"");
	assert_string_equal(json_of(member_get(rule(s, "u"), "runs")),
	    "\"unknown\"");
	assert_null(member_get(rule(s, "0"), "runs"));
	assert_null(member_get(rule(s, "n"), "lacks"));
	snapshot_print(s, &b);
	assert_int_equal(snapshot_parse("x", buf_str(&b), b.len, &read), 0);
	assert_true(cJSON_Compare(s, read, 1));
	buf_free(&b);
}

static void
what_is_lacking_can_be_asked(void **state)
{
	const struct snapshot_options lacks = { .lacks = true };
	cJSON *s = snapshot_of(catalog, &lacks);
	const cJSON *techniques = member_get(member_get(s, "techniques"),
	    "enterprise");

	(void)state;
	assert_string_equal(json_of(member_get(member_get(techniques,
	    "T1001.001"), "misses")),
	    "[{\"name\":\"proxy\",\"channel\":\"errors\"}]");
	assert_string_equal(json_of(member_get(member_get(techniques, "T1001"),
	    "misses")), "[{\"name\":\"auditd\"},{\"name\":\"Sysmon\","
	    "\"channel\":\"1\"}]");
	assert_string_equal(json_of(member_get(rule(s, "n"), "lacks")),
	    "\"Monitor event 2 or Audit event 7\"");
	assert_null(member_get(rule(s, "y"), "lacks"));
}

static void
what_is_of_another_type_is_refused(void **state)
{
	static const struct { const char *member, *said; } bad[] = {
		{ "\"logs\": [1]", "logs: expected a list of up to 1000 texts" },
		{ "\"log_sources\": {\"a\": \"b\"}", "log_sources: expected up "
		    "to 1000 lists of up to 1000 texts by name" },
		{ "\"log_sources\": {\"a\": [null]}", "log_sources: expected up "
		    "to 1000 lists of up to 1000 texts by name" },
	};
	struct capture said;
	cJSON *read;
	char *text;
	const char *doc;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		doc = arena_printf(&mem, "{\"schema\": 2, \"what\": "
		    "\"snapshot\", %s}", bad[i].member);
		capture_begin(&said);
		assert_int_equal(snapshot_parse("x", doc, strlen(doc), &read),
		    -1);
		text = capture_end(&said);
		assert_string_equal(text, arena_printf(&mem,
		    "sextant: x: the snapshot: %s\n", bad[i].said));
		free(text);
	}
}

static const char *
measured(enum visible least, const char *platform, const char *tactic)
{
	struct measure m = { .where = "x:1", .domain = "enterprise" };
	const char *told;

	if (platform != NULL)
		strs_add(&m.selection.platforms, platform);
	if (tactic != NULL)
		strs_add(&m.tactics, tactic);
	told = json_of(measure_visible(catalog, &m, least));
	strs_free(&m.selection.platforms);
	strs_free(&m.tactics);
	return told;
}

#define FIGURE(least, figures) "{\"domain\":\"enterprise\"," \
	"\"version\":\"18.1\",\"visible\":\"" least "\"," figures "}"

static void
techniques_are_counted_by_how_visible_they_are(void **state)
{
	(void)state;
	assert_string_equal(measured(VISIBLE_PARTLY, NULL, NULL),
	    FIGURE("partly", "\"covered\":1,\"of\":3,\"full\":0,"
	    "\"partly\":1,\"blind\":1,\"not_told\":1"));
	assert_string_equal(measured(VISIBLE_FULL, NULL, "second"),
	    FIGURE("full", "\"covered\":0,\"of\":1,\"full\":0,"
	    "\"partly\":0,\"blind\":1,\"not_told\":0"));
	assert_string_equal(measured(VISIBLE_PARTLY, "linux", NULL),
	    FIGURE("partly", "\"covered\":0,\"of\":1,\"full\":0,"
	    "\"partly\":0,\"blind\":1,\"not_told\":0"));
}

static void
what_cannot_be_counted_is_said(void **state)
{
	struct capture said;
	char *text;

	(void)state;
	capture_begin(&said);
	assert_string_equal(measured(VISIBLE_FULL, NULL, "third"), "-");
	assert_string_equal(measured(VISIBLE_FULL, "BeOS", NULL), "-");
	text = capture_end(&said);
	assert_string_equal(text, "sextant: x:1: ATT&CK enterprise 18.1 has no "
	    "tactic third; there are The First, The Second\nsextant: x:1: "
	    "platform BeOS: unknown platform; there are Linux, Windows\n");
	free(text);
}

static void
techniques_are_marked(void **state)
{
	struct measure m = { .where = "x:1" };
	struct buf b = BUF_INIT;
	cJSON *rows = NULL;
	const cJSON *row;

	(void)state;
	assert_int_equal(catalog_rows(catalog, Q_TECHNIQUES, NULL, &rows), 0);
	assert_int_equal(measure_mark_visible(catalog, &m, VISIBLE_PARTLY,
	    rows), 0);
	cJSON_ArrayForEach(row, rows)
		if (member_get(row, "in_scope") != NULL)
			buf_printf(&b, " %s %s%s", member_text(row, "id"),
			    member_text(row, "visible"),
			    member_get(row, "covered") != NULL ? "!" : "");
	assert_string_equal(buf_str(&b),
	    " T1001 blind T1001.001 partly! T1005 not-told");
	buf_free(&b);
}

static void
a_history_has_the_figures(void **state)
{
	cJSON *history = history_new(), *build, *old, *logs, *changes;
	struct buf b = BUF_INIT;

	(void)state;
	assert_int_equal(history_add(history, catalog, "2026-08-09", NULL), 1);
	assert_int_equal(history_add(history, catalog, "2026-08-10", NULL), 0);
	build = member_get(history, "builds")->child;
	logs = member_get(build, "logs");
	assert_string_equal(json_of(logs), "{\"collected\":"
	    "[\"Mon, on Linux, Windows\",\"proxy (requests)\"],"
	    "\"visible\":{\"enterprise\":{\"full\":0,\"partly\":1,"
	    "\"blind\":1,\"not-told\":1}},\"runs\":{\"yes\":1,\"no\":1,"
	    "\"unknown\":1,\"not-told\":5}}");
	/* Who has them of a snapshot already says so. */
	assert_int_equal(history_add(history, catalog, NULL, diff_told_logs(
	    snapshot_of(catalog, NULL))), 0);
	/* The build before, in which less was collected. */
	old = cJSON_Duplicate(build, 1);
	cJSON_DeleteItemFromArray(member_get(member_get(old, "logs"),
	    "collected"), 1);
	cJSON_InsertItemInArray(member_get(history, "builds"), 0, old);
	history_print(history, &b);
	assert_int_equal(history_parse("x", buf_str(&b), b.len, &history), 0);
	assert_int_equal(history_changes(history, NULL, &changes), 0);
	logs = member_get(changes, "logs");
	assert_string_equal(json_of(member_get(logs, "added")),
	    "[\"proxy (requests)\"]");
	assert_string_equal(json_of(member_get(logs, "removed")), "[]");
	assert_string_equal(json_of(cJSON_GetArrayItem(member_get(logs,
	    "visible"), 1)), "{\"domain\":\"enterprise\",\"visible\":"
	    "\"partly\",\"before\":{\"covered\":1,\"of\":3},\"after\":"
	    "{\"covered\":1,\"of\":3}}");
	buf_free(&b);
}

static void
a_history_of_other_logs_is_refused(void **state)
{
	static const char *const bad[] = { "[]",
		"{\"collected\":[1],\"visible\":{},\"runs\":{}}",
		"{\"collected\":[],\"visible\":{\"a\":1},\"runs\":{}}",
		"{\"collected\":[],\"visible\":{},\"runs\":{\"yes\":-1}}" };
	struct capture said;
	const char *doc;
	cJSON *read;
	char *text;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		doc = arena_printf(&mem, "{\"schema\":2,\"what\":\"history\","
		    "\"builds\":[{\"attack\":{},\"figures\":{},\"sources\":"
		    "{},\"logs\":%s}]}", bad[i]);
		capture_begin(&said);
		assert_int_equal(history_parse("x", doc, strlen(doc), &read),
		    -1);
		text = capture_end(&said);
		assert_string_equal(text, "sextant: x: build 1: logs: expected "
		    "collected, and counts in visible and runs\n");
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_told_is_kept),
		cmocka_unit_test(what_is_lacking_can_be_asked),
		cmocka_unit_test(what_is_of_another_type_is_refused),
		cmocka_unit_test(techniques_are_counted_by_how_visible_they_are),
		cmocka_unit_test(what_cannot_be_counted_is_said),
		cmocka_unit_test(techniques_are_marked),
		cmocka_unit_test(a_history_has_the_figures),
		cmocka_unit_test(a_history_of_other_logs_is_refused),
	};

	value_init();
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
