/* CSV documents, their marks and their limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "many.h"
#include "value/csv.h"
#include "value/member.h"

static const struct {
	const char *in, *want;
} good[] = {
	{ "a", "[]" },
	{ "a,b\n", "[]" },
	{ "a,b\n1,2\n", "[{\"a\":\"1\",\"b\":\"2\"}]" },
	{ "a,b\r\n1,2\r\n3,4", "[{\"a\":\"1\",\"b\":\"2\"},"
			       "{\"a\":\"3\",\"b\":\"4\"}]" },
	{ "\xef\xbb\xbf" "a\n1", "[{\"a\":\"1\"}]" },
	{ "\xef\xbb\xbf\"a\"\n1", "[{\"a\":\"1\"}]" },
	{ "a,b\n,\n", "[{\"a\":\"\",\"b\":\"\"}]" },
	{ "a,b\n1,", "[{\"a\":\"1\",\"b\":\"\"}]" },
	{ "a, b \n 1 ,\t2\n", "[{\"a\":\" 1 \",\" b \":\"\\t2\"}]" },
	{ "\"a\",\"b,c\"\n\"1\",\"2\"\n",
	    "[{\"a\":\"1\",\"b,c\":\"2\"}]" },
	{ "a,b\n\"\",\"\"\n", "[{\"a\":\"\",\"b\":\"\"}]" },
	{ "a\n\"x\"\"y\"\"\"\n", "[{\"a\":\"x\\\"y\\\"\"}]" },
	{ "a\n\"\"\"\"\n", "[{\"a\":\"\\\"\"}]" },
	{ "a\n\"1\n2\r\n3\r4\"", "[{\"a\":\"1\\n2\\r\\n3\\r4\"}]" },
	{ "a\n'x'\n", "[{\"a\":\"'x'\"}]" },
	{ "a\n\xc3\xa9\n", "[{\"a\":\"\xc3\xa9\"}]" },
	{ "a,\n1,2\n", "[{\"a\":\"1\",\"\":\"2\"}]" },
	{ "a,A\n1,2\n", "[{\"a\":\"1\",\"A\":\"2\"}]" },
	/* semicolons, where the header has no comma outside quotes */
	{ "a;b\n1,5;\"2;\"\n", "[{\"a\":\"1,5\",\"b\":\"2;\"}]" },
	{ "\xef\xbb\xbf\"a,b\";c\r\n1;\r\n", "[{\"a,b\":\"1\",\"c\":\"\"}]" },
	{ "a;b,c\n1;2,3\n", "[{\"a;b\":\"1;2\",\"c\":\"3\"}]" },
	{ "\"a;\n,b\"\n1;2\n", "[{\"a;\\n,b\":\"1;2\"}]" },
	/* an empty line is no row; an empty field in quotes is */
	{ "\n\r\na\n\n1\n\r\n\"\"\n\n", "[{\"a\":\"1\"},{\"a\":\"\"}]" },
};

static const struct {
	const char *in;
	int line;
	const char *what;
} bad[] = {
	{ "", 1, "no header" },
	{ "\xef\xbb\xbf", 1, "no header" },
	{ "\n\n", 3, "no header" },
	{ "a,b,a\n", 1, "has already" },
	{ ",\n", 1, "has already" },
	{ "a,\"\n\",\"a\"\n", 2, "has already" },
	{ "a,b\n1,2\n3\n", 3, "fewer fields" },
	{ "a,b\n1,2\n\n3\n", 4, "fewer fields" },
	{ "a,b\n1,2\n3,4,5\n", 3, "more fields" },
	{ "a,b\n1,2,\n", 2, "more fields" },
	{ "a;b\n1;2;3\n", 2, "more fields" },
	{ "a;b\n1,2\n", 2, "fewer fields" },
	{ "a,b\n\"x\n\"\n", 2, "fewer fields" },
	{ "a,b\n\"x\n\",1,2\n", 2, "more fields" },
	{ "a\nx\"y\n", 2, "not quoted" },
	{ "a\n \"y\"\n", 2, "not quoted" },
	{ "a\"\n", 1, "not quoted" },
	{ "a\n\"x\"y\n", 2, "after a quoted" },
	{ "a\n\"x\" \n", 2, "after a quoted" },
	{ "a\n\"x\ny\"\"\n", 2, "cut off" },
	{ "a\n\"", 2, "cut off" },
	{ "a\n1\r2\n", 2, "carriage return" },
	{ "a\n1\r", 2, "carriage return" },
	{ "a\n\"1\"\r", 2, "carriage return" },
	{ "a\n1\n\xff\n", 3, "UTF-8" },
};

