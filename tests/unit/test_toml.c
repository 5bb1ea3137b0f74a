/* TOML: what values mean, where they stand, and how much is too much. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "many.h"
#include "value/toml.h"
#include "value/member.h"

/* What stands behind "x = ", and what cJSON prints of it. */
static const struct {
	const char *in, *want;
} values[] = {
	/* basic strings */
	{ "\"\"", "\"\"" },
	{ "\"a # b\" # c", "\"a # b\"" },
	{ "\"\\b\\t\\n\\f\\r\\\"\\\\\"", "\"\\b\\t\\n\\f\\r\\\"\\\\\"" },
	{ "\"\\u00e9\\u20AC\\U0001f600\\u0041\"",
	    "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80" "A\"" },
	{ "\"\\uD7FF\\uE000\\U0010FFFF\"",
	    "\"\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf\"" },
	{ "\"a\tb\"", "\"a\\tb\"" },
	{ "\"\xc3\xa9\"", "\"\xc3\xa9\"" },
	{ "\"'\"", "\"'\"" },
	{ "\"\\\\\"", "\"\\\\\"" },
	/* literal strings */
	{ "''", "\"\"" },
	{ "'C:\\new\\\"x\"'", "\"C:\\\\new\\\\\\\"x\\\"\"" },
	{ "'\\'", "\"\\\\\"" },
	/* basic strings of several lines */
	{ "\"\"\"\"\"\"", "\"\"" },
	{ "\"\"\"\na\nb\n\"\"\"", "\"a\\nb\\n\"" },
	{ "\"\"\"\r\na\r\nb\"\"\"", "\"a\\nb\"" },
	{ "\"\"\"\n\na\"\"\"", "\"\\na\"" },
	{ "\"\"\"a \\\n   b \\  \n\n\t c\\\n\"\"\"", "\"a b c\"" },
	{ "\"\"\"a\\\r\n \r\n b\"\"\"", "\"ab\"" },
	{ "\"\"\"a\"b\"\"c\"\"\"", "\"a\\\"b\\\"\\\"c\"" },
	{ "\"\"\"\"a\"\"\"\"", "\"\\\"a\\\"\"" },
	{ "\"\"\"\"\"a\"\"\"\"\"", "\"\\\"\\\"a\\\"\\\"\"" },
	{ "\"\"\"\"\"\"\"\"", "\"\\\"\\\"\"" },
	{ "\"\"\"a\\\"\"\"\"", "\"a\\\"\"" },
	{ "\"\"\"a\\\"\"\"b\"\"\"", "\"a\\\"\\\"\\\"b\"" },
	{ "\"\"\"\\u0041\\n'''\"\"\"", "\"A\\n'''\"" },
	/* literal strings of several lines */
	{ "''''''", "\"\"" },
	{ "'''\na\\\nb'''", "\"a\\\\\\nb\"" },
	{ "'''\r\na\r\nb'''", "\"a\\nb\"" },
	{ "''''a'''''", "\"'a''\"" },
	{ "'''\"\"\"'''", "\"\\\"\\\"\\\"\"" },
	/* integers */
	{ "0", "0" },
	{ "-0", "0" },
	{ "+99", "99" },
	{ "1_000", "1000" },
	{ "1_2_3", "123" },
	{ "0xDEAD_beef", "3735928559" },
	{ "0o0755", "493" },
	{ "0b1101_0110", "214" },
	{ "0x00", "0" },
	{ "0xe1", "225" },
	/* floats */
	{ "+1.5", "1.5" },
	{ "-0.25", "-0.25" },
	{ "5e+2", "500" },
	{ "1E06", "1000000" },
	{ "-2E-2", "-0.02" },
	{ "6.25e0", "6.25" },
	{ "224_617.5", "224617.5" },
	{ "1e1_0", "10000000000" },
	{ "0e0", "0" },
	{ "123e-2", "1.23" },
	/* booleans */
	{ "true", "true" },
	{ "false", "false" },
	/* dates and times, as written */
	{ "1979-05-27T07:32:00Z", "\"1979-05-27T07:32:00Z\"" },
	{ "1979-05-27t07:32:00z", "\"1979-05-27t07:32:00z\"" },
	{ "1979-05-27 07:32:00.5-07:00 # c",
	    "\"1979-05-27 07:32:00.5-07:00\"" },
	{ "1979-05-27T00:32:00.999999+23:59",
	    "\"1979-05-27T00:32:00.999999+23:59\"" },
	{ "1979-05-27T07:32:00", "\"1979-05-27T07:32:00\"" },
	{ "1979-05-27", "\"1979-05-27\"" },
	{ "1979-05-27 ", "\"1979-05-27\"" },
	{ "1979-05-27 # 07:32:00", "\"1979-05-27\"" },
	{ "2024-02-29", "\"2024-02-29\"" },
	{ "07:32:00", "\"07:32:00\"" },
	{ "23:59:60.123", "\"23:59:60.123\"" },
	{ "[1979-05-27, 1979-05-28]", "[\"1979-05-27\",\"1979-05-28\"]" },
	/* arrays */
	{ "[]", "[]" },
	{ "[ \n\t\r\n ]", "[]" },
	{ "[1,2,]", "[1,2]" },
	{ "[1, \"a\", 1.5, [true], {b = 2}]",
	    "[1,\"a\",1.5,[true],{\"b\":2}]" },
	{ "[ # one\n 1 # two\n , # three\n # four\n 2 , # five\n]", "[1,2]" },
	{ "[\"]\", '#', \"\"\"\n,\n\"\"\"]", "[\"]\",\"#\",\",\\n\"]" },
	{ "[[[]],[]]", "[[[]],[]]" },
	/* inline tables */
	{ "{}", "{}" },
	{ "{ \t}", "{}" },
	{ "{a=1,b = {c = [ 1,\n2 ]} , \"d e\"='f'}",
	    "{\"a\":1,\"b\":{\"c\":[1,2]},\"d e\":\"f\"}" },
	{ "{a.b = 1, a.c = 2, d = 3, a.e.f = 4}",
	    "{\"a\":{\"b\":1,\"c\":2,\"e\":{\"f\":4}},\"d\":3}" },
	{ "{a = \"\"\"\n1\n\"\"\"}", "{\"a\":\"1\\n\"}" },
};

