/* Strings: small questions, and lists of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/str.h"

static void
strings_are_compared(void **state)
{
	static const struct {
		const char *a, *b;
		bool same, nocase, prefix, suffix;
	} pairs[] = {
		{ "", "", true, true, true, true },
		{ "a", "", false, false, true, true },
		{ "", "a", false, false, false, false },
		{ "abc", "ABC", false, true, false, false },
		{ "abc", "ab", false, false, true, false },
		{ "abc", "bc", false, false, false, true },
		{ "abc", "abc", true, true, true, true },
		{ "[", "{", false, false, false, false },
		{ "@", "`", false, false, false, false },
		{ "\xc3\x84", "\xc3\xa4", false, false, false, false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		const char *a = pairs[i].a, *b = pairs[i].b;

		assert_int_equal(str_equal(a, b), pairs[i].same);
		assert_int_equal(str_equal_nocase(a, b), pairs[i].nocase);
		assert_int_equal(str_equal_nocase(b, a), pairs[i].nocase);
		assert_int_equal(str_has_prefix(a, b), pairs[i].prefix);
		assert_int_equal(str_has_suffix(a, b), pairs[i].suffix);
	}
	assert_true(str_equal(NULL, NULL));
	assert_false(str_equal(NULL, ""));
	assert_false(str_equal("", NULL));
	assert_true(str_equal_nocase(NULL, NULL));
	assert_false(str_equal_nocase("", NULL));
	assert_false(str_equal_nocase(NULL, ""));
}

static void
truths_have_several_words(void **state)
{
	static const char *const yes[] = { "true", "True", "yes", "YES", "on" },
	    *const no[] = { "false", "No", "off", "FALSE" },
	    *const neither[] = { "", "y", "n", "1", "0", "truely", " yes" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		assert_true(str_is_true(yes[i]) && !str_is_false(yes[i]));
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		assert_true(str_is_false(no[i]) && !str_is_true(no[i]));
	for (i = 0; i < sizeof(neither) / sizeof(neither[0]); i++)
		assert_true(!str_is_true(neither[i]) &&
		    !str_is_false(neither[i]));
	assert_false(str_is_true(NULL) || str_is_false(NULL));
}

static void
parts_are_found_in_any_case(void **state)
{
	static const struct {
		const char *s, *part;
		bool has;
	} cases[] = {
		{ "", "", true },
		{ "abc", "", true },
		{ "", "a", false },
		{ "Ada Sample", "SAMPLE", true },
		{ "aab", "ab", true },
		{ "abc", "abcd", false },
		{ "B\xc3\xa9la", "b\xc3\xa9L", true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(str_contains_nocase(cases[i].s,
		    cases[i].part), cases[i].has);
}

static void
copies_are_trimmed_and_cased(void **state)
{
	static const struct {
		const char *in, *trimmed, *upper, *lower;
	} texts[] = {
		{ "", "", "", "" },
		{ " \t\n\v\f\r ", "", " \t\n\v\f\r ", " \t\n\v\f\r " },
		{ "  a b ", "a b", "  A B ", "  a b " },
		{ "t1587.003", "t1587.003", "T1587.003", "t1587.003" },
		{ "\xc3\xa4Zz", "\xc3\xa4Zz", "\xc3\xa4ZZ", "\xc3\xa4zz" },
		{ "\xc2\xa0x", "\xc2\xa0x", "\xc2\xa0X", "\xc2\xa0x" },
	};
	struct arena mem = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_string_equal(str_trim(&mem, texts[i].in),
		    texts[i].trimmed);
		assert_string_equal(str_upper(&mem, texts[i].in),
		    texts[i].upper);
		assert_string_equal(str_lower(&mem, texts[i].in),
		    texts[i].lower);
	}
	arena_free(&mem);
}

static void
edits_are_counted(void **state)
{
	static const struct {
		const char *a, *b;
		size_t distance;
	} pairs[] = {
		{ "", "", 0 },
		{ "abc", "", 3 },
		{ "kitten", "sitting", 3 },
		{ "flaw", "lawn", 2 },
		{ "T1587.003", "t1587.003", 0 },
		{ "T1587.003", "T1587.03", 1 },
		{ "T1587.003", "T1578.003", 2 },
		{ "Phishing", "phisihng", 2 },
		{ "ab", "ba", 2 },
	};
	char a[200], b[200];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		assert_int_equal(str_distance(pairs[i].a, pairs[i].b),
		    pairs[i].distance);
		assert_int_equal(str_distance(pairs[i].b, pairs[i].a),
		    pairs[i].distance);
	}
	/* Read up to 64 bytes: what differs behind them is not seen. */
	memset(a, 'x', sizeof(a));
	memset(b, 'x', sizeof(b));
	a[199] = b[150] = '\0';
	assert_int_equal(str_distance(a, b), 0);
	b[63] = 'y';
	assert_int_equal(str_distance(a, b), 1);
	b[10] = '\0';
	assert_int_equal(str_distance(a, b), 54);
}

