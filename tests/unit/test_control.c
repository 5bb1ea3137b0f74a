/* Controls, as the definitions of the repository take them from documents. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "words/shape.h"
#include "base/buf.h"
#include "controls/tagging.h"
#include "taking.h"

static struct source splunk, sigma, atomic;

static int
read_definition(const char *id, struct source *s)
{
	char *path = arena_printf(&mem, "data/sources/%s.yaml", id);

	return source_read(path, id, &mem, s) == 0 ? source_check(s) : -1;
}

static int
begin(void **state)
{
	(void)state;
	if (read_definition("splunk", &splunk) == -1 ||
	    read_definition("sigma", &sigma) == -1)
		return -1;
	return read_definition("atomic", &atomic);
}

static int
end(void **state)
{
	(void)state;
	source_free(&splunk);
	source_free(&sigma);
	source_free(&atomic);
	arena_free(&mem);
	arena_free(&scratch);
	return 0;
}

/* The ids of a control, joined; those that are malformed in parentheses. */
static void
assert_tags(const struct control *k, const char *want)
{
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < k->ntags; i++)
		buf_printf(&b, k->tags[i].formed ? "%s%s" : "%s(%s)",
		    i > 0 ? " " : "", k->tags[i].id);
	assert_string_equal(buf_str(&b), want);
	buf_free(&b);
}

static void
ids_have_a_form(void **state)
{
	static const char *const formed[] = { "T0000", "T1587", "T1587.003",
		"T9999.999" };
	static const char *const not[] = { "", "T", "T158", "T15870", "t1587",
		"T1587.", "T1587.3", "T1587.0033", "T1587.00a", "T1587/003",
		"TA0001", "S0002", "T1587 ", " T1587", "T1587.003.001", "1587" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(formed) / sizeof(formed[0]); i++)
		assert_true(shape_is_technique(formed[i]));
	for (i = 0; i < sizeof(not) / sizeof(not[0]); i++)
		assert_false(shape_is_technique(not[i]));
}

static void
splunk_of_2026_is_read(void **state)
{
	const struct control *k = take(&splunk, "detections/web/a.yml",
	    "name: Odd agent\nid: 11-22\nversion: 3\n"
	    "creation_date: '2026-01-02'\nmodification_date: '2026-02-03'\n"
	    "author: Me\nstatus: production\ntype: Hunting\n"
	    "description: |\n  Two\n  lines.\n"
	    "mitre_attack_id:\n- T1071.001\n- T1071\n"
	    "tests:\n- name: t\n  attack_data:\n  - data: https://e.org/x\n");

	(void)state;
	assert_non_null(k);
	assert_string_equal(k->title, "Odd agent");
	assert_string_equal(k->id, "11-22");
	assert_string_equal(k->date, "2026-01-02");
	assert_string_equal(k->modified, "2026-02-03");
	assert_string_equal(k->author, "Me");
	assert_string_equal(k->status, "production");
	assert_int_equal(k->type, TYPE_HUNTING);
	assert_string_equal(k->description, "Two\nlines.");
	assert_int_equal(k->lifecycle, LIFECYCLE_ACTIVE);
	assert_string_equal(k->path, "detections/web/a.yml");
	assert_int_equal(k->line, 1);
	assert_null(k->level);
	assert_int_equal(k->evidence, 2);
	assert_tags(k, "T1071.001 T1071");
	assert_int_equal(k->tags[0].line, 13);
	assert_string_equal(k->url, "https://github.com/splunk/security_content"
	    "/blob/develop/detections/web/a.yml");
	assert_false(k->catch_all);
	assert_int_equal(found.n, 0);
}

static void
splunk_of_old_is_read(void **state)
{
	const struct control *k = take(&splunk, "detections/a.yml",
	    "name: Old one\nid: x\ndate: '2020-07-21'\nstatus: experimental\n"
	    "type: TTP\nmitre_attack_id: [T1003]\ntags:\n"
	    "  mitre_attack_id: [T1059, t1003, ' T1059.001 ']\n"
	    "  atomic_guid: [aaaa]\n");

	(void)state;
	assert_string_equal(k->date, "2020-07-21");
	assert_string_equal(k->modified, "2020-07-21");
	assert_int_equal(k->type, TYPE_RULE);
	assert_int_equal(k->evidence, 0);
	assert_int_equal(k->nsimulates, 1);
	assert_string_equal(k->simulates[0].id, "aaaa");
	assert_int_equal(k->simulates[0].line, 9);
	assert_tags(k, "T1003 T1059 T1059.001");
	/* One id in place of a list, and what is no control. */
	k = take(&splunk, "detections/a.yml", "name: x\ntags:\n"
	    "  mitre_attack_id: T1001\n");
	assert_tags(k, "T1001");
	assert_null(take(&splunk, "detections/a.yml", "nome: x\n"));
	assert_null(take(&splunk, "detections/a.yml", ""));
	assert_int_equal(found.n, 0);
}

