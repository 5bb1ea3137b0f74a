/* Snapshots: what of a catalog they hold, and what is refused as one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "compare/snapshot.h"
#include "model.h"
#include "value/member.h"

static const char *
printed(const cJSON *snapshot)
{
	struct buf b = BUF_INIT;
	const char *text;

	assert_non_null(snapshot);
	snapshot_print(snapshot, &b);
	text = arena_strdup(&model_mem, buf_str(&b));
	buf_free(&b);
	return text;
}

static const char filled[] = "{\n"
    "\"schema\": 2,\n"
    "\"what\": \"snapshot\",\n"
    "\"perspective\": {\"policy\":\"all\",\"detection\":\"all\","
    "\"test\":\"all\"},\n"
    "\"attack\": {\n"
    "\"enterprise\": {\"version\":\"18.1\",\"accessed\":\"2026-08-09\","
    "\"sha256\":\"ab\"}\n"
    "},\n"
    "\"tactics\": {\n"
    "\"enterprise\": {\n"
    "\"TA0001\": {\"shortname\":\"first\",\"name\":\"The First\"},\n"
    "\"TA0002\": {\"shortname\":\"second\",\"name\":\"The Second\"}\n"
    "}\n"
    "},\n"
    "\"techniques\": {\n"
    "\"enterprise\": {\n"
    "\"T1001\": {\"name\":\"Data Obfuscation\","
    "\"tactics\":[\"second\",\"first\"]},\n"
    "\"T1001.001\": {\"name\":\"Junk Data\",\"parent\":\"T1001\","
    "\"tactics\":[\"first\"]},\n"
    "\"T1001.002\": {\"name\":\"Steganography\",\"parent\":\"T1001\","
    "\"tactics\":[\"unlisted\"],\"out\":true},\n"
    "\"T1002\": {\"name\":\"Data Compressed\",\"state\":\"revoked\","
    "\"successor\":\"T1001\"},\n"
    "\"T1003\": {\"name\":\"Bygone\",\"state\":\"deprecated\"},\n"
    "\"T1004\": {\"name\":\"Gone\",\"state\":\"revoked\"},\n"
    "\"T1005\": {\"name\":\"Twice\"}\n"
    "}\n"
    "},\n"
    "\"sources\": {\n"
    "\"mitigations\": {\"title\":\"Mitigations\",\"kind\":\"policy\","
    "\"domain\":\"enterprise\"},\n"
    "\"ours\": {\"title\":\"Ours\",\"kind\":\"detection\","
    "\"domain\":\"enterprise\",\"own\":true},\n"
    "\"rules\": {\"title\":\"Rules\",\"kind\":\"detection\","
    "\"domain\":\"enterprise\","
    "\"revision\":\"0123456789abcdef0123456789abcdef01234567\","
    "\"accessed\":\"2026-08-01\",\"sha256\":\"00\"},\n"
    "\"tests\": {\"title\":\"Tests\",\"kind\":\"test\","
    "\"domain\":\"enterprise\"}\n"
    "},\n"
    "\"controls\": {\n"
    "\"mitigations\": [\n"
    "{\"id\":\"M1\",\"title\":\"Mitigate\",\"ids\":[\"T1001\"]}\n"
    "],\n"
    "\"ours\": [\n"
    "{\"id\":\"o\",\"title\":\"Own\",\"path\":\"own/o.yml\",\"line\":7,"
    "\"proved\":{\"T1001\":4},\"ids\":[\"T1001\"],"
    "\"resolved\":{\"T9999\":\"unknown\"}}\n"
    "],\n"
    "\"rules\": [\n"
    "{\"id\":\"a\",\"title\":\"Rule A\",\"path\":\"rules/web/x/a.yml\","
    "\"evidence\":1,\"ids\":[\"T1001\"],"
    "\"resolved\":{\"AML.T0051\":\"other-framework\","
    "\"T1002\":\"T1001\"}},\n"
    "{\"id\":\"b\",\"title\":\"Rule B\",\"path\":\"other/b.yml\","
    "\"whose\":\"yours\",\"evidence\":3,\"resolved\":{\"T1002\":\"T1001\"}},\n"
    "{\"id\":\"c\",\"title\":\"Rule C\",\"path\":\"rules/c.yml\","
    "\"state\":\"deprecated\",\"ids\":[\"T1001\"]},\n"
    "{\"id\":\"d\",\"title\":\"Rule D\",\"path\":\"rules/d.yml\","
    "\"state\":\"catch-all\",\"ids\":[\"T1001\"]},\n"
    "{\"id\":\"e\",\"title\":\"Rule E\",\"path\":\"rules/e.yml\","
    "\"resolved\":{\"T1003\":\"deprecated\",\"T1004\":\"retired\","
    "\"T99\":\"malformed\"}}\n"
    "],\n"
    "\"tests\": [\n"
    "{\"id\":\"t1\",\"title\":\"Test 1\",\"path\":\"t.yml\","
    "\"evidence\":2,\"ids\":[\"T1001.001\"]}\n"
    "]\n"
    "}\n"
    "}\n";

static void
of_the_filled_catalog(void **state)
{
	cJSON *read = NULL;

	(void)state;
	assert_string_equal(printed(snapshot_of(model_catalog, NULL)),
	    filled);
	assert_int_equal(snapshot_parse("x", filled, strlen(filled), &read), 0);
	assert_string_equal(printed(read), filled);
}

static void
of_some_sources(void **state)
{
	struct strs yours = { 0 };
	const struct snapshot_options o = { .sources = &yours, .links = true };
	struct capture said;
	cJSON *snapshot;
	char *text;

	(void)state;
	assert_int_equal(snapshot_yours(model_catalog, &yours), 0);
	snapshot = snapshot_of(model_catalog, &o);
	assert_string_equal(json_of(member_get(snapshot, "only")),
	    "[\"ours\",\"rules\"]");
	assert_string_equal(json_of(member_get(member_get(snapshot, "controls"),
	    "ours")),
	    "[{\"id\":\"o\",\"title\":\"Own\","
	    "\"path\":\"own/o.yml\",\"line\":7,\"proved\":"
	    "{\"T1001\":4},\"ids\":[\"T1001\"],\"resolved\":{\"T9999\":\"unknown\"}}]");
	assert_int_equal(cJSON_GetArraySize(member_get(snapshot, "sources")),
	    2);
	assert_non_null(strstr(printed(snapshot_of(model_catalog, &o)),
	    "\"path\":\"rules/web/x/a.yml\",\"url\":\"https://e.org/a\""));
	strs_add(&yours, "nobody");
	capture_begin(&said);
	assert_null(snapshot_of(model_catalog, &o));
	text = capture_end(&said);
	assert_string_equal(text, "sextant: nobody: no such source in the "
	    "catalog\n");
	free(text);
	strs_free(&yours);
}

/* The filled one with a part of it replaced. */
static const char *
with(const char *what, const char *by)
{
	const char *at = strstr(filled, what);

	assert_non_null(at);
	return arena_printf(&model_mem, "%.*s%s%s", (int)(at - filled), filled,
	    by, at + strlen(what));
}

