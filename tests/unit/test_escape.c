/* One escaper a language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "base/str.h"

#define REPLACEMENT "\xef\xbf\xbd"

typedef void (*escaper)(struct buf *b, const char *s);

struct pair {
	const char *in, *want;
};

static void
check(escaper escape, const struct pair *pairs, size_t n)
{
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < n; i++) {
		buf_puts(&b, "|");
		escape(&b, pairs[i].in);
		assert_string_equal(buf_str(&b) + 1, pairs[i].want);
		buf_reset(&b);
	}
	buf_free(&b);
}

#define CHECK(escape, pairs) \
	check(escape, pairs, sizeof(pairs) / sizeof((pairs)[0]))

static void
html(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "a < b & \"c\" > d", "a &lt; b &amp; &quot;c&quot; &gt; d" },
		{ "it's", "it&#39;s" },
		{ "&amp;", "&amp;amp;" },
		{ "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80",
		    "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80" },
		{ "a\xff<\xc3", "a" REPLACEMENT "&lt;" REPLACEMENT },
		{ "\xed\xa0\x80", REPLACEMENT REPLACEMENT REPLACEMENT },
		{ "a\nb\tc", "a\nb\tc" },
	};

	(void)state;
	CHECK(escape_html, pairs);
}

static void
csv(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "plain text", "plain text" },
		{ "a,b", "\"a,b\"" },
		{ "say \"hi\"", "\"say \"\"hi\"\"\"" },
		{ "two\nlines", "\"two\nlines\"" },
		{ "cr\rhere", "\"cr\rhere\"" },
		{ "=1+1", "\"'=1+1\"" },
		{ "+1+1", "\"'+1+1\"" },
		{ "-A1", "\"'-A1\"" },
		{ "-1", "-1" },
		{ "+12.5%;-3;-", "+12.5%;-3;-" },
		{ "@SUM(A1)", "\"'@SUM(A1)\"" },
		{ "\tx", "\"'\tx\"" },
		{ "\r=1", "\"'\r'=1\"" },
		{ "=\"a\"", "\"'=\"\"a\"\"\"" },
		{ "a=b", "a=b" },
		{ "Linux;=1+1;@x", "Linux;'=1+1;'@x" },
		{ "a, =1, 2;  -b", "\"a, '=1, 2;  '-b\"" },
		{ "a\n=1\t=2", "\"a\n'=1\t'=2\"" },
		{ "  =1", "  '=1" },
		{ "\xef\xbc\x9d" "1+1;\xef\xbc\xa0x",
		    "\"'\xef\xbc\x9d" "1+1;'\xef\xbc\xa0x\"" },
		{ "\x1b[1m\xe2\x80\xae", REPLACEMENT "[1m" REPLACEMENT },
		{ "\xff,", "\"" REPLACEMENT ",\"" },
	};

	(void)state;
	CHECK(escape_csv, pairs);
}

static void
tsv(void **state)
{
	static const struct pair pairs[] = {
		{ "say \"hi\", all", "say \"hi\", all" },
		{ "=1+1", "'=1+1" },
		{ "a;=1+1;-2", "a;'=1+1;-2" },
		{ "-\ncmd", "'- cmd" },
		{ "two\nlines\tof=1\r@x", "two lines of=1 '@x" },
	};

	(void)state;
	CHECK(escape_tsv, pairs);
}

/* Whatever it is, no reader is shown other than it says. */
static void
nothing_unseen(void **state)
{
	static const struct {
		void (*escape)(struct buf *b, const char *s);
		const char *want;
	} all[] = {
		{ escape_html, "a" REPLACEMENT "b" REPLACEMENT REPLACEMENT "\n" },
		{ escape_markdown, "a" REPLACEMENT "b" REPLACEMENT REPLACEMENT " " },
		{ escape_xml, "ab" REPLACEMENT REPLACEMENT "&#10;" },
		{ escape_yaml, "\"a\\x07b\\x9b\\u202e\\n\"" },
		{ escape_terminal, "a\\x07b\\x9b\\u{202e}\\x0a" },
		{ escape_line, "a b   " },
		{ escape_utf8, "a\x07" "b\xc2\x9b\xe2\x80\xae\n" },
	};
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		buf_reset(&b);
		all[i].escape(&b, "a\x07" "b\xc2\x9b\xe2\x80\xae\n");
		assert_string_equal(buf_str(&b), all[i].want);
	}
	buf_free(&b);
	assert_int_equal(escape_unseen('a'), UNSEEN_NOT);
	assert_int_equal(escape_unseen(0x200d), UNSEEN_HIDDEN);
	assert_int_equal(escape_unseen(0xe01ef), UNSEEN_HIDDEN);
	assert_int_equal(escape_unseen(0xe1000), UNSEEN_NOT);
}

