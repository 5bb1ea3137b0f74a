/* JSON documents, and large files object by object. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "many.h"
#include "value/json.h"
#include "value/member.h"

/* Texts, and what cJSON prints of them. */
static const struct {
	const char *in, *want;
} good[] = {
	{ "{}", "{}" },
	{ " [ ] ", "[]" },
	{ "null", "null" },
	{ "\"x\"", "\"x\"" },
	{ "\xef\xbb\xbf{\"a\": 1}\n", "{\"a\":1}" },
	{ "[0, 10.10, 1e3, 1E+2, -1.5e-1]", "[0,10.1,1000,100,-0.15]" },
	{ "[true, false, null]", "[true,false,null]" },
	{ "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"",
	    "\"\\\"\\\\/\\b\\f\\n\\r\\t\xc3\xa9\"" },
	{ "\"\\ud83d\\ude00\"", "\"\xf0\x9f\x98\x80\"" },
	{ "\"\\\\u0000\"", "\"\\\\u0000\"" },
	{ "{\"a\": 1, \"b\": {}, \"a\": 2}", "{\"b\":{},\"a\":2}" },
	/* What a text cannot have: NUL, and halves of surrogate pairs. */
	{ "\"a\\u0000b\"", "\"a\xef\xbf\xbd" "b\"" },
	{ "\"\\ud800\"", "\"\xef\xbf\xbd\"" },
	{ "\"\\uDFFFx\\uD83D\\uDE00\"",
	    "\"\xef\xbf\xbdx\xf0\x9f\x98\x80\"" },
	{ "\"\\ud800\\ud83d\\ude00\"",
	    "\"\xef\xbf\xbd\xf0\x9f\x98\x80\"" },
	{ "\"\\\\\\ud800\\u0041\"", "\"\\\\\xef\xbf\xbd" "A\"" },
	{ "\r\n{\t\"a\"\r\n:\t[1\r,2]}", "{\"a\":[1,2]}" },
};

static const struct {
	const char *in;
	int line;
	const char *what;
} bad[] = {
	{ "", 1, "empty" },
	{ " \n ", 2, "empty" },
	{ "\xef\xbb\xbf", 1, "empty" },
	{ "<!DOCTYPE html>", 1, "starts with '<'" },
	{ "\n <html>", 2, "starts with '<'" },
	{ "hello", 1, "not JSON" },
	{ "'a'", 1, "not JSON" },
	{ "{\n\"a\": 1,\n}", 3, "not JSON" },
	{ "{\n\"a\": 1\n\"b\": 2}", 3, "not JSON" },
	{ "{\"a\"}", 1, "not JSON" },
	{ "[1,]", 1, "not JSON" },
	{ "[\n\nnul]", 3, "not JSON" },
	{ "[1] x", 1, "after" },
	{ "[1]\n\n[2]", 3, "after" },
	{ "1-2", 1, "after" },
	{ "[\n01]", 2, "a number" },
	{ "[1.]", 1, "a number" },
	{ "[-.5]", 1, "a number" },
	{ "[-]", 1, "a number" },
	{ "[1e]", 1, "a number" },
	{ "[+1]", 1, "not JSON" },
	{ "[.5]", 1, "not JSON" },
	{ "[NaN]", 1, "not JSON" },
	{ "[\n1,\n1e999]", 3, "too large" },
	{ "[-1e999]", 1, "too large" },
	{ "1234567890123456789012345678901234567890123456789012345678901234", 1,
	    "63 characters" },
	{ "[\"\\x\"]", 1, "not JSON" },
	{ "[\"\\u12g4\"]", 1, "not JSON" },
	{ "[\"\\u123\"]", 1, "not JSON" },
	{ "{\"a\": 1, {\"b\": 2}}", 1, "not JSON" },
	{ "{\"a\": 1, 2: 3}", 1, "not JSON" },
	{ "{\n]", 2, "closes nothing" },
	{ "[1, tru", 1, "not JSON" },
	{ "[1,", 1, "cut off inside an array" },
	{ "{\"a\"", 1, "cut off inside an array" },
	{ "{\"a\":\n", 2, "cut off inside an array" },
	{ "[\"a\tb\"]", 1, "control character" },
	{ "[\n\"a\nb\"]", 2, "control character" },
	{ "[\"\xff\"]", 0, "UTF-8" },
	{ "[\"\xed\xa0\x80\"]", 0, "UTF-8" },
	{ "\xff\xfe[\"", 0, "UTF-8" },
	{ "\v1", 1, "not JSON" },
	{ "{\n\"a\": [1\n", 3, "cut off inside an array" },
	{ "[\"abc", 1, "cut off inside a string" },
	{ "[\"abc\\", 1, "cut off inside a string" },
	{ "[\"abc\\\"", 1, "cut off inside a string" },
	{ "[1}", 1, "closes nothing" },
	{ "]", 1, "closes nothing" },
	{ "{\"a\": 1}\n}", 2, "closes nothing" },
};

