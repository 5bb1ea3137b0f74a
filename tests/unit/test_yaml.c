/* YAML documents, their marks and their limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "many.h"
#include "value/field.h"
#include "value/yaml.h"
#include "value/member.h"

/* A file, and its documents as JSON. */
static const struct {
	const char *in, *want;
} good[] = {
	{ "", "[]" },
	{ "# nothing\n", "[]" },
	{ "---\n", "[]" },
	{ "---\n---\na: 1\n", "[{\"a\":1}]" },
	{ "a: 1\n---\n...\n---\nb: 2\n...\n", "[{\"a\":1},{\"b\":2}]" },
	{ "a: 1\n...\n", "[{\"a\":1}]" },
	{ "~\n", "[null]" },
	{ "--- null\n", "[null]" },
	{ "--- ''\n", "[\"\"]" },
	{ "text\n", "[\"text\"]" },
	{ "\xef\xbb\xbf" "a: 1\n", "[{\"a\":1}]" },
	{ "a: 1\r\nb:\r\n  - x\r\n", "[{\"a\":1,\"b\":[\"x\"]}]" },
	{ "%YAML 1.2\n---\na: 1\n", "[{\"a\":1}]" },
	/* the core schema */
	{ "\"b\\0\": \"\\x00c\"\n",
	    "[{\"b\xef\xbf\xbd\":\"\xef\xbf\xbd" "c\"}]" },
	{ "[null, Null, NULL, ~, nULL]",
	    "[[null,null,null,null,\"nULL\"]]" },
	{ "[true, True, TRUE, false, False, FALSE, tRUE]",
	    "[[true,true,true,false,false,false,\"tRUE\"]]" },
	{ "[yes, no, on, off, y, n]",
	    "[[\"yes\",\"no\",\"on\",\"off\",\"y\",\"n\"]]" },
	{ "[0, -19, +7, 0o17, 0x1F, 012, 0xg, 0o8, 0x, 1_000]",
	    "[[0,-19,7,15,31,12,\"0xg\",\"0o8\",\"0x\",\"1_000\"]]" },
	{ "[0., .5, -1.5, 1e3, 1.5E-2, +.5e+1, 12e03, 1.2.3, e5, '.', -, 1e]",
	    "[[0,0.5,-1.5,1000,0.015,5,12000,\"1.2.3\",\"e5\",\".\",\"-\","
	    "\"1e\"]]" },
	{ "[2024-01-02, 10:30, 1 2, T1059.001, 7-zip]",
	    "[[\"2024-01-02\",\"10:30\",\"1 2\",\"T1059.001\",\"7-zip\"]]" },
	{ "[.inf, -.INF, .nan]", "[[null,null,null]]" },
	{ "['1', \"true\", '', \"~\"]", "[[\"1\",\"true\",\"\",\"~\"]]" },
	{ "[!!str 12, !!str true, !!int \"3\", !!bool 'true', !!int x, !x 12]",
	    "[[\"12\",\"true\",3,true,\"x\",12]]" },
	{ "!<tag:yaml.org,2002:str> 12", "[\"12\"]" },
	{ "!!map {a: !!seq [1]}", "[{\"a\":[1]}]" },
	/* scalars */
	{ "a: |\n  x\n   y\n\n  z\n\nb: 1\n",
	    "[{\"a\":\"x\\n y\\n\\nz\\n\",\"b\":1}]" },
	{ "a: |-\n  x\nb: >\n  y\n  z\n\n  w\n",
	    "[{\"a\":\"x\",\"b\":\"y z\\nw\\n\"}]" },
	{ "a: |+\n  x\n\n", "[{\"a\":\"x\\n\\n\"}]" },
	{ "a: |2\n   x\n", "[{\"a\":\" x\\n\"}]" },
	{ "a: x\n  y\n\n  z\n", "[{\"a\":\"x y\\nz\"}]" },
	{ "a: 'it''s'\nb: \"\\x41\\u00e9\\\"\\n\"\n",
	    "[{\"a\":\"it's\",\"b\":\"A\xc3\xa9\\\"\\n\"}]" },
	{ "a: x # not text\nb: x#text\n", "[{\"a\":\"x\",\"b\":\"x#text\"}]" },
	/* keys are text */
	{ "1: a\ntrue: b\n~: c\n'x y': d\n?\n: e\n",
	    "[{\"1\":\"a\",\"true\":\"b\",\"~\":\"c\",\"x y\":\"d\","
	    "\"\":\"e\"}]" },
	{ "? a\n: 1\n? b\n", "[{\"a\":1,\"b\":null}]" },
	{ "a: {b: [c, {d: e}], f: }\n",
	    "[{\"a\":{\"b\":[\"c\",{\"d\":\"e\"}],\"f\":null}}]" },
	{ "[a: 1, b]", "[[{\"a\":1},\"b\"]]" },
	{ "a:\n- 1\n- - 2\n  - 3\n-\n", "[{\"a\":[1,[2,3],null]}]" },
	/* repeated keys */
	{ "a: 1\nb: 2\na: 3\n", "[{\"b\":2,\"a\":3}]" },
	{ "{a: 1, a: 2, a: 3}", "[{\"a\":3}]" },
	{ "{a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1, h: 1, i: 1, j: 1, k: 1,"
	  " l: 1, m: 1, n: 1, o: 1, p: 1, q: 1, a: 2}",
	    "[{\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,"
	    "\"j\":1,\"k\":1,\"l\":1,\"m\":1,\"n\":1,\"o\":1,\"p\":1,\"q\":1,"
	    "\"a\":2}]" },
	/* anchors */
	{ "a: &x 1\nb: *x\nc: [*x, *x]\n", "[{\"a\":1,\"b\":1,\"c\":[1,1]}]" },
	{ "a: &x {k: [1]}\nb: *x\n",
	    "[{\"a\":{\"k\":[1]},\"b\":{\"k\":[1]}}]" },
	{ "[&x 1, *x, &x 2, *x]", "[[1,1,2,2]]" },
	{ "&k a: 1\nb: *k\n", "[{\"a\":1,\"b\":\"a\"}]" },
	{ "[&k a, {*k : 1}]", "[[\"a\",{\"a\":1}]]" },
	{ "[&e , *e]", "[[null,null]]" },
	/* merges */
	{ "x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\n",
	    "[{\"x\":{\"a\":1,\"b\":2},\"y\":{\"b\":3,\"a\":1}}]" },
	{ "- &x {a: 1, b: 2}\n- &y {b: 3, c: 4}\n- {<<: [*x, *y], d: 5}\n",
	    "[[{\"a\":1,\"b\":2},{\"b\":3,\"c\":4},"
	    "{\"d\":5,\"a\":1,\"b\":2,\"c\":4}]]" },
	{ "{<<: {a: 1}, b: 2}", "[{\"b\":2,\"a\":1}]" },
	{ "{a: 1, <<: {a: 2}, <<: {a: 3, b: 4}, a: 5}",
	    "[{\"a\":5,\"b\":4}]" },
	{ "- &x {<<: &y {a: 1}, b: 2}\n- *y\n- {<<: *x}\n",
	    "[[{\"b\":2,\"a\":1},{\"a\":1},{\"b\":2,\"a\":1}]]" },
	{ "{'<<': 1}", "[{\"<<\":1}]" },
	{ "{!!str <<: 1}", "[{\"<<\":1}]" },
	{ "{<<: []}", "[{}]" },
	{ "[<<]", "[[\"<<\"]]" },
};

