/* Markdown to safe HTML: raw or not, headings' ids, hostile input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <time.h>

#include "../fuzz/html_check.h"
#include "capture.h"
#include "prose/html.h"
#include "prose/markdown.h"

enum { HOSTILE = 50 * 1024 };

static const struct {
	int flags;
	const char *in, *want;
} cases[] = {
	{ 0, "", "" },
	{ 0, "a *b* **c** `d`\n", "<p>a <em>b</em> <strong>c</strong> "
	    "<code>d</code></p>\n" },
	{ 0, "a\nb  \nc", "<p>a\nb<br>\nc</p>\n" },
	{ 0, "# A\n\n> q\n", "<h1>A</h1>\n<blockquote>\n<p>q</p>\n"
	    "</blockquote>\n" },
	{ 0, "3. a\n4. b\n", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n"
	    "</ol>\n" },
	{ 0, "```c++ x\n<p>\n```\n", "<pre><code class=\"language-c++\">"
	    "&lt;p&gt;\n</code></pre>\n" },
	{ 0, "[a](https://h/?b=1&c=2 \"t\")", "<p><a href=\"https://h/?b=1&amp;"
	    "c=2\" title=\"t\" rel=\"noopener noreferrer\">a</a></p>\n" },
	{ 0, "[a](../b)", "<p><a href=\"../b\">a</a></p>\n" },
	{ 0, "![a](x.png)", "<p></p>\n" },
	{ 0, "a&copy;&lt;\"b\"", "<p>a\xc2\xa9&lt;&quot;b&quot;</p>\n" },

	/* Raw HTML: left out, or as far as the allow-list has it. */
	{ 0, "a<br>b", "<p>ab</p>\n" },
	{ MARKDOWN_RAW, "a<br>b", "<p>a<br>b</p>\n" },
	{ 0, "<table><tr><td>x</table>\n", "\n" },
	{ MARKDOWN_RAW, "<table><tr><td>x</table>\n",
	    "<table><tr><td>x</td></tr></table>\n" },
	{ MARKDOWN_RAW, "<code>a*b*</code>", "<p><code>a<em>b</em></code>"
	    "</p>\n" },
	{ MARKDOWN_RAW, "<div onclick=x>\n\n*a*\n\n</div>\n",
	    "\n<p><em>a</em></p>\n\n" },
	{ MARKDOWN_RAW, "<script>\nalert(1)\n</script>\n\nb\n", "\n<p>b</p>\n" },
	{ MARKDOWN_RAW, "a <!-- b --> c", "<p>a  c</p>\n" },
	{ MARKDOWN_RAW, "a</em></div>b", "<p>ab</p>\n" },

	/* Links: cmark lets these through where raw HTML is on. */
	{ MARKDOWN_RAW, "[a](javascript:x)", "<p>a</p>\n" },
	{ MARKDOWN_RAW, "[a](JAVA&#115;cript:x)", "<p>a</p>\n" },
	{ MARKDOWN_RAW, "[a](<java\tscript:x>)", "<p>a</p>\n" },
	{ MARKDOWN_RAW, "[a](data:text/html,x)", "<p>a</p>\n" },
	{ MARKDOWN_RAW, "<javascript:x>", "<p>javascript:x</p>\n" },
	{ MARKDOWN_RAW, "<a@b.example>", "<p>a@b.example</p>\n" },
	{ MARKDOWN_RAW, "[a]\n\n[a]: vbscript:x", "<p>a</p>\n" },
	{ MARKDOWN_SAFE, "[a](javascript:x)", "<p><a href=\"\">a</a></p>\n" },
	{ MARKDOWN_RAW, "[a](x \"\\\" onclick=y\")", "<p><a href=\"x\" "
	    "title=\"&quot; onclick=y\">a</a></p>\n" },
};

static void
makes_safe_html(void **state)
{
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_reset(&out);
		assert_int_equal(markdown_to_html(cases[i].in,
		    strlen(cases[i].in), cases[i].flags, &out), 0);
		if (strcmp(buf_str(&out), cases[i].want) != 0)
			fail_msg("%s\n  is:     %s\n  wanted: %s", cases[i].in,
			    buf_str(&out), cases[i].want);
		assert_null(html_check(buf_str(&out)));
	}
	buf_free(&out);
}