/* A copy to the byte, so that reading past the end is seen. */
static char *
exact_copy(const char *s, size_t n)
{
	char *copy = malloc(n > 0 ? n : 1);

	assert_non_null(copy);
	memcpy(copy, s, n);
	return copy;
}

static int
parse(const char *s, size_t n, cJSON **doc, struct value_error *why)
{
	char *copy = exact_copy(s, n);
	int rc = json_parse(copy, n, doc, why);

	free(copy);
	return rc;
}

static void
test_good(void **state)
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
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_int_equal(
		    parse(good[i].in, strlen(good[i].in), &doc, &why), 0);
		assert_string_equal(cJSON_PrintUnformatted(doc), good[i].want);
	}
	value_use(before);
	arena_free(&mem);
}

/* A string with so many letters before and behind a piece; means: NULL where it is an
 * error. */
static void
check_string(const char *written, const char *means, int before, int after)
{
	static const char low[] = "abcdefghijklmnopqrst";
	static const char high[] = "ABCDEFGHIJKLMNOPQRST";
	struct value_error why = { 0 };
	char text[64], want[64];
	cJSON *doc;
	int n = snprintf(text, sizeof(text), "\"%.*s%s%.*s\"", before, low,
	    written, after, high);

	assert_int_equal(parse(text, (size_t)n, &doc, &why),
	    means == NULL ? -1 : 0);
	if (means == NULL)
		return;
	snprintf(want, sizeof(want), "%.*s%s%.*s", before, low, means, after,
	    high);
	assert_string_equal(doc->valuestring, want);
}

/* What ends a run of plain characters, wherever it stands in one. */
static void
test_strings_of_every_length(void **state)
{
	static const struct {
		const char *written, *means; /* NULL: it is an error */
	} pieces[] = {
		{ "", "" }, { "\\\"", "\"" }, { "\\\\", "\\" },
		{ "\x7f", "\x7f" }, { "\xc3\xa9", "\xc3\xa9" },
		{ "\xe2\x80\xa2!#[]", "\xe2\x80\xa2!#[]" },
		{ "\\u00e9\\n", "\xc3\xa9\n" }, { "\t", NULL }, { "\x1f", NULL },
		{ "\n", NULL }, { "\x01", NULL },
	};
	struct arena mem = { 0 };
	struct arena *arena = value_use(&mem);
	size_t i, at;

	(void)state;
	for (i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++)
		for (at = 0; at < 400; at++)
			check_string(pieces[i].written, pieces[i].means,
			    (int)at / 20, (int)at % 20);
	value_use(arena);
	arena_free(&mem);
}

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
	assert_int_equal(parse("[1]\0", 4, &doc, &why), -1);
	assert_int_equal(parse("[\"a\0b\"]", 7, &doc, &why), -1);
	value_use(before);
	arena_free(&mem);
}

static void
test_numbers_keep_their_text(void **state)
{
	static const char text[] = "{\"1\": [10.10, \"2\\\"3\", -0, {\"4\": "
				   "1E5}], \"b\": true, \"c\": 18.00}";
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *doc, *list;

	(void)state;
	assert_int_equal(parse(text, strlen(text), &doc, &why), 0);
	list = member_get(doc, "1");
	assert_string_equal(value_text(cJSON_GetArrayItem(list, 0)), "10.10");
	assert_string_equal(value_text(cJSON_GetArrayItem(list, 2)), "-0");
	assert_string_equal(
	    member_text(cJSON_GetArrayItem(list, 3), "4"), "1E5");
	assert_string_equal(member_text(doc, "b"), "true");
	assert_string_equal(member_text(doc, "c"), "18.00");
	assert_int_equal(member_get(doc, "c")->valueint, 18);
	value_use(before);
	arena_free(&mem);
}