static const struct {
	const char *in;
	int flags, line;
	const char *what;
} bad[] = {
	{ "a: 1\n b: 2\n", 0, 2, "mapping values are not allowed" },
	{ "a:\n\t- b\n", 0, 2, "cannot start any token" },
	{ "a: 'x\n", 0, 2, "unexpected end of stream" },
	{ "a: [1\nb: 2\n", 0, 2, "" },
	{ "a: \xc3\xa9\nb: \xff\n", 0, 2, "UTF-8" },
	{ "a: 1\nb: \x01\n", 0, 2, "control characters" },
	{ "\xff\xfe" "a\0:\0", 0, 1, "UTF-8" },
	{ "x: \xe2\x80\xa8\xc2\x85\n\nb: @\n", 0, 3, "cannot start any token" },
	{ "a: 1\n? [b]\n: 2\n", 0, 2, "key that is no scalar" },
	{ "a: 1\n? {b: 1}\n: 2\n", 0, 2, "key that is no scalar" },
	{ "- &x [1]\n- {*x : 1}\n", 0, 2, "key that is no scalar" },
	{ "a: 1\nb: *x\n", 0, 2, "alias without an anchor" },
	{ "a: &x 1\n---\nb: *x\n", 0, 3, "alias without an anchor" },
	{ "a: &x\n  b: *x\n", 0, 2, "alias of a node" },
	{ "a: &x [1,\n [*x]]\n", 0, 2, "alias of a node" },
	{ "a: 1\n<<: 2\n", 0, 2, "merges mappings only" },
	{ "<<: [{a: 1},\n2]\n", 0, 2, "merges mappings only" },
	{ "<<: [[{a: 1}],\n2]\n", 0, 1, "merges mappings only" },
	{ "<<:\nb: 1\n", 0, 1, "merges mappings only" },
	{ "a: 1\nb: 2\na: 3\n", YAML_UNIQUE, 3, "has already" },
	{ "x:\n  a: 1\n  a:\n    - 1\n", YAML_UNIQUE, 3, "has already" },
	{ "<<: {a: 1}\n<<: {b: 1}\n", YAML_UNIQUE, 2, "has already" },
	{ "{a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1, h: 1, i: 1, j: 1, k: 1,"
	  " l: 1, m: 1, n: 1, o: 1, p: 1,\n q: 1, b: 2}",
	    YAML_UNIQUE, 2, "has already" },
};

