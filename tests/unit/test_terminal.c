/* What a terminal shows: widths, where lines break, and colour. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "output/terminal.h"

static const struct {
	const char *text;
	int width;
} widths[] = {
	{ "", 0 },
	{ "abc", 3 },
	{ "\xc3\xa9", 1 },                 /* é, composed */
	{ "e\xcc\x81", 1 },                /* and with a mark */
	{ "\xe6\xbc\xa2\xe5\xad\x97", 4 }, /* 漢字 */
	{ "\xed\x95\x9c", 2 },             /* 한 */
	{ "\xf0\x9f\x94\x92", 2 },         /* a lock */
	{ "\xe2\x9c\x93", 1 },             /* a check mark */
	{ "\xe2\x9c\x85", 2 },             /* the same as emoji */
	{ "\xe0\xb8\x97\xe0\xb8\xb5\xe0\xb9\x88", 1 }, /* Thai, two marks */
	{ "\xd7\xa9\xd6\xb8\xd7\x81", 1 }, /* Hebrew, two points */
	{ "a\xe2\x80\x8d" "b", 2 },        /* joined by nothing to see */
	{ "\xef\xbb\xbfx", 1 },
	{ "\xf0\xa0\x80\x80", 2 },
	{ "\xf3\xa0\x84\x80", 0 },
	{ "\xff", 1 },                     /* U+FFFD */
	{ "\xc2\xad", 1 },                 /* a soft hyphen */
	{ "\xe0\xa4\x95\xe0\xa4\xbf\xe0\xa5\x8d", 2 }, /* a mark with room */
	{ "\xdc\xa1\xdc\xb0", 1 },         /* Syriac, a point */
};

static void
text_takes_columns(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(widths) / sizeof(widths[0]); i++)
		if (terminal_width(widths[i].text) != widths[i].width)
			fail_msg("case %zu is %d wide, not %d", i,
			    terminal_width(widths[i].text), widths[i].width);
}

static const struct {
	int at, indent;
	const char *text;
	int columns;
	const char *want;
} wraps[] = {
	{ 0, 2, "", 10, "\n" },
	{ 0, 2, "one two three", 0, "one two three\n" },
	{ 0, 2, "one two three", 13, "one two three\n" },
	{ 0, 2, "one two three", 12, "one two\n  three\n" },
	{ 6, 6, "one two three", 14, "one two\n      three\n" },
	{ 0, 4, "one twothreefourfive six", 8,
	    "one\n    twothreefourfive\n    six\n" },
	{ 0, 0, "one   two", 10, "one two\n" },
	{ 0, 1, "\xe6\xbc\xa2\xe5\xad\x97 \xe6\xbc\xa2", 6,
	    "\xe6\xbc\xa2\xe5\xad\x97\n \xe6\xbc\xa2\n" },
	{ 0, 0, "a\x1b[2J b", 20, "a\\x1b[2J b\n" },
};

static void
lines_break_at_spaces(void **state)
{
	struct terminal t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wraps) / sizeof(wraps[0]); i++) {
		terminal_begin(&t);
		terminal_wrap(&t, wraps[i].at, wraps[i].indent, wraps[i].text,
		    wraps[i].columns);
		assert_string_equal(buf_str(&t.text), wraps[i].want);
		buf_free(&t.text);
	}
}

static const struct {
	const char *text;
	int width;
	const char *want;
} cuts[] = {
	{ "", 5, "" },
	{ "abcde", 5, "abcde" },
	{ "abcdef", 5, "abcd…" },
	{ "\xe6\xbc\xa2\xe5\xad\x97", 4, "\xe6\xbc\xa2\xe5\xad\x97" },
	{ "\xe6\xbc\xa2\xe5\xad\x97", 3, "\xe6\xbc\xa2…" },
	{ "\xe6\xbc\xa2\xe5\xad\x97", 2, "…" },
	{ "e\xcc\x81" "abc", 3, "e\xcc\x81" "a…" }, /* a mark stays with its letter */
	{ "abc", 1, "…" },
	/* What shows as one stays one: a family, joined, and a flag. */
	{ "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa6" "abc", 4, "…" },
	{ "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa6" "abc", 6,
	    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa6" "a…" },
	{ "a\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa" "bcd", 3, "a…" },
};

static void
what_is_cut_says_so(void **state)
{
	char *got;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
		got = terminal_cut(cuts[i].text, cuts[i].width);
		assert_string_equal(got, cuts[i].want);
		free(got);
	}
}

static const struct {
	const char *when, *variable; /* NULL: none is set */
	bool styled;
} colours[] = {
	{ "always", NULL, true },
	{ "always", "NO_COLOR", true }, /* the option has it */
	{ "never", "CLICOLOR_FORCE", false },
	{ "auto", "CLICOLOR_FORCE", true },
	{ NULL, "CLICOLOR_FORCE", true },
	{ "auto", NULL, false },
	{ NULL, "NO_COLOR", false },
};

/* Standard output is no terminal here, or one of whoever runs the test. */
static void
colour_is_as_it_was_asked_for(void **state)
{
	struct terminal t;
	size_t i;

	(void)state;
	unsetenv("TERM");
	unsetenv("NO_COLOR");
	unsetenv("CLICOLOR_FORCE");
	for (i = 0; i < sizeof(colours) / sizeof(colours[0]); i++) {
		if (colours[i].variable != NULL)
			setenv(colours[i].variable, "1", 1);
		terminal_choose(colours[i].when, false);
		terminal_begin(&t);
		assert_int_equal(t.styled, colours[i].styled);
		if (colours[i].variable != NULL)
			unsetenv(colours[i].variable);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_takes_columns),
		cmocka_unit_test(lines_break_at_spaces),
		cmocka_unit_test(what_is_cut_says_so),
		cmocka_unit_test(colour_is_as_it_was_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