/* What stands behind "x = ", and why it is no value. */
static const struct {
	const char *in, *what;
} no_values[] = {
	{ "", "expected a value" },
	{ "# 1", "expected a value" },
	{ "\n1", "expected a value" },
	{ "=1", "expected a value" },
	{ ",", "expected a value" },
	{ "\"a", "cut off" },
	{ "'a", "cut off" },
	{ "\"a\\\"", "cut off" },
	{ "\"", "cut off" },
	{ "\"a\nb\"", "unterminated" },
	{ "'a\r\nb'", "unterminated" },
	{ "\"a\\\nb\"", "unterminated" },
	{ "\"\"\"a\"\"", "cut off" },
	{ "\"\"\"a\\\"\"\"", "cut off" },
	{ "\"\"\"a\\", "cut off" },
	{ "'''a", "cut off" },
	{ "\"\"\"\"\"\"\"\"\"\"", "text after" },
	{ "'''a''''''", "text after" },
	{ "\"a\\e\"", "does not know" },
	{ "\"a\\x41\"", "does not know" },
	{ "\"a\\ b\"", "does not know" },
	{ "\"a\\'\"", "does not know" },
	{ "\"\"\"a\\ b\"\"\"", "does not know" },
	{ "\"\"\"a\\  \"\"\"", "does not know" },
	{ "\"\\u12\"", "cut off" },
	{ "\"\\U0001F60\"", "cut off" },
	{ "\"\\u12g4\"", "no character" },
	{ "\"\\ud800\"", "no character" },
	{ "\"\\UdfffDFFF\"", "no character" },
	{ "\"\\U00110000\"", "no character" },
	{ "\"\\u0000\"", "NUL" },
	{ "01", "starts with a zero" },
	{ "-01", "starts with a zero" },
	{ "00.5", "starts with a zero" },
	{ "0_1", "starts with a zero" },
	{ "_1", "not a TOML value" },
	{ "1_", "not a TOML value" },
	{ "1__2", "not a TOML value" },
	{ "+", "not a TOML value" },
	{ "++1", "not a TOML value" },
	{ "0x", "not a TOML value" },
	{ "0x_1", "not a TOML value" },
	{ "0X1", "not a TOML value" },
	{ "+0x1", "not a TOML value" },
	{ "0o8", "not a TOML value" },
	{ "0b2", "not a TOML value" },
	{ "0xg", "not a TOML value" },
	{ "1.", "not a TOML value" },
	{ ".5", "not a TOML value" },
	{ "1._5", "not a TOML value" },
	{ "1_.5", "not a TOML value" },
	{ "1.5.6", "not a TOML value" },
	{ "1.e5", "not a TOML value" },
	{ "1e", "not a TOML value" },
	{ "1e+", "not a TOML value" },
	{ "1e5.5", "not a TOML value" },
	{ "Inf", "not a TOML value" },
	{ "+NaN", "not a TOML value" },
	{ "True", "not a TOML value" },
	{ "truely", "not a TOML value" },
	{ "nil", "not a TOML value" },
	{ "1 2", "text after" },
	{ "9223372036854775808", "64 bits" },
	{ "-9223372036854775809", "64 bits" },
	{ "0x8000000000000000", "64 bits" },
	{ "0xfffffffffffffffff", "64 bits" },
	{ "100000000000000000000000000", "64 bits" },
	{ "2023-02-29", "no date" },
	{ "2024-13-01", "no date" },
	{ "2024-00-01", "no date" },
	{ "2024-1-01", "no date" },
	{ "1979-05-27T", "no date" },
	{ "1979-05-27T07:32", "no date" },
	{ "1979-05-27T24:00:00", "no date" },
	{ "1979-05-27T07:60:00", "no date" },
	{ "1979-05-27T07:32:61", "no date" },
	{ "1979-05-27T07:32:00.", "no date" },
	{ "1979-05-27T07:32:00+7:00", "no date" },
	{ "1979-05-27T07:32:00+24:00", "no date" },
	{ "1979-05-27T07:32:00+07:60", "no date" },
	{ "1979-05-27T07:32:00ZZ", "no date" },
	{ "1979-05-27X07:32:00", "no date" },
	{ "1979-05-27  07:32:00", "text after" },
	{ "12345-01-01", "not a TOML value" },
	{ "07:32", "no time" },
	{ "07:32:00Z", "no time" },
	{ "7:32:00", "not a TOML value" },
	{ "[1", "no ','" },
	{ "[1 2]", "no ','" },
	{ "[,]", "expected a value" },
	{ "[1,,2]", "expected a value" },
	{ "[1}", "no ','" },
	{ "[] []", "text after" },
	{ "{a = 1,}", "expected a key" },
	{ "{,}", "expected a key" },
	{ "{a = 1", "no ','" },
	{ "{a = 1 b = 2}", "no ','" },
	{ "{a = 1,\n b = 2}", "expected a key" },
	{ "{\n}", "expected a key" },
	{ "{a = 1\n}", "no ','" },
	{ "{a = 1 # b\n}", "no ','" },
	{ "{a}", "no '='" },
};