static void
terminal(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "plain \xc3\xa4 \\ text", "plain \xc3\xa4 \\ text" },
		{ "\x1b[31mred", "\\x1b[31mred" },
		{ "a\nb\tc\rd\x07", "a\\x0ab\\x09c\\x0dd\\x07" },
		{ "\x7f\xc2\x80\xc2\x9b" "1m\xc2\x9f\xc2\xa0",
		    "\\x7f\\x80\\x9b1m\\x9f\xc2\xa0" },
		{ "\xe2\x80\xae" "exe.txt", "\\u{202e}exe.txt" },
		{ "\xe2\x81\xa6\xe2\x81\xa9\xe2\x80\x8e\xd8\x9c",
		    "\\u{2066}\\u{2069}\\u{200e}\\u{061c}" },
		{ "\xe2\x80\xa8", "\\u{2028}" },
		{ "\x9b" "1m\xff", REPLACEMENT "1m" REPLACEMENT },
		{ "::error::x", "\\x3a:error::x" },
		{ " \xc2\xa0::x", " \xc2\xa0\\x3a:x" },
		{ "a::b : :", "a::b : :" },
		{ "a ##[group]b", "a \\x23#[group]b" },
		{ "###vso[x]", "#\\x23#vso[x]" },
		{ "## a [b] ##", "## a [b] ##" },
	};
	static const struct pair texts[] = {
		{ "a\nb\r\n\x1b", "a\nb\\x0d\n\\x1b" },
		{ "\xe2\x80\xae\n", "\\u{202e}\n" },
		{ "a\n ::x\n::y", "a\n \\x3a:x\n\\x3a:y" },
	};

	(void)state;
	CHECK(escape_terminal, pairs);
	CHECK(escape_terminal_text, texts);
}

static void
workflow(void **state)
{
	static const struct pair texts[] = {
		{ "", "" },
		{ "a: b, c", "a: b, c" },
		{ "100 %\r\n::error::x", "100 %25%0D%0A::error::x" },
		{ "\x1b[31m\xff", "\\x1b[31m" REPLACEMENT },
	};
	static const struct pair properties[] = {
		{ "a: b, c%", "a%3A b%2C c%25" },
		{ "x,line=1::y\n", "x%2Cline=1%3A%3Ay%0A" },
	};

	static const struct pair commands[] = {
		{ "a;b]c\r\n##vso[x]%3B", "a%3Bb%5Dc%0D%0A##vso[x%5D%AZP253B" },
		{ "a: b, c\x1b", "a: b, c\\x1b" },
	};

	(void)state;
	CHECK(escape_vso, commands);
	CHECK(escape_workflow, texts);
	CHECK(escape_workflow_property, properties);
}

static void
xml(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "<a b=\"c\"> & 'd'",
		    "&lt;a b=&quot;c&quot;&gt; &amp; &#39;d&#39;" },
		{ "]]>", "]]&gt;" },
		{ "a\x01\x1b[31m\r\n\tb", "a[31m&#10;&#9;b" },
		{ "\xef\xbf\xbe\xef\xbf\xbf\xff", REPLACEMENT },
		{ "\xc2\x80\xf0\x9f\x98\x80", REPLACEMENT "\xf0\x9f\x98\x80" },
	};

	(void)state;
	CHECK(escape_xml, pairs);
}

static void
path(void **state)
{
	static const struct pair pairs[] = {
		{ "rules/a-b_c.1~.yml", "rules/a-b_c.1~.yml" },
		{ "a:b/c d?e#f%20", "a%3Ab/c%20d%3Fe%23f%2520" },
		{ "\xc3\xa4\n\xff", "%C3%A4%0A%FF" },
	};

	(void)state;
	CHECK(escape_path, pairs);
}

static void
url(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "https://e.org/a/b.yml?x=1&y=[2]#f",
		    "https://e.org/a/b.yml?x=1&y=[2]#f" },
		{ "a b", "a%20b" },
		{ "(a)<b>\"'`\\^{|}", "%28a%29%3Cb%3E%22%27%60%5C%5E%7B%7C%7D" },
		{ "a%20b%2Fc%aF", "a%20b%2Fc%aF" },
		{ "\xc3\xa4", "%C3%A4" },
		{ "\n\x7f", "%0A%7F" },
		{ "a~b-c_d.e!f$g*h+i,j;k=l:m@n", "a~b-c_d.e!f$g*h+i,j;k=l:m@n" },
	};

	(void)state;
	CHECK(escape_url, pairs);
}

