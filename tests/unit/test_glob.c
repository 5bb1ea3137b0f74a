/* Which paths a pattern names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/glob.h"

static const struct {
	const char *pattern, *path;
	bool want;
} cases[] = {
	{ "", "", true },
	{ "", "a", false },
	{ "a", "", false },
	{ "a", "a", true },
	{ "a", "A", false },
	{ "a/b", "a/b", true },
	{ "a/b", "a", false },
	{ "a", "a/b", false },
	{ "a/b", "a/b/c", false },
	{ "*", "a", true },
	{ "*", "", true },
	{ "*", "a/b", false },
	{ "*/*", "a/b", true },
	{ "*.yml", "x.yml", true },
	{ "*.yml", ".yml", true },
	{ "*.yml", "x.yaml", false },
	{ "*.yml", "d/x.yml", false },
	{ "a*b*c", "abc", true },
	{ "a*b*c", "aXbbXc", true },
	{ "a*b*c", "aXbbXcd", false },
	{ "*a*", "bab", true },
	{ "**a", "xa", true },
	{ "**a", "x/a", false },
	{ "?", "a", true },
	{ "?", "", false },
	{ "?", "/", false },
	{ "a?c", "a/c", false },
	{ "T????.yml", "T1059.yml", true },
	{ "**", "", true },
	{ "**", "a", true },
	{ "**", "a/b/c", true },
	{ "**/x", "x", true },
	{ "**/x", "a/x", true },
	{ "**/x", "a/b/x", true },
	{ "**/x", "a/b/xy", false },
	{ "a/**", "a/b/c", true },
	{ "a/**", "a", false },
	{ "a/**", "ab/c", false },
	{ "a/**/z", "a/z", true },
	{ "a/**/z", "a/b/c/z", true },
	{ "a/**/z", "a/b/c/y", false },
	{ "a/**/b/**/c", "a/x/b/y/z/c", true },
	{ "a/**/b/**/c", "a/b/c", true },
	{ "a/**/b/**/c", "a/c", false },
	{ "**/**/x", "x", true },
	{ "**/a/*/b", "a/a/a/c/b", true },
	{ "**/a/b", "a/x/a/b", true },
	{ "**/*.ssa___*", "d/x.ssa___y.yml", true },
	{ "rules*/**/*.yml", "rules-x/a/b/c.yml", true },
	{ "rules*/**/*.yml", "rules/c.yml", true },
	{ "rules*/**/*.yml", "other/c.yml", false },
	{ "[abc]", "b", true },
	{ "[abc]", "d", false },
	{ "[a-c]x", "bx", true },
	{ "[a-c]x", "dx", false },
	{ "[!a-c]", "d", true },
	{ "[!a-c]", "b", false },
	{ "[!a]", "/", false },
	{ "[]a]", "]", true },
	{ "[!]a]", "]", false },
	{ "[!]a]", "b", true },
	{ "[a-]", "-", true },
	{ "[-a]", "-", true },
	{ "[", "[", true },
	{ "[a", "[a", true },
	{ "[!", "[!", true },
	{ "a[b/c]d", "a[b/c]d", true },
	{ "[c-a]", "b", false },
	{ "*[0-9]", "a7", true },
	{ "*[0-9]", "a7b", false },
	{ "\\*", "*", true },
	{ "\\*", "a", false },
	{ "\\[a]", "[a]", true },
	{ "a\\\\b", "a\\b", true },
	{ "a\\", "a\\", true },
	{ "\xc3\xa4*", "\xc3\xa4x", true },
};

static void
patterns_name_paths(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (glob_match(cases[i].pattern, cases[i].path) !=
		    cases[i].want)
			fail_msg("\"%s\" and \"%s\"", cases[i].pattern,
			    cases[i].path);
}