/* A copy to the byte, so that reading past the end is seen. */
static int
parse(const char *s, size_t n, cJSON **doc, struct value_error *why)
{
	char *copy = malloc(n > 0 ? n : 1);
	int rc;

	assert_non_null(copy);
	memcpy(copy, s, n);
	rc = toml_parse(copy, n, doc, why);
	free(copy);
	return rc;
}

static int
parse_value(const char *s, cJSON **doc, struct value_error *why)
{
	struct buf text = BUF_INIT;
	int rc;

	buf_printf(&text, "x = %s", s);
	rc = parse(text.s, text.len, doc, why);
	buf_free(&text);
	return rc;
}

static void
test_values(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *doc;
	size_t i;

	(void)state;
	/* What others left in the arena shows in no text. */
	memset(arena_room(&mem, 10000), 'x', 10000);
	arena_reset(&mem);
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		if (parse_value(values[i].in, &doc, &why) == -1)
			fail_msg("%s: %s", values[i].in, why.what);
		assert_string_equal(
		    cJSON_PrintUnformatted(member_get(doc, "x")),
		    values[i].want);
	}
	value_use(before);
	arena_free(&mem);
}

static void
test_no_values(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *doc;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(no_values) / sizeof(no_values[0]); i++) {
		if (parse_value(no_values[i].in, &doc, &why) == 0)
			fail_msg("%s is read", no_values[i].in);
		assert_null(doc);
		if (strstr(why.what, no_values[i].what) == NULL)
			fail_msg("%s: %s", no_values[i].in, why.what);
	}
	value_use(before);
	arena_free(&mem);
}