static void
sigma_tags_have_namespaces(void **state)
{
	static const struct {
		const char *tags, *want;
	} rules[] = {
		{ "[attack.t1059.001]", "T1059.001" },
		{ "[attack.T1059]", "T1059" },
		{ "[ATTACK.t1059]", "T1059" },
		{ "[' attack.t1059 ']", "T1059" },
		{ "[\"attack.t1059\\n\"]", "T1059" },
		{ "attack.t1059", "T1059" },
		{ "[attack.t1059, attack.T1059, attack.t1003]", "T1059 T1003" },
		{ "[attack.execution, attack.g0007, attack.s0002]", "" },
		{ "[attack.ta0001, attack.tool, detection.t1059]", "" },
		{ "[cve.2021-44228, car.2016-04-005, t1059, T1059]", "" },
		{ "[xattack.t1059, not attack.t1059]", "" },
		{ "[attack.t1, attack.t10599]", "(T1) (T10599)" },
		{ "[attack.t1059.1, attack.t1059-001]",
		    "(T1059.1) (T1059-001)" },
		{ "[attack.t1059, 5, null, [attack.t1003], {a: b}]", "T1059" },
		{ "null", "" },
		{ "[]", "" },
	};
	struct buf text = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		buf_reset(&text);
		buf_printf(&text, "title: x\ndetection: {a: b}\ntags: %s\n",
		    rules[i].tags);
		take(&sigma, "rules/a.yml", buf_str(&text));
		assert_int_equal(got.n, 1);
		assert_tags(&got.v[0], rules[i].want);
	}
	buf_free(&text);
}

static void
sigma_has_several_documents_a_file(void **state)
{
	(void)state;
	take(&sigma, "rules/a.yml",
	    "title: One\nid: i1\ndetection: {a: b}\ntags: [attack.t1001]\n"
	    "---\n"
	    "detection: {a: b}\ntags: [attack.t1002]\n" /* a fragment */
	    "---\n"
	    "title: Three\ncorrelation: {type: event_count}\n"
	    "tags: [attack.t1003]\n"
	    "---\n"
	    "title: A filter\nfilter: {a: b}\n"
	    "---\n"
	    "just words\n"
	    "---\n"
	    "title: ' '\ndetection: {a: b}\n");
	assert_int_equal(got.n, 2);
	assert_string_equal(got.v[0].title, "One");
	assert_int_equal(got.v[0].type, TYPE_RULE);
	assert_string_equal(got.v[1].title, "Three");
	assert_int_equal(got.v[1].type, TYPE_CORRELATION);
	assert_int_equal(got.v[1].line, 9);
	assert_null(got.v[1].id);
	assert_tags(&got.v[1], "T1003");
	assert_int_equal(found.n, 3);
	assert_string_equal(found.v[0].what, "no-control");
	assert_string_equal(found.v[0].why, "without title");
	assert_int_equal(found.v[0].line, 6);
	assert_string_equal(found.v[1].what, "no-control");
	assert_string_equal(found.v[2].what, "no-title");
	assert_int_equal(found.v[2].line, 18);
}

