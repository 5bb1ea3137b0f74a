/* HTML through the allow-list: what stays, what goes, and hostile input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>
#include <time.h>

#include "../fuzz/html_check.h"
#include "base/mem.h"
#include "base/pool.h"
#include "capture.h"
#include "prose/html.h"

#define REL " rel=\"noopener noreferrer\""

struct html_case {
	const char *in, *want;
};

static const struct html_case kept[] = {
	{ "", "" },
	{ "plain", "plain" },
	{ "  a  <br> b ", "  a  <br> b " },
	{ "a < b & \"c\" 'd' > e", "a &lt; b &amp; &quot;c&quot; &#39;d&#39; &gt; e" },
	{ "<p>a<p>b", "<p>a</p><p>b</p>" },
	{ "a<hr/>b", "a<hr>b" },
	{ "<h1>1</h1><h6>6</h6>", "<h1>1</h1><h6>6</h6>" },
	{ "<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>" },
	{ "<ol start=3><li>a</ol>", "<ol start=\"3\"><li>a</li></ol>" },
	{ "<blockquote>q</blockquote>", "<blockquote>q</blockquote>" },
	{ "<pre><code class=\"language-c++\">\n  x\n</code></pre>",
	    "<pre><code class=\"language-c++\">\n  x\n</code></pre>" },
	{ "<em>a</em><strong>b</strong><del>c</del><sub>d</sub><sup>e</sup>",
	    "<em>a</em><strong>b</strong><del>c</del><sub>d</sub>"
	    "<sup>e</sup>" },
	{ "<a href=\"/x?a=1&amp;b=2#c\" title=\"'t'\">x</a>",
	    "<a href=\"/x?a=1&amp;b=2#c\" title=\"&#39;t&#39;\">x</a>" },
	{ "<table><thead><tr><th scope=col align=left>a</thead><tbody><tr>"
	    "<td align=RIGHT>b</table>",
	    "<table><thead><tr><th align=\"left\" scope=\"col\">a</th></tr>"
	    "</thead><tbody><tr><td align=\"RIGHT\">b</td></tr></tbody>"
	    "</table>" },
	{ "<table><tr><td>a<table><tr><td>b</table>c</table>d",
	    "<table><tr><td>a<table><tr><td>b</td></tr></table>c</td></tr>"
	    "</table>d" },
	{ "<details><summary>s</summary>t</details>",
	    "<details><summary>s</summary>t</details>" },
	{ "<dl><dt>a<dd>b</dl>", "<dl><dt>a</dt><dd>b</dd></dl>" },
	{ "<h2 id=\"a.b-c_d\">x</h2>", "<h2 id=\"a.b-c_d\">x</h2>" },
	{ "&eacute;&#233;&#xE9;&nbsp;&amp;&lt;", "éé\xc3\xa9\xc2\xa0&amp;&lt;" },
	{ "a\r\nb\rc", "a\nb\nc" },
};

static const struct html_case dropped[] = {
	{ "<b>a</b><div>b</div><font color=red>c</font>", "abc" },
	{ "<p onclick=x style=\"a\" class=b id=c>a</p>", "<p>a</p>" },
	{ "<h2 id=\"a b\">x</h2><h2 id=\"\">y</h2><h2 id>z</h2>",
	    "<h2>x</h2><h2>y</h2><h2>z</h2>" },
	{ "<h2 id=\"x&quot;y\">x</h2>", "<h2>x</h2>" },
	{ "<ol start=-1><li>a</ol>", "<ol><li>a</li></ol>" },
	{ "<ol start=1234567890><li>a</ol>", "<ol><li>a</li></ol>" },
	{ "<code class=\"x language-\xc3\xa9\">a</code>", "<code>a</code>" },
	{ "<code class=\"x language-sh y\">a</code>",
	    "<code class=\"language-sh\">a</code>" },
	{ "<td>a</td><li>b</li><dt>c</dt><tr><td>d</tr><summary>e</summary>",
	    "abcde" },
	{ "</td></tr></table></div></ul>a", "a" },
	{ "<table><tr><td><li>a</table>",
	    "<table><tr><td>a</td></tr></table>" },
	{ "<td align=justify>a", "a" },
	{ "<table><tr><th scope=x align=char>a</table>",
	    "<table><tr><th>a</th></tr></table>" },
	{ "<a href=x>a<em><a href=y>b</a></em></a>",
	    "<a href=\"x\">a<em>b</em></a>" },
	{ "<a href=x>a<table><tr><td><a href=y>b</table>",
	    "<a href=\"x\">a</a><table><tr><td><a href=\"y\">b</a></td></tr>"
	    "</table>" },
	{ "<p>a<em>b<ul><li>c</ul>", "<p>a<em>b</em></p><ul><li>c</li></ul>" },
	{ "a<!-- b --><!----><!-->c", "a" },
	{ "<!DOCTYPE html><html onload=x><head><meta charset=utf-16></head>"
	    "<body onload=y>\xc3\xa9</body></html>", "\xc3\xa9" },
	{ "<img src=x onerror=y>a<input><video>b</video>", "ab" },
	{ "<?php x ?>a", "a" },
};

static const struct html_case gone[] = {
	{ "a<script>alert(1)</script>b", "ab" },
	{ "a<SCRIPT SRC=//x></SCRIPT >b", "ab" },
	{ "a<script>\"</scr\" + \"ipt>\"</script>b", "ab" },
	{ "<scr<script>x</script>ipt>alert(1)</script>", "xipt&gt;alert(1)" },
	{ "a<style>p{}</style>b", "ab" },
	{ "a<iframe src=x><p>y</p></iframe>b", "ab" },
	{ "a<object data=x><p>y</p></object>b", "ab" },
	{ "a<svg><p>x</p><script>1</script></svg>b", "ab" },
	{ "a<math><mi>x</mi></math>b", "ab" },
	{ "a<template><p>x</p></template>b", "ab" },
	{ "a<textarea><p>x</p></textarea>b", "ab" },
	{ "a<select><option>x</select>b", "ab" },
	{ "a<svg>b", "a" },
	{ "a<svg><svg>x</svg>y</svg>b", "ab" },
	{ "a<script>b", "a" },
	{ "a<!-- b", "a" },
	{ "<p>a<svg>b</p>c", "<p>a</p>c" },
};

static const struct html_case links[] = {
	{ "https://h/", "<a href=\"https://h/\"" REL ">x</a>" },
	{ "HTTP://h", "<a href=\"HTTP://h\"" REL ">x</a>" },
	{ "//h/p", "<a href=\"//h/p\"" REL ">x</a>" },
	{ " \t//h", "<a href=\"//h\"" REL ">x</a>" },
	{ "p/q.html#r", "<a href=\"p/q.html#r\">x</a>" },
	{ "#a:b", "<a href=\"#a:b\">x</a>" },
	{ "?a:b", "<a href=\"?a:b\">x</a>" },
	{ "./a:b", "<a href=\"./a:b\">x</a>" },
	{ "", "<a href=\"\">x</a>" },
	{ "a b", "<a href=\"a%20b\">x</a>" },
	{ "/\\h", "<a href=\"/%5Ch\">x</a>" },
	{ "\\\\h", "<a href=\"%5C%5Ch\">x</a>" },
	{ "javascript:alert(1)", "x" },
	{ "JaVaScRiPt:alert(1)", "x" },
	{ " javascript:alert(1)", "x" },
	{ "\x01javascript:alert(1)", "x" },
	{ "java\nscript:alert(1)", "x" },
	{ "java\tscript:alert(1)", "x" },
	{ "java\rscript:alert(1)", "x" },
	{ "javascript\n:alert(1)", "x" },
	{ "&#106;avascript:alert(1)", "x" },
	{ "&#x6A;avascript&#58;alert(1)", "x" },
	{ "&#0000106avascript:alert(1)", "x" },
	{ "java&Tab;script:alert(1)", "x" },
	{ "java&#10;script:alert(1)", "x" },
	{ "\xc2\xa0javascript:alert(1)", "x" },
	{ "feed:javascript:alert(1)", "x" },
	{ "vbscript:x", "x" },
	{ "data:text/html,<script>1</script>", "x" },
	{ "blob:https://h/1", "x" },
	{ "mailto:a@b", "x" },
	{ "file:///etc/passwd", "x" },
	{ "httpx://h", "x" },
	{ ":x", "x" },
	{ "\xd1\x98\x61vascript:x", "x" },
};

static void
check(const char *in, size_t len, const char *want)
{
	struct buf out = BUF_INIT;

	buf_puts(&out, "[");
	assert_int_equal(html_clean(in, len, &out), 0);
	buf_puts(&out, "]");
	if (strlen(want) + 2 != out.len ||
	    memcmp(buf_str(&out) + 1, want, strlen(want)) != 0)
		fail_msg("%s\n  is:     %s\n  wanted: %s", in, buf_str(&out),
		    want);
	buf_cut(&out, out.len - 1);
	assert_null(html_check(buf_str(&out) + 1));
	buf_free(&out);
}

static void
check_all(const struct html_case *cases, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		check(cases[i].in, strlen(cases[i].in), cases[i].want);
}

static void
keeps_what_is_on_the_list(void **state)
{
	(void)state;
	check_all(kept, sizeof(kept) / sizeof(kept[0]));
}

static void
drops_the_tags_of_the_rest(void **state)
{
	(void)state;
	check_all(dropped, sizeof(dropped) / sizeof(dropped[0]));
}

static void
drops_some_with_what_is_in_them(void **state)
{
	(void)state;
	check_all(gone, sizeof(gone) / sizeof(gone[0]));
}

static void
links_lead_to_pages_only(void **state)
{
	struct buf in = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
		buf_reset(&in);
		buf_printf(&in, "<a href=\"%s\">x</a>", links[i].in);
		check(buf_str(&in), in.len, links[i].want);
	}
	check("<a>x</a>", 8, "x");
	check("<a href>x</a>", 13, "x");
	check("<a name=y>x</a>", 15, "x");
	check("<a href=javascript:1 href=y>x</a>", 33, "x");
	check("<a xlink:href=javascript:1>x</a>", 32, "x");
	buf_free(&in);
}

static void
mends_broken_bytes(void **state)
{
	(void)state;
	check("a\0b", 3, "a\xef\xbf\xbd" "b");
	check("<p>a\0b", 6, "<p>a\xef\xbf\xbd" "b</p>");
	check("<sc\0ript>x", 10, "x");
	check("\xff<br>\xc3", 6, "\xef\xbf\xbd<br>\xef\xbf\xbd");
	check("\xef\xbf\xbf<br>", 7, "\xef\xbf\xbd<br>");
	check("\xed\xa0\x80", 3, "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd");
	check("\x01" "a\x1b[0m<br>\x02", 11, "a[0m<br>");
	check("\xef\xbb\xbf<br>", 7, "\xef\xbb\xbf<br>");
	check("<br>&#0;&#1;&#xD800;&#xFFFFFFFF;", 32, "<br>");
}

static void
shows_where_text_would_be_reordered(void **state)
{
	const char *bidi = "\xe2\x80\xae" "a\xe2\x81\xa6" "b\xd8\x9c";

	(void)state;
	check(bidi, strlen(bidi), "\xef\xbf\xbd" "a\xef\xbf\xbd" "b\xef\xbf\xbd");
	check("<em>\xe2\x80\xae</em>", 12, "<em>\xef\xbf\xbd</em>");
}

/* part n times, then end, cleaned; caller frees. */
static char *
clean_many(const char *part, size_t n, const char *end)
{
	struct buf in = BUF_INIT, out = BUF_INIT;
	const char *why;

	while (n-- > 0)
		buf_puts(&in, part);
	buf_puts(&in, end);
	assert_int_equal(html_clean(buf_str(&in), in.len, &out), 0);
	why = html_check(buf_str(&out));
	if (why != NULL)
		fail_msg("%s...%s: %s", part, end, why);
	buf_free(&in);
	return buf_take(&out);
}

