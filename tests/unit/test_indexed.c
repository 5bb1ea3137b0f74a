/* What full text finds a control by. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "taking.h"

static struct source sigma, splunk, atomic, chronicle;

static int
begin(void **state)
{
	(void)state;
	return source_read("data/sources/sigma.yaml", "sigma", &mem, &sigma) |
	    source_read("data/sources/splunk.yaml", "splunk", &mem, &splunk) |
	    source_read("data/sources/atomic.yaml", "atomic", &mem, &atomic) |
	    source_read("data/sources/chronicle.yaml", "chronicle", &mem,
	    &chronicle);
}

static int
end(void **state)
{
	(void)state;
	source_free(&sigma);
	source_free(&splunk);
	source_free(&atomic);
	source_free(&chronicle);
	arena_free(&mem);
	arena_free(&scratch);
	return 0;
}

static const char *
cves_of(const struct control *k)
{
	struct buf b = BUF_INIT;
	const char *text;
	size_t i;

	for (i = 0; i < k->indexed.cves.n; i++)
		buf_printf(&b, "%s%s", i > 0 ? " " : "", k->indexed.cves.v[i]);
	text = arena_strdup(&mem, buf_str(&b));
	buf_free(&b);
	return text;
}

static void
sigma_has_fields_and_values(void **state)
{
	const struct control *k = take(&sigma, "rules/a.yml", "title: x\n"
	    "tags: [attack.t1490, cve.2021-44228]\n"
	    "logsource: {product: windows, category: process_creation,\n"
	    "  definition: nothing}\n"
	    "detection:\n"
	    "  selection_a:\n"
	    "    Image|endswith: ['\\vssadmin.exe', \"\\\\wmic.exe\"]\n"
	    "    EventID: 4688\n"
	    "    Nothing: null\n"
	    "  selection_b:\n"
	    "    - CommandLine|contains|all: [' delete ', sh\xc3\xa4" "dows]\n"
	    "  keywords: [a-b_c]\n"
	    "  timeframe: 5m\n"
	    "  condition: 1 of selection_* and keywords\n");

	(void)state;
	assert_string_equal(k->indexed.tags, "attack t1490 cve 2021 44228");
	assert_string_equal(k->indexed.log, "windows process creation");
	assert_string_equal(k->indexed.logic, "selection a Image "
	    "vssadmin exe wmic exe "
	    "EventID 4688 Nothing selection b CommandLine delete sh\xc3\xa4" "dows keywords a b c");
	assert_string_equal(cves_of(k), "CVE-2021-44228");
}

static void
a_search_is_taken_as_it_is(void **state)
{
	const struct control *k = take(&splunk, "detections/a.yml", "name: x\n"
	    "search: '| tstats count where Processes.process=\"*a|b*\" `m_x`'\n"
	    "analytic_story: [Old Story]\ndata_source: [Sysmon EventID 1]\n");

	(void)state;
	assert_string_equal(k->indexed.logic,
	    "tstats count where Processes process a b m x");
	assert_string_equal(k->indexed.tags, "Old Story");
	assert_string_equal(k->indexed.log, "Sysmon EventID 1");
	assert_int_equal(k->indexed.cves.n, 0);
}

static void
a_test_has_its_commands(void **state)
{
	const struct control *k = take(&atomic, "a.yaml",
	    "attack_technique: T1490\natomic_tests:\n- name: x\n"
	    "  input_arguments: {file: {description: no, default: c:\\t.txt}}\n"
	    "  executor: {name: sh, command: 'rm #{file}',\n"
	    "    cleanup_command: touch /tmp/x}\n");

	(void)state;
	assert_string_equal(k->indexed.logic, "rm file touch tmp x c t txt");
}

static void
a_yara_l_rule_has_its_body(void **state)
{
	const struct control *k = take(&chronicle, "a.yaral",
	    "rule a {\nmeta:\nreference = \"https://a.example/CVE-2020-1472\"\n"
	    "events:\n  $e.target = \"vssadmin.exe\"\ncondition:\n  $e\n}\n");

	(void)state;
	assert_string_equal(k->indexed.logic,
	    "events e target vssadmin exe condition e");
	assert_string_equal(cves_of(k), "CVE-2020-1472");
}

static void
nothing_is_nothing(void **state)
{
	const struct control *k = take(&sigma, "rules/a.yml",
	    "title: x\ndetection: {condition: a}\ntags: [' - ']\n");

	(void)state;
	assert_null(k->indexed.tags);
	assert_null(k->indexed.log);
	assert_null(k->indexed.logic);
	assert_int_equal(k->indexed.cves.n, 0);
}

static const struct {
	const char *text, *want;
} named[] = {
	{ "CVE-2021-44228", "CVE-2021-44228" },
	{ "(cve-2021-44228)", "CVE-2021-44228" },
	{ "log4shell_cve_2021_44228_x", "CVE-2021-44228" },
	{ "cve.2021.44228", "CVE-2021-44228" },
	{ "CVE 2021-1234567", "CVE-2021-1234567" },
	{ "CVE-2021-44228/CVE-2021-45046, CVE-2021-44228",
	    "CVE-2021-44228 CVE-2021-45046" },
	{ "CVE-2021-123", "" },
	{ "CVE-21-1234", "" },
	{ "CVE-2021-12345678901", "" },
	{ "CVE2021-1234", "" },
	{ "XCVE-2021-1234", "" },
	{ "CVE-2021", "" },
	{ "cve", "" },
	{ "v", "" },
};

static void
a_cve_has_a_form(void **state)
{
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(named) / sizeof(named[0]); i++) {
		buf_reset(&b);
		buf_printf(&b, "title: x\ndetection: {a: b}\nfield: '%s'\n",
		    named[i].text);
		assert_string_equal(cves_of(take(&sigma, "rules/a.yml",
		    buf_str(&b))), named[i].want);
	}
	buf_free(&b);
	assert_string_equal(cves_of(take(&sigma, "CVE-2021-44228/a.yml",
	    "title: x\ndetection: {a: b}\n")), "CVE-2021-44228");
}

/* Of any field, however deep, but not of a comment. */
static void
a_cve_may_stand_anywhere(void **state)
{
	(void)state;
	assert_string_equal(cves_of(take(&splunk, "detections/a.yml",
	    "name: x\n# CVE-2020-0001\ntests:\n- a: [{b: CVE-2020-0002}]\n"
	    "references: [https://a.example/cve-2020-0003]\n")),
	    "CVE-2020-0002 CVE-2020-0003");
}

