/* ATT&CK's own prose as plain CommonMark. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "prose/description.h"

static const struct {
	const char *text, *paragraphs, *line;
} texts[] = {
	{ "", "", "" },
	{ "Plain *text* with [a](https://e.org).", NULL, NULL },
	{ "a\n\nb\nc", "a\n\nb\nc", "a  b c" },
	{ "a\r\nb\rc", "a \nb c", "a  b c" },
	{ "<code>x</code>", "`x`", "`x`" },
	{ "a <code>x y</code> b <code>z</code>", "a `x y` b `z`", NULL },
	{ "<code></code>", "", "" },
	{ "<code>a`b</code>", "``a`b``", NULL },
	{ "<code>`</code>", "`` ` ``", NULL },
	{ "<code>``a</code>", "``` ``a ```", NULL },
	{ "<code>a``b`c</code>", "```a``b`c```", NULL },
	{ "<code><b>&amp;</code>", "`<b>&amp;`", NULL },
	{ "<code>a\nb\r\nc</code>", "`a b  c`", NULL },
	{ "<code>never ends", "&lt;code>never ends", NULL },
	{ "a </code> b", "a &lt;/code> b", NULL },
	{ "<CODE>x</code> <code>y</Code>", "`x` `y`", NULL },
	{ "a<br>b<br/>c<br />d<BR>e", "a\\\nb\\\nc\\\nd\\\ne", "a b c d e" },
	{ "a<br><br>b", "a\\\n\\\nb", "a b" },
	{ "[a](https://e.org/b_(c)) [d](/e) [f](#g)", NULL, NULL },
	{ "[a](HTTP://e.org)", NULL, NULL },
	{ "[a](javascript:b) [c](d) [e](//f)",
	    "[a]\\(javascript:b) [c]\\(d) [e]\\(//f)", NULL },
	{ "[a](javascript&#58;b)", "[a]\\(javascript&#58;b)", NULL },
	{ "a! ![b](https://e.org/b.png)", "a! \\![b](https://e.org/b.png)",
	    NULL },
	{ "\\![b](https://e.org/b.png)",
	    "\\\\\\![b](https://e.org/b.png)", NULL },
	{ "a!b", NULL, NULL },
	{ "<brx>", "&lt;brx>", NULL },
	{ "a < b > c & d", "a &lt; b > c & d", NULL },
	{ "<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>", NULL },
	{ "<", "&lt;", "&lt;" },
	{ "\xc3\xa4 (Citation: X) b", "\xc3\xa4  b", NULL },
	/* what it says in Markdown stays: no code span is touched */
	{ "`<b>` and ``a`b<c``", NULL, NULL },
	{ "a ` <b>", "a ` &lt;b>", NULL },
	{ "`<b>\n`", "`&lt;b>\n`", "`&lt;b> `" },
};

static void
assert_markdown(const char *text, bool line, const char *want)
{
	struct buf b = BUF_INIT;

	buf_puts(&b, "|");
	description_markdown(&b, text, line, NULL);
	assert_string_equal(buf_str(&b) + 1, want);
	buf_free(&b);
}

/* NULL: the text as it is; of line, as of paragraphs. */
static void
prose_becomes_markdown(void **state)
{
	const char *want;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		want = texts[i].paragraphs != NULL ? texts[i].paragraphs
						   : texts[i].text;
		assert_markdown(texts[i].text, false, want);
		if (texts[i].line != NULL)
			assert_markdown(texts[i].text, true, texts[i].line);
	}
}

