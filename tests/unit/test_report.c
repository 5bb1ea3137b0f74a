/* One report in every format, with what must not get out of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/str.h"
#include "capture.h"
#include "output/output.h"
#include "output/report.h"
#include "output/report_formats.h"
#include "value/value.h"
#include "value/member.h"

#define HOSTILE "\x1b[31m::error::x\n##[group]y <b>&amp;|`%,"

static const char rules[] =
    "\"rules\": [{\"id\": \"r1\", \"summary\": \"the first\", \"help\": \"do\"},"
    " {\"id\": \"r2\", \"summary\": \"the second\", \"level\": \"note\"},"
    " {\"id\": \"r3\", \"summary\": \"the third\"}]";

static struct arena mem;

static int
begin(void **state)
{
	(void)state;
	value_use(&mem);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	value_use(NULL);
	arena_free(&mem);
	return 0;
}

static cJSON *
make(const char *results, const char *more)
{
	char text[4096];
	cJSON *report;

	snprintf(text, sizeof(text), "{\"schema\": 1, \"tool\": \"lint\", "
	    "\"results\": [%s], %s%s}", results, rules, more);
	report = cJSON_Parse(text);
	assert_non_null(report);
	return report;
}

/* Four of them, not in order, and one of them fixed. */
static cJSON *
several(void)
{
	return make("{\"rule\": \"r2\", \"level\": \"note\", \"message\":"
	    " \"no file\"},"
	    " {\"rule\": \"r1\", \"level\": \"error\", \"message\": \"two\","
	    " \"path\": \"b.yml\", \"line\": 10},"
	    " {\"rule\": \"r1\", \"level\": \"error\", \"message\": \"two\","
	    " \"path\": \"b.yml\", \"line\": 9, \"column\": 3},"
	    " {\"rule\": \"r1\", \"level\": \"warning\", \"message\": \"w\","
	    " \"path\": \"b.yml\", \"line\": 9, \"column\": 1,"
	    " \"technique\": \"T1\"},"
	    " {\"rule\": \"r1\", \"level\": \"error\", \"message\": \"gone\","
	    " \"path\": \"a.yml\", \"line\": 1, \"fixed\": true}",
	    ", \"checked\": {\"files\": 2, \"ids\": 1},"
	    " \"context\": \"made of x\", \"figures\": [{\"name\": \"f\","
	    " \"value\": \"1 of 2\", \"wanted\": \"at least 1\","
	    " \"ok\": true}, {\"name\": \"g\", \"value\": \"0 of 2\","
	    " \"wanted\": \"at least 1\", \"ok\": false}]");
}

/* A text that belongs nowhere, in every place that has room for one. */
static cJSON *
hostile(void)
{
	cJSON *report = make("", ""), *one = cJSON_CreateObject();

	cJSON_AddItemToArray(member_get(report, "results"), one);
	cJSON_AddStringToObject(one, "rule", "r1");
	cJSON_AddStringToObject(one, "message", HOSTILE);
	cJSON_AddStringToObject(one, "path", HOSTILE);
	cJSON_AddNumberToObject(one, "line", 1);
	cJSON_AddStringToObject(report, "context", HOSTILE);
	return report;
}

/* The report, sorted, by one of the formats; caller frees. */
static char *
put(struct report_format format, cJSON *report, bool styled)
{
	struct terminal t = { BUF_INIT, styled };
	struct report_list list;
	struct report r;

	report_begin(&r, report, report_take(report, &list));
	report_put(&r, &format, &t, NULL, NULL);
	report_done(&r);
	return buf_take(&t.text);
}

/* The member of a member: "a.b.c". */
static const cJSON *
at(const cJSON *o, const char *names)
{
	char name[64];
	size_t n;

	while (*names != '\0') {
		n = strcspn(names, ".");
		snprintf(name, sizeof(name), "%.*s", (int)n, names);
		o = member_get(o, name);
		names += n + (names[n] == '.');
	}
	return o;
}

