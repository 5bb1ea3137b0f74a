/* Paths, as text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "base/file.h"

static void
paths_are_joined(void **state)
{
	static const struct {
		const char *dir, *name, *want;
	} pairs[] = {
		{ "a", "b", "a/b" },
		{ "a/", "b", "a/b" },
		{ "/", "b", "/b" },
		{ "", "b", "b" },
		{ NULL, "b", "b" },
		{ "a", "/b", "/b" },
		{ ".", "b", "./b" },
		{ "a", "", "a/" },
		{ "a", "../b/c", "a/../b/c" },
	};
	char *got;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		got = path_join(pairs[i].dir, pairs[i].name);
		assert_string_equal(got, pairs[i].want);
		free(got);
	}
}

static void
paths_are_taken_apart(void **state)
{
	static const struct {
		const char *path, *dir, *base;
	} paths[] = {
		{ "a/b/c", "a/b", "c" },
		{ "c", ".", "c" },
		{ "/c", "/", "c" },
		{ "/", "/", "" },
		{ "a/", "a", "" },
		{ "", ".", "" },
		{ "a//b", "a/", "b" },
	};
	char *dir;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		dir = path_dir(paths[i].path);
		assert_string_equal(dir, paths[i].dir);
		assert_string_equal(path_base(paths[i].path), paths[i].base);
		free(dir);
	}
}

static void
plain_paths_stay_where_they_are(void **state)
{
	static const char *const plain[] = { "a", "a/b", "..a", "a..", "...",
		".a/b", "a b", "\xc3\xa4/b", "a:b", "-", "a/..b/c" };
	static const char *const not[] = { "", "/", "/a", "a/", "a//b", ".",
		"..", "./a", "a/.", "a/./b", "../a", "a/../b", "a/..", "a\\b",
		"a\nb", "a\x7f", "a/\x01/b", "..\\a" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		if (!path_is_plain(plain[i]))
			fail_msg("\"%s\" is plain", plain[i]);
	for (i = 0; i < sizeof(not) / sizeof(not[0]); i++)
		if (path_is_plain(not[i]))
			fail_msg("\"%s\" is not plain", not[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_are_joined),
		cmocka_unit_test(paths_are_taken_apart),
		cmocka_unit_test(plain_paths_stay_where_they_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