static const struct {
	const char *text, *want;
} citations[] = {
	{ "a(Citation: Blog) b", "a[\\[1\\]](https://e.org/blog) b" },
	{ "(Citation: Blog)(Citation: The Blog)",
	    "[\\[1\\]](https://e.org/blog)[\\[3\\]](https://e.org/3)" },
	{ "(Citation: Book)", "\\[2\\]" },
	{ "(Citation: Blog", "(Citation: Blog" },
	{ "(Citation: Blo\ng)", "(Citation: Blo\ng)" },
	{ "a(Citation: Blo) b", "a b" },
	{ "(citation: Blog)", "(citation: Blog)" },
	{ "(Citation: <b>)", "" },
	{ "(Citation: )", "" },
	{ "`(Citation: Blog)`", "`(Citation: Blog)`" },
	{ "<code>(Citation: Blog)</code>", "`(Citation: Blog)`" },
};

static void
citations_become_numbers(void **state)
{
	cJSON *references = cJSON_Parse("[{\"name\":\"Blog\",\"url\":"
	    "\"https://e.org/blog\"},{\"name\":\"Book\"},{\"name\":"
	    "\"The Blog\",\"url\":\"https://e.org/3\"},{}]");
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	assert_non_null(references);
	for (i = 0; i < sizeof(citations) / sizeof(citations[0]); i++) {
		buf_reset(&b);
		description_markdown(&b, citations[i].text, false, references);
		assert_string_equal(buf_str(&b), citations[i].want);
	}
	buf_free(&b);
	cJSON_Delete(references);
}

/* The one code span that a text's Markdown has, as CommonMark reads it. */
static void
assert_code(const char *text, const char *want)
{
	struct buf b = BUF_INIT;
	cmark_node *document, *n;

	buf_puts(&b, "see ");
	description_markdown(&b, text, true, NULL);
	buf_puts(&b, " there");
	document = cmark_parse_document(buf_str(&b), b.len, CMARK_OPT_DEFAULT);
	n = cmark_node_first_child(cmark_node_first_child(document));
	n = n == NULL ? NULL : cmark_node_next(n);
	if (n == NULL || cmark_node_get_type(n) != CMARK_NODE_CODE ||
	    strcmp(cmark_node_get_literal(n), want) != 0)
		fail_msg("%s became %s", text, buf_str(&b));
	cmark_node_free(document);
	buf_free(&b);
}

static void
code_comes_back_as_it_was(void **state)
{
	static const char *const codes[] = { "x", "`", "``", "`a`", "a`", "`a",
		"a``b", "```", " `", "\\", "a\\", "<b>", "&lt;", "*a*", "  ",
		"$(a)", "| a |" };
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		buf_reset(&b);
		buf_printf(&b, "<code>%s</code>", codes[i]);
		assert_code(buf_str(&b), codes[i]);
	}
	buf_free(&b);
}

/* It showed as &lt;, since code has no references. */
static void
code_of_its_own_stays(void **state)
{
	(void)state;
	assert_markdown("at `/proc/<PID>/maps` and <x>", false,
	    "at `/proc/<PID>/maps` and &lt;x>");
	assert_markdown("``a`<b>`` <c>", true, "``a`<b>`` &lt;c>");
	assert_markdown("\\`<b>`", true, "\\`&lt;b>`");
	assert_markdown("\\\\`<b>`", true, "\\\\`<b>`");
	assert_markdown("a ` b\nc `<d>`", false, "a ` b\nc `&lt;d>`");
	assert_markdown("a ` b\n\nc `<d>`", false, "a ` b\n\nc `<d>`");
	assert_markdown("a ` b\n\nc `<d>`", true, "a ` b  c `&lt;d>`");
	assert_markdown("a ` <code>b</code>", true, "a ` ``b``");
	assert_markdown("a ` <code><b></code>", true,
	    "a ` &lt;code>&lt;b>&lt;/code>");
}

static void
citations_have_numbers(void **state)
{
	cJSON *references = cJSON_Parse("[{\"name\":\"A\",\"url\":"
	    "\"https://e.org/a\"},{\"name\":\"B b\"}]");
	struct buf b = BUF_INIT;

	(void)state;
	description_markdown(&b, "x(Citation: B b) y(Citation: A)"
	    "(Citation: C) z(Citation: A", false, references);
	assert_string_equal(buf_str(&b), "x\\[2\\] y[\\[1\\]]"
	    "(https://e.org/a) z(Citation: A");
	buf_free(&b);
	cJSON_Delete(references);
}

