/* YARA-L rules, their meta sections and their limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "value/yaral.h"
#include "value/member.h"

/* A file, and its rules as JSON. */
static const struct {
	const char *in, *want;
} good[] = {
	{ "", "[]" },
	{ "\xef\xbb\xbf// nothing\n/* rule x { */\n", "[]" },
	{ "rule a {\n}\n", "[{\"name\":\"a\",\"meta\":{}}]" },
	{ "rule a{meta:}", "[{\"name\":\"a\",\"meta\":{}}]" },
	{ "rule a { meta: k = \"v\" }",
	    "[{\"name\":\"a\",\"meta\":{\"k\":[\"v\"]}}]" },
	{ "rule a\r\n{\r\n  meta:\r\n    k = 'v'\r\n\r\n  events:\r\n    $e.x\r\n"
	  "}\r\n",
	    "[{\"name\":\"a\",\"meta\":{\"k\":[\"v\"]},"
	    "\"body\":\"events:\\r\\n    $e.x\"}]" },
	/* a key twice, words and numbers, no space, three kinds of quotes */
	{ "rule a {\nmeta:\nk=\"1\"\nk = `2`\nn = 12\nw=true\ncondition:\n$e\n}",
	    "[{\"name\":\"a\",\"meta\":{\"k\":[\"1\",\"2\"],\"n\":[\"12\"],"
	    "\"w\":[\"true\"]},\"body\":\"condition:\\n$e\"}]" },
	/* escapes, and what looks like one */
	{ "rule a {\nmeta:\nk = \"a \\\"b\\\" \\\\ \\d 'c'\"\n}",
	    "[{\"name\":\"a\",\"meta\":{\"k\":[\"a \\\"b\\\" \\\\ \\\\d 'c'\"]}"
	    "}]" },
	/* comments between all tokens; none inside a string */
	{ "rule/**/a//x\n{/*}*/meta:// k = \"no\"\nk/**/=/* \" */\"//v/*\"\n}",
	    "[{\"name\":\"a\",\"meta\":{\"k\":[\"//v/*\"]}}]" },
	/* only a brace that stands first on its line closes a rule */
	{ "rule a {\nmeta:\nk = \"v\"\nevents:\n  $e = /^x{2}\\}$/ nocase }\n"
	  "  re($e, `{`)\n  }\nrule b {\n  meta: k = \"w\"\n}\n",
	    "[{\"name\":\"a\",\"meta\":{\"k\":[\"v\"]},"
	    "\"body\":\"events:\\n  $e = /^x{2}\\\\}$/ nocase }\\n"
	    "  re($e, `{`)\"},"
	    "{\"name\":\"b\",\"meta\":{\"k\":[\"w\"]}}]" },
	/* a meta section is the first one, or none */
	{ "rule a {\nevents:\nmeta:\nk = \"v\"\n}\n",
	    "[{\"name\":\"a\",\"meta\":{},"
	    "\"body\":\"events:\\nmeta:\\nk = \\\"v\\\"\"}]" },
	{ "rule a {\nmetadata = 1\n}\n",
	    "[{\"name\":\"a\",\"meta\":{},\"body\":\"metadata = 1\"}]" },
	{ "rule a {\nmeta:\nmeta = \"\"\n}\n",
	    "[{\"name\":\"a\",\"meta\":{\"meta\":[\"\"]}}]" },
};

/* A file that is refused, at which line, and a word of why. */
static const struct {
	const char *in;
	int line;
	const char *what;
} bad[] = {
	{ "x", 1, "expected a rule" },
	{ "\n\nrules a {\n}", 3, "expected a rule" },
	{ "rule {\n}", 1, "without a name" },
	{ "rule a\nb {\n}", 2, "without a name" },
	{ "rule a", 1, "without a name" },
	{ "rule a {", 1, "unterminated" },
	{ "rule a {\nmeta:\n", 3, "unterminated" },
	{ "rule a {\nmeta:\nk = \"v\"\ncondition:\n$e }\n", 6,
	    "unterminated" },
	{ "rule a {\nmeta:\nk \"v\"\n}", 3, "without =" },
	{ "rule a {\nmeta:\n= \"v\"\n}", 3, "without a key" },
	{ "rule a {\nmeta:\nk = \"v\n\"\n}", 3, "unterminated string" },
	{ "rule a {\nmeta:\nk = 'v", 3, "unterminated string" },
	{ "rule a {\nmeta:\nk = \"v\\\"\n}", 3, "unterminated string" },
	{ "rule a { /* }", 1, "unterminated" },
	{ "rule a {\n}\nrule \xff {\n}", 1, "not UTF-8" },
};

static void
test_good(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *docs = NULL;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		if (yaral_parse(good[i].in, strlen(good[i].in), &docs,
			&why) == -1)
			fail_msg("%s: %d: %s", good[i].in, why.line, why.what);
		assert_string_equal(cJSON_PrintUnformatted(docs), good[i].want);
	}
	value_use(before);
	arena_free(&mem);
}

static void
test_bad(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *docs = NULL;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (yaral_parse(bad[i].in, strlen(bad[i].in), &docs, &why) == 0)
			fail_msg("%s: not refused", bad[i].in);
		if (why.line != bad[i].line ||
		    strstr(why.what, bad[i].what) == NULL)
			fail_msg("%s: %d: %s", bad[i].in, why.line, why.what);
	}
	assert_int_equal(yaral_parse("\0rule", 5, &docs, &why), -1);
	value_use(before);
	arena_free(&mem);
}

static void
test_lines(void **state)
{
	static const char text[] =
	    "// one\nrule a {\n  meta:\n    /*\n */ k = \"v\"\n    k = \"w\"\n}\n"
	    "\nrule b\n{\n}\n";
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *docs = NULL, *k;

	(void)state;
	assert_int_equal(yaral_parse(text, strlen(text), &docs, &why), 0);
	assert_int_equal(value_line(docs->child), 2);
	assert_int_equal(value_line(docs->child->next), 9);
	k = member_get(member_get(docs->child, "meta"), "k");
	assert_int_equal(value_line(k->child), 5);
	assert_int_equal(value_line(k->child->next), 6);
	value_use(before);
	arena_free(&mem);
}

/* A rule of n meta lines with one key, or another in each. */
static int
parse_many(size_t n, bool same)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	struct buf b = BUF_INIT;
	cJSON *docs = NULL;
	size_t i;
	int rc;

	buf_puts(&b, "rule a {\nmeta:\n");
	for (i = 0; i < n; i++)
		buf_printf(&b, "k%zu = \"v\"\n", same ? 0 : i);
	buf_puts(&b, "}\n");
	rc = yaral_parse(buf_str(&b), b.len, &docs, &why);
	if (rc == -1)
		assert_non_null(strstr(why.what, "too many"));
	buf_free(&b);
	value_use(before);
	arena_free(&mem);
	return rc;
}

static void
test_limits(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	struct buf b = BUF_INIT;
	cJSON *docs = NULL;

	(void)state;
	assert_int_equal(parse_many(1000, true), 0);
	assert_int_equal(parse_many(1000, false), 0);
	assert_int_equal(parse_many(1001, true), -1);
	while (b.len < 1024 * 1024)
		buf_putc(&b, ' ');
	assert_int_equal(yaral_parse(buf_str(&b), b.len, &docs, &why), 0);
	buf_putc(&b, ' ');
	assert_int_equal(yaral_parse(buf_str(&b), b.len, &docs, &why), -1);
	assert_non_null(strstr(why.what, "larger"));
	buf_free(&b);
	value_use(before);
	arena_free(&mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_limits),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