static void
test_marks(void **state)
{
	static const char text[] = "\xef\xbb\xbf{ \"a\" :\r\n [1.5,\n\n"
				   "\"b\\n\"], \"c\":\n{\"d\": null}\n}";
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *doc, *list, *d;
	struct mark *m;

	(void)state;
	assert_int_equal(json_parse(text, strlen(text), &doc, &why), 0);
	list = member_get(doc, "a");
	d = member_get(member_get(doc, "c"), "d");
	assert_int_equal(value_line(doc), 1);
	assert_int_equal(value_mark(list)->name_line, 1);
	assert_int_equal(value_line(list), 2);
	assert_int_equal(value_line(list->child->next), 4);
	assert_int_equal(value_mark(member_get(doc, "c"))->name_line, 4);
	assert_int_equal(value_line(d), 5);
	m = value_mark(list->child);
	assert_memory_equal(text + m->start, "1.5,", 4);
	assert_int_equal(m->end - m->start, 3);
	m = value_mark(list->child->next);
	assert_memory_equal(text + m->start, "\"b\\n\"]", 6);
	assert_int_equal(m->end - m->start, 5);
	m = value_mark(d);
	assert_memory_equal(text + m->start, "null}", 5);
	assert_int_equal(m->end - m->start, 4);
	value_use(before);
	arena_free(&mem);
}

/* The last of a name stays; each that goes before it is told. */
static void
test_repeats(void **state)
{
	static const char text[] = "{\"a\": {\"x\": 1,\n\"x\": 2},\n"
				   "\"b\": 3,\n\"a\": 4, \"a\": [5]}";
	struct value_repeats repeats = { 0 };
	struct value_error why = { .repeats = &repeats };
	cJSON *doc;
	char *out;

	(void)state;
	assert_int_equal(parse(text, strlen(text), &doc, &why), 0);
	assert_int_equal(repeats.n, 3);
	assert_int_equal(repeats.v[0].line, 2);
	assert_int_equal(repeats.v[0].first, 1);
	assert_string_equal(repeats.v[2].name, "a");
	assert_int_equal(repeats.v[2].line, 4);
	assert_int_equal(repeats.v[2].first, 1);
	out = cJSON_PrintUnformatted(doc);
	assert_string_equal(out, "{\"b\":3,\"a\":[5]}");
	cJSON_free(out);
	cJSON_Delete(doc);
	free(repeats.v);
}

static void
test_heap(void **state)
{
	struct value_error why = { 0 };
	cJSON *doc;

	(void)state;
	assert_int_equal(parse("[1, \"a\"]", 8, &doc, &why), 0);
	assert_string_equal(value_text(doc->child), "1");
	cJSON_Delete(doc);
	assert_int_equal(parse("[1, 1e999]", 10, &doc, &why), -1);
	assert_int_equal(parse("1 x", 3, &doc, &why), -1);
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
	put_many(&text, "[", 64);
	put_many(&text, "]", 64);
	assert_int_equal(json_parse(text.s, text.len, &doc, &why), 0);
	buf_reset(&text);
	put_many(&text, "[", 1000 * 1000);
	assert_int_equal(json_parse(text.s, text.len, &doc, &why), -1);
	assert_non_null(strstr(why.what, "64 levels"));
	buf_reset(&text);
	buf_puts(&text, "[1");
	put_many(&text, ",1", 4 * 1000 * 1000);
	buf_puts(&text, "]");
	assert_int_equal(json_parse(text.s, text.len, &doc, &why), -1);
	assert_non_null(strstr(why.what, "4,000,000"));
	assert_int_equal(json_parse("", 65 << 20, &doc, &why), -1);
	assert_non_null(strstr(why.what, "64 MiB"));
	buf_free(&text);
	value_use(before);
	arena_free(&mem);
}