static const struct {
	const char *what, *by, *said;
} broken[] = {
	{ "\"schema\"", "\"schema", "x:2: a control character in a string" },
	{ "\"snapshot\"", "\"baseline\"", "x: no snapshot of a catalog" },
	{ "\"schema\": 2", "\"schema\": 3", "x: a snapshot of another schema "
	    "than 1 or 2: write it anew" },
	{ "\"schema\": 2", "\"schema\": \"1\"", "x: a snapshot of another "
	    "schema than 1 or 2: write it anew" },
	{ "\"detection\":\"all\"", "\"detection\":\"mine\"", "x: "
	    "perspective detection: expected a kind with yours, available or "
	    "all" },
	{ "\"detection\":\"all\"", "\"rule\":\"all\"", "x: perspective rule: "
	    "expected a kind with yours, available or all" },
	{ "\"schema\": 2", "\"schema\": 2, \"resolve\": 1",
	    "x: the snapshot: resolve: expected a text" },
	{ "\"policy\":\"all\"", "\"policy\":1", "x: the snapshot: perspective: "
	    "expected up to 1000 texts by name" },
	{ "\"line\":7", "\"whose\":7", "x: controls o: whose: expected a "
	    "text" },
	{ "\"attack\"", "\"defend\"", "x: attack: expected an object" },
	{ "\"version\":\"18.1\",", "",
	    "x: attack enterprise: version: expected a text" },
	{ "{\"shortname\":\"first\",\"name\":\"The First\"}", "[]",
	    "x: tactics TA0001: expected an object" },
	{ "[\"second\",\"first\"]", "[\"second\",1]",
	    "x: techniques T1001: tactics: expected a list of up to 1000 "
	    "texts" },
	{ "\"out\":true", "\"out\":1",
	    "x: techniques T1001.002: out: expected true or false" },
	{ "\"techniques\": {\n\"enterprise\": {",
	    "\"techniques\": {\n\"mobile\": {", "x: sources mitigations: "
	    "domain: not under techniques" },
	{ "\"kind\":\"test\"", "\"kind\":\"results\"", "x: controls tests: "
	    "not a source of policies, detections or tests" },
	{ "\"tests\": [", "\"others\": [", "x: controls others: "
	    "not a source of policies, detections or tests" },
	{ "\"title\":\"Own\",", "",
	    "x: controls o: title: expected a text" },
	{ "\"line\":7", "\"line\":7.5", "x: controls o: line: expected a line" },
	{ "\"line\":7", "\"line\":-1", "x: controls o: line: expected a line" },
	{ "\"line\":7", "\"line\":1e300",
	    "x: controls o: line: expected a line" },
	{ "\"evidence\":3", "\"evidence\":6",
	    "x: controls b: evidence: expected a level from 0 to 5" },
	{ "{\"T1001\":4}", "{\"T1001\":6}", "x: controls o: proved: "
	    "expected up to 1000 levels from 0 to 5 by name" },
	{ "{\"T1001\":4}", "[4]", "x: controls o: proved: "
	    "expected up to 1000 levels from 0 to 5 by name" },
	{ "{\"T9999\":\"unknown\"}", "[\"T9999\"]",
	    "x: controls o: resolved: expected up to 1000 texts by "
	    "name" },
	{ "{\"id\":\"o\",", "{\"id\":[],",
	    "x: controls without an id: id: expected a text" },
	{ "\"ours\": [", "\"ours\": [1,",
	    "x: controls without an id: expected an object" },
};