static void
sigma_facts_are_taken(void **state)
{
	const struct control *k = take(&sigma, "rules/windows/a b.yml",
	    "title: '  Trimmed  '\nid: i\nstatus: test # matures\n"
	    "level: high   # or so\nauthor: A, B\ndate: 2020/01/02\n"
	    "modified: 2021-01-02\nlogsource:\n  product: windows\n"
	    "detection: {a: {b: c}, condition: a}\n"
	    "simulation:\n- atomic_guid: g\n");

	(void)state;
	assert_string_equal(k->title, "Trimmed");
	assert_string_equal(k->level, "high");
	assert_string_equal(k->status, "test");
	assert_string_equal(k->date, "2020-01-02");
	assert_string_equal(k->modified, "2021-01-02");
	assert_int_equal(k->evidence, 1);
	assert_int_equal(k->nsimulates, 1);
	assert_int_equal(k->platforms.n, 1);
	assert_string_equal(k->platforms.v[0], "Windows");
	assert_string_equal(k->url, "https://github.com/SigmaHQ/sigma/blob/"
	    "master/rules/windows/a%20b.yml");
	k = take(&sigma, "rules/a.yml", "title: x\ndate: 1999-01-01\nlogsource:"
	    " {product: Plan9}\ndetection: {a: {b: '*'}, condition: a}\n");
	assert_string_equal(k->modified, "1999-01-01");
	assert_int_equal(k->platforms.n, 0); /* no platform of ATT&CK's */
	assert_true(k->catch_all);
	assert_string_equal(found.v[0].what, "catch-all");
}

static void
lifecycle_is_by_path_and_status(void **state)
{
	static const struct {
		const struct source *s;
		const char *path, *status, *lifecycle, *type;
	} rules[] = {
		{ &sigma, "rules/a.yml", "stable", "active", "rule" },
		{ &sigma, "rules/deprecated/a.yml", "test", "active", "rule" },
		{ &sigma, "deprecated/a.yml", "test", "deprecated", "rule" },
		{ &sigma, "deprecated/b/c/a.yml", "test", "deprecated",
		    "rule" },
		{ &sigma, "unsupported/a.yml", "test", "unsupported", "rule" },
		{ &sigma, "rules/a.yml", "deprecated", "deprecated", "rule" },
		{ &sigma, "rules/a.yml", "Deprecated", "deprecated", "rule" },
		{ &sigma, "rules/a.yml", "unsupported", "unsupported", "rule" },
		{ &sigma, "unsupported/a.yml", "deprecated", "unsupported",
		    "rule" },
		{ &sigma, "rules-threat-hunting/a.yml", "test", "active",
		    "hunting" },
		{ &sigma, "rules-placeholder/a.yml", "test", "active",
		    "placeholder" },
		{ &splunk, "detections/a.yml", "production", "active", "rule" },
		{ &splunk, "detections/deprecated/a.yml", "production",
		    "deprecated", "rule" },
		{ &splunk, "removed/detections/a.yml", "production", "removed",
		    "rule" },
		{ &splunk, "detections/a.yml", "removed", "removed", "rule" },
		{ &splunk, "detections/a.yml", "deprecated", "deprecated",
		    "rule" },
		{ &splunk, "removed/a.yml", "deprecated", "removed", "rule" },
	};
	struct buf text = BUF_INIT;
	const struct control *k;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		buf_reset(&text);
		buf_printf(&text, "title: x\nname: x\ndetection: {a: b}\n"
		    "status: %s\n", rules[i].status);
		k = take(rules[i].s, rules[i].path, buf_str(&text));
		assert_string_equal(lifecycle_name(k->lifecycle),
		    rules[i].lifecycle);
		assert_string_equal(type_name(k->type), rules[i].type);
	}
	buf_free(&text);
}

static void
evidence_of_its_own_is_the_highest_that_holds(void **state)
{
	static const struct {
		const char *text;
		int evidence;
		size_t tests;
	} rules[] = {
		{ "status: experimental", 0, 0 },
		{ "status: test", 1, 0 },
		{ "status: STABLE", 1, 0 },
		{ "regression_tests_path: x", 2, 0 },
		{ "regression_tests_path: ''", 0, 0 },
		{ "regression_tests_path: null", 0, 0 },
		{ "status: stable\nregression_tests_path: x", 2, 0 },
		{ "simulation: [{type: x}]", 0, 0 },
		{ "simulation: [{type: x}, {atomic_guid: g}]", 0, 1 },
		{ "simulation: [{atomic_guid: ' g '}, {atomic_guid: G}, "
		  "{atomic_guid: h}, {atomic_guid: ''}]", 0, 2 },
		{ "status: test\nregression_tests_path: x\n"
		  "simulation: [{atomic_guid: g}]", 2, 1 },
	};
	struct buf text = BUF_INIT;
	const struct control *k;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
		buf_reset(&text);
		buf_printf(&text, "title: x\ndetection: {a: b}\n%s\n",
		    rules[i].text);
		k = take(&sigma, "rules/a.yml", buf_str(&text));
		assert_int_equal(k->evidence, rules[i].evidence);
		assert_int_equal(k->nsimulates, rules[i].tests);
	}
	buf_free(&text);
}

