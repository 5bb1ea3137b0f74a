/* Texts of any form, as a definition's read.text and read.path read them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "config/source.h"
#include "controls/parse.h"
#include "value/member.h"

static char *root, *path;
static struct arena definition;
static struct source s;

static int
set_up(void **state)
{
	(void)state;
	root = scratch_begin();
	path = path_join(root, "x.yaml");
	return root == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	source_free(&s);
	arena_free(&definition);
	free(path);
	scratch_end(root);
	return 0;
}

static int
read_keys(const char *read)
{
	struct buf b = BUF_INIT;
	int rc;

	source_free(&s);
	file_remove(path);
	buf_printf(&b, "read:\n%s", read);
	assert_int_equal(file_write_new(path, buf_str(&b), b.len), 0);
	rc = source_read(path, "x", &definition, &s);
	buf_free(&b);
	return rc;
}

/* What is read of a text, and the document. */
static const struct {
	const char *keys, *text, *want;
} good[] = {
	{ "  text: ['(?<a>x)']", "", "{}" },
	{ "  text: ['(?<a>x)']", "xyx", "{\"a\":[\"x\",\"x\"]}" },
	{ "  text: ['(?<a>x)', '(?<b>.)(?<a>y)']", "xyx",
	    "{\"a\":[\"x\",\"x\",\"y\"],\"b\":[\"x\"]}" },
	{ "  text: ['^\\| (?<id>T\\d{4}) (?:\\| (?<sub>\\d+))?']",
	    "| T1003 | 001\r\n| T1055 |\r\n",
	    "{\"id\":[\"T1003\",\"T1055\"],\"sub\":[\"001\"]}" },
	{ "  text: ['\\A(?<a>.*)$', '(?<b>\\A)']", "\xef\xbb\xbfx\n",
	    "{\"a\":[\"x\"],\"b\":[\"\"]}" },
	/* an object a match */
	{ "  text: [{pattern: '^(?<id>\\w+):(?<v>\\w*)(?<w>!)?', as: row}]",
	    "a:1!\nb:\n",
	    "{\"row\":[{\"id\":\"a\",\"v\":\"1\",\"w\":\"!\"},"
	    "{\"id\":\"b\",\"v\":\"\"}]}" },
	{ "  text: [{pattern: '(?<a>x)|(?<a>y)(?<b>z)', as: r}]", "yzx",
	    "{\"r\":[{\"a\":\"y\",\"b\":\"z\"},{\"a\":\"x\"}]}" },
	{ "  text: [{pattern: '(?<a>.)(?<a>.)', as: r}]", "12",
	    "{\"r\":[{\"a\":\"1\"}]}" },
	{ "  text: [{pattern: '<(?<a>\\d)', as: r}, '(?<b>y)',"
	  " {pattern: '\\[(?<a>\\d)', as: r}]", "[1 y <2",
	    "{\"r\":[{\"a\":\"2\"},{\"a\":\"1\"}],\"b\":[\"y\"]}" },
	/* and what is read within: of the match, or of its body */
	{ "  text:\n"
	  "  - pattern: '(?s)^rule (?<n>\\w+)\\n(?<body>.*?)^end'\n"
	  "    as: rules\n"
	  "    text: ['(?<id>T\\d+)', '^(?<first>.)',"
	  " {pattern: '(?<k>\\w)=(?<v>\\w)', as: has}]\n",
	    "T0\nrule T1\nT2 a=b\nend T3\nrule x\n",
	    "{\"rules\":[{\"n\":\"T1\",\"body\":\"T2 a=b\\n\","
	    "\"id\":[\"T2\"],\"first\":[\"T\"],"
	    "\"has\":[{\"k\":\"a\",\"v\":\"b\"}]}]}" },
	{ "  text: [{pattern: 'r(?<body>b)?(?<n>.)', as: r, text:"
	  " ['(?<in>.)']}]", "rb1 r2",
	    "{\"r\":[{\"body\":\"b\",\"n\":\"1\",\"in\":[\"b\"]},"
	    "{\"n\":\"2\",\"in\":[\"r\",\"2\"]}]}" },
};

static void
texts_are_documents(void **state)
{
	struct value_error why = { 0 };
	struct arena mem = { 0 };
	struct arena *before;
	cJSON *docs;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_int_equal(read_keys(good[i].keys), 0);
		before = value_use(&mem);
		if (extract_parse(&s.texts, good[i].text, strlen(good[i].text),
		    &docs, &why) == -1)
			fail_msg("%s: %s", good[i].keys, why.what);
		assert_int_equal(cJSON_GetArraySize(docs), 1);
		assert_string_equal(cJSON_PrintUnformatted(docs->child),
		    good[i].want);
		value_use(before);
	}
	arena_free(&mem);
}

static void
check_place(const cJSON *node, const char *text, int line)
{
	const struct mark *m = value_mark(node);

	assert_int_equal(m->line, line);
	assert_int_equal(m->end - m->start, strlen(node->valuestring));
	assert_memory_equal(text + m->start, node->valuestring,
	    m->end - m->start);
}