static char *
exact_copy(const char *s, size_t n)
{
	char *copy = malloc(n > 0 ? n : 1);

	assert_non_null(copy);
	memcpy(copy, s, n);
	return copy;
}

static int
parse(const char *s, size_t n, int flags, cJSON **docs, struct value_error *why)
{
	char *copy = exact_copy(s, n);
	int rc = yaml_parse(copy, n, flags, docs, why);

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
		if (parse(good[i].in, strlen(good[i].in), 0, &docs, &why) == -1)
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
	cJSON *docs;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		if (parse(bad[i].in, strlen(bad[i].in), bad[i].flags, &docs,
			&why) == 0)
			fail_msg("%s: not refused", bad[i].in);
		assert_null(docs);
		if (why.line != bad[i].line)
			fail_msg("%s: %d: %s", bad[i].in, why.line, why.what);
		if (strstr(why.what, bad[i].what) == NULL)
			fail_msg("%s: %d: %s", bad[i].in, why.line, why.what);
	}
	assert_int_equal(parse("a: b\0c", 6, 0, &docs, &why), -1);
	value_use(before);
	arena_free(&mem);
}

/* What a mark cuts out of the file. */
static const struct {
	const char *in, *path;
	int line, name_line;
	const char *want; /* NULL: no scalar */
} marks[] = {
	{ "a: 1\nb: two\n", "[].b", 2, 2, "two" },
	{ "a: 1\nb: 'it''s' # x\n", "[].b", 2, 2, "'it''s'" },
	{ "a: [1, \"x\\ty\" , 3]\n", "[].a[]", 1, 0, "1" },
	{ "a: [\"x\\ty\" , 3]\n", "[].a[]", 1, 0, "\"x\\ty\"" },
	{ "a:\n  b:\n    c: 1\n", "[].a", 2, 1, NULL },
	{ "a:\n  b:\n    c: 1\n", "[].a.b.c", 3, 3, "1" },
	{ "a:\n\n  'x'\n", "[].a", 3, 1, "'x'" },
	{ "a: x\n  y  \nb: 1\n", "[].a", 1, 1, "x\n  y" },
	{ "a: |\n  x\n  y\nb: 1\n", "[].a", 1, 1, "|\n  x\n  y\n" },
	{ "a:\nb: 1\n", "[].a", 1, 1, "" },
	{ "a: \"\"\n", "[].a", 1, 1, "\"\"" },
	{ "\xef\xbb\xbf" "a: x\n", "[].a", 1, 1, "x" },
	{ "\xef\xbb\xbf\xef\xbb\xbf" "a: x\n", "[].a", 1, 1, "x" },
	{ "\xef\xbb\xbf" "\xc3\xa9: \xe2\x82\xac\nb: \xf0\x9f\x98\x80 z\n",
	    "[].b", 2, 2, "\xf0\x9f\x98\x80 z" },
	{ "\xc3\xa9: [\xc3\xa9, x]\na: '\xe2\x82\xac'\n", "[].a", 2, 2,
	    "'\xe2\x82\xac'" },
	{ "a: 1\r\n\r\nb: two\r\n", "[].b", 3, 3, "two" },
	{ "a: \xc3\xa9\r\n\r\nb: two\r\n", "[].b", 3, 3, "two" },
	{ "a: 1\rb: two\r", "[].b", 2, 2, "two" },
	{ "a: \xc3\xa9\rb: two\r", "[].b", 2, 2, "two" },
	/* what YAML 1.1 took for ends of lines, and editors do not */
	{ "a: \"\xc2\x85\xe2\x80\xa8 x\"\nb: two\n", "[].b", 2, 2, "two" },
	/* properties are not the scalar */
	{ "a: &x 1\nb: *x\n", "[].a", 1, 1, "1" },
	{ "a: &x 1\nb: *x\n", "[].b", 1, 2, "1" },
	{ "a: !!str &x '1'\n", "[].a", 1, 1, "'1'" },
	{ "a: !<tag:x.org,2000:y> 1\n", "[].a", 1, 1, "1" },
	{ "a: &x # here\n  # there\n  !!str\n  one\nb: 1\n", "[].a", 4, 1,
	    "one" },
	{ "a: [&x , 1]\n", "[].a[]", 1, 0, "" },
	{ "- &x {a: 1}\n- <<: *x\n  b: 1\n", "[][].b", 3, 3, "1" },
	{ "- {z: &x {a: 1}}\n- <<: *x\n", "[][].a", 1, 1, "1" },
	{ "a: 1\n---\nb: two\n", "[].b", 3, 3, "two" },
};