static void
bytes_after_len_do_not_count(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	assert_int_equal(markdown_to_html("abc", 2, 0, &out), 0);
	assert_string_equal(buf_str(&out), "<p>ab</p>\n");
	buf_reset(&out);
	assert_int_equal(markdown_to_html("a\0\xff", 3, 0, &out), 0);
	assert_string_equal(buf_str(&out),
	    "<p>a\xef\xbf\xbd\xef\xbf\xbd</p>\n");
	buf_free(&out);
}

/* Of CommonMark's pathological inputs: each part as often as fits, then end. */
static const struct {
	const char *part, *end;
} hostile[] = {
	{ "**x [a*b**c*](d)", "" }, { "a**", "b" }, { "*a **a ", "" },
	{ "a**b", "c* " }, { "[", "a" }, { "[", "]" }, { "a](b)", "" },
	{ "[a](b", "" }, { "[a](<b", "" }, { "![[]()", "" }, { "> ", "a" },
	{ ">", "\n\n" }, { "- ", "a" }, { "* ", "a\n\n\n" }, { "1. ", "a" },
	{ "* * * * *a\n", "" }, { "`a``b```c", "" }, { "<", ">" },
	{ "a<!-- ", "" }, { "a <? ", "" }, { "a <!A ", "" }, { "<a b=\"", "" },
	{ "a<![CDATA[", "" }, { "&", "" }, { "&#x41;", "" }, { "\\", "" },
	{ "# a\n", "" }, { "a\n-\n", "" }, { "[a]: b\n", "[a]" }, { "\t", "a" },
	{ "<div>\n\n", "" }, { "<em>", "x" }, { "<ul><li>", "x" },
	{ "</div>", "" }, { "~~~\n", "" }, { "_(__a ", "" }, { "\n", "" },
};

static void
hostile_input_takes_bounded_time(void **state)
{
	struct buf in = BUF_INIT, out = BUF_INIT;
	clock_t start = clock();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		buf_reset(&in);
		buf_reset(&out);
		while (in.len + strlen(hostile[i].part) < HOSTILE)
			buf_puts(&in, hostile[i].part);
		buf_puts(&in, hostile[i].end);
		assert_int_equal(markdown_to_html(buf_str(&in), in.len,
		    MARKDOWN_RAW, &out), 0);
		if (html_check(buf_str(&out)) != NULL)
			fail_msg("%s: %s", hostile[i].part,
			    html_check(buf_str(&out)));
	}
	/* A long address that many links name does not multiply. */
	buf_reset(&in);
	buf_reset(&out);
	buf_puts(&in, "[a]: /");
	while (in.len < HOSTILE / 2)
		buf_putc(&in, 'u');
	buf_puts(&in, "\n\n");
	while (in.len < HOSTILE)
		buf_puts(&in, "[a] ");
	assert_int_equal(markdown_to_html(buf_str(&in), in.len, MARKDOWN_RAW,
	    &out), 0);
	assert_true(out.len < 8 * HOSTILE);
	buf_free(&in);
	buf_free(&out);
	assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 20);
}

static void
refuses_what_is_too_large(void **state)
{
	const size_t n = 8 * 1024 * 1024;
	char *big = mem_alloc(n + 1);
	struct buf out = BUF_INIT;
	struct capture c;
	char *said;

	(void)state;
	memset(big, 'a', n + 1);
	capture_begin(&c);
	assert_int_equal(markdown_to_html(big, n + 1, 0, &out), -1);
	said = capture_end(&c);
	assert_string_equal(said,
	    "sextant: Markdown: larger than 8388608 bytes\n");
	assert_int_equal(out.len, 0);
	assert_int_equal(markdown_to_html(big, n, 0, &out), 0);
	assert_int_equal(out.len, n + strlen("<p></p>\n"));
	free(said);
	free(big);
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(makes_safe_html),
		cmocka_unit_test(bytes_after_len_do_not_count),
		cmocka_unit_test(hostile_input_takes_bounded_time),
		cmocka_unit_test(refuses_what_is_too_large),
	};

	html_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
