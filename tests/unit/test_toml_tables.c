/* TOML: keys and tables, and what may not be said twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "value/toml.h"
#include "value/member.h"

static const struct {
	const char *in, *want;
} good[] = {
	{ "", "{}" },
	{ "\xef\xbb\xbf", "{}" },
	{ "\n \t\n# c\n\r\n", "{}" },
	{ "# c", "{}" },
	{ "\xef\xbb\xbf" "a = 1", "{\"a\":1}" },
	{ " a\t=\t1 # c\r\n\r\nb=2", "{\"a\":1,\"b\":2}" },
	{ "a-_9 = 1\n1234 = 2\n-- = 3", "{\"a-_9\":1,\"1234\":2,\"--\":3}" },
	{ "\"a b\" = 1\n'c\"d' = 2\n\"\" = 3\n\"\\u00e9\" = 4",
	    "{\"a b\":1,\"c\\\"d\":2,\"\":3,\"\xc3\xa9\":4}" },
	{ "3.14 = 1\ntrue = 2\n1979-05-27 = 3",
	    "{\"3\":{\"14\":1},\"true\":2,\"1979-05-27\":3}" },
	{ "a.b = 1\na . \"c\" = 2\na.'d.e'.f=3",
	    "{\"a\":{\"b\":1,\"c\":2,\"d.e\":{\"f\":3}}}" },
	{ "a.x = 1\nb.x = 2\na.y = 3",
	    "{\"a\":{\"x\":1,\"y\":3},\"b\":{\"x\":2}}" },
	{ "[a]\n[b]", "{\"a\":{},\"b\":{}}" },
	{ "x = 0\n[a]\nx = 1\n[ b . 'c' ] # c\nx = 2",
	    "{\"x\":0,\"a\":{\"x\":1},\"b\":{\"c\":{\"x\":2}}}" },
	{ "[\"\".'']\nx = 1", "{\"\":{\"\":{\"x\":1}}}" },
	/* super-tables may be defined behind */
	{ "[a.b.c]\nx = 1\n[a]\ny = 2\n[a.b]\nz = 3",
	    "{\"a\":{\"b\":{\"c\":{\"x\":1},\"z\":3},\"y\":2}}" },
	{ "[a]\nx = 1\n[b]\n[a.c]\ny = 2",
	    "{\"a\":{\"x\":1,\"c\":{\"y\":2}},\"b\":{}}" },
	/* what keys with dots have made takes sub-tables by header */
	{ "[a]\nb.c = 1\nb.d.e = 2\n[a.b.f]\nx = 3",
	    "{\"a\":{\"b\":{\"c\":1,\"d\":{\"e\":2},\"f\":{\"x\":3}}}}" },
	/* lists of tables */
	{ "[[a]]\nx = 1\n[[a]]\n[[a]]\nx = 3",
	    "{\"a\":[{\"x\":1},{},{\"x\":3}]}" },
	{ "[[a]]\n[a.b]\nx = 1\n[[a.c]]\ny = 1\n[[a.c]]\n[[a]]\n[a.b]\nx = 2",
	    "{\"a\":[{\"b\":{\"x\":1},\"c\":[{\"y\":1},{}]},"
	    "{\"b\":{\"x\":2}}]}" },
	{ "[[a.b]]\nx = 1\n[a]\ny = 2\n[[a.b]]",
	    "{\"a\":{\"b\":[{\"x\":1},{}],\"y\":2}}" },
	{ "[[a]]\nb.c = 1\n[[a]]\nb.c = 2",
	    "{\"a\":[{\"b\":{\"c\":1}},{\"b\":{\"c\":2}}]}" },
	{ "[a]\nb.c = 1\n[[a.b.d]]\nx = 1",
	    "{\"a\":{\"b\":{\"c\":1,\"d\":[{\"x\":1}]}}}" },
};