static void
check_mark(size_t i)
{
	struct value_error why = { 0 };
	struct field *f = field_new(marks[i].path, &why);
	const cJSON *node;
	struct mark *m;
	cJSON *docs;

	assert_non_null(f);
	assert_int_equal(
	    parse(marks[i].in, strlen(marks[i].in), 0, &docs, &why), 0);
	node = field_first(f, NULL, docs);
	field_free(f);
	assert_non_null(node);
	m = value_mark(node);
	assert_int_equal(value_line(node), marks[i].line);
	assert_int_equal(m->name_line, marks[i].name_line);
	if (marks[i].want == NULL) {
		assert_int_equal(m->end, 0);
		return;
	}
	assert_int_equal(m->end - m->start, strlen(marks[i].want));
	assert_memory_equal(marks[i].in + m->start, marks[i].want,
	    strlen(marks[i].want));
}

static void
test_marks(void **state)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		check_mark(i);
	value_use(before);
	arena_free(&mem);
}

static void
test_text_stays(void **state)
{
	static const char in[] = "[10.10, 0x1F, True, 012, 1e3, ~, '7']";
	static const char *const want[] = { "10.10", "0x1F", "True", "012",
		"1e3", NULL, "7" };
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *docs, *node;
	int i = 0;

	(void)state;
	assert_int_equal(parse(in, strlen(in), 0, &docs, &why), 0);
	cJSON_ArrayForEach(node, docs->child) {
		if (want[i] == NULL)
			assert_null(value_text(node));
		else
			assert_string_equal(value_text(node), want[i]);
		i++;
	}
	assert_int_equal(i, 7);
	node = cJSON_GetArrayItem(docs->child, 1);
	assert_int_equal(node->valueint, 31);
	assert_true(node->valuedouble == 31);
	value_use(before);
	arena_free(&mem);
}

static void
test_large_numbers(void **state)
{
	static const char in[] = "[99999999999, -99999999999, .nan, 1e999]";
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *docs;

	(void)state;
	assert_int_equal(parse(in, strlen(in), 0, &docs, &why), 0);
	assert_int_equal(cJSON_GetArrayItem(docs->child, 0)->valueint, INT_MAX);
	assert_int_equal(cJSON_GetArrayItem(docs->child, 1)->valueint, INT_MIN);
	assert_int_equal(cJSON_GetArrayItem(docs->child, 2)->valueint, 0);
	assert_int_equal(cJSON_GetArrayItem(docs->child, 3)->valueint, INT_MAX);
	assert_string_equal(cJSON_PrintUnformatted(docs),
	    "[[99999999999,-99999999999,null,null]]");
	value_use(before);
	arena_free(&mem);
}

/* cJSON's own functions take the trees as theirs. */
static void
test_trees_are_cjsons(void **state)
{
	static const char in[] = "x: &x {a: 1, b: 2}\n"
				 "y: {<<: *x, b: 3, b: 4}\nz: [1]\n";
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct value_error why = { 0 };
	cJSON *docs, *root, *y;

	(void)state;
	assert_int_equal(parse(in, strlen(in), 0, &docs, &why), 0);
	root = docs->child;
	y = member_get(root, "y");
	cJSON_AddNumberToObject(y, "c", 5);
	cJSON_AddItemToArray(member_get(root, "z"), cJSON_CreateNumber(2));
	cJSON_DeleteItemFromObject(member_get(root, "x"), "b");
	cJSON_AddItemToArray(docs, cJSON_Duplicate(y, true));
	assert_string_equal(cJSON_PrintUnformatted(docs),
	    "[{\"x\":{\"a\":1},\"y\":{\"b\":4,\"a\":1,\"c\":5},\"z\":[1,2]},"
	    "{\"b\":4,\"a\":1,\"c\":5}]");
	value_use(before);
	arena_free(&mem);
}

