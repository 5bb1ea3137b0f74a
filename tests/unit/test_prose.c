/* Upstream's prose as HTML of the site. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "prose/html.h"
#include "prose/prose.h"
#include "value/value.h"
#include "value/member.h"

#define OUT "rel=\"noopener noreferrer\""

static const struct {
	const char *in, *want;
} lines[] = {
	{ "plain text, with (these); and \"quotes\"",
	    "plain text, with (these); and &quot;quotes&quot;" },
	{ "it's", "it&#39;s" },
	{ "a *word*", "a <em>word</em>" },
	{ "1. one", "<ol>\n<li>one</li>\n</ol>\n" },
	{ "- one", "<ul>\n<li>one</li>\n</ul>\n" },
	{ "&lt;script>alert(1)", "&lt;script&gt;alert(1)" },
	{ "<script>alert(1)</script>", "\n" },
	{ "[x](javascript:alert(1))", "x" },
	{ "one\n\ntwo", "<p>one</p>\n<p>two</p>\n" },
	{ "[x](elsewhere.html) [y](#z) [w](//e.org/)",
	    "x y <a href=\"//e.org/\" " OUT ">w</a>" },
	{ "# One *two*\n\nthree", "<p><strong>One <em>two</em></strong></p>\n"
	    "<p>three</p>\n" },
	/* What stands in the site is linked there. */
	{ "[LSASS](https://e.org/techniques/T1003/001)",
	    "<a href=\"../techniques/T1003.001.html\">LSASS</a>" },
	{ "[a](https://e.org/techniques/T1003/) and "
	  "[b](https://e.org/techniques/T1003/001)",
	    "<a href=\"../techniques/T1003.html\">a</a> and "
	    "<a href=\"../techniques/T1003.001.html\">b</a>" },
	{ "[a](https://e.org/techniques/T1003 \"title\") "
	  "[c](https://e.org/x)",
	    "<a href=\"../techniques/T1003.html\" title=\"title\">a</a> "
	    "<a href=\"https://e.org/x\" " OUT ">c</a>" },
	{ "[a](https://e.org/techniques/T1003/002)",
	    "<a href=\"https://e.org/techniques/T1003/002\" " OUT ">a</a>" },
	{ "[a](https://e.org/techniques/T100)",
	    "<a href=\"https://e.org/techniques/T100\" " OUT ">a</a>" },
};

static void
upstream_becomes_html(void **state)
{
	struct prose_links links = { 0 };
	cJSON *rows = cJSON_Parse("[{\"id\": \"T1003.001\", \"url\": "
	    "\"https://e.org/techniques/T1003/001\"}, {\"id\": \"T1003\", "
	    "\"url\": \"https://e.org/techniques/T1003\"}, "
	    "{\"id\": \"T1\"}]");
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	prose_links_add(&links, rows, "techniques");
	prose_links_sort(&links);
	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		buf_reset(&out);
		assert_int_equal(prose_html(&links, "../", lines[i].in, true,
		    &out), 0);
		assert_string_equal(buf_str(&out), lines[i].want);
	}
	buf_free(&out);
	prose_links_free(&links);
	cJSON_Delete(rows);
}

static void
a_member_becomes_another(void **state)
{
	struct prose_links none = { 0 };
	cJSON *o = cJSON_Parse("{\"a\": \"one\", \"b\": \"\"}");

	(void)state;
	assert_int_equal(prose_add(&none, "", o, "a", "x", false), 0);
	assert_int_equal(prose_add(&none, "", o, "b", "y", false), 0);
	assert_int_equal(prose_add(&none, "", o, "c", "z", false), 0);
	assert_string_equal(member_text(o, "x"), "<p>one</p>\n");
	assert_true(cJSON_IsFalse(member_get(o, "y")));
	assert_true(cJSON_IsFalse(member_get(o, "z")));
	cJSON_Delete(o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(upstream_becomes_html),
		cmocka_unit_test(a_member_becomes_another),
	};

	value_init();
	html_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