static void
test_numbers_keep_their_text(void **state)
{
	static const char *const texts[] = { "1_000", "0xFF", "+1.50", "1e05",
		"-inf", "true", "9223372036854775807", "-9223372036854775808",
		"nan", "1e999" };
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *doc;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_int_equal(parse_value(texts[i], &doc, &why), 0);
		assert_string_equal(member_text(doc, "x"), texts[i]);
	}
	assert_int_equal(parse_value("0x7FFF_FFFF_FFFF_FFFF", &doc, &why), 0);
	assert_int_equal(member_get(doc, "x")->valueint, INT_MAX);
	assert_int_equal(parse_value("-0xF", &doc, &why), -1);
	assert_int_equal(parse_value("-12", &doc, &why), 0);
	assert_int_equal(member_get(doc, "x")->valueint, -12);
	assert_int_equal(parse_value("+nan", &doc, &why), 0);
	assert_true(isnan(member_get(doc, "x")->valuedouble));
	assert_int_equal(parse_value("-inf", &doc, &why), 0);
	assert_true(member_get(doc, "x")->valuedouble < 0);
	assert_true(isinf(member_get(doc, "x")->valuedouble));
	value_use(before);
	arena_free(&mem);
}

/* Texts that are wrong as a whole, and the line that says so. */
static const struct {
	const char *in;
	int line;
	const char *what;
} bad[] = {
	{ "a = 1\nb = \"\xff\"\n", 2, "UTF-8" },
	{ "a = 1\n\n# \xed\xa0\x80\n", 3, "UTF-8" },
	{ "\xff\xfe" "a", 1, "UTF-8" },
	{ "a = 1\n# \x01\n", 2, "control character" },
	{ "a = 1\nb = \"\x1f\"\n", 2, "control character" },
	{ "a = 1\nb = 'x\x7f'\n", 2, "control character" },
	{ "a = \"\"\"\n\b\"\"\"", 2, "control character" },
	{ "a = 1\n\f\n", 2, "control character" },
	{ "a = 1\nb = 2\rc = 3\n", 2, "carriage return" },
	{ "a = 1\n# b\r", 2, "carriage return" },
	{ "a = '''\nx\ry'''", 2, "carriage return" },
	{ "a = 1\n\xef\xbb\xbf" "b = 1", 2, "expected a key" },
	{ "a = 1\nb = \"\"\"\nx\n\n\\y\n\"\"\"\n", 5, "does not know" },
	{ "a = 1\nb = \"\"\"\nx\n\n", 2, "cut off" },
	{ "a = 1\nb = '''x\n\n", 2, "cut off" },
	{ "a = \"\"\"\n\n\"\"\"\nb = \n", 4, "expected a value" },
	{ "a = [\n1,\n\n2 3]\n", 4, "no ','" },
	{ "a = [\n1\n", 3, "no ','" },
	{ "a = {b = [\n1\n],\nc = 1}", 3, "expected a key" },
	{ "a = 1\n\nb\n", 3, "no '='" },
	{ "a = 1\nb = 1 c = 2\n", 2, "text after" },
};