static void
what_is_hidden_is_named_by_its_dot(void **state)
{
	static const struct {
		const char *pattern, *path;
		bool want;
	} hidden[] = {
		{ "*.yml", "x.yml", true },
		{ "*.yml", ".x.yml", false },
		{ ".*.yml", ".x.yml", true },
		{ "?x.yml", ".x.yml", false },
		{ "[.]x.yml", ".x.yml", false },
		{ "\\.x.yml", ".x.yml", true },
		{ ".x.yml", ".x.yml", true },
		{ "**", "a/b", true },
		{ "**", "a/.b", false },
		{ "**", ".a/b", false },
		{ "**/*.yml", "a/b/c.yml", true },
		{ "**/*.yml", "a/.b/c.yml", false },
		{ "**/*.yml", ".git/x/y.yml", false },
		{ "*/*.yml", ".a/c.yml", false },
		{ ".github/**/*.yml", ".github/a/c.yml", true },
		{ ".github/**/*.yml", ".github/.a/c.yml", false },
		{ "**/.github/*.yml", "a/b/.github/c.yml", true },
		{ "**/.github/*.yml", "a/.b/.github/c.yml", false },
		{ "a.b/*.c", "a.b/x.c", true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++)
		if (glob_match_visible(hidden[i].pattern, hidden[i].path) !=
		    hidden[i].want)
			fail_msg("\"%s\" and \"%s\"", hidden[i].pattern,
			    hidden[i].path);
}

/* Says how long it took: a blow-up takes hours, not seconds. */
static double
seconds_of(const char *piece, size_t times, const char *end,
    const char *path_piece, const char *path_end)
{
	struct buf pattern = BUF_INIT, path = BUF_INIT;
	clock_t begin = clock();
	size_t i;

	for (i = 0; i < times; i++) {
		buf_puts(&pattern, piece);
		buf_puts(&path, path_piece);
	}
	buf_puts(&pattern, end);
	buf_puts(&path, path_end);
	assert_false(glob_match(buf_str(&pattern), buf_str(&path)));
	buf_free(&pattern);
	buf_free(&path);
	return (double)(clock() - begin) / CLOCKS_PER_SEC;
}

static void
hostile_patterns_end_soon(void **state)
{
	enum { TIMES = 2000 };
	static const struct {
		const char *piece, *end, *path, *path_end;
	} hostile[] = {
		{ "*a", "b", "a", "" },
		{ "a*", "b", "a", "c" },
		{ "*", "b", "a", "" },
		{ "**/", "b", "a/", "" },
		{ "**/a/", "b", "a/", "c" },
		{ "*/", "b", "a/", "c" },
		{ "**/*a/", "b", "aa/", "c" },
		{ "[!b]*", "b", "a", "a" },
		{ "?*", "b", "a", "a" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++)
		assert_true(seconds_of(hostile[i].piece, TIMES, hostile[i].end,
		    hostile[i].path, hostile[i].path_end) < 5);
}

/* Each [ was looked through to the end, for each place of the path. */
static void
brackets_that_never_close_end_soon(void **state)
{
	enum { MANY = 2000 };
	char pattern[MANY + 3], path[2 * MANY + 1];
	clock_t begin = clock();

	(void)state;
	memset(pattern, '[', sizeof(pattern));
	memset(path, '[', sizeof(path));
	pattern[0] = '*';
	pattern[MANY + 1] = 'b';
	pattern[MANY + 2] = path[2 * MANY] = '\0';
	assert_false(glob_match(pattern, path));
	assert_true((double)(clock() - begin) / CLOCKS_PER_SEC < 5);
}

/* The range was read beyond its component. */
static void
a_range_ends_at_a_slash(void **state)
{
	(void)state;
	assert_true(glob_match("[a-/]b", "[a-/]b"));
	assert_false(glob_match("[a-/]b", "bb"));
	assert_false(glob_match("[a-/]b", "bb/]b"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(patterns_name_paths),
		cmocka_unit_test(what_is_hidden_is_named_by_its_dot),
		cmocka_unit_test(hostile_patterns_end_soon),
		cmocka_unit_test(brackets_that_never_close_end_soon),
		cmocka_unit_test(a_range_ends_at_a_slash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
