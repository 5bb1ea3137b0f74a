/* Bytes that grow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

static void
an_empty_one_is_a_text(void **state)
{
	struct buf b = BUF_INIT;
	char *s;

	(void)state;
	assert_string_equal(buf_str(&b), "");
	buf_put(&b, NULL, 0);
	buf_puts(&b, "");
	buf_printf(&b, "%s", "");
	buf_cut(&b, 0);
	buf_reset(&b);
	assert_int_equal(b.len, 0);
	assert_string_equal(buf_str(&b), "");
	s = buf_take(&b);
	assert_string_equal(s, "");
	free(s);
	buf_free(&b);
}

static void
what_is_put_stands_behind(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	buf_puts(&b, "one");
	buf_putc(&b, ' ');
	buf_put(&b, "two three", 3);
	buf_printf(&b, " %d%c", 3, '!');
	assert_string_equal(buf_str(&b), "one two 3!");
	assert_int_equal(b.len, 10);
	buf_put(&b, "a\0b", 3);
	assert_int_equal(b.len, 13);
	assert_memory_equal(buf_str(&b), "one two 3!a\0b", 14);
	buf_free(&b);
	assert_int_equal(b.len, 0);
}

static void
it_grows_and_ends_in_a_nul(void **state)
{
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < 100000; i++) {
		buf_putc(&b, (char)('a' + i % 26));
		if (i % 977 == 0)
			assert_int_equal(strlen(buf_str(&b)), i + 1);
	}
	for (i = 0; i < 100000; i++)
		if (b.s[i] != (char)('a' + i % 26))
			fail_msg("byte %zu is lost", i);
	buf_printf(&b, "%200000s", "x");
	assert_int_equal(b.len, 300000);
	assert_int_equal(b.s[299999], 'x');
	assert_int_equal(b.s[300000], '\0');
	buf_free(&b);
}

static void
room_is_used_as_far_as_it_is_added(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	buf_puts(&b, "ab");
	memcpy(buf_room(&b, 1000), "cdef", 4);
	buf_add(&b, 2);
	assert_string_equal(buf_str(&b), "abcd");
	buf_add(&b, 0);
	assert_string_equal(buf_str(&b), "abcd");
	buf_free(&b);
}

static void
it_can_be_cut_and_taken(void **state)
{
	struct buf b = BUF_INIT;
	char *s;

	(void)state;
	buf_puts(&b, "abcdef");
	buf_cut(&b, 9);
	assert_string_equal(buf_str(&b), "abcdef");
	buf_cut(&b, 4);
	assert_string_equal(buf_str(&b), "abcd");
	s = buf_take(&b);
	assert_string_equal(s, "abcd");
	free(s);
	assert_int_equal(b.len, 0);
	buf_puts(&b, "again");
	buf_reset(&b);
	assert_string_equal(buf_str(&b), "");
	buf_puts(&b, "x");
	assert_string_equal(buf_str(&b), "x");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_one_is_a_text),
		cmocka_unit_test(what_is_put_stands_behind),
		cmocka_unit_test(it_grows_and_ends_in_a_nul),
		cmocka_unit_test(room_is_used_as_far_as_it_is_added),
		cmocka_unit_test(it_can_be_cut_and_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
