/* The history of builds: what is added, what is not, what changed, what is
 * refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "compare/history.h"
#include "model.h"
#include "value/member.h"

static const char *
printed(const cJSON *history)
{
	struct buf b = BUF_INIT;
	const char *text;

	history_print(history, &b);
	text = arena_strdup(&model_mem, buf_str(&b));
	buf_free(&b);
	return text;
}

static const char first[] = "{\n"
    "\"schema\": 2,\n"
    "\"what\": \"history\",\n"
    "\"builds\": [\n"
    "{\n"
    "\"date\": \"2026-08-09\",\n"
    "\"attack\": {\"enterprise\":\"18.1\"},\n"
    "\"perspective\": {\"policy\":\"all\",\"detection\":\"all\","
    "\"test\":\"all\"},\n"
    "\"figures\": {\"enterprise\":{"
    "\"policy\":{\"exact\":[1,3],\"any\":[1,2],\"all-subs\":[0,2],"
    "\"leaf\":[0,2]},"
    "\"detection\":{\"exact\":[1,3],\"any\":[1,2],\"all-subs\":[0,2],"
    "\"leaf\":[0,2],\"tested\":[1,3]},"
    "\"test\":{\"exact\":[1,3],\"any\":[1,2],\"all-subs\":[1,2],"
    "\"leaf\":[1,2]}}},\n"
    "\"sources\": {\"mitigations\":{\"controls\":1},"
    "\"ours\":{\"controls\":1},"
    "\"rules\":{\"revision\":\"0123456789ab\",\"controls\":5},"
    "\"tests\":{\"controls\":1}}\n"
    "}\n"
    "],\n"
    "\"latest\": {\n"
    "\"enterprise\": {\n"
    "\"T1001\": {\"policy\":1,\"detection\":3},\n"
    "\"T1001.001\": {\"test\":1}\n"
    "}\n"
    "}\n"
    "}\n";

static void
a_build_is_added_once(void **state)
{
	cJSON *history = history_new(), *read = NULL, *changes;

	(void)state;
	assert_int_equal(history_add(history, model_catalog, NULL, NULL), 1);
	assert_string_equal(printed(history), first);
	assert_int_equal(history_add(history, model_catalog, NULL, NULL), 0);
	assert_int_equal(history_add(history, model_catalog, "2027-01-01", NULL), 0);
	assert_string_equal(printed(history), first);
	assert_int_equal(history_changes(history, NULL, &changes), 0);
	assert_null(changes);
	assert_int_equal(history_parse("x", first, strlen(first), &read), 0);
	assert_string_equal(printed(read), first);
}

/* The first build as text, with one part of it replaced. */
static const char *
with(const char *what, const char *by)
{
	const char *at = strstr(first, what);

	assert_non_null(at);
	return arena_printf(&model_mem, "%.*s%s%s", (int)(at - first), first,
	    by, at + strlen(what));
}

static void
changes_of_the_last_two(void **state)
{
	const char *old = with("\"T1001\": {\"policy\":1,\"detection\":3},\n"
	    "\"T1001.001\": {\"test\":1}", "\"T1000\": {\"test\":2},\n"
	    "\"T1001\": {\"policy\":2,\"detection\":2}");
	cJSON *history, *changes;

	(void)state;
	assert_int_equal(history_parse("x", old, strlen(old), &history), 0);
	assert_int_equal(history_add(history, model_catalog, "2027-01-01", NULL), 1);
	assert_int_equal(history_changes(history, NULL, &changes), 0);
	assert_string_equal(json_of(member_get(changes, "techniques")), "["
	    "{\"domain\":\"enterprise\",\"id\":\"T1000\",\"kind\":\"test\","
	    "\"change\":\"lost\",\"before\":2,\"after\":0},"
	    "{\"domain\":\"enterprise\",\"id\":\"T1001\",\"kind\":\"policy\","
	    "\"change\":\"fewer\",\"before\":2,\"after\":1},"
	    "{\"domain\":\"enterprise\",\"id\":\"T1001\","
	    "\"kind\":\"detection\",\"change\":\"more\",\"before\":2,"
	    "\"after\":3},"
	    "{\"domain\":\"enterprise\",\"id\":\"T1001.001\","
	    "\"kind\":\"test\",\"change\":\"gained\",\"before\":0,"
	    "\"after\":1}]");
	assert_string_equal(json_of(member_get(changes, "domains")),
	    "[{\"domain\":\"enterprise\",\"old\":\"18.1\","
	    "\"new\":\"18.1\"}]");
	assert_int_equal(cJSON_GetArraySize(member_get(changes, "sources")), 4);
	assert_string_equal(member_text(cJSON_GetArrayItem(member_get(history,
	    "builds"), 1), "date"), "2027-01-01");
	assert_int_equal(cJSON_GetArraySize(member_get(member_get(history,
	    "previous"), "enterprise")), 2);
	/* What was previous is forgotten. */
	cJSON_DeleteItemFromObject(member_get(member_get(history, "latest"),
	    "enterprise"), "T1001");
	assert_int_equal(history_add(history, model_catalog, NULL, NULL), 1);
	assert_string_equal(json_of(member_get(history, "previous")),
	    "{\"enterprise\":{\"T1001.001\":{\"test\":1}}}");
}