/* It stayed, and what stood behind it was taken for a part of it. */
static void
a_percent_sign_alone_is_written_in_full(void **state)
{
	static const struct pair pairs[] = {
		{ "100%", "100%25" },
		{ "5% of", "5%25%20of" },
		{ "%4", "%254" },
		{ "%4g%%41", "%254g%25%41" },
		{ "%AZ%az", "%25AZ%25az" },
	};

	(void)state;
	CHECK(escape_url, pairs);
}

static void
markdown(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "plain, text (and more) - it's 100%!", "plain, text (and more)"
		    " - it's 100%!" },
		{ "snake_case *x*", "snake\\_case \\*x\\*" },
		{ "C:\\x", "C:\\\\x" },
		{ "[a](b) `c` <d> |e| ~f~ $g$ {h}", "\\[a\\](b) \\`c\\` \\<d>"
		    " \\|e\\| \\~f\\~ \\$g\\$ \\{h\\}" },
		{ "# a", "\\# a" },
		{ "a # b", "a # b" },
		{ "> a > b", "\\> a > b" },
		{ "- a - b", "\\- a - b" },
		{ "1. a 2. b", "1\\. a 2. b" },
		{ "12) a", "12\\) a" },
		{ "1.5", "1.5" },
		{ "7.", "7\\." },
		{ "a1. b", "a1. b" },
		{ "AT&T & Co &amp; &#60; &#x3C; &;", "AT&T & Co \\&amp; \\&#60;"
		    " \\&#x3C; &;" },
		{ "two\nlines\r\nmore", "two lines  more" },
		{ "a\xff", "a" REPLACEMENT },
	};

	(void)state;
	CHECK(escape_markdown, pairs);
}

/* What CommonMark is to show of s: line breaks are spaces, those at the end
 * are gone; broken UTF-8 is U+FFFD, and what separates lines else. */
static void
literal(struct buf *out, const char *s)
{
	unsigned cp;
	size_t n;

	for (; *s != '\0'; s += n) {
		n = str_next(s, &cp);
		if (cp == '\n' || cp == '\r')
			buf_putc(out, ' ');
		else if (cp == 0xfffd || cp == 0x2028)
			buf_puts(out, REPLACEMENT);
		else
			buf_put(out, s, n);
	}
	while (out->len > 0 && strchr(" \t\n\v\f\r", out->s[out->len - 1]))
		buf_cut(out, out->len - 1);
}

/* The only child of a node, if it is of that type. */
static cmark_node *
only(cmark_node *node, cmark_node_type type)
{
	cmark_node *child = node == NULL ? NULL : cmark_node_first_child(node);

	if (child == NULL || cmark_node_next(child) != NULL ||
	    cmark_node_get_type(child) != type)
		return NULL;
	return child;
}

/* All that the block shows, if it is text and nothing but text. */
static bool
shown_text(cmark_node *block, struct buf *out)
{
	cmark_node *n = block == NULL ? NULL : cmark_node_first_child(block);

	if (block == NULL)
		return false;
	for (; n != NULL; n = cmark_node_next(n)) {
		if (cmark_node_get_type(n) != CMARK_NODE_TEXT)
			return false;
		buf_puts(out, cmark_node_get_literal(n));
	}
	while (out->len > 0 && strchr(" \t\n\v\f\r", out->s[out->len - 1]))
		buf_cut(out, out->len - 1);
	return true;
}

/* Behind each of these a text is to come back as it was. */
static const struct {
	const char *before, *after;
	cmark_node_type types[3]; /* from the document down */
} places[] = {
	{ "", "", { CMARK_NODE_PARAGRAPH } },
	{ "", "\n", { CMARK_NODE_PARAGRAPH } },
	{ "# ", "\n", { CMARK_NODE_HEADING } },
	{ "### ", " ###\n", { CMARK_NODE_HEADING } },
	{ "- ", "\n", { CMARK_NODE_LIST, CMARK_NODE_ITEM,
			  CMARK_NODE_PARAGRAPH } },
	{ "1. ", "\n", { CMARK_NODE_LIST, CMARK_NODE_ITEM,
			   CMARK_NODE_PARAGRAPH } },
	{ "> ", "\n", { CMARK_NODE_BLOCK_QUOTE, CMARK_NODE_PARAGRAPH } },
};