static void
numbers_are_digits_and_nothing_else(void **state)
{
	static const char *const none[] = { "", " 1", "1 ", "-1", "+1", "0x1",
		"1.0", "1e3", "1234567890123456789", "a", "1a" };
	long long n;
	size_t i;

	(void)state;
	assert_true(str_to_number("0", &n));
	assert_int_equal(n, 0);
	assert_true(str_to_number("007", &n));
	assert_int_equal(n, 7);
	assert_true(str_to_number("999999999999999999", &n));
	assert_true(n == 999999999999999999LL);
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		n = 42;
		assert_false(str_to_number(none[i], &n));
		assert_int_equal(n, 42);
	}
}

/* RFC 3629, 4: what is well-formed, and the edges of what is not. */
static const struct {
	const char *bytes;
	size_t n;
	unsigned cp; /* of the first character */
	size_t len;
	bool good;
} utf8[] = {
	{ "a", 1, 'a', 1, true },
	{ "\x7f", 1, 0x7f, 1, true },
	{ "\xc2\x80", 2, 0x80, 2, true },
	{ "\xdf\xbf", 2, 0x7ff, 2, true },
	{ "\xe0\xa0\x80", 3, 0x800, 3, true },
	{ "\xed\x9f\xbf", 3, 0xd7ff, 3, true },
	{ "\xee\x80\x80", 3, 0xe000, 3, true },
	{ "\xef\xbf\xbd", 3, 0xfffd, 3, true },
	{ "\xef\xbf\xbf", 3, 0xffff, 3, true },
	{ "\xf0\x90\x80\x80", 4, 0x10000, 4, true },
	{ "\xf4\x8f\xbf\xbf", 4, 0x10ffff, 4, true },
	{ "\x80", 1, 0xfffd, 1, false },
	{ "\xbf" "a", 2, 0xfffd, 1, false },
	{ "\xc0\x80", 2, 0xfffd, 1, false },
	{ "\xc1\xbf", 2, 0xfffd, 1, false },
	{ "\xc2", 1, 0xfffd, 1, false },
	{ "\xc2\x41", 2, 0xfffd, 1, false },
	{ "\xe0\x9f\xbf", 3, 0xfffd, 1, false },
	{ "\xe1\x80", 2, 0xfffd, 1, false },
	{ "\xe1\x80\x41", 3, 0xfffd, 1, false },
	{ "\xed\xa0\x80", 3, 0xfffd, 1, false },
	{ "\xed\xbf\xbf", 3, 0xfffd, 1, false },
	{ "\xf0\x8f\xbf\xbf", 4, 0xfffd, 1, false },
	{ "\xf0\x90\x80", 3, 0xfffd, 1, false },
	{ "\xf4\x90\x80\x80", 4, 0xfffd, 1, false },
	{ "\xf5\x80\x80\x80", 4, 0xfffd, 1, false },
	{ "\xff", 1, 0xfffd, 1, false },
};

static void
utf8_is_told_from_what_is_none(void **state)
{
	char *exact;
	unsigned cp;
	size_t i;

	(void)state;
	assert_true(str_is_utf8("", 0));
	assert_false(str_is_utf8("a\0b", 3));
	for (i = 0; i < sizeof(utf8) / sizeof(utf8[0]); i++) {
		/* Just as long as it is, so that a byte too many is seen. */
		exact = mem_strndup(utf8[i].bytes, utf8[i].n);
		assert_int_equal(str_is_utf8(exact, utf8[i].n), utf8[i].good);
		assert_int_equal(str_next(exact, &cp), utf8[i].len);
		assert_int_equal(cp, utf8[i].cp);
		if (utf8[i].good) {
			assert_ptr_equal(str_encode(exact, cp),
			    exact + utf8[i].n);
			assert_memory_equal(exact, utf8[i].bytes, utf8[i].n);
		}
		free(exact);
	}
}

/* RFC 3629, 4, as its grammar has it, byte by byte. */
static bool
is_utf8_by_grammar(const unsigned char *s, size_t n)
{
	size_t i, more;
	unsigned low, high;

	for (i = 0; i < n;) {
		if (s[i] == 0 || (s[i] >= 0x80 && s[i] < 0xc2) || s[i] > 0xf4)
			return false;
		more = s[i] < 0x80 ? 0 : s[i] < 0xe0 ? 1 : s[i] < 0xf0 ? 2 : 3;
		low = s[i] == 0xe0 ? 0xa0 : s[i] == 0xf0 ? 0x90 : 0x80;
		high = s[i] == 0xed ? 0x9f : s[i] == 0xf4 ? 0x8f : 0xbf;
		for (i++; more > 0; more--, i++, low = 0x80, high = 0xbf)
			if (i == n || s[i] < low || s[i] > high)
				return false;
	}
	return true;
}