static void
atomic_has_a_control_a_test(void **state)
{
	const struct control *k = take(&atomic, "atomics/T1003/T1003.yaml",
	    "attack_technique: t1003\ndisplay_name: x\natomic_tests:\n"
	    "- name: 'Dump (all) of it: LSASS & co.'\n"
	    "  auto_generated_guid: g1\n"
	    "  description: does\n"
	    "  supported_platforms: [windows, linux, Windows, beos, null]\n"
	    "- nome: no test\n"
	    "- name: Second - one_two\n"
	    "  auto_generated_guid: g2\n"
	    "  supported_platforms: iaas:aws\n");

	(void)state;
	assert_int_equal(got.n, 2);
	assert_string_equal(k->id, "g1");
	assert_int_equal(k->type, TYPE_TEST);
	assert_string_equal(k->description, "does");
	assert_int_equal(k->line, 4);
	assert_tags(k, "T1003");
	assert_int_equal(k->tags[0].line, 1);
	assert_int_equal(k->platforms.n, 3);
	assert_string_equal(k->platforms.v[0], "Windows");
	assert_string_equal(k->platforms.v[1], "Linux");
	assert_string_equal(k->platforms.v[2], "beos");
	assert_string_equal(k->url, "https://github.com/redcanaryco/"
	    "atomic-red-team/blob/master/atomics/T1003/T1003.md"
	    "#atomic-test-1---dump-all-of-it-lsass--co");
	k = &got.v[1];
	assert_string_equal(k->id, "g2");
	assert_string_equal(k->platforms.v[0], "IaaS");
	/* The number is its place in the document, whatever is left out. */
	assert_string_equal(k->url, "https://github.com/redcanaryco/"
	    "atomic-red-team/blob/master/atomics/T1003/T1003.md"
	    "#atomic-test-3---second---one_two");
	assert_int_equal(found.n, 1);
	assert_string_equal(found.v[0].what, "no-control");
}

static void
a_broken_document_is_a_finding(void **state)
{
	struct source json = sigma;

	(void)state;
	assert_null(take(&sigma, "rules/a.yml", "title: x\nb: [\n"));
	assert_int_equal(found.n, 1);
	assert_string_equal(found.v[0].what, "broken-document");
	assert_string_equal(found.v[0].path, "rules/a.yml");
	assert_true(found.v[0].line > 1);
	assert_true(strlen(found.v[0].why) > 0);
	json.format = FORMAT_JSON;
	assert_null(take(&json, "a.json", "{\"title\": \"x\""));
	assert_int_equal(found.n, 1);
	assert_non_null(take(&json, "a.json", "{\"title\": \"x\","
	    " \"detection\": {\"a\": \"b\"}, \"tags\": [\"attack.t1001\"]}"));
	assert_tags(&got.v[0], "T1001");
}

/* A text of n times piece, with its number where it says %zu. */
static char *
many(const char *head, const char *piece, size_t n)
{
	struct buf b = BUF_INIT;
	size_t i;

	buf_puts(&b, head);
	for (i = 0; i < n; i++)
		buf_printf(&b, "%s%05zu\n", piece, i);
	return buf_take(&b);
}

static void
a_long_description_is_cut_between_characters(void **state)
{
	struct buf b = BUF_INIT;
	const struct control *k;
	size_t i;

	(void)state;
	buf_puts(&b, "title: x\ndetection: {a: b}\ndescription: x");
	for (i = 0; i < 40000; i++)
		buf_puts(&b, "\xc3\xa4");
	k = take(&sigma, "rules/a.yml", buf_str(&b));
	assert_int_equal(strlen(k->description), 65535);
	assert_true(str_is_utf8(k->description, 65535));
	buf_free(&b);
}

static void
ids_have_a_limit(void **state)
{
	char *text = many("title: x\ndetection: {a: b}\ntags:\n",
	    "- attack.t", 1001);
	const struct control *k = take(&sigma, "rules/a.yml", text);

	(void)state;
	assert_int_equal(k->ntags, 1000);
	assert_int_equal(found.n, 1);
	assert_string_equal(found.v[0].what, "too-many-ids");
	assert_int_equal(found.v[0].line, 1004);
	free(text);
}