/* Slices as "line:type:text" and a bar. */
static const struct {
	const char *in, *want;
} slices[] = {
	{ "{\"objects\": []}", "" },
	{ "{\"objects\": [{}]}", "1::{}|" },
	{ "\xef\xbb\xbf\n{\"objects\":\n[\n{\"type\": \"a\"},\n\n{\"x\": 1, "
	  "\"type\":\"b\"}]\n}\n",
	    "4:a:{\"type\": \"a\"}|6:b:{\"x\": 1, \"type\":\"b\"}|" },
	{ "{\"x\": [{\"a\": 1}], \"objects\": [{\"b\": 2}], \"y\": [{}]}",
	    "1::{\"b\": 2}|" },
	{ "{\"x\": {\"objects\": [{\"a\": 1}]}, \"objects\": [{\"b\": 2}]}",
	    "1::{\"b\": 2}|" },
	{ "{\"x\": \"objects\", \"y\": [{\"a\": 1}], \"objects\": [1]}", "1::|" },
	{ "{\"objects\": 5, \"y\": [{}], \"objects\": [{\"b\": 2}]}",
	    "1::{\"b\": 2}|" },
	{ "{\"objects\": [{\"a\": 1}], \"objects\": [{\"b\": 2}]}",
	    "1::{\"b\": 2}|" },
	{ "{\"objects\": [1, \"s\", [{\"no\": 1}], null, {\"b\": 2}, -1.5]}",
	    "1::|1::|1::|1::|1::{\"b\": 2}|1::|" },
	{ "{\"objects\": [{\"a\": \"x\ny\"}, {\"b\": 2}]}",
	    "1::{\"a\": \"x\ny\"}|2::{\"b\": 2}|" },
	{ "{\"objects\": [{\"a\": \"}]{\\\"[\\\\\", \"type\": \"t\"}]}",
	    "1:t:{\"a\": \"}]{\\\"[\\\\\", \"type\": \"t\"}|" },
	{ "{\"objects\": [{\"a\": {\"type\": \"no\"}}]}",
	    "1::{\"a\": {\"type\": \"no\"}}|" },
	{ "{\"objects\": [{\"type\": {\"x\": \"no\"}, \"y\": \"no\"}]}",
	    "1::{\"type\": {\"x\": \"no\"}, \"y\": \"no\"}|" },
	{ "{\"objects\": [{\"type\": [\"no\"]}]}", "1::{\"type\": [\"no\"]}|" },
	{ "{\"objects\": [{\"type\": 5, \"a\": \"no\"}]}",
	    "1::{\"type\": 5, \"a\": \"no\"}|" },
	{ "{\"objects\": [{\"a\": \"type\", \"b\": \"no\"}]}",
	    "1::{\"a\": \"type\", \"b\": \"no\"}|" },
	{ "{\"objects\": [{\"type\": \"a\", \"type\": \"b\"}]}",
	    "1:b:{\"type\": \"a\", \"type\": \"b\"}|" },
	{ "{\"objects\": [{\"ty\\u0070e\": \"a\"}, {\"type\": \"\\u0061\"}]}",
	    "1::{\"ty\\u0070e\": \"a\"}|1::{\"type\": \"\\u0061\"}|" },
	{ "{\"objects\": [{\"type\": "
	  "\"123456789012345678901234567890123456789X\"}]}",
	    "1:123456789012345678901234567890123456789:{\"type\": "
	    "\"123456789012345678901234567890123456789X\"}|" },
	{ "{\"objects\": [{\"type\": "
	  "\"12345678901234567890123456789012345678\xc3\xa9\"}]}",
	    "1:12345678901234567890123456789012345678:{\"type\": "
	    "\"12345678901234567890123456789012345678\xc3\xa9\"}|" },
};

static const struct {
	const char *in;
	int line;
	const char *what;
} no_slices[] = {
	{ "", 1, "not a JSON object" },
	{ "\n\n<!DOCTYPE html>\n<html>", 3, "starts with '<'" },
	{ "[{}]", 1, "not a JSON object" },
	{ "\"objects\"", 1, "not a JSON object" },
	{ "{}", 0, "no array" },
	{ "{\"objects\": {}}", 0, "no array" },
	{ "{\"objects\": 1}", 0, "no array" },
	{ "{\"x\": {\"objects\": []}}", 0, "no array" },
	{ "{\"objects\": [\n{", 2, "cut off" },
	{ "{\"objects\": [\n{}\n]\n", 4, "cut off" },
	{ "{\"objects\": [\n\"abc", 2, "cut off inside a string" },
	{ "{\"objects\": [\n\"abc\\", 2, "cut off inside a string" },
	{ "{\"a\":\n\"a\nc\", \"objects\": []}", 2, "control character" },
	{ "{\"objects\": [\n}]", 2, "closes nothing" },
	{ "{\"objects\": [{]}]}", 1, "closes nothing" },
	{ "{\"objects\": []}\n{}", 2, "after" },
	{ "{\"objects\": [<]}", 1, "not JSON" },
};

