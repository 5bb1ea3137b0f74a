/* Strangers' words, as they may stand in a catalog. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "value/clean.h"

static const struct {
	const char *in, *line, *prose;
} cases[] = {
	{ "", "", "" },
	{ "plain", "plain", "plain" },
	{ " kept  as it is ", " kept  as it is ", " kept  as it is " },
	{ "a\nb\tc", "a b c", "a\nb\tc" },
	{ "a\r\nb", "a  b", "a \nb" },
	{ "\x1b[31mred\x07", " [31mred ", " [31mred " },
	{ "\x7f\xc2\x80\xc2\x9b\xc2\x9f|", "    |", "    |" }, /* DEL, C1 */
	{ "\xc2\xa0|", "\xc2\xa0|", "\xc2\xa0|" }, /* no-break space */
	{ "\xe2\x80\xa8\xe2\x80\xa9|", "  |", "  |" }, /* separators */
	{ "a\xe2\x80\xae" "b\xe2\x81\xa6" "c", "a b c", "a b c" }, /* bidi */
	{ "D\xc3\xb6ppel \xe2\x80\x99 \xf0\x9f\x98\x80",
	    "D\xc3\xb6ppel \xe2\x80\x99 \xf0\x9f\x98\x80",
	    "D\xc3\xb6ppel \xe2\x80\x99 \xf0\x9f\x98\x80" },
	{ "\xff", "\xef\xbf\xbd", "\xef\xbf\xbd" }, /* no UTF-8 */
	{ NULL, NULL, NULL },
};

static void
check(const char *got, const char *want)
{
	if (want == NULL)
		assert_null(got);
	else
		assert_string_equal(got, want);
}

static void
test_clean(void **state)
{
	struct arena mem = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		check(clean_line(&mem, cases[i].in), cases[i].line);
		check(clean_prose(&mem, cases[i].in), cases[i].prose);
	}
	arena_free(&mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_clean) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
