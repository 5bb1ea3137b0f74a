/* Newline-delimited JSON, its marks and its limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "value/member.h"
#include "value/ndjson.h"

/* With a table: what is read, what is told, and how many names stand twice;
 * without: the first that is told is the error. */
static const struct {
	const char *in, *want, *told;
	size_t repeats;
} cases[] = {
	{ "", "[]", "", 0 },
	{ "\n \r\n\t", "[]", "", 0 },
	{ "{}", "[{}]", "", 0 },
	{ "{\"a\":1}\n[2]\n\"x\"\nnull\n", "[{\"a\":1},[2],\"x\",null]", "", 0 },
	{ "\xef\xbb\xbf{}\r\n\r\n{ }\r\n", "[{},{}]", "", 0 },
	{ "{\"a\":1,\"a\":2}\n{\"b\":1,\"b\":\"\\u0000\"}",
	    "[{\"a\":2},{\"b\":\"\xef\xbf\xbd\"}]", "", 2 },
	{ "{}\n{\"a\":\n1}\n{}", "[{},{}]",
	    "2: cut off inside an array or object\n"
	    "3: a bracket that closes nothing\n", 0 },
	{ "{} {}\n<html>\n{}", "[{}]",
	    "1: text after the document\n2: not JSON: starts with '<'\n", 0 },
	{ "\n\xff\n{}\n", "[{}]", "2: not UTF-8\n", 0 },
};

static void
assert_lenient(size_t i)
{
	struct value_repeats repeats = { 0 };
	struct value_table table = { 0 };
	struct value_error why = { .repeats = &repeats, .table = &table };
	struct buf told = BUF_INIT;
	cJSON *docs;
	size_t k;

	assert_int_equal(ndjson_parse(cases[i].in, strlen(cases[i].in), &docs,
	    &why), 0);
	assert_string_equal(cJSON_PrintUnformatted(docs), cases[i].want);
	for (k = 0; k < table.n; k++)
		buf_printf(&told, "%d: %s\n", table.v[k].line, table.v[k].what);
	assert_string_equal(buf_str(&told), cases[i].told);
	assert_int_equal(table.lost, table.n);
	assert_int_equal(repeats.n, cases[i].repeats);
	buf_free(&told);
	free(repeats.v);
	free(table.v);
}

static void
test_lines(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *docs;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_lenient(i);
		if (*cases[i].told == '\0') {
			assert_int_equal(ndjson_parse(cases[i].in,
			    strlen(cases[i].in), &docs, &why), 0);
			continue;
		}
		assert_int_equal(ndjson_parse(cases[i].in,
		    strlen(cases[i].in), &docs, &why), -1);
		assert_null(docs);
		assert_int_equal(why.line, atoi(cases[i].told));
		assert_non_null(strstr(cases[i].told, why.what));
	}
	value_use(before);
	arena_free(&mem);
}

static void
test_marks(void **state)
{
	static const char text[] = "\xef\xbb\xbf{\"a\": \"\\u0000\"}\r\n\n"
				   "{\"b\": 1,\"a\": [\"x\"],\"b\": 2}\n";
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_repeats repeats = { 0 };
	struct value_error why = { .repeats = &repeats };
	const struct mark *m;
	cJSON *docs;

	(void)state;
	assert_int_equal(ndjson_parse(text, strlen(text), &docs, &why), 0);
	m = value_mark(member_get(docs->child, "a"));
	assert_int_equal(m->line, 1);
	assert_memory_equal(text + m->start, "\"\\u0000\"}", 9);
	assert_int_equal(m->end - m->start, 8);
	assert_int_equal(value_line(docs->child->next), 3);
	m = value_mark(member_get(docs->child->next, "a")->child);
	assert_int_equal(m->line, 3);
	assert_memory_equal(text + m->start, "\"x\"]", 4);
	assert_int_equal(repeats.v[0].line, 3);
	assert_int_equal(repeats.v[0].first, 3);
	free(repeats.v);
	value_use(before);
	arena_free(&mem);
}

static void
test_limits(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_table table = { 0 };
	struct value_error why = { .table = &table };
	struct buf text = BUF_INIT;
	cJSON *docs;
	size_t i;

	(void)state;
	for (i = 0; i < 100 * 1000; i++)
		buf_puts(&text, "1\n\n");
	assert_int_equal(ndjson_parse(text.s, text.len, &docs, &why), 0);
	buf_puts(&text, "1");
	assert_int_equal(ndjson_parse(text.s, text.len, &docs, &why), -1);
	assert_int_equal(why.line, 200 * 1000 + 1);
	assert_non_null(strstr(why.what, "100,000"));
	buf_reset(&text);
	for (i = 0; i < 2000; i++)
		buf_puts(&text, "[1,2,\",\"]\n");
	assert_int_equal(ndjson_parse(text.s, text.len, &docs, &why), 0);
	for (i = 0; i < 1000 * 1000; i++)
		buf_puts(&text, "[[],1],");
	assert_int_equal(ndjson_parse(text.s, text.len, &docs, &why), -1);
	assert_int_equal(why.line, 2001);
	assert_non_null(strstr(why.what, "4,000,000"));
	assert_int_equal(ndjson_parse("", 65 << 20, &docs, &why), -1);
	assert_non_null(strstr(why.what, "64 MiB"));
	assert_int_equal(table.n, 0);
	buf_free(&text);
	value_use(before);
	arena_free(&mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_limits),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