static const char *
text_at(const cJSON *o, const char *names)
{
	return value_text(at(o, names));
}

static void
check(struct report_format format, cJSON *report, const char *want)
{
	char *got = put(format, report, false);

	assert_string_equal(got, want);
	free(got);
}

static void
plain_text(void **state)
{
	(void)state;
	check(report_text, several(),
	    "a.yml:1: fixed: gone [r1]\n"
	    "b.yml:9:1: warning: w [r1]\n"
	    "b.yml:9:3: error: two [r1]\n"
	    "b.yml:10: error: two [r1]\n"
	    "note: no file [r2]\n"
	    "\n"
	    "ok: f: 1 of 2, at least 1\n"
	    "not met: g: 0 of 2, at least 1\n"
	    "\n"
	    "2 errors, 1 warning, 1 note, 1 fixed; checked 2 files, 1 id\n"
	    "made of x\n");
	check(report_text, make("", ""), "no findings\n");
	check(report_text, hostile(),
	    "\\x1b[31m::error::x\\x0a\\x23#[group]y <b>&amp;|`%,:1: error: "
	    "\\x1b[31m::error::x\\x0a\\x23#[group]y <b>&amp;|`%, [r1]\n\n"
	    "1 error\n"
	    "\\x1b[31m::error::x\\x0a\\x23#[group]y <b>&amp;|`%,\n");
}

/* On a terminal a file's name stands once, above what is in it. */
static void
text_on_a_terminal(void **state)
{
	char *got = put(report_text, several(), true);

	(void)state;
	assert_memory_equal(got, "\033[1ma.yml\033[0m\n  1       ", 22);
	assert_non_null(strstr(got, "\n\n\033[1mb.yml\033[0m\n  9:1     "));
	assert_null(strstr(got, "b.yml:"));
	free(got);
}

/* Piece by piece, JSON is what cJSON makes of the whole. */
static void
json_by_pieces(void **state)
{
	cJSON *reports[] = { several(), make("", ""), hostile(),
		make("{\"rule\": \"r1\", \"message\": \"a\\nb\\u0001\","
		    " \"ids\": [1, {\"x\": {}}, []], \"level\": \"note\"}", "") };
	struct report_list list;
	struct buf whole;
	char *got;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(reports) / sizeof(reports[0]); i++) {
		whole = (struct buf)BUF_INIT;
		report_take(reports[i], &list);
		member_get(reports[i], "results")->child = list.first;
		output_put_json(&whole, reports[i]);
		got = put(report_json, reports[i], false);
		assert_string_equal(got, buf_str(&whole));
		free(got);
		buf_free(&whole);
	}
}

static void
github(void **state)
{
	(void)state;
	check(report_github, several(),
	    "::notice file=a.yml,line=1,title=r1::gone\n"
	    "::warning file=b.yml,line=9,col=1,title=r1::w\n"
	    "::error file=b.yml,line=9,col=3,title=r1::two\n"
	    "::error file=b.yml,line=10,title=r1::two\n"
	    "::notice title=r2::no file\n"
	    "ok: f: 1 of 2, at least 1\n"
	    "not met: g: 0 of 2, at least 1\n"
	    "\n"
	    "2 errors, 1 warning, 1 note, 1 fixed; checked 2 files, 1 id\n"
	    "made of x\n");
	check(report_github, hostile(),
	    "::error file=\\x1b[31m%3A%3Aerror%3A%3Ax%0A##[group]y "
	    "<b>&amp;|`%25%2C,line=1,title=r1::"
	    "\\x1b[31m::error::x%0A##[group]y <b>&amp;|`%25,\n"
	    "1 error\n"
	    "\\x1b[31m::error::x\\x0a\\x23#[group]y <b>&amp;|`%,\n");
}