static size_t
count(const char *s, const char *part)
{
	size_t n = 0;

	for (s = strstr(s, part); s != NULL; s = strstr(s + 1, part))
		n++;
	return n;
}

static void
nests_at_most_64_levels_and_loses_no_text(void **state)
{
	char *s;

	(void)state;
	s = clean_many("<em>x", 10000, "");
	assert_int_equal(count(s, "<em>"), 64);
	assert_int_equal(count(s, "x"), 10000);
	free(s);
	s = clean_many("<b>x", 10000, "<p>y</p>z");
	assert_non_null(strstr(s, "x<p>y</p>z"));
	assert_int_equal(count(s, "x"), 10000);
	free(s);
	s = clean_many("<ul><li>x", 10000, "");
	assert_int_equal(count(s, "<ul>"), 32);
	assert_int_equal(count(s, "x"), 10000);
	free(s);
	s = clean_many("<table><tr><td>", 10000, "y");
	assert_int_equal(count(s, "y"), 1);
	free(s);
	s = clean_many("<svg>", 10000, "y");
	assert_string_equal(s, "");
	free(s);
	/* The tag at which the parser starts anew may end in "/>". */
	s = clean_many("<div/>", 10000, "y");
	assert_string_equal(s, "y");
	free(s);
}

/* What would take the square of its size takes a fraction of a second. */
static void
hostile_sizes_take_bounded_time(void **state)
{
	static const char *const parts[] = { "<b>", "</i>", "<b></i>", "<!--",
		"<", "&", "&#", "</", "<a ", "<a href=\"", "<?", "<![CDATA[",
		"<script>", "</p>", "<p>", "<em><p></em>", "<html>", "<body>",
		"<a href=x>", "<select>", "<title>", "<table>", "<td>" };
	struct buf many = BUF_INIT;
	clock_t start = clock();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		free(clean_many(parts[i], 256 * 1024 / strlen(parts[i]), "x"));
	/* As many attributes as there is room for, all different. */
	buf_puts(&many, "x<a href=y ");
	for (i = 0; i < 60000; i++)
		buf_printf(&many, "a%zx ", i);
	free(clean_many(buf_str(&many), 1, ">z"));
	/* And as many elements. */
	buf_reset(&many);
	for (i = 0; i < 60000; i++)
		buf_printf(&many, "<x%zx>", i);
	free(clean_many(buf_str(&many), 1, "z"));
	buf_free(&many);
	assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 30);
}

