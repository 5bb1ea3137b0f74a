/* Numbers as text. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"

static const struct {
	unsigned long long n;
	const char *text;
} numbers[] = {
	{ 0, "A" },
	{ 1, "B" },
	{ 31, "f" },
	{ 32, "gB" },
	{ 63, "/B" },
	{ 1023, "/f" },
	{ 1024, "ggB" },
	{ ULLONG_MAX, "////////////P" },
};

static void
small_numbers_are_short(void **state)
{
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		buf_reset(&b);
		buf_put_vlq(&b, numbers[i].n);
		assert_string_equal(buf_str(&b), numbers[i].text);
	}
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_numbers_are_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