static void
azure(void **state)
{
	(void)state;
	check(report_azure, several(),
	    "a.yml:1: fixed: gone\n"
	    "##vso[task.logissue type=warning;sourcepath=b.yml;linenumber=9;"
	    "columnnumber=1;code=r1;]w\n"
	    "##vso[task.logissue type=error;sourcepath=b.yml;linenumber=9;"
	    "columnnumber=3;code=r1;]two\n"
	    "##vso[task.logissue type=error;sourcepath=b.yml;linenumber=10;"
	    "code=r1;]two\n"
	    "note: no file\n"
	    "ok: f: 1 of 2, at least 1\n"
	    "not met: g: 0 of 2, at least 1\n"
	    "\n"
	    "2 errors, 1 warning, 1 note, 1 fixed; checked 2 files, 1 id\n"
	    "made of x\n");
	check(report_azure, hostile(),
	    "##vso[task.logissue type=error;sourcepath=\\x1b[31m::error::x%0A"
	    "##[group%5Dy <b>&amp%3B|`%AZP25,;linenumber=1;code=r1;]"
	    "\\x1b[31m::error::x%0A##[group%5Dy <b>&amp%3B|`%AZP25,\n"
	    "1 error\n"
	    "\\x1b[31m::error::x\\x0a\\x23#[group]y <b>&amp;|`%,\n");
}

/* Each has a file, a line and a fingerprint of its own, also where the same is
 * said twice; lines are not part of it. */
static void
gitlab(void **state)
{
	char *text = put(report_gitlab, several(), false);
	const cJSON *list = cJSON_Parse(text), *w = list->child;
	const cJSON *two = w->next, *again = two->next, *last = again->next;

	(void)state;
	free(text);
	assert_int_equal(cJSON_GetArraySize(list), 4);
	assert_string_equal(member_text(w, "description"), "w");
	assert_string_equal(member_text(w, "check_name"), "r1");
	assert_string_equal(member_text(w, "severity"), "minor");
	assert_string_equal(text_at(w, "location.path"), "b.yml");
	assert_int_equal(at(w, "location.lines.begin")->valueint, 9);
	assert_string_equal(member_text(two, "severity"), "major");
	text = mem_strdup(member_text(two, "fingerprint"));
	assert_true(str_has_suffix(text, ":1"));
	text[strlen(text) - 1] = '2';
	assert_string_equal(member_text(again, "fingerprint"), text);
	free(text);
	assert_string_equal(member_text(last, "severity"), "info");
	assert_string_equal(text_at(last, "location.path"), "sextant.yaml");
	assert_int_equal(at(last, "location.lines.begin")->valueint, 1);
}

static void
junit(void **state)
{
	(void)state;
	check(report_junit, several(),
	    "<?xml version='1.0' encoding='UTF-8'?>\n"
	    "<testsuites name=\"sextant lint\" tests=\"6\" failures=\"2\" "
	    "errors=\"0\" time=\"0\">\n"
	    "  <testsuite name=\"sextant lint\" tests=\"6\" failures=\"2\" "
	    "errors=\"0\" time=\"0\">\n"
	    "    <properties>\n"
	    "      <property name=\"context\" value=\"made of x\"/>\n"
	    "    </properties>\n"
	    "    <testcase classname=\"sextant.lint\" "
	    "name=\"r1: b.yml:9: w\" time=\"0\">\n"
	    "      <system-out>warning: b.yml:9: w</system-out>\n"
	    "    </testcase>\n"
	    "    <testcase classname=\"sextant.lint\" "
	    "name=\"r1: b.yml:9: two\" time=\"0\">\n"
	    "      <failure type=\"r1\" message=\"two\">b.yml:9: two</failure>\n"
	    "    </testcase>\n"
	    "    <testcase classname=\"sextant.lint\" "
	    "name=\"r1: b.yml:10: two\" time=\"0\">\n"
	    "      <failure type=\"r1\" message=\"two\">b.yml:10: "
	    "two</failure>\n"
	    "    </testcase>\n"
	    "    <testcase classname=\"sextant.lint\" "
	    "name=\"r2: no file\" time=\"0\">\n"
	    "      <system-out>note: no file</system-out>\n"
	    "    </testcase>\n"
	    "    <testcase classname=\"sextant.lint\" name=\"r3\" time=\"0\"/>\n"
	    "    <testcase classname=\"sextant.lint\" "
	    "name=\"f: 1 of 2, at least 1\" time=\"0\"/>\n"
	    "  </testsuite>\n</testsuites>\n");
}