static void
a_tag_of_many_attributes_ends_the_text(void **state)
{
	struct buf in = BUF_INIT, out = BUF_INIT;
	size_t i;

	(void)state;
	buf_puts(&in, "a<p>b</p><p ");
	for (i = 0; i < 20000; i++)
		buf_printf(&in, "a%zu ", i);
	buf_puts(&in, ">c</p>d");
	assert_int_equal(html_clean(buf_str(&in), in.len, &out), 0);
	assert_string_equal(buf_str(&out), "a<p>b</p><p></p>");
	/* Five hundred are fine. */
	buf_reset(&in);
	buf_reset(&out);
	buf_puts(&in, "<p ");
	for (i = 0; i < 500; i++)
		buf_printf(&in, "a%zu ", i);
	buf_puts(&in, ">c</p>d");
	assert_int_equal(html_clean(buf_str(&in), in.len, &out), 0);
	assert_string_equal(buf_str(&out), "<p>c</p>d");
	buf_free(&in);
	buf_free(&out);
}

/* Chunks in which libxml2 reads must not show: markup at every offset. */
static void
markup_may_stand_at_any_offset(void **state)
{
	const char *tail = "<script>x</script><a href=\"/\xc3\xa9&amp;\">\xc3\xa9"
	    "</a><!-- y --><em>z</em>";
	const char *want = "<a href=\"/\xc3\xa9&amp;\">\xc3\xa9</a><em>z</em>";
	struct buf in = BUF_INIT, out = BUF_INIT;
	size_t n;

	(void)state;
	for (n = 3800; n < 4200; n++) {
		buf_reset(&in);
		buf_reset(&out);
		memset(buf_room(&in, n), 'a', n);
		buf_add(&in, n);
		buf_puts(&in, tail);
		assert_int_equal(html_clean(buf_str(&in), in.len, &out), 0);
		assert_string_equal(buf_str(&out) + n, want);
	}
	buf_free(&in);
	buf_free(&out);
}

