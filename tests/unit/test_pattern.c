/* Regular expressions with named groups: what they match, and when they stop. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/pattern.h"
#include "base/pool.h"

/* Of each match the named groups that took part, "name=text"; matches are parted
 * by '|'. */
static const struct {
	const char *pattern, *text, *want;
} matches[] = {
	{ "(?<a>x)", "", "" },
	{ "(?<a>x)", "y", "" },
	{ "(?<a>x)", "xyx", "a=x|a=x" },
	{ "(?<b>.)(?<a>.)", "1234", "b=1 a=2|b=3 a=4" },
	{ "(?<a>x)|(?<b>y)", "yx", "b=y|a=x" },
	{ "(?<a>x)|(?<a>y)", "yx", "a=y|a=x" },
	{ "(.)(?P<a>.)(?'b'.)", "123", "a=2 b=3" },
	/* case as written, letters of ASCII alone, characters of UTF-8 */
	{ "(?<a>X)", "xX", "a=X" },
	{ "(?i)(?<a>X)", "xX", "a=x|a=X" },
	{ "(?<a>\\w+)", "a\xc3\xa4 b", "a=a|a=b" },
	{ "(*UCP)(?<a>\\w+)", "a\xc3\xa4 b", "a=a\xc3\xa4|a=b" },
	{ "(?<a>.)", "\xe2\x82\xac\xc3\xa4", "a=\xe2\x82\xac|a=\xc3\xa4" },
	/* lines, as any editor ends them */
	{ "^(?<a>.*)$", "1\n2\r\n3\r4", "a=1|a=2|a=3|a=4" },
	{ "^(?<a>.+)$", "1\n\n2\r\n", "a=1|a=2" },
	{ "\\A(?<a>.)", "1\n2", "a=1" },
	{ "(?<a>b.c)", "b\nc b\rc b c", "a=b c" },
	{ "(?s)(?<a>b.c)", "b\nc", "a=b\nc" },
	{ "a\\R(?<b>b)", "a\r\nb a\x0b" "b", "b=b" },
	{ "(?s)<(?<a>.*?)>", "<1\n>2>", "a=1\n" },
	/* nothing matches too, once at each place */
	{ "(?<a>x*)", "yxxy", "a=|a=xx|a=|a=" },
	{ "(?<a>)", "\xc3\xa4\r\n", "a=|a=|a=" },
	{ "x(?<a>y)?", "xxy", "a=y" },
	{ "(?<a>x)\\K", "xx", "a=x|a=x" },
};

static void
put_match(const struct pattern_search *s, const char *text,
    const struct pattern *p, struct buf *out)
{
	struct pattern_span at;
	bool first = true;
	size_t i;

	for (i = 0; i < pattern_groups(p); i++) {
		at = pattern_search_span(s, i);
		if (at.start == PATTERN_ABSENT)
			continue;
		buf_printf(out, "%s%s=%.*s", first ? "" : " ",
		    pattern_group(p, i), (int)(at.end - at.start),
		    text + at.start);
		first = false;
	}
}

static int
find_all(const char *pattern, const char *text, size_t *steps, struct buf *out,
    size_t *at, const char **why)
{
	struct buf said = BUF_INIT;
	struct pattern *p = pattern_new(pattern, &said);
	struct pattern_search *s;
	int rc;

	if (p == NULL)
		fail_msg("%s: %s", pattern, buf_str(&said));
	s = pattern_search_new(p, text, strlen(text), steps);
	while ((rc = pattern_search_next(s)) == 1) {
		if (out->len > 0)
			buf_putc(out, '|');
		put_match(s, text, p, out);
		assert_true(pattern_search_whole(s).start <=
		    pattern_search_whole(s).end);
	}
	*at = pattern_search_tried(s);
	*why = pattern_search_why(s);
	pattern_search_free(s);
	pattern_free(p);
	buf_free(&said);
	return rc;
}