static void
junit_of_what_is_no_xml(void **state)
{
	char *got = put(report_junit, hostile(), false);

	(void)state;
	assert_null(strpbrk(got, "\033"));
	assert_non_null(strstr(got, "message=\"[31m::error::x&#10;##[group]y "
	    "&lt;b&gt;&amp;amp;|`%,\">"));
	free(got);
}

static void
markdown(void **state)
{
	(void)state;
	check(report_markdown, several(),
	    "## Sextant lint: 2 errors, 1 warning, 1 note, 1 fixed\n\n"
	    "| | Figure | Is | Wanted |\n"
	    "| --- | --- | --- | --- |\n"
	    "| ok | f | 1 of 2 | at least 1 |\n"
	    "| not met | g | 0 of 2 | at least 1 |\n\n"
	    "| Level | Where | What | Rule |\n"
	    "| --- | --- | --- | --- |\n"
	    "| fixed | a.yml:1 | gone | r1 |\n"
	    "| warning | b.yml:9 | w | r1 |\n"
	    "| error | b.yml:9 | two | r1 |\n"
	    "| error | b.yml:10 | two | r1 |\n"
	    "| note |  | no file | r2 |\n\n"
	    "Checked 2 files, 1 id.\n\n"
	    "made of x\n");
}

/* A summary of more than a mebibyte is one that GitHub refuses. */
static void
markdown_is_cut(void **state)
{
	cJSON *report = make("", ""), *one, *list = member_get(report, "results");
	struct buf message = BUF_INIT;
	char *got;
	int i;

	(void)state;
	for (i = 0; i < 1000; i++)
		buf_puts(&message, "long ");
	for (i = 0; i < 300; i++) {
		one = cJSON_CreateObject();
		cJSON_AddStringToObject(one, "rule", "r1");
		cJSON_AddStringToObject(one, "message", buf_str(&message));
		cJSON_AddItemToArray(list, one);
	}
	got = put(report_markdown, report, false);
	assert_in_range(strlen(got), 1000 * 1000, 1024 * 1024);
	assert_non_null(strstr(got, "\n\n100 more are not shown: "));
	free(got);
	buf_free(&message);
}

static const cJSON *
sarif_run(char *text)
{
	const cJSON *log = cJSON_Parse(text);

	free(text);
	assert_string_equal(member_text(log, "version"), "2.1.0");
	return member_get(log, "runs")->child;
}

static void
sarif(void **state)
{
	const cJSON *run = sarif_run(put(report_sarif, several(), false));
	const cJSON *rules_of = at(run, "tool.driver.rules"), *r;
	const cJSON *place;

	(void)state;
	assert_int_equal(cJSON_GetArraySize(rules_of), 3);
	assert_string_equal(text_at(rules_of->child, "help.text"), "do");
	assert_string_equal(text_at(rules_of->child->next,
	    "defaultConfiguration.level"), "note");
	/* What is fixed is not there. */
	assert_int_equal(cJSON_GetArraySize(at(run, "results")), 4);
	r = at(run, "results")->child;
	assert_string_equal(text_at(r, "properties.technique"), "T1");
	assert_string_equal(text_at(r, "level"), "warning");
	assert_int_equal(at(r, "ruleIndex")->valueint, 0);
	place = at(r, "locations")->child;
	assert_string_equal(text_at(place,
	    "physicalLocation.artifactLocation.uri"), "b.yml");
	assert_int_equal(at(place,
	    "physicalLocation.region.startLine")->valueint, 9);
	/* The same said twice of one file: two fingerprints. */
	assert_true(str_has_suffix(text_at(r->next,
	    "partialFingerprints.sextant/v1"), ":1"));
	assert_true(str_has_suffix(text_at(r->next->next,
	    "partialFingerprints.sextant/v1"), ":2"));
	r = r->next->next->next;
	assert_int_equal(at(r, "ruleIndex")->valueint, 1);
	assert_int_equal(cJSON_GetArraySize(at(r, "locations")), 0);
}