static char *
print_slices(const struct json_slice *v, size_t n)
{
	struct buf text = BUF_INIT;
	size_t i;

	for (i = 0; i < n; i++)
		buf_printf(&text, "%d:%s:%.*s|", v[i].line, v[i].type,
		    (int)v[i].len, v[i].s);
	return buf_take(&text);
}

static void
test_slices(void **state)
{
	struct json_slice *v;
	struct value_error why = { 0 };
	char *text, *printed;
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(slices) / sizeof(slices[0]); i++) {
		n = strlen(slices[i].in);
		text = exact_copy(slices[i].in, n);
		assert_int_equal(
		    json_slices(text, n, "objects", &v, &n, &why), 0);
		printed = print_slices(v, n);
		assert_string_equal(printed, slices[i].want);
		free(printed);
		free(v);
		free(text);
	}
}

static void
test_slices_twice(void **state)
{
	static const char text[] = "{\"objects\": [{\"a\": 1}],\n"
	    "\"objects\": [{\"objects\": 2}]}";
	struct value_repeats repeats = { 0 };
	struct value_error why = { .repeats = &repeats };
	struct json_slice *v;
	size_t n;

	(void)state;
	assert_int_equal(
	    json_slices(text, strlen(text), "objects", &v, &n, &why), 0);
	assert_int_equal(n, 1);
	assert_int_equal(v[0].line, 2);
	assert_int_equal(repeats.n, 1);
	assert_string_equal(repeats.v[0].name, "objects");
	assert_int_equal(repeats.v[0].first, 1);
	assert_int_equal(repeats.v[0].line, 2);
	free(repeats.v);
	free(v);
}

static void
test_no_slices(void **state)
{
	struct json_slice *v;
	struct value_error why = { 0 };
	char *text;
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(no_slices) / sizeof(no_slices[0]); i++) {
		n = strlen(no_slices[i].in);
		text = exact_copy(no_slices[i].in, n);
		assert_int_equal(
		    json_slices(text, n, "objects", &v, &n, &why), -1);
		assert_null(v);
		assert_int_equal(n, 0);
		assert_int_equal(why.line, no_slices[i].line);
		assert_non_null(strstr(why.what, no_slices[i].what));
		free(text);
	}
}

static void
test_many_slices(void **state)
{
	struct buf text = BUF_INIT;
	struct json_slice *v;
	struct value_error why = { 0 };
	size_t n;

	(void)state;
	buf_puts(&text, "{\"objects\": [{}");
	put_many(&text, ",\n{}", 1000 * 1000 - 1);
	buf_puts(&text, "]}");
	assert_int_equal(
	    json_slices(text.s, text.len, "objects", &v, &n, &why), 0);
	assert_int_equal(n, 1000 * 1000);
	assert_int_equal(v[n - 1].line, 1000 * 1000);
	free(v);
	buf_cut(&text, text.len - 2);
	buf_puts(&text, ",{}]}");
	assert_int_equal(
	    json_slices(text.s, text.len, "objects", &v, &n, &why), -1);
	assert_non_null(strstr(why.what, "1,000,000 objects"));
	buf_reset(&text);
	put_many(&text, "{\"objects\":", 64);
	put_many(&text, "[", 1000);
	assert_int_equal(
	    json_slices(text.s, text.len, "objects", &v, &n, &why), -1);
	assert_non_null(strstr(why.what, "64 levels"));
	buf_free(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_strings_of_every_length),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_numbers_keep_their_text),
		cmocka_unit_test(test_heap),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_repeats),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_slices),
		cmocka_unit_test(test_slices_twice),
		cmocka_unit_test(test_no_slices),
		cmocka_unit_test(test_many_slices),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
