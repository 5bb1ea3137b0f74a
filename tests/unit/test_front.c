/* Markdown with front matter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "value/front.h"
#include "value/member.h"

static const struct {
	const char *in, *want;
} good[] = {
	/* no front matter */
	{ "", "[]" },
	{ "# A\n", "[]" },
	{ "\n---\na: 1\n---\n", "[]" },
	{ " ---\na: 1\n---\n", "[]" },
	{ "----\na: 1\n----\n", "[]" },
	{ "--- a\n---\n", "[]" },
	{ "...\na: 1\n---\n", "[]" },
	/* front matter */
	{ "---\na: 1\n---\n", "[{\"a\":1,\"body\":\"\"}]" },
	{ "---\na: 1\n---", "[{\"a\":1,\"body\":\"\"}]" },
	{ "---\na: 1\n...\nx\n", "[{\"a\":1,\"body\":\"x\\n\"}]" },
	{ "--- \t\r\na: 1\r\n---  \r\nx\r\n",
	    "[{\"a\":1,\"body\":\"x\\r\\n\"}]" },
	{ "\xef\xbb\xbf---\na: 1\n---\n\nx\n---\n",
	    "[{\"a\":1,\"body\":\"\\nx\\n---\\n\"}]" },
	{ "---\n---\nx", "[{\"body\":\"x\"}]" },
	{ "---\n# c\n\n---\nx", "[{\"body\":\"x\"}]" },
	{ "---\na: 1\na: |\n  ---\n  x\n---\n",
	    "[{\"a\":\"---\\nx\\n\",\"body\":\"\"}]" },
	{ "---\nbody: 1\nb: 2\n---\nx", "[{\"b\":2,\"body\":\"x\"}]" },
	{ "---\nbody: 1\n---\nx", "[{\"body\":\"x\"}]" },
	/* the heading, only for want of a title */
	{ "---\ntitle: T\n---\n# H", "[{\"title\":\"T\",\"body\":\"# H\"}]" },
	{ "---\ntitle: 5\n---\n# H", "[{\"title\":5,\"body\":\"# H\"}]" },
	{ "---\ntitle: ''\n---\n# H",
	    "[{\"title\":\"\",\"body\":\"# H\",\"heading\":\"H\"}]" },
	{ "---\ntitle:\n---\n# H",
	    "[{\"title\":null,\"body\":\"# H\",\"heading\":\"H\"}]" },
	{ "---\nheading: 1\n---\n# H",
	    "[{\"body\":\"# H\",\"heading\":\"H\"}]" },
	{ "---\nheading: 1\n---\nH",
	    "[{\"heading\":1,\"body\":\"H\"}]" },
};

/* A body behind empty front matter, and its heading, if it has one. */
static const struct {
	const char *body, *heading;
} headings[] = {
	{ "# A", "A" },
	{ "x\n\n## A *b* \\# c\r\n# B\n", "A *b* \\# c" },
	{ "###### A", "A" },
	{ "####### A\n# B", "B" },
	{ "#A\n# B", "B" },
	{ "#\tA\t\n", "A" },
	{ "   # A\n", "A" },
	{ "    # A\n# B", "B" },
	{ "\t# A\n# B", "B" },
	{ "# A #\n", "A" },
	{ "# A ###  \r\n", "A" },
	{ "# A#\n", "A#" },
	{ "# A # b\n", "A # b" },
	{ "# C#\n", "C#" },
	{ "#\n# B", "B" },
	{ "## ##\n# B", "B" },
	{ "### ###\n", NULL },
	{ "A\n===\n", NULL },
	{ "> # A\n- # B\n", NULL },
	{ "", NULL },
	/* what is code or a comment has no headings */
	{ "```\n# A\n```\n# B", "B" },
	{ "```sh\n# A\n``\n# A\n````\n# B", "B" },
	{ "  ~~~ `x\n# A\n```\n# A\n   ~~~  \n# B", "B" },
	{ "~~~\n# A\n    ~~~\n# A\n~~~\n# B", "B" },
	{ "```\n# A\n``` x\n# A\n", NULL },
	{ "``` a`b\n# A\n", "A" },
	{ "``\n# A\n", "A" },
	{ "<!-- c -->\n# A\n", "A" },
	{ "<!--\n# A\n    -->\n# B", "B" },
	{ "<!--\n```\n-->\n# B", "B" },
	{ "<!--\n# A\n", NULL },
};

