/* Pieces of a text replaced, and the difference as a patch. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "lint/edit.h"

static void
pieces_are_replaced(void **state)
{
	static const struct edit edits[] = { { 0, 1, "xyz" }, { 2, 4, "" },
		{ 4, 4, "+" }, { 6, 7, "\r\n" } };
	struct buf out = BUF_INIT;

	(void)state;
	edit_apply("abcdefg", 7, edits, 4, &out);
	assert_string_equal(buf_str(&out), "xyzb+ef\r\n");
	buf_reset(&out);
	edit_apply("a\0b", 3, edits, 1, &out);
	assert_int_equal(out.len, 5);
	assert_memory_equal(out.s, "xyz\0b", 5);
	buf_reset(&out);
	edit_apply("", 0, NULL, 0, &out);
	assert_int_equal(out.len, 0);
	buf_free(&out);
}

static const struct {
	const char *from, *to, *want; /* behind the names */
} diffs[] = {
	{ "", "", "" },
	{ "a\nb\n", "a\nb\n", "" },
	{ "a\n", "b\n", "@@ -1 +1 @@\n-a\n+b\n" },
	{ "", "a\n", "@@ -0,0 +1 @@\n+a\n" },
	{ "a\n", "", "@@ -1 +0,0 @@\n-a\n" },
	{ "a\nb", "a\nc",
	    "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n"
	    "+c\n\\ No newline at end of file\n" },
	/* The line before a last one that goes loses its end. */
	{ "a\nb", "a", "@@ -1,2 +1 @@\n-a\n-b\n\\ No newline at end of file\n"
	    "+a\n\\ No newline at end of file\n" },
	{ "1\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\n4\n5\n6\n8\n",
	    "@@ -4,4 +4,4 @@\n 4\n 5\n 6\n-7\n+8\n" },
	/* Two places: six lines between them are context of both. */
	{ "a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n",
	    "@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n" },
	{ "a\n1\n2\n3\n4\n5\n6\n7\nb\n", "1\n2\n3\n4\n5\n6\n7\nB\n",
	    "@@ -1,4 +1,3 @@\n-a\n 1\n 2\n 3\n"
	    "@@ -6,4 +5,4 @@\n 5\n 6\n 7\n-b\n+B\n" },
	{ "a\r\nb\r\n", "a\r\n", "@@ -1,2 +1 @@\n a\r\n-b\r\n" },
};

static void
a_difference_is_a_patch(void **state)
{
	static const char names[] = "--- a/r.yml\n+++ b/r.yml\n";
	struct buf from = BUF_INIT, to = BUF_INIT, out = BUF_INIT;
	const char *got;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(diffs) / sizeof(diffs[0]); i++) {
		buf_reset(&from);
		buf_reset(&to);
		buf_reset(&out);
		buf_puts(&from, diffs[i].from);
		buf_puts(&to, diffs[i].to);
		edit_diff("r.yml", &from, &to, &out);
		got = buf_str(&out);
		if (*diffs[i].want != '\0') {
			assert_memory_equal(got, names, strlen(names));
			got += strlen(names);
		}
		assert_string_equal(got, diffs[i].want);
	}
	buf_reset(&out);
	edit_diff("/r.yml", &from, &to, &out);
	assert_memory_equal(buf_str(&out), "--- /r.yml\n+++ /r.yml\n", 22);
	buf_free(&from);
	buf_free(&to);
	buf_free(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_are_replaced),
		cmocka_unit_test(a_difference_is_a_patch),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