static void
what_is_refused(void **state)
{
	struct capture said;
	const char *text, *want;
	cJSON *read;
	char *got;
	size_t i;
	int rc;

	(void)state;
	for (i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		text = with(broken[i].what, broken[i].by);
		capture_begin(&said);
		rc = snapshot_parse("x", text, strlen(text), &read);
		got = capture_end(&said);
		want = arena_printf(&model_mem, "sextant: %s\n",
		    broken[i].said);
		assert_string_equal(got, want);
		assert_int_equal(rc, -1);
		assert_null(read);
		free(got);
	}
}

/* What a limit refuses would take long to compare. */
static void
limits(void **state)
{
	struct buf ids = BUF_INIT, techniques = BUF_INIT, sources = BUF_INIT;
	const struct {
		const char *what;
		const struct buf *by;
		const char *said;
	} cases[] = {
		{ "\"ids\":[\"T1001.001\"]", &ids, "controls t1: ids: expected a "
		    "list of up to 1000 texts" },
		{ "\"T1001\": {\"name\"", &techniques, "techniques: "
		    "enterprise: more than 20000" },
		{ "\"mitigations\": {", &sources, "more than 200 sources" },
	};
	struct capture said;
	const char *text;
	cJSON *read;
	char *got;
	size_t i;

	(void)state;
	buf_puts(&ids, "\"ids\":[\"T\"");
	for (i = 0; i < 1000; i++)
		buf_puts(&ids, ",\"T\"");
	buf_puts(&ids, "]");
	for (i = 0; i < 20000; i++)
		buf_printf(&techniques, "\"T%zu\":{\"name\":\"\"},", i);
	buf_puts(&techniques, "\"T1001\": {\"name\"");
	for (i = 0; i < 200; i++)
		buf_printf(&sources, "\"s%zu\":{\"title\":\"\",\"kind\":\"test\","
		    "\"domain\":\"enterprise\"},", i);
	buf_puts(&sources, "\"mitigations\": {");
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		text = with(cases[i].what, buf_str(cases[i].by));
		capture_begin(&said);
		assert_int_equal(snapshot_parse("x", text, strlen(text),
		    &read), -1);
		got = capture_end(&said);
		assert_string_equal(got, arena_printf(&model_mem,
		    "sextant: x: %s\n", cases[i].said));
		free(got);
	}
	buf_free(&ids);
	buf_free(&techniques);
	buf_free(&sources);
}

static void
files(void **state)
{
	char *path = path_join(model_root, "baseline.json");
	struct outfile f;
	struct capture said;
	cJSON *read;
	char *got;

	(void)state;
	outfile_begin(&f, path);
	buf_puts(&f.text, filled);
	assert_int_equal(outfile_commit(&f), 0);
	assert_int_equal(snapshot_read(path, &read), 0);
	assert_string_equal(printed(read), filled);
	capture_begin(&said);
	assert_int_equal(snapshot_read("/nowhere/at/all", &read), -1);
	got = capture_end(&said);
	assert_int_equal(count_lines(got), 1);
	free(got);
	free(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_the_filled_catalog),
		cmocka_unit_test(of_some_sources),
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(limits),
		cmocka_unit_test(files),
	};

	value_init();
	return cmocka_run_group_tests(tests, model_begin, model_end);
}