static void
test_bad(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *doc;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(
		    parse(bad[i].in, strlen(bad[i].in), &doc, &why), -1);
		assert_null(doc);
		assert_int_equal(why.line, bad[i].line);
		assert_non_null(strstr(why.what, bad[i].what));
	}
	assert_int_equal(parse("a = 1\nb = '\0'", 13, &doc, &why), -1);
	assert_int_equal(why.line, 2);
	assert_non_null(strstr(why.what, "NUL"));
	value_use(before);
	arena_free(&mem);
}

static void
assert_mark(const char *text, const cJSON *node, int line, const char *raw)
{
	const struct mark *m = value_mark(node);

	assert_non_null(node);
	assert_int_equal(m->line, line);
	assert_int_equal(m->end - m->start, strlen(raw));
	assert_memory_equal(text + m->start, raw, strlen(raw));
}

static void
test_marks(void **state)
{
	static const char text[] = "\xef\xbb\xbf# c\r\n"
				   "a = \"\xc3\xa9\\n\" # c\n"
				   "b = \"\"\"\n\nx\\\n  \"\"\"\n"
				   "c.d = [ 1_0,\n"
				   "  '''\n''', {e = 07:32:00},\n"
				   "  [\n"
				   "    true ],\n"
				   "]\n"
				   "f = 1979-05-27 07:32:00 # c";
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *doc, *list;

	(void)state;
	assert_int_equal(toml_parse(text, strlen(text), &doc, &why), 0);
	assert_int_equal(value_line(doc), 1);
	assert_mark(text, member_get(doc, "a"), 2, "\"\xc3\xa9\\n\"");
	assert_int_equal(value_mark(member_get(doc, "a"))->name_line, 2);
	assert_mark(text, member_get(doc, "b"), 3,
	    "\"\"\"\n\nx\\\n  \"\"\"");
	assert_mark(text, member_get(doc, "c"), 7, "");
	list = member_get(member_get(doc, "c"), "d");
	assert_mark(text, list, 7, "");
	assert_int_equal(value_mark(list)->name_line, 7);
	assert_mark(text, cJSON_GetArrayItem(list, 0), 7, "1_0");
	assert_int_equal(value_mark(cJSON_GetArrayItem(list, 0))->name_line, 0);
	assert_mark(text, cJSON_GetArrayItem(list, 1), 8, "'''\n'''");
	assert_mark(text, cJSON_GetArrayItem(list, 2), 9, "");
	assert_mark(text, member_get(cJSON_GetArrayItem(list, 2), "e"), 9,
	    "07:32:00");
	assert_mark(text, cJSON_GetArrayItem(list, 3), 10, "");
	assert_mark(text, cJSON_GetArrayItem(list, 3)->child, 11, "true");
	assert_mark(text, member_get(doc, "f"), 13, "1979-05-27 07:32:00");
	value_use(before);
	arena_free(&mem);
}

/* Reads b and empties it. */
static void
assert_read(struct buf *b, const char *what)
{
	struct value_error why = { 0 };
	cJSON *doc;
	int rc = toml_parse(b->s, b->len, &doc, &why);

	if (what == NULL && rc == -1)
		fail_msg("%s", why.what);
	if (what != NULL && rc == 0)
		fail_msg("no %s", what);
	if (what != NULL)
		assert_non_null(strstr(why.what, what));
	buf_reset(b);
}