/* At the end of a paragraph a backslash is shown. */
static void
a_break_at_the_end_is_none(void **state)
{
	(void)state;
	assert_markdown("a<br>\nb", false, "a\\\nb");
	assert_markdown("a<br> \r\nb", false, "a\\\nb");
	assert_markdown("a<br><br>\nb", false, "a\\\n\\\nb");
	assert_markdown("a<br><br>\n\nb", false, "a\n\nb");
	assert_markdown("a<br>", false, "a");
	assert_markdown("a<br>\n", false, "a\n");
	assert_markdown("a\\<br>b", false, "a\\\\\\\nb");
}

static void
a_backslash_takes_nothing_of_ours(void **state)
{
	(void)state;
	assert_markdown("C:\\<x>", true, "C:\\\\&lt;x>");
	assert_markdown("C:\\<code>x</code>", true, "C:\\\\`x`");
	assert_markdown("`<code>x</code>", true, "` ``x``");
	assert_markdown("<code>x</code>`", true, "`x` `");
}

/* Is there HTML in what CommonMark reads? */
static bool
has_html(const char *markdown, size_t n)
{
	cmark_node *document = cmark_parse_document(markdown, n,
	    CMARK_OPT_DEFAULT);
	cmark_iter *iter = cmark_iter_new(document);
	cmark_node_type type;
	bool has = false;

	while (!has && cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		type = cmark_node_get_type(cmark_iter_get_node(iter));
		has = type == CMARK_NODE_HTML_BLOCK ||
		    type == CMARK_NODE_HTML_INLINE;
	}
	cmark_iter_free(iter);
	cmark_node_free(document);
	return has;
}

static void
assert_no_html(const char *text)
{
	struct buf b = BUF_INIT;

	description_markdown(&b, text, false, NULL);
	if (has_html(buf_str(&b), b.len))
		fail_msg("\"%s\" became \"%s\"", text, buf_str(&b));
	buf_reset(&b);
	description_markdown(&b, text, true, NULL);
	if (has_html(buf_str(&b), b.len))
		fail_msg("\"%s\" became the line \"%s\"", text, buf_str(&b));
	buf_free(&b);
}

static const char *const pieces[] = { "<code>", "</code>", "`", "``", "\\",
	"<b>", "<!-- x -->", "\n", "\n\n", "- ", "x", " ", "[x](", ")",
	"[y]: /z\n\n", "[x][", "]", "\"", "<br>", "\r", "~~~\n", "    ", "<a\n>" };

enum { PIECES = sizeof(pieces) / sizeof(pieces[0]) };

static void
no_text_becomes_html(void **state)
{
	struct buf b = BUF_INIT;
	uint32_t seed = 7;
	size_t i, k, n;

	(void)state;
	for (i = 0; i < PIECES * PIECES * PIECES; i++) {
		buf_reset(&b);
		for (k = 0, n = i; k < 3; k++, n /= PIECES)
			buf_puts(&b, pieces[n % PIECES]);
		assert_no_html(buf_str(&b));
	}
	for (i = 0; i < 20000; i++) {
		buf_reset(&b);
		for (k = 0; k < 4 + i % 12; k++) {
			seed = seed * 1664525 + 1013904223;
			buf_puts(&b, pieces[(seed >> 16) % PIECES]);
		}
		assert_no_html(buf_str(&b));
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(prose_becomes_markdown),
		cmocka_unit_test(citations_become_numbers),
		cmocka_unit_test(code_comes_back_as_it_was),
		cmocka_unit_test(code_of_its_own_stays),
		cmocka_unit_test(citations_have_numbers),
		cmocka_unit_test(a_break_at_the_end_is_none),
		cmocka_unit_test(a_backslash_takes_nothing_of_ours),
		cmocka_unit_test(no_text_becomes_html),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