static const struct {
	const char *in;
	int line;
	const char *what;
} bad[] = {
	/* keys */
	{ "a = 1\na = 2", 2, "has already" },
	{ "a = 1\n\"\\u0061\" = 2", 2, "has already" },
	{ "a = {b = 1, b = 2}", 1, "has already" },
	{ "[x]\na = 1\n[y]\na = 1\na = 2", 5, "has already" },
	{ "a.b = 1\na = 2", 2, "has already" },
	{ "a = 1\na.b = 2", 2, "no table" },
	{ "a.b = 1\na.b.c = 2", 2, "no table" },
	{ "= 1", 1, "expected a key" },
	{ ".a = 1", 1, "expected a key" },
	{ "a. = 1", 1, "expected a key" },
	{ "a..b = 1", 1, "expected a key" },
	{ "\xc3\xa9 = 1", 1, "expected a key" },
	{ "a b = 1", 1, "no '='" },
	{ "\"\"\"a\"\"\" = 1", 1, "no '='" },
	{ "\"a\nb\" = 1", 1, "unterminated" },
	{ "a\n= 1", 1, "no '='" },
	/* headers */
	{ "[a]\n\n[a]", 3, "there already" },
	{ "[a.b]\n[a]\n[a]", 3, "there already" },
	{ "[a.b]\n[a]\n[a.b]", 3, "there already" },
	{ "a = 1\n[a]", 2, "there already" },
	{ "a = 1\n[a.b]", 2, "no table" },
	{ "a = [1]\n[a.b]", 2, "no table" },
	{ "[]", 1, "expected a key" },
	{ "[a", 1, "not closed" },
	{ "[a\n]", 1, "not closed" },
	{ "[a]]", 1, "text after" },
	{ "[a] b = 1", 1, "text after" },
	{ "[a][b]", 1, "text after" },
	{ "[a.]", 1, "expected a key" },
	{ "[a b]", 1, "not closed" },
	/* inline tables and arrays are closed */
	{ "a = {b = 1}\na.c = 2", 2, "closed" },
	{ "a = {b = 1}\n[a]", 2, "there already" },
	{ "a = {b = 1}\n[a.c]", 2, "closed" },
	{ "a = {b.c = 1}\n[a.b]", 2, "closed" },
	{ "x = {a = {b = 1}, a.c = 2}", 1, "closed" },
	{ "x = {a.b = 1, a = 2}", 1, "has already" },
	{ "a = []\n[[a]]", 2, "something else already" },
	{ "a = [{b = 1}]\n[a.c]", 2, "closed" },
	{ "a = [{}]\na.b = 1", 2, "closed" },
	/* keys with dots against headers */
	{ "[a]\nb.c = 1\n[a.b]", 3, "there already" },
	{ "[a]\nb.c.d = 1\n[a.b.c]", 3, "there already" },
	{ "a.b = 1\n[a]", 2, "there already" },
	{ "[a.b]\n[a]\nb.c = 1", 3, "header's table" },
	{ "[a.b.c]\n[a]\nb.c.d = 1", 3, "header's table" },
	{ "[a.b.c]\n[a]\nb.d = 1", 3, "header's table" },
	{ "[[a.b]]\n[a]\nb.c = 1", 3, "header's table" },
	{ "[a.b]\n[a]\nb = 1", 3, "has already" },
	/* lists of tables */
	{ "[a]\n[[a]]", 2, "something else already" },
	{ "[a.b]\n[[a]]", 2, "something else already" },
	{ "[[a]]\n[a]", 2, "there already" },
	{ "a = 1\n[[a]]", 2, "something else already" },
	{ "[a]\nb.c = 1\n[[a.b]]", 3, "something else already" },
	{ "[[a.b]]\n[[a]]", 2, "something else already" },
	{ "[[a]]\n[a.b]\n[a.b]", 3, "there already" },
	{ "[[a]", 1, "not closed" },
	{ "[[a] ]", 1, "not closed" },
	{ "[ [a]]", 1, "expected a key" },
	{ "[[]]", 1, "expected a key" },
};

static int
parse(const char *s, cJSON **doc, struct value_error *why)
{
	size_t n = strlen(s);
	char *copy = malloc(n > 0 ? n : 1);
	int rc;

	assert_non_null(copy);
	memcpy(copy, s, n);
	rc = toml_parse(copy, n, doc, why);
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
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		if (parse(good[i].in, &doc, &why) == -1)
			fail_msg("%s: %s", good[i].in, why.what);
		assert_string_equal(cJSON_PrintUnformatted(doc), good[i].want);
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
	cJSON *doc;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (parse(bad[i].in, &doc, &why) == 0)
			fail_msg("%s is read", bad[i].in);
		assert_null(doc);
		assert_int_equal(why.line, bad[i].line);
		if (strstr(why.what, bad[i].what) == NULL)
			fail_msg("%s: %s", bad[i].in, why.what);
	}
	value_use(before);
	arena_free(&mem);
}

static void
assert_lines(const cJSON *node, int line, int name_line)
{
	assert_non_null(node);
	assert_int_equal(value_line(node), line);
	assert_int_equal(value_mark(node)->name_line, name_line);
}

static void
test_lines_of_tables(void **state)
{
	static const char text[] = "a.b = 1\n"    /* 1 */
				   "a.c = 2\n"
				   "\n"
				   "[d.e.f]\n"    /* 4 */
				   "x = {\"y\" = 1}\n"
				   "[d.e]\n"      /* 6 */
				   "[[g]]\n"      /* 7 */
				   "[[g]]\n"
				   "[g.h]\n";
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *doc, *node;

	(void)state;
	assert_int_equal(parse(text, &doc, &why), 0);
	node = member_get(doc, "a");
	assert_lines(node, 1, 1);
	assert_lines(member_get(node, "c"), 2, 2);
	node = member_get(doc, "d");
	assert_lines(node, 4, 4);
	node = member_get(node, "e");
	assert_lines(node, 6, 6);
	node = member_get(node, "f");
	assert_lines(node, 4, 4);
	node = member_get(node, "x");
	assert_lines(node, 5, 5);
	assert_lines(member_get(node, "y"), 5, 5);
	node = member_get(doc, "g");
	assert_lines(node, 7, 7);
	assert_lines(node->child, 7, 0);
	assert_lines(node->child->next, 8, 0);
	assert_lines(member_get(node->child->next, "h"), 9, 9);
	value_use(before);
	arena_free(&mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_lines_of_tables),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