static void
comes_back(const char *s, size_t place)
{
	struct buf page = BUF_INIT, want = BUF_INIT, got = BUF_INIT;
	cmark_node *document, *block;
	size_t i;

	buf_puts(&page, places[place].before);
	escape_markdown(&page, s);
	buf_puts(&page, places[place].after);
	literal(&want, s);
	document = cmark_parse_document(buf_str(&page), page.len,
	    CMARK_OPT_DEFAULT);
	block = document;
	for (i = 0; i < 3 && places[place].types[i] != CMARK_NODE_NONE; i++)
		block = only(block, places[place].types[i]);
	if (!shown_text(block, &got) ||
	    strcmp(buf_str(&want), buf_str(&got)) != 0)
		fail_msg("\"%s\" was written as \"%s\" and shows \"%s\"", s,
		    buf_str(&page), buf_str(&got));
	cmark_node_free(document);
	buf_free(&page);
	buf_free(&want);
	buf_free(&got);
}

static void
come_back(const char *s)
{
	size_t i;

	/* A paragraph of nothing is none. */
	if (s[strspn(s, " \t\n\v\f\r")] == '\0')
		return;
	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		comes_back(s, i);
}

static void
nasty_text_comes_back(void **state)
{
	static const char *const texts[] = { "<script>alert(1)</script>",
		"<!-- x -->", "<?php ?>", "<b", "https://e.org", "<e@e.org>",
		"[x]: /y", "[x](y)", "![x](y)", "[x][y]", "[^1]", "[ ] task",
		"***", "* * *", "---", "- - -", "___", "===", "=", "-", "+",
		"+ a", "1.", "1) a", "123456789. a", "1234567890. a", "1.a",
		"#", "##", "####### a", "#a", ">", ">>a", "```", "~~~ a",
		"``a` b", "$x$ $$y$$", ": a", "a | b", "|-|", "| --- |",
		"&copy;", "&#35;", "&#x23;", "&#0;", "&nosuch;", "&", "&&amp;",
		"\\", "\\\\", "a\\", "\\*", "*a*", "**a**", "_a_", "a_b_c",
		"~~a~~", "{{x}}", "{% x %}", "@user #12 :smile:",
		"a\nb", "a\n\nb", "a\n- b", "a\r\n# b", "a\n===", "a\n    b", "1.\na",
		"- - a", "1. 2. a", "> - a", "\xff\xfe", "\xc2\xa0- a", "a \xc2",
		"\xe2\x80\xa8# a", "T1059.001 \xe2\x80\x94 x", "%20", "http://x_y_",
		"C#", "a#", "a##" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		come_back(texts[i]);
}

/* White space first made code of it, or let a list begin behind it. */
static void
text_behind_white_space_comes_back(void **state)
{
	static const char *const texts[] = { " a", "    a", "\ta", "\n    a",
		" # a", "  - a", "   > a", " 1. a", "\t* a", "     + a",
		" ===", " ---", "\n```", " \\# a" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		come_back(texts[i]);
}

/* A heading took them for its closing sequence. */
static void
number_signs_at_the_end_come_back(void **state)
{
	static const char *const texts[] = { "a #", "a ##", "a # #", "# #",
		"a # ", "a\t#", "a #b #", "a\n#", "a \\#", "C# #" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		come_back(texts[i]);
}

static const char alphabet[] = "# -+.1)>*`\\<&;=:~\t![]a_\n|";

static void
every_short_text_comes_back(void **state)
{
	enum { LETTERS = sizeof(alphabet) - 1 };
	char s[4] = "";
	size_t i, n = LETTERS * LETTERS * LETTERS;

	(void)state;
	for (i = 0; i < n; i++) {
		s[0] = alphabet[i % LETTERS];
		s[1] = alphabet[i / LETTERS % LETTERS];
		s[2] = alphabet[i / LETTERS / LETTERS];
		come_back(s);
	}
}

static void
longer_text_comes_back(void **state)
{
	char s[24];
	uint32_t seed = 1;
	size_t i, k, n;

	(void)state;
	for (i = 0; i < 3000; i++) {
		n = 4 + i % 20;
		for (k = 0; k < n; k++) {
			seed = seed * 1664525 + 1013904223;
			s[k] = alphabet[(seed >> 16) % (sizeof(alphabet) - 1)];
		}
		s[n] = '\0';
		come_back(s);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(html),
		cmocka_unit_test(csv),
		cmocka_unit_test(tsv),
		cmocka_unit_test(nothing_unseen),
		cmocka_unit_test(terminal),
		cmocka_unit_test(workflow),
		cmocka_unit_test(xml),
		cmocka_unit_test(path),
		cmocka_unit_test(url),
		cmocka_unit_test(a_percent_sign_alone_is_written_in_full),
		cmocka_unit_test(markdown),
		cmocka_unit_test(nasty_text_comes_back),
		cmocka_unit_test(text_behind_white_space_comes_back),
		cmocka_unit_test(number_signs_at_the_end_come_back),
		cmocka_unit_test(every_short_text_comes_back),
		cmocka_unit_test(longer_text_comes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