static const struct {
	const char *what, *by, *said;
} broken[] = {
	{ "]", "}", "x:9: a bracket that closes nothing" },
	{ "\"history\"", "\"snapshot\"", "x: no history of builds" },
	{ "\"schema\": 2", "\"schema\": 3",
	    "x: a history of another schema than 1 or 2" },
	{ "\"detection\":\"all\"", "\"detection\":\"mine\"", "x: build 1: "
	    "perspective: expected yours, available or all by kind" },
	{ "\"builds\"", "\"build\"",
	    "x: builds: expected a list of up to 10000" },
	{ "[\n{\n", "[\n1,{\n", "x: build 1: expected an object" },
	{ "2026-08-09", "2026-02-30",
	    "x: build 1: date: expected a day, YYYY-MM-DD" },
	{ "\"18.1\"", "18", "x: build 1: attack: expected versions by domain" },
	{ "[1,3]", "[1,3,4]", "x: build 1: figures: expected [covered, of] by "
	    "domain, kind and definition" },
	{ "[1,3]", "[4,3]", "x: build 1: figures: expected [covered, of] by "
	    "domain, kind and definition" },
	{ "\"controls\":5", "\"controls\":-5", "x: build 1: sources: expected "
	    "revision and controls of each" },
	{ "\"test\":1}", "\"test\":1e99}", "x: previous, latest: expected "
	    "counts by domain, id (in order) and kind" },
	{ "\"T1001.001\": {\"test\":1}", "\"T1000\": {}",
	    "x: previous, latest: expected counts by domain, id (in order) "
	    "and kind" },
};

static void
what_is_refused(void **state)
{
	struct capture said;
	const char *text;
	cJSON *read;
	char *got;
	size_t i;
	int rc;

	(void)state;
	for (i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		text = with(broken[i].what, broken[i].by);
		capture_begin(&said);
		rc = history_parse("x", text, strlen(text), &read);
		got = capture_end(&said);
		assert_string_equal(got, arena_printf(&model_mem,
		    "sextant: %s\n", broken[i].said));
		assert_int_equal(rc, -1);
		assert_null(read);
		free(got);
	}
}

static void
files(void **state)
{
	char *path = path_join(model_root, "sextant.history.json");
	struct outfile f;
	cJSON *read;

	(void)state;
	assert_int_equal(history_read(path, &read), 0);
	assert_null(read);
	outfile_begin(&f, path);
	buf_puts(&f.text, first);
	assert_int_equal(outfile_commit(&f), 0);
	assert_int_equal(history_read(path, &read), 1);
	assert_string_equal(printed(read), first);
	free(path);
	path = history_path(NULL);
	assert_string_equal(path, "sextant.history.json");
	free(path);
	path = history_path("a/sextant.yaml");
	assert_string_equal(path, "a/sextant.history.json");
	free(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_build_is_added_once),
		cmocka_unit_test(changes_of_the_last_two),
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(files),
	};

	value_init();
	return cmocka_run_group_tests(tests, model_begin, model_end);
}