/* Each piece of the table, at each place of its words, amid letters. */
static void
utf8_is_told_at_every_place(void **state)
{
	char text[40], *exact;
	size_t i, before, after, n;

	(void)state;
	for (i = 0; i <= sizeof(utf8) / sizeof(utf8[0]); i++)
		for (before = 0; before < 18; before++)
			for (after = 0; after < 18; after++) {
				memset(text, 'a', sizeof(text));
				n = i == 0 ? 1 : utf8[i - 1].n;
				memcpy(text + before, i == 0 ? ""
				    : utf8[i - 1].bytes, n);
				n += before + after;
				exact = mem_strndup(text, n);
				assert_int_equal(str_is_utf8(exact, n),
				    i > 0 && utf8[i - 1].good);
				free(exact);
			}
}

static void
random_bytes_are_told_as_by_the_grammar(void **state)
{
	static const unsigned char edges[] = { 0x00, 0x01, 0x7f, 0x80, 0x8f,
		0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xdf, 0xe0, 0xed, 0xef,
		0xf0, 0xf4, 0xf5, 0xff };
	unsigned char text[48];
	unsigned seed = 1;
	size_t i, k, n, from;
	int good = 0;

	(void)state;
	for (i = 0; i < 200 * 1000; i++) {
		n = (size_t)rand_r(&seed) % 40;
		from = (size_t)rand_r(&seed) % 8;
		for (k = 0; k < n; k++)
			text[from + k] = rand_r(&seed) % 8 > 0 ? 'a'
			    : edges[(size_t)rand_r(&seed) % sizeof(edges)];
		good += is_utf8_by_grammar(text + from, n);
		assert_int_equal(str_is_utf8((const char *)text + from, n),
		    is_utf8_by_grammar(text + from, n));
	}
	assert_true(good > 1000);
}

static void
texts_are_cut_between_characters(void **state)
{
	static const char all[] = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80!";
	static const int fits[] = { 0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11 };
	char room[6] = "?????";
	int i;

	(void)state;
	for (i = 0; i < 13; i++)
		assert_int_equal(str_fit(all, i), fits[i]);
	str_copy(room, sizeof(room), all);
	assert_string_equal(room, "a\xc3\xa9");
	str_copy(room, sizeof(room), "12345");
	assert_string_equal(room, "12345");
	str_copy(room, 1, all);
	assert_string_equal(room, "");
}

static void
strings_that_differ_are_counted(void **state)
{
	const char *v[] = { "b", "a", "b", "", "a" };

	(void)state;
	assert_int_equal(strs_distinct(v, 5), 3);
	assert_int_equal(strs_distinct(v, 0), 0);
}

static void
lists_own_what_they_hold(void **state)
{
	static const char *const words[] = { "b", "", "a", "B", "\xc3\xa4",
		"aa", "b" };
	static const char *const sorted[] = { "", "B", "a", "aa", "b", "b",
		"\xc3\xa4" };
	struct strs l = { 0 };
	char word[8];
	size_t i;

	(void)state;
	strs_sort(&l);
	assert_false(strs_has(&l, ""));
	for (i = 0; i < 7; i++) {
		strcpy(word, words[i]);
		strs_add(&l, word);
	}
	assert_int_equal(l.n, 7);
	assert_true(strs_has(&l, "aa"));
	assert_false(strs_has(&l, "A"));
	strs_sort(&l);
	for (i = 0; i < 7; i++)
		assert_string_equal(l.v[i], sorted[i]);
	for (i = 0; i < 1000; i++)
		strs_add(&l, "x");
	assert_string_equal(l.v[1006], "x");
	strs_free(&l);
	assert_int_equal(l.n, 0);
	strs_add(&l, "again");
	assert_string_equal(l.v[0], "again");
	strs_free(&l);
}

static void
words_are_folded(void **state)
{
	static const struct {
		const char *word, *want;
	} words[] = {
		{ "", "" },
		{ "PowerShell 7.4", "powershell 7.4" },
		{ "@AZ[`az{/09:\t~\x7f", "@az[`az{/09:\t~\x7f" },
		{ "Caf\xc3\xa9 MA\xc3\x9f", "cafe mass" },
		{ "\xef\xbc\xa1\xe2\x84\xaa", "ak" }, /* full width; kelvin */
	};
	struct buf folded = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		buf_reset(&folded);
		str_fold(words[i].word, &folded);
		assert_string_equal(buf_str(&folded), words[i].want);
	}
	buf_free(&folded);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings_are_compared),
		cmocka_unit_test(truths_have_several_words),
		cmocka_unit_test(parts_are_found_in_any_case),
		cmocka_unit_test(copies_are_trimmed_and_cased),
		cmocka_unit_test(edits_are_counted),
		cmocka_unit_test(numbers_are_digits_and_nothing_else),
		cmocka_unit_test(utf8_is_told_from_what_is_none),
		cmocka_unit_test(utf8_is_told_at_every_place),
		cmocka_unit_test(random_bytes_are_told_as_by_the_grammar),
		cmocka_unit_test(texts_are_cut_between_characters),
		cmocka_unit_test(strings_that_differ_are_counted),
		cmocka_unit_test(words_are_folded),
		cmocka_unit_test(lists_own_what_they_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
