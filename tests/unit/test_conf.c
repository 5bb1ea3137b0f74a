/* Splunk's configuration files, their marks and their limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "value/conf.h"
#include "value/json.h"
#include "value/member.h"

/* Names and contents; what is told, of bad lines and of what stands twice. */
static const struct {
	const char *in, *want, *told;
} cases[] = {
	{ "", "", "" },
	{ "[a]\nx=1", "a {\"x\":\"1\"}\n", "" },
	{ "\xef\xbb\xbf [ a ]  \r\n  x.y  =  1 = 2 \r\n\r\n", "a {\"x.y\":\"1 = 2\"}\n",
	    "" },
	{ "# [c]\n[a]\n # x = 1\ny = # z\n", "a {\"y\":\"# z\"}\n", "" },
	{ "[A rule [x] of y]\n[ [] ]\n", "A rule [x] of y {}\n[] {}\n", "" },
	{ "[a]\nx =\ny = \"q\" \n", "a {\"x\":\"\",\"y\":\"\\\"q\\\"\"}\n", "" },
	/* A backslash at the end of a line, and nowhere else. */
	{ "[a]\nx = 1 \\\n  # 2\\\r\n[3] \\\n\n[b]\n",
	    "a {\"x\":\"1 \\n  # 2\\n[3]\"}\nb {}\n", "" },
	{ "[a]\nx = c:\\d\\e f\ny = \\\\\n1\nz = 1\\", "a {\"x\":\"c:\\\\d\\\\e f\","
	    "\"y\":\"\\\\\\n1\",\"z\":\"1\"}\n", "" },
	{ "[a]\nx = 1 \\ \ny = 2\n", "a {\"x\":\"1 \\\\\",\"y\":\"2\"}\n", "" },
	/* What stands at the top, and in [default], is for all. */
	{ "x = 1\ny = 1\n[a]\ny = 2\n[default]\nz = 3\nx = 4\n[b]\n",
	    "a {\"y\":\"2\",\"z\":\"3\",\"x\":\"4\"}\n"
	    "b {\"y\":\"1\",\"z\":\"3\",\"x\":\"4\"}\n", "= 7 x 1\n" },
	{ "[a]\nx=1\n[b]\nx=2\n[a]\ny=3\nx=4\n",
	    "a {\"y\":\"3\",\"x\":\"4\"}\nb {\"x\":\"2\"}\n", "= 7 x 2\n" },
	/* A bad line costs itself alone. */
	{ "[a] b\nx=1\n[c\ny=2\n[]\nz=3\n[d]\n=4\nw\n",
	    "a {\"x\":\"1\"}\nd {}\n",
	    "1 text behind the ] of a stanza\n"
	    "3 a stanza without ]: it is left out\n"
	    "5 a stanza without a name: it is left out\n"
	    "8 a value without a key\n"
	    "9 neither a stanza nor key = value\n" },
	{ "[a]\nx = \xff\ny=1\n[\xff]\nz=1\n", "a {\"y\":\"1\"}\n",
	    "2 not UTF-8, or a NUL in it\n4 not UTF-8, or a NUL in it\n" },
	{ "[a]\nno setting \\\nx = 1\ny=2\n", "a {\"y\":\"2\"}\n",
	    "2 neither a stanza nor key = value\n" },
};

static void
put_docs(struct buf *b, const cJSON *docs)
{
	const cJSON *doc;

	cJSON_ArrayForEach(doc, docs)
		buf_printf(b, "%s %s\n", member_string(doc, "name"),
		    cJSON_PrintUnformatted(member_get(doc, "content")));
}

static void
assert_case(size_t i)
{
	struct value_repeats repeats = { 0 };
	struct value_table table = { 0 };
	struct value_error why = { .repeats = &repeats, .table = &table };
	struct value_error strict = { 0 };
	struct buf b = BUF_INIT;
	cJSON *docs;
	size_t k;

	assert_int_equal(conf_parse(cases[i].in, strlen(cases[i].in), &docs,
	    &why), 0);
	put_docs(&b, docs);
	assert_string_equal(buf_str(&b), cases[i].want);
	buf_reset(&b);
	for (k = 0; k < table.n; k++)
		buf_printf(&b, "%d %s\n", table.v[k].line, table.v[k].what);
	for (k = 0; k < repeats.n; k++)
		buf_printf(&b, "= %d %s %d\n", repeats.v[k].line,
		    repeats.v[k].name, repeats.v[k].first);
	assert_string_equal(buf_str(&b), cases[i].told);
	assert_int_equal(conf_parse(cases[i].in, strlen(cases[i].in), &docs,
	    &strict), table.n == 0 ? 0 : -1);
	if (table.n > 0) {
		assert_null(docs);
		assert_int_equal(strict.line, table.v[0].line);
	}
	buf_free(&b);
	free(repeats.v);
	free(table.v);
}

static void
test_cases(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_case(i);
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

/* Also those of JSON in a value; where it goes on, only the line is known. */
static void
test_marks(void **state)
{
	static const char text[] = "\xef\xbb\xbfn = 0\n\n[ a]\r\nx =  1 \n"
				   "j = {\"k\": [\"T1\"]}\nl = [\\\n 5]\n"
				   "m = {\n";
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *docs, *content;

	(void)state;
	assert_int_equal(conf_parse(text, strlen(text), &docs, &why), 0);
	content = member_get(docs->child, "content");
	assert_int_equal(value_line(docs->child), 3);
	assert_mark(text, member_get(docs->child, "name"), 3, "a");
	assert_mark(text, member_get(content, "x"), 4, "1");
	assert_mark(text, member_get(content, "n"), 1, "0");
	assert_int_equal(json_unfold(member_get(content, "j"), text,
	    strlen(text), &why), 0);
	assert_mark(text, member_get(member_get(content, "j"), "k")->child, 5,
	    "\"T1\"");
	assert_int_equal(json_unfold(member_get(content, "l"), text,
	    strlen(text), &why), 0);
	assert_mark(text, member_get(content, "l")->child, 6, "");
	assert_string_equal(member_get(content, "l")->string, "l");
	assert_int_equal(json_unfold(member_get(content, "m"), text,
	    strlen(text), &why), -1);
	assert_int_equal(why.line, 8);
	assert_string_equal(member_string(content, "m"), "{");
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
	/* What [default] has is counted wherever it goes. */
	for (i = 0; i < 2000; i++)
		buf_printf(&text, "k%zu = 1\n", i);
	for (i = 0; i < 400; i++)
		buf_printf(&text, "[s%zu]\n", i);
	assert_int_equal(conf_parse(text.s, text.len, &docs, &why), 0);
	for (; i < 800; i++)
		buf_printf(&text, "[s%zu]\n", i);
	assert_int_equal(conf_parse(text.s, text.len, &docs, &why), -1);
	assert_non_null(strstr(why.what, "1,000,000"));
	assert_null(docs);
	assert_int_equal(conf_parse("", 65 << 20, &docs, &why), -1);
	assert_non_null(strstr(why.what, "64 MiB"));
	buf_free(&text);
	value_use(before);
	arena_free(&mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_limits),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