static void
places_are_those_of_the_file(void **state)
{
	static const char text[] = "\xef\xbb\xbf\r\n\xc3\xa4 [1]\r[2\n3]\r\n[4]";
	static const int starts[] = { 2, 3, 5 }, ids[] = { 2, 4, 5 };
	struct value_error why = { 0 };
	struct arena mem = { 0 };
	struct arena *before = value_use(&mem);
	const cJSON *r;
	cJSON *docs;
	size_t i = 0;

	(void)state;
	assert_int_equal(read_keys("  text: [{pattern: '(?s)\\[(?<all>.*?)\\]',"
	    " as: r, text: ['(?<id>\\d)\\W*\\z']}]"), 0);
	assert_int_equal(extract_parse(&s.texts, text, strlen(text), &docs,
	    &why), 0);
	assert_int_equal(value_line(docs->child), 1);
	cJSON_ArrayForEach(r, member_get(docs->child, "r")) {
		assert_int_equal(value_line(r), starts[i]);
		check_place(member_get(r, "all"), text, starts[i]);
		check_place(member_get(r, "id")->child, text, ids[i++]);
	}
	assert_int_equal(i, 3);
	value_use(before);
	arena_free(&mem);
}

/* A text that is refused, at which line, and a word of why. */
static const struct {
	const char *keys, *text;
	int line;
	const char *what;
} bad[] = {
	{ "  text: ['(?<a>x)']", "x\n\xff", 2, "not UTF-8" },
	{ "  text: ['(?<a>x)']", "\xef\xbb\xbfx\n\n\xc3", 3, "not UTF-8" },
	{ "  text: ['(?<b>.)', '(?<a>(?:x|x)+)[yz]']", "\n1\n#x", 3,
	    "read.text: the pattern with a: too many steps" },
	{ "  text: [{pattern: '(?s)#(?<body>.*)', as: r, text:"
	  " ['(?<a>(?:x|x)+)[yz]']}]", "\n\n#x", 3, "with a: too many steps" },
	{ "  text: [{pattern: '(?<a>x)', as: r, text: ['(?=(?<b>x))',"
	  " '(?<=(?<c>x))', '(?<d>x)', '(?<e>x)', '(?<f>x)']}]", "x", 1,
	    "1,000,000 values" },
};

static void
bad_texts_are_refused(void **state)
{
	enum { MANY = 90 * 1000 };
	struct value_error why = { 0 };
	struct arena mem = { 0 };
	struct arena *before;
	struct buf text = BUF_INIT;
	cJSON *docs;
	size_t i, k, n;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		buf_reset(&text);
		buf_puts(&text, bad[i].text);
		n = buf_str(&text)[text.len - 1] == 'x' ? MANY : 0;
		for (k = 0; k < n; k++)
			buf_putc(&text, 'x');
		assert_int_equal(read_keys(bad[i].keys), 0);
		before = value_use(&mem);
		if (extract_parse(&s.texts, buf_str(&text), text.len, &docs,
		    &why) == 0)
			fail_msg("%s: is read", bad[i].keys);
		assert_null(docs);
		if (why.line != bad[i].line ||
		    strstr(why.what, bad[i].what) == NULL)
			fail_msg("%s: %d: %s", bad[i].keys, why.line, why.what);
		value_use(before);
	}
	assert_int_equal(extract_parse(&s.texts, "\0", 1, &docs, &why), -1);
	buf_free(&text);
	arena_free(&mem);
}

/* What is read of a path, into a document. */
static const struct {
	const char *pattern, *path, *doc, *want;
} paths[] = {
	{ "^(?<id>T\\d+)/", "T1047/README.md", "{}", "{\"id\":\"T1047\"}" },
	{ "^(?<id>T\\d+)/", "x/T1047/README.md", "{\"a\":1}", "{\"a\":1}" },
	{ "(?<os>win|linux)/(?:(?<v>\\d)/)?(?<n>[^/]+)$", "win/a",
	    "{\"n\":null}", "{\"n\":null,\"os\":\"win\"}" },
	{ "(?<n>.)", "12", "{}", "{\"n\":\"1\"}" },
	{ "(?<n>.*)", "\xc3\xa4", "{}", "{\"n\":\"\xc3\xa4\"}" },
};

static void
paths_are_members(void **state)
{
	struct value_error why = { 0 };
	struct arena mem = { 0 };
	struct arena *before;
	struct buf keys = BUF_INIT;
	cJSON *doc;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		buf_reset(&keys);
		buf_printf(&keys, "  path: '%s'", paths[i].pattern);
		assert_int_equal(read_keys(buf_str(&keys)), 0);
		before = value_use(&mem);
		doc = cJSON_Parse(paths[i].doc);
		assert_int_equal(extract_path(s.path_pattern, paths[i].path,
		    doc, &why), 0);
		assert_string_equal(cJSON_PrintUnformatted(doc), paths[i].want);
		value_use(before);
	}
	buf_free(&keys);
	arena_free(&mem);
}