static void
put_nest(struct buf *b, size_t n)
{
	put_many(b, "[", n);
	put_many(b, "]", n);
}

/* 64 levels by aliases, and then one more. */
static void
put_alias_nest(struct buf *b, size_t n)
{
	size_t i;

	buf_puts(b, "- &a0 []\n");
	for (i = 1; i < n; i++)
		buf_printf(b, "- &a%zu [*a%zu]\n", i, i - 1);
}

/* Each line stands for ten of the one before. */
static void
put_laughs(struct buf *b, size_t n)
{
	size_t i, j;

	buf_puts(b, "- &a0 [x]\n");
	for (i = 1; i < n; i++) {
		buf_printf(b, "- &a%zu [", i);
		for (j = 0; j < 10; j++)
			buf_printf(b, "*a%zu, ", i - 1);
		buf_puts(b, "]\n");
	}
}

/* A long text, and n aliases of it. */
static void
put_long_aliases(struct buf *b, size_t n)
{
	buf_puts(b, "- &a ");
	put_many(b, "xxxxxxxx", 1024 * 1024 / 8);
	buf_puts(b, "\n");
	put_many(b, "- *a\n", n);
}

/* One mapping of many keys, merged many times. */
static void
put_merges(struct buf *b, size_t n)
{
	size_t i;

	buf_puts(b, "- &a {");
	for (i = 0; i < 1000; i++)
		buf_printf(b, "k%zu: 1, ", i);
	buf_puts(b, "}\n- <<: [");
	put_many(b, "*a, ", n);
	buf_puts(b, "]\n");
}

static void
put_anchors(struct buf *b, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		buf_printf(b, "- &a%zu 1\n", i);
}

static void
put_tag_lines(struct buf *b, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		buf_printf(b, "%%TAG !a%zu! x\n", i);
	buf_puts(b, "--- a\n");
}

/* As many tags of one name space take no more than as many of any. */
static void
put_tag_prefix(struct buf *b, size_t n)
{
	buf_puts(b, "%TAG !a! ");
	put_many(b, "x", n - b->len);
	buf_puts(b, "\n--- [");
	put_many(b, "!a!x 1, ", 100 * 1000);
	buf_puts(b, "]\n");
}

static void
put_keys(struct buf *b, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		buf_printf(b, "k%zu: 1\n", i);
}

static void
put_values(struct buf *b, size_t n)
{
	put_many(b, "- 1\n", n);
}

static void
put_bytes(struct buf *b, size_t n)
{
	put_many(b, "#", n);
}

/* What is just allowed (0: not asked), and what is too much of it. */
static const struct {
	void (*put)(struct buf *b, size_t n);
	size_t good, bad;
	const char *what;
} limits[] = {
	{ put_nest, 64, 65, "64 levels" },
	{ put_nest, 0, 900 * 1000, "64 levels" },
	{ put_alias_nest, 63, 64, "64 levels" },
	{ put_laughs, 6, 30, "1,000,000 values" },
	{ put_long_aliases, 15, 16, "16 MiB of text" },
	{ put_merges, 300, 20 * 1000, "1,000,000 values" },
	{ put_anchors, 256, 257, "256 anchors" },
	{ put_tag_lines, 64, 65, "64 %TAG lines" },
	{ put_tag_prefix, 1023, 8 << 20, "1,024 bytes" },
	{ put_values, 999 * 1000, 1000 * 1000, "1,000,000 values" },
	{ put_bytes, 16 << 20, (16 << 20) + 1, "more than 16 MiB" },
	{ put_keys, 200 * 1000, 0, NULL },
};

static void
check_limit(size_t i, size_t n, int flags, int rc)
{
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	struct buf text = BUF_INIT;
	struct value_error why = { 0 };
	cJSON *docs;

	limits[i].put(&text, n);
	if (yaml_parse(text.s, text.len, flags, &docs, &why) != rc)
		fail_msg("limit %zu: %d: %s", i, why.line, why.what);
	if (rc == -1)
		assert_non_null(strstr(why.what, limits[i].what));
	buf_free(&text);
	value_use(before);
	arena_free(&mem);
}

static void
test_limits(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
		if (limits[i].good > 0)
			check_limit(i, limits[i].good, YAML_UNIQUE, 0);
		if (limits[i].bad > 0)
			check_limit(i, limits[i].bad, 0, -1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bad),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_text_stays),
		cmocka_unit_test(test_large_numbers),
		cmocka_unit_test(test_trees_are_cjsons),
		cmocka_unit_test(test_limits),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