static void
cves_have_a_limit(void **state)
{
	struct buf b = BUF_INIT;
	const struct control *k;
	int i;

	(void)state;
	buf_puts(&b, "title: x\ndetection: {a: b}\nreferences:\n");
	for (i = 0; i < 300; i++)
		buf_printf(&b, "- CVE-2020-%04d\n", 1000 + i);
	k = take(&sigma, "rules/a.yml", buf_str(&b));
	assert_int_equal(k->indexed.cves.n, 200);
	assert_int_equal(found.n, 1);
	assert_string_equal(found.v[0].what, "many-cves");
	buf_free(&b);
}

static void
words_have_a_limit(void **state)
{
	struct buf b = BUF_INIT;
	const struct control *k;
	int i;

	(void)state;
	buf_puts(&b, "name: x\nsearch: '");
	for (i = 0; i < 200000; i++)
		buf_puts(&b, "a\xc3\xa4 ");
	buf_puts(&b, "last'\n");
	k = take(&splunk, "detections/a.yml", buf_str(&b));
	assert_int_equal(strlen(k->indexed.logic), 512 * 1024 - 1);
	assert_true(str_is_utf8(k->indexed.logic, strlen(k->indexed.logic)));
	assert_int_equal(found.n, 1);
	assert_string_equal(found.v[0].what, "long-text");
	buf_free(&b);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_teardown(f, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(sigma_has_fields_and_values),
		TEST(a_search_is_taken_as_it_is),
		TEST(a_test_has_its_commands),
		TEST(a_yara_l_rule_has_its_body),
		TEST(nothing_is_nothing),
		TEST(a_cve_has_a_form),
		TEST(a_cve_may_stand_anywhere),
		TEST(cves_have_a_limit),
		TEST(words_have_a_limit),
	};

	value_init();
	return cmocka_run_group_tests(tests, begin, end);
}