static const struct {
	const char *in;
	int line;
	const char *what;
} bad[] = {
	{ "---", 1, "unterminated" },
	{ "---\na: 1\n", 1, "unterminated" },
	{ "---\na: 1\n ---\n", 1, "unterminated" },
	{ "---\na: 1\nb: [\n---\n", 4, "" },
	{ "---\na: 1\nb: 'x\n---\nc'\n---\n", 4, "" },
	{ "---\n- a\n---\n", 2, "no mapping" },
	{ "---\n\nSome words.\n\n---\n", 3, "no mapping" },
	{ "---\na: 1\n--- {b: 2}\n---\n", 3, "more than one" },
	{ "---\na: 1\n---\n\nx\n\xff\n", 6, "UTF-8" },
	{ "---\na: *x\n---\n", 2, "alias" },
};

/* A copy to the byte, so that reading past the end is seen. */
static int
parse(const char *s, size_t n, cJSON **docs, struct value_error *why)
{
	char *copy = malloc(n > 0 ? n : 1);
	int rc;

	assert_non_null(copy);
	memcpy(copy, s, n);
	rc = front_parse(copy, n, docs, why);
	free(copy);
	return rc;
}

static void
test_good(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *docs;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		if (parse(good[i].in, strlen(good[i].in), &docs, &why) == -1)
			fail_msg("%s: %s", good[i].in, why.what);
		assert_string_equal(cJSON_PrintUnformatted(docs), good[i].want);
	}
	value_use(before);
	arena_free(&mem);
}

static void
test_headings(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	const char *text, *heading;
	cJSON *docs;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(headings) / sizeof(headings[0]); i++) {
		text = arena_printf(&mem, "---\n---\n%s", headings[i].body);
		assert_int_equal(parse(text, strlen(text), &docs, &why), 0);
		assert_string_equal(member_text(docs->child, "body"),
		    headings[i].body);
		heading = member_text(docs->child, "heading");
		if (headings[i].heading == NULL)
			assert_null(heading);
		else
			assert_string_equal(heading, headings[i].heading);
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
	cJSON *docs;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (parse(bad[i].in, strlen(bad[i].in), &docs, &why) == 0)
			fail_msg("%s is read", bad[i].in);
		assert_null(docs);
		if (why.line != bad[i].line)
			fail_msg("%s: line %d", bad[i].in, why.line);
		if (strstr(why.what, bad[i].what) == NULL)
			fail_msg("%s: %s", bad[i].in, why.what);
	}
	assert_int_equal(front_parse("", 17 << 20, &docs, &why), -1);
	assert_non_null(strstr(why.what, "16 MiB"));
	value_use(before);
	arena_free(&mem);
}

static void
assert_mark(const char *text, const cJSON *node, int line, const char *raw)
{
	const struct mark *m = value_mark(node);

	assert_non_null(node);
	assert_int_equal(m->line, line);
	assert_int_equal(m->name_line, line);
	assert_int_equal(m->end - m->start, strlen(raw));
	assert_memory_equal(text + m->start, raw, strlen(raw));
}

static void
test_marks(void **state)
{
	static const char text[] = "\xef\xbb\xbf---\r\n"
				   "\r\n"
				   "a: '\xc3\xa9'\r\n"
				   "b: 12\r\n"
				   "---\r\n"
				   "\r\n"
				   " ## \xc3\xa9 x ##\r\n"
				   "y";
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *docs, *doc;

	(void)state;
	assert_int_equal(front_parse(text, strlen(text), &docs, &why), 0);
	doc = docs->child;
	assert_int_equal(value_line(doc), 3);
	assert_mark(text, member_get(doc, "a"), 3, "'\xc3\xa9'");
	assert_mark(text, member_get(doc, "b"), 4, "12");
	assert_mark(text, member_get(doc, "body"), 6,
	    "\r\n ## \xc3\xa9 x ##\r\ny");
	assert_mark(text, member_get(doc, "heading"), 7, "\xc3\xa9 x");
	value_use(before);
	arena_free(&mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_headings),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_marks),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