/* With a table: what is left of the rows, and what was told; or the error. */
static const struct {
	const char *in, *want, *told;
	size_t lost;
} lenient[] = {
	{ "a,b\n1\n2,3\n", "[{\"a\":\"1\"},{\"a\":\"2\",\"b\":\"3\"}]",
	    "2: a row of fewer fields than the header\n", 0 },
	{ "a\n1,\n2,3,\"x\ny\"\n4\n", "[{\"a\":\"4\"}]",
	    "2: a row of more fields than the header\n"
	    "3: a row of more fields than the header\n", 2 },
	{ "a\n\xff\n\"\xe9\"\n1\n", "[{\"a\":\"1\"}]",
	    "2: not UTF-8, or a NUL in it\n3: not UTF-8, or a NUL in it\n",
	    2 },
	/* The next row is behind the line in which the bad one begins. */
	{ "a\n\"x\n1\ny\"z\n2", "[{\"a\":\"1\"},{\"a\":\"2\"}]",
	    "2: text after a quoted field\n"
	    "4: a quote in a field that is not quoted\n", 2 },
	{ "a\n1\r2\n3\r", "[]", "2: a carriage return without a line feed\n"
	    "3: a carriage return without a line feed\n", 2 },
	{ "a,b,a,,\n1,2,3,4,5\n", "[{\"b\":\"2\",\"a\":\"3\",\"\":\"5\"}]",
	    "", 0 },
	{ "", NULL, "no header", 0 },
	{ "a\n\"x\n", NULL, "cut off", 0 },
	{ "\xff\na\n", NULL, "UTF-8", 0 },
	{ "a\"\n1\n", NULL, "not quoted", 0 },
};

/* A copy to the byte, so that reading past the end is seen. */
static int
parse(const char *s, size_t n, cJSON **rows, struct value_error *why)
{
	char *copy = malloc(n > 0 ? n : 1);
	int rc;

	assert_non_null(copy);
	memcpy(copy, s, n);
	rc = csv_parse(copy, n, rows, why);
	free(copy);
	return rc;
}

static void
test_good(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *rows;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		if (parse(good[i].in, strlen(good[i].in), &rows, &why) == -1)
			fail_msg("%s: %s", good[i].in, why.what);
		assert_string_equal(cJSON_PrintUnformatted(rows), good[i].want);
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
	cJSON *rows;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (parse(bad[i].in, strlen(bad[i].in), &rows, &why) == 0)
			fail_msg("%s is read", bad[i].in);
		assert_null(rows);
		assert_int_equal(why.line, bad[i].line);
		if (strstr(why.what, bad[i].what) == NULL)
			fail_msg("%s: %s", bad[i].in, why.what);
	}
	assert_int_equal(parse("a\n\0\n", 4, &rows, &why), -1);
	assert_int_equal(why.line, 2);
	value_use(before);
	arena_free(&mem);
}

static void
assert_told(const struct value_table *t, const char *told)
{
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < t->n; i++)
		buf_printf(&b, "%d: %s\n", t->v[i].line, t->v[i].what);
	assert_string_equal(buf_str(&b), told);
	buf_free(&b);
}