static void
sarif_names_files_by_uri(void **state)
{
	const cJSON *run = sarif_run(put(report_sarif, hostile(), false));
	const cJSON *r = at(run, "results")->child;

	(void)state;
	assert_string_equal(text_at(at(r, "locations")->child,
	    "physicalLocation.artifactLocation.uri"),
	    "%1B%5B31m%3A%3Aerror%3A%3Ax%0A%23%23%5Bgroup%5Dy%20%3Cb%3E%26amp"
	    "%3B%7C%60%25%2C");
	assert_string_equal(text_at(r, "message.text"), HOSTILE);
}

static void
assert_path(const char *path, const char *want)
{
	cJSON *result = cJSON_CreateObject();
	struct buf b = BUF_INIT;

	cJSON_AddStringToObject(result, "path", path);
	report_put_path(result, &b);
	assert_string_equal(buf_str(&b), want);
	buf_free(&b);
}

/* A job may run in a folder of what it has checked out. */
static void
paths_start_at_the_repository(void **state)
{
	char *before = realpath(".", NULL), *root = scratch_begin();
	char *real = realpath(root, NULL), *in = path_join(real, "work/in");
	char *file = path_join(in, "a.yml");

	(void)state;
	assert_int_equal(file_make_folders(in), 0);
	assert_int_equal(chdir(in), 0);
	assert_path("./a.yml", "a.yml");
	setenv("GITHUB_WORKSPACE", real, 1);
	assert_path("a.yml", "work/in/a.yml");
	assert_path("./b/a.yml", "work/in/b/a.yml");
	assert_path("../../a.yml", "a.yml");
	assert_path("../../../a.yml", "../../../a.yml");
	assert_path("../../../../../../../../a", "../../../../../../../../a");
	assert_path(file, "work/in/a.yml");
	assert_path("/etc/x", "/etc/x");
	assert_path("", "");
	setenv("GITHUB_WORKSPACE", "/elsewhere", 1);
	assert_path("a.yml", "a.yml");
	unsetenv("GITHUB_WORKSPACE");
	assert_int_equal(chdir(before), 0);
	free(file);
	free(in);
	free(real);
	free(before);
	scratch_end(root);
}

static void
what_fails(void **state)
{
	static const struct { const char *on; bool note, warning, error; }
	    rows[] = { { "error", false, false, true },
		{ "warning", false, true, true }, { "note", true, true, true },
		{ "never", false, false, false } };
	struct report_list list;
	const cJSON *r;
	cJSON *report;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		report = several();
		cJSON_AddStringToObject(report, "fail_on", rows[i].on);
		report_take(report, &list);
		r = list.first;
		assert_false(report_is_failure(report, r)); /* fixed */
		r = r->next;
		assert_int_equal(report_is_failure(report, r),
		    rows[i].warning);
		r = r->next;
		assert_int_equal(report_is_failure(report, r), rows[i].error);
		r = r->next->next;
		assert_int_equal(report_is_failure(report, r), rows[i].note);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text),
		cmocka_unit_test(text_on_a_terminal),
		cmocka_unit_test(json_by_pieces),
		cmocka_unit_test(github),
		cmocka_unit_test(azure),
		cmocka_unit_test(gitlab),
		cmocka_unit_test(junit),
		cmocka_unit_test(junit_of_what_is_no_xml),
		cmocka_unit_test(markdown),
		cmocka_unit_test(markdown_is_cut),
		cmocka_unit_test(sarif),
		cmocka_unit_test(sarif_names_files_by_uri),
		cmocka_unit_test(paths_start_at_the_repository),
		cmocka_unit_test(what_fails),
	};

	value_init();
	return cmocka_run_group_tests(tests, begin, end);
}