static void
test_depth(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct buf text = BUF_INIT;
	size_t extra;

	(void)state;
	for (extra = 0; extra < 2; extra++) {
		/* The document is a level. */
		buf_puts(&text, "x = ");
		put_many(&text, "[", 63 + extra);
		put_many(&text, "]", 63 + extra);
		assert_read(&text, extra ? "64 levels" : NULL);
		buf_puts(&text, "x = ");
		put_many(&text, "{x=", 63 + extra);
		buf_puts(&text, "1");
		put_many(&text, "}", 63 + extra);
		assert_read(&text, extra ? "64 levels" : NULL);
		put_many(&text, "x.", 63 + extra);
		buf_puts(&text, "x = 1");
		assert_read(&text, extra ? "64 levels" : NULL);
		buf_puts(&text, "[x");
		put_many(&text, ".x", 62 + extra);
		buf_puts(&text, "]");
		assert_read(&text, extra ? "64 levels" : NULL);
		buf_puts(&text, "[[x");
		put_many(&text, ".x", 61 + extra);
		buf_puts(&text, "]]");
		assert_read(&text, extra ? "64 levels" : NULL);
	}
	buf_puts(&text, "x = ");
	put_many(&text, "[", 1000 * 1000);
	assert_read(&text, "64 levels");
	buf_free(&text);
	value_use(before);
	arena_free(&mem);
}

static void
test_limits(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct buf text = BUF_INIT;
	struct value_error why = { 0 };
	cJSON *doc;

	(void)state;
	buf_puts(&text, "x = [");
	put_many(&text, "1,", 1000 * 1000 - 1);
	buf_puts(&text, "]");
	assert_read(&text, NULL);
	buf_puts(&text, "x = [");
	put_many(&text, "1,", 1000 * 1000);
	buf_puts(&text, "]");
	assert_read(&text, "1,000,000");
	arena_reset(&mem);
	put_many(&text, "[[x]]\n", 1000 * 1000);
	assert_read(&text, "1,000,000");
	buf_puts(&text, "x = 0.");
	put_many(&text, "1", 253);
	assert_read(&text, NULL);
	buf_puts(&text, "x = 0.");
	put_many(&text, "1", 254);
	assert_read(&text, "255 characters");
	assert_int_equal(toml_parse("", 17 << 20, &doc, &why), -1);
	assert_non_null(strstr(why.what, "16 MiB"));
	buf_free(&text);
	value_use(before);
	arena_free(&mem);
}

/* Each of these would take minutes if a name were looked for among all. */
static void
test_many_names(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct buf text = BUF_INIT;
	int i;

	(void)state;
	for (i = 0; i < 300 * 1000; i++)
		buf_printf(&text, "k%d = 1\n", i);
	assert_read(&text, NULL);
	for (i = 0; i < 300 * 1000; i++)
		buf_printf(&text, "k%d = 1\n", i);
	buf_puts(&text, "k77 = 2\n");
	assert_read(&text, "already");
	arena_reset(&mem);
	for (i = 0; i < 200 * 1000; i++)
		buf_printf(&text, "[a.k%d.x]\n[[b]]\n", i);
	assert_read(&text, NULL);
	arena_reset(&mem);
	buf_puts(&text, "x = {");
	for (i = 0; i < 200 * 1000; i++)
		buf_printf(&text, "a.b%d.c=1,", i);
	buf_puts(&text, "z=1}");
	assert_read(&text, NULL);
	arena_reset(&mem);
	/* Each name starts with all of the one before. */
	for (i = 1; i < 5000; i++) {
		put_many(&text, "k", (size_t)i);
		buf_puts(&text, "=1\n");
	}
	assert_read(&text, NULL);
	put_many(&text, "\"\"\"\"\"a\\\n", 1000 * 1000);
	assert_read(&text, "no '='");
	buf_free(&text);
	value_use(before);
	arena_free(&mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_no_values),
		cmocka_unit_test(test_numbers_keep_their_text),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_many_names),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