/* Blank ids made twins of what has none. */
static void
what_is_blank_is_not_there(void **state)
{
	const struct control *k = take(&splunk, "detections/a.yml",
	    "name: x\nid: ' '\nauthor: \"\\t\"\ncreation_date: ' '\n"
	    "date: 2020-01-01\n");

	(void)state;
	assert_null(k->id);
	assert_null(k->author);
	assert_string_equal(k->date, "2020-01-01");
}

/* A finding for each of the rest could fill a catalog. */
static void
too_many_ids_are_said_once(void **state)
{
	char *text = many("title: x\ndetection: {a: b}\ntags:\n",
	    "- attack.t", 9000);

	(void)state;
	assert_int_equal(take(&sigma, "rules/a.yml", text)->ntags, 1000);
	assert_int_equal(found.n, 1);
	assert_int_equal(found.v[0].line, 1004);
	free(text);
}

/* Each is compared with all before it. */
static void
platforms_have_a_limit(void **state)
{
	char *text = many("attack_technique: T1001\natomic_tests:\n- name: x\n"
	    "  supported_platforms:\n", "  - p", 9000);
	const struct control *k = take(&atomic, "a.yaml", text);

	(void)state;
	assert_int_equal(k->platforms.n, 100);
	assert_string_equal(k->platforms.v[99], "p00099");
	assert_int_equal(found.n, 1);
	assert_string_equal(found.v[0].what, "too-many-platforms");
	assert_int_equal(found.v[0].line, 105);
	free(text);
}

static void
controls_have_a_limit(void **state)
{
	char *text = many("attack_technique: T1001\natomic_tests:\n",
	    "- name: x", 10001);

	(void)state;
	take(&atomic, "a.yaml", text);
	assert_int_equal(got.n, 10000);
	assert_string_equal(got.v[9999].title, "x09999");
	assert_int_equal(found.n, 1);
	assert_string_equal(found.v[0].what, "too-many-controls");
	free(text);
}

/* A long one was kept whole for each of the controls that have it. */
static void
a_long_id_is_cut(void **state)
{
	struct buf b = BUF_INIT;
	const struct control *k;
	size_t i;

	(void)state;
	buf_puts(&b, "title: x\ndetection: {a: b}\ntags: ['    attack.t10");
	for (i = 0; i < 1000; i++)
		buf_puts(&b, "\xc3\xa4");
	buf_puts(&b, "']\n");
	k = take(&sigma, "rules/a.yml", buf_str(&b));
	assert_int_equal(k->ntags, 1);
	assert_false(k->tags[0].formed);
	assert_int_equal(strlen(k->tags[0].id), 199);
	assert_true(str_is_utf8(k->tags[0].id, 199));
	buf_free(&b);
}

/* The address ended where the path had a number sign. */
static void
a_path_with_signs_in_it_is_linked(void **state)
{
	const struct control *k = take(&sigma, "rules/c#/why?/a%20b.yml",
	    "title: x\ndetection: {a: b}\n");

	(void)state;
	assert_string_equal(k->url, "https://github.com/SigmaHQ/sigma/blob/"
	    "master/rules/c%23/why%3F/a%2520b.yml");
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_teardown(f, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(ids_have_a_form),
		TEST(splunk_of_2026_is_read),
		TEST(splunk_of_old_is_read),
		TEST(sigma_tags_have_namespaces),
		TEST(sigma_has_several_documents_a_file),
		TEST(sigma_facts_are_taken),
		TEST(lifecycle_is_by_path_and_status),
		TEST(evidence_of_its_own_is_the_highest_that_holds),
		TEST(atomic_has_a_control_a_test),
		TEST(a_broken_document_is_a_finding),
		TEST(a_long_description_is_cut_between_characters),
		TEST(ids_have_a_limit),
		TEST(what_is_blank_is_not_there),
		TEST(too_many_ids_are_said_once),
		TEST(platforms_have_a_limit),
		TEST(controls_have_a_limit),
		TEST(a_long_id_is_cut),
		TEST(a_path_with_signs_in_it_is_linked),
	};

	value_init();
	return cmocka_run_group_tests(tests, begin, end);
}