static void
test_matches(void **state)
{
	struct buf out = BUF_INIT;
	const char *why;
	size_t i, at, steps;

	(void)state;
	for (i = 0; i < sizeof(matches) / sizeof(matches[0]); i++) {
		buf_reset(&out);
		steps = 10000;
		assert_int_equal(find_all(matches[i].pattern, matches[i].text,
		    &steps, &out, &at, &why), 0);
		if (strcmp(buf_str(&out), matches[i].want) != 0)
			fail_msg("%s in \"%s\": \"%s\", not \"%s\"",
			    matches[i].pattern, matches[i].text,
			    buf_str(&out), matches[i].want);
	}
	buf_free(&out);
}

/* What is no regular expression; PCRE2 has other words for it in each version. */
static const char *const faults[] = { "(?<a>x", "(?<1>x)", "x**+*", "[",
	"\\C(?<a>x)", "(?&a)", "(?<a>x)\\p{Nope}" };

static void
test_faults(void **state)
{
	struct buf said = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		buf_reset(&said);
		if (pattern_new(faults[i], &said) != NULL)
			fail_msg("%s", faults[i]);
		assert_non_null(strstr(buf_str(&said), " (at byte "));
	}
	buf_free(&said);
	pattern_free(NULL);
}

/* Each takes longer with every byte than with all before, or more memory; the
 * steps end it, also those that no backtracking makes. */
static const struct {
	const char *pattern, *why;
} runaways[] = {
	{ "(?<a>(x+)+)y", "too many steps" },
	{ "(?<a>(?:x|x)*)y", "too many steps" },
	{ "(?<a>[xy]*+z)", "too many steps" },
	{ "(?<a>.*.*.*[#%].*)", "too many steps" },
	{ "(?<a>x(?&a)?y)", "too many steps" },
};

static void
test_runaways(void **state)
{
	enum { LEN = 100 * 1000, STEPS = 1000 * 1000,
		MUCH = 2000 * 1000 };
	struct buf text = BUF_INIT, out = BUF_INIT;
	const char *why;
	size_t i, at, steps;

	(void)state;
	for (i = 0; i < LEN; i++)
		buf_putc(&text, 'x');
	buf_puts(&text, "!yzw=");
	for (i = 0; i < sizeof(runaways) / sizeof(runaways[0]); i++) {
		steps = STEPS;
		if (find_all(runaways[i].pattern, buf_str(&text), &steps, &out,
		    &at, &why) != -1)
			fail_msg("%s ended", runaways[i].pattern);
		assert_string_equal(why, runaways[i].why);
		assert_int_equal(steps, 0);
		assert_in_range(at, 0, LEN);
	}
	while (text.len < MUCH)
		buf_putc(&text, 'x');
	steps = MUCH * 100;
	assert_int_equal(find_all("(?<a>(?:[^%]|(?<b>%)y)*)[%&]", buf_str(&text),
	    &steps, &out, &at, &why), -1);
	assert_string_equal(why, "more than 64 MiB of memory");
	steps = 1000;
	assert_int_equal(find_all("(?<a>|(?&a)z)x{9}w", buf_str(&text), &steps,
	    &out, &at, &why), -1);
	buf_free(&text);
	buf_free(&out);
}

enum { SEARCHES = 200 };

struct searches {
	const struct pattern *p;
	size_t n[SEARCHES], steps[SEARCHES];
};

static int
count_one(void *ctx, size_t i, int worker)
{
	static const char text[] = "T1003 T1055.001 T10 T1003.001";
	struct searches *all = ctx;
	struct pattern_search *s;

	(void)worker;
	all->steps[i] = 10000;
	s = pattern_search_new(all->p, text, strlen(text), &all->steps[i]);
	while (pattern_search_next(s) == 1)
		all->n[i]++;
	pattern_search_free(s);
	return 0;
}

static void
test_threads(void **state)
{
	struct searches *all = mem_alloc(sizeof(*all));
	struct buf why = BUF_INIT;
	struct pattern *p = pattern_new("(?<id>T\\d{4}(\\.\\d{3})?)", &why);
	size_t i;

	(void)state;
	assert_non_null(p);
	all->p = p;
	assert_int_equal(pool_run(4, SEARCHES, count_one, all), 0);
	for (i = 0; i < SEARCHES; i++) {
		assert_int_equal(all->n[i], 3);
		assert_int_equal(all->steps[i], all->steps[0]);
	}
	pattern_free(p);
	free(all);
	buf_free(&why);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_matches),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_runaways),
		cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