/* Of which nothing is read, and why. */
static const struct {
	const char *path, *docs, *why;
} unread_paths[] = {
	{ "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "[{\"b\":1},null]",
	    "read.path: too many steps: nothing is read of it" },
	{ "xy\xe9", "[{\"b\":1}]",
	    "read.path: not UTF-8: nothing is read of it" },
	{ "xy", "[[2]]",
	    "read.path: the document is a list, which has no members" },
};

static void
a_path_that_is_not_read_is_told(void **state)
{
	struct findings found;
	struct arena mem = { 0 };
	struct arena *before;
	cJSON *docs;
	size_t i;

	(void)state;
	assert_int_equal(read_keys("  path: '(?<a>(?:x|x)+)[yz]'"), 0);
	for (i = 0; i < sizeof(unread_paths) / sizeof(unread_paths[0]); i++) {
		struct document d = { unread_paths[i].path, NULL, 0 };

		found = (struct findings){ .mem = &mem };
		before = value_use(&mem);
		docs = cJSON_Parse(unread_paths[i].docs);
		parse_texts(&s, &d, docs, &found);
		assert_string_equal(cJSON_PrintUnformatted(docs),
		    unread_paths[i].docs);
		value_use(before);
		assert_int_equal(found.n, 1);
		assert_string_equal(found.v[0].path, unread_paths[i].path);
		assert_string_equal(found.v[0].what, "broken-path");
		assert_string_equal(found.v[0].why, unread_paths[i].why);
		free(found.v);
	}
	arena_free(&mem);
}

/* What is no `read.text` or `read.path`, at which line, and why. */
static const struct {
	const char *keys, *said;
} faults[] = {
	{ "  text: x", "2: text: expected a list of regular expressions" },
	{ "  text: []", "2: text: expected a list of regular expressions" },
	{ "  text: [[x]]", "2: " },
	{ "  text:\n  - '(?<a>x)'\n  - '(?<a>x'", "4: text: no regular "
	    "expression: missing closing parenthesis" },
	{ "  text:\n  - (x)", "3: text: expected a named group, such as "
	    "(?<technique>...), in the regular expression" },
	{ "  text: [{as: a}]", "2: text: pattern: missing" },
	{ "  text: [{pattern: '(?<a>x)', is: a}]", "2: is: " },
	{ "  text: [{pattern: '(?<a>x)', text: ['(?<b>x)']}]",
	    "2: text: text: expected `as` beside it" },
	{ "  text:\n  - '(?<a>x)'\n  - {pattern: '(?<b>x)', as: a}",
	    "4: text: two members would have one name" },
	{ "  text: [{pattern: '(?<b>x)', as: a}, '(?<a>x)']",
	    "2: text: two members would have one name" },
	{ "  text: [{pattern: '(?<b>x)', as: a, text: ['(?<b>x)']}]",
	    "2: text: two members would have one name" },
	{ "  text: [{pattern: '(?<b>x)', as: a, text: [{pattern: '(?<c>x)',"
	  " as: b}]}]", "2: text: two members would have one name" },
	{ "  path: x", "2: path: expected a named group" },
	{ "  path: '(?<a>'", "2: path: no regular expression: " },
	{ "  path: [x]", "2: path: " },
};

static void
faults_are_told(void **state)
{
	struct capture c;
	struct buf want = BUF_INIT;
	char *said;
	size_t i;
	int rc;

	(void)state;
	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		buf_reset(&want);
		buf_printf(&want, "sextant: %s:%s", path, faults[i].said);
		capture_begin(&c);
		rc = read_keys(faults[i].keys);
		said = capture_end(&c);
		if (rc != -1 || strncmp(said, buf_str(&want), want.len) != 0)
			fail_msg("\"%s\" said \"%s\", not \"%s\"",
			    faults[i].keys, said, buf_str(&want));
		free(said);
	}
	buf_free(&want);
}

static void
levels_have_an_end(void **state)
{
	struct buf keys = BUF_INIT;
	struct capture c;
	char *said;
	size_t levels, i;
	int rc;

	(void)state;
	for (levels = 7; levels <= 8; levels++) {
		buf_reset(&keys);
		buf_puts(&keys, "  text: [");
		for (i = 0; i < levels; i++)
			buf_printf(&keys, "{pattern: '(?<a%zu>x)', as: b%zu,"
			    " text: [", i, i);
		buf_puts(&keys, "'(?<c>x)'");
		for (i = 0; i < levels; i++)
			buf_puts(&keys, "]}");
		buf_puts(&keys, "]");
		capture_begin(&c);
		rc = read_keys(buf_str(&keys));
		said = capture_end(&c);
		assert_int_equal(rc, levels == 7 ? 0 : -1);
		assert_int_equal(strstr(said, "more than 8 levels") != NULL,
		    levels == 8);
		free(said);
	}
	buf_free(&keys);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(texts_are_documents),
		TEST(places_are_those_of_the_file),
		TEST(bad_texts_are_refused),
		TEST(paths_are_members),
		TEST(a_path_that_is_not_read_is_told),
		TEST(faults_are_told),
		TEST(levels_have_an_end),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
