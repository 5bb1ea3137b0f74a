/* Which regular expressions match whatever there is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "condition/regex_any.h"

static const char *const yes[] = {
	"", ".*", "^.*", ".*$", "^.*$", ".*?", "^.*?$", ".*+", ".*.*", ".{0,}",
	"(.*)", "^(.*)$", "(?:.*)", "(?i).*", "(?i:.*)", "^(?i)(.*)$",
	"(?<x>.*)", "(?P<x>.*)", "(.*|x)", "x|.*", "x|", "(|x)y*", "[\\s\\S]*",
	"^[\\d\\D]*$", "[\\W\\w]*?", "x*", "(x)?", "(xy)*", "x{0}", "x{0,3}",
	"[x]*", "\\d*", "\\A.*\\z", "\\A.*", ".*\\Z", "^", "$", "^^", "(^)",
	"(^.*$)", "((((.*))))", ".*^", "$.*", "(x|^).*", "(.*)+", "^(.*|x)$",
};

static const char *const no[] = {
	"x", ".", ".+", "^.+$", "^$", "^x*$", "^.*x", "x.*", ".*x.*", "^.?$",
	"$^", ".*^$.*", "\\A\\Z", "(x)", "(x|y)", "x+", "(.+)", "x{1,}",
	".{1,}", ".{2}", "\\.*x", "\\*", "[.*]", "[]*]", "[^]*]", "x|y",
	"(?=x).*", "(?!x).*", "(?<=x).*", "(?<!x).*", "(?>x)", "(?#x).*",
	"\\b", "\\1", "(x)\\1",
	/* no regular expressions */
	"*", "+", "(.*", ".*)", "(", "[", "[x", "\\", "(?", "(?i", "(?<x", "a**b(",
};

static void
regexes_are_told_apart(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (!regex_any_matches(yes[i]))
			fail_msg("no: %s", yes[i]);
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (regex_any_matches(no[i]))
			fail_msg("yes: %s", no[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(regexes_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
