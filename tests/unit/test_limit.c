/* When a host wants to be asked again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/date.h"
#include "fetch/limit.h"

enum { NOW = 1800000000 };

static const struct {
	struct limit l;
	long long until;
	bool used_up;
} cases[] = {
	{ { "", -1, "", "" }, 0, false },
	{ { "0", -1, "", "" }, 0, false },
	{ { "30", -1, "", "" }, NOW + 30, false },
	{ { "-30", -1, "", "" }, 0, false },
	{ { "+30", -1, "", "" }, 0, false },
	{ { "30.5", -1, "", "" }, 0, false },
	{ { "0x1e", -1, "", "" }, 0, false },
	{ { "253402300799", -1, "", "" }, DATE_SECOND_MAX, false },
	{ { "9223372036854775807", -1, "", "" }, DATE_SECOND_MAX, false },
	{ { "99999999999999999999999999", -1, "", "" }, DATE_SECOND_MAX, false },
	/* A date. */
	{ { "a date", NOW + 9, "", "" }, NOW + 9, false },
	{ { "a date", NOW, "", "" }, 0, false },
	{ { "a date", NOW - 9, "", "" }, 0, false },
	{ { "a date", INT64_MAX, "", "" }, DATE_SECOND_MAX, false },
	/* Requests that are used up, until a second, or for so many. */
	{ { "", -1, "0", "1800000600" }, NOW + 600, true },
	{ { "", -1, "0", "600" }, NOW + 600, true },
	{ { "", -1, "0", "1799999999" }, 0, false },
	{ { "", -1, "0", "-600" }, 0, false },
	{ { "", -1, "0", "" }, 0, false },
	{ { "", -1, "1", "1800000600" }, 0, false },
	{ { "", -1, "-1", "1800000600" }, 0, false },
	{ { "", -1, "", "1800000600" }, 0, false },
	{ { "", -1, "0", "99999999999999999999" }, DATE_SECOND_MAX, true },
	/* The later of both. */
	{ { "60", -1, "0", "1800000600" }, NOW + 600, true },
	{ { "900", -1, "0", "1800000600" }, NOW + 900, true },
	{ { "60", -1, "7", "1800000600" }, NOW + 60, false },
};

static void
it_is_what_the_headers_say(void **state)
{
	bool used_up;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (limit_until(&cases[i].l, NOW, &used_up) != cases[i].until ||
		    used_up != cases[i].used_up)
			fail_msg("case %zu", i);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_what_the_headers_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