static void
test_lenient(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_repeats repeats;
	struct value_table table;
	struct value_error why;
	cJSON *rows;
	size_t i;
	int rc;

	(void)state;
	for (i = 0; i < sizeof(lenient) / sizeof(lenient[0]); i++) {
		repeats = (struct value_repeats){ 0 };
		table = (struct value_table){ 0 };
		why = (struct value_error){ .repeats = &repeats,
			.table = &table };
		rc = parse(lenient[i].in, strlen(lenient[i].in), &rows, &why);
		assert_int_equal(rc, lenient[i].want == NULL ? -1 : 0);
		if (rc == -1) {
			assert_non_null(strstr(why.what, lenient[i].told));
		} else {
			assert_string_equal(cJSON_PrintUnformatted(rows),
			    lenient[i].want);
			assert_told(&table, lenient[i].told);
			assert_non_null(table.header);
		}
		assert_int_equal(table.lost, lenient[i].lost);
		assert_int_equal(repeats.n,
		    strstr(lenient[i].in, "a,b,a") != NULL);
		free(table.v);
		free(repeats.v);
	}
	value_use(before);
	arena_free(&mem);
}

static void
assert_mark(const char *text, const cJSON *node, int line, int name_line,
    const char *raw)
{
	const struct mark *m = value_mark(node);

	assert_non_null(node);
	assert_int_equal(m->line, line);
	assert_int_equal(m->name_line, name_line);
	assert_int_equal(m->end - m->start, strlen(raw));
	assert_memory_equal(text + m->start, raw, strlen(raw));
}

static void
test_marks(void **state)
{
	static const char text[] = "\xef\xbb\xbf" "a,\"b\n\",c\r\n"
				   "1,\"x\n\"\"\n\",\xc3\xa9\n"
				   "\r\n"
				   ",,3";
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *rows, *row;

	(void)state;
	assert_int_equal(csv_parse(text, strlen(text), &rows, &why), 0);
	row = rows->child;
	assert_mark(text, row, 3, 0, "");
	assert_mark(text, member_get(row, "a"), 3, 1, "1");
	assert_mark(text, member_get(row, "b\n"), 3, 1, "\"x\n\"\"\n\"");
	assert_mark(text, member_get(row, "c"), 5, 2, "\xc3\xa9");
	row = row->next;
	assert_mark(text, row, 7, 0, "");
	assert_mark(text, member_get(row, "a"), 7, 1, "");
	assert_mark(text, member_get(row, "c"), 7, 2, "3");
	value_use(before);
	arena_free(&mem);
}

/* Reads b and empties it. */
static void
assert_read(struct buf *b, const char *what)
{
	struct value_error why = { 0 };
	cJSON *rows;
	int rc = csv_parse(b->s, b->len, &rows, &why);

	if (what == NULL && rc == -1)
		fail_msg("%s", why.what);
	if (what != NULL && rc == 0)
		fail_msg("no %s", what);
	if (what != NULL)
		assert_non_null(strstr(why.what, what));
	buf_reset(b);
}

static void
test_limits(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct buf text = BUF_INIT;
	struct value_error why = { 0 };
	cJSON *rows;
	size_t extra, i;

	(void)state;
	for (extra = 0; extra < 2; extra++) {
		for (i = 0; i < 4095 + extra; i++)
			buf_printf(&text, "c%zu,", i);
		assert_read(&text, extra ? "4,096 columns" : NULL);
		/* A name counts as a value, and a row of one field as two. */
		buf_puts(&text, "a\n");
		put_many(&text, "x\n", 499 * 1000 + 999 + extra);
		assert_read(&text, extra ? "1,000,000" : NULL);
		arena_reset(&mem);
	}
	/* A long name is there once, not once a row. */
	put_many(&text, "a", 8 * 1000 * 1000);
	put_many(&text, "\nx", 400 * 1000);
	assert_read(&text, NULL);
	assert_true(mem.bytes < 200 * 1000 * 1000);
	assert_int_equal(csv_parse("", 17 << 20, &rows, &why), -1);
	assert_non_null(strstr(why.what, "16 MiB"));
	buf_free(&text);
	value_use(before);
	arena_free(&mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_lenient),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_limits),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