static void
refuses_what_is_too_large(void **state)
{
	size_t n = 16 * 1024 * 1024 + 1;
	char *big = mem_alloc(n);
	struct buf out = BUF_INIT;
	struct capture c;
	char *said;

	(void)state;
	memset(big, 'a', n);
	buf_puts(&out, "before");
	capture_begin(&c);
	assert_int_equal(html_clean(big, n, &out), -1);
	said = capture_end(&c);
	assert_string_equal(said, "sextant: HTML: larger than 16777216 bytes\n");
	assert_string_equal(buf_str(&out), "before");
	assert_int_equal(html_clean(big, n - 1, &out), 0);
	assert_int_equal(out.len, n - 1 + strlen("before"));
	free(said);
	free(big);
	buf_free(&out);
}

static int
clean_in_thread(void *ctx, size_t i, int worker)
{
	const struct html_case *c = &kept[i % (sizeof(kept) / sizeof(kept[0]))];
	struct buf out = BUF_INIT;
	int rc;

	(void)ctx;
	(void)worker;
	rc = html_clean(c->in, strlen(c->in), &out);
	if (rc == 0 && strcmp(buf_str(&out), c->want) != 0)
		rc = -1;
	buf_free(&out);
	return rc;
}

static void
threads_do_not_mix(void **state)
{
	(void)state;
	assert_int_equal(pool_run(4, 4000, clean_in_thread, NULL), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_what_is_on_the_list),
		cmocka_unit_test(drops_the_tags_of_the_rest),
		cmocka_unit_test(drops_some_with_what_is_in_them),
		cmocka_unit_test(links_lead_to_pages_only),
		cmocka_unit_test(mends_broken_bytes),
		cmocka_unit_test(shows_where_text_would_be_reordered),
		cmocka_unit_test(nests_at_most_64_levels_and_loses_no_text),
		cmocka_unit_test(hostile_sizes_take_bounded_time),
		cmocka_unit_test(a_tag_of_many_attributes_ends_the_text),
		cmocka_unit_test(markup_may_stand_at_any_offset),
		cmocka_unit_test(refuses_what_is_too_large),
		cmocka_unit_test(threads_do_not_mix),
	};

	html_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
