/* Words as people type them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/word.h"

static void
words_are_one_however_they_are_written(void **state)
{
	static const struct {
		const char *word, *known;
		bool same;
	} pairs[] = {
		{ "credential access", "Credential Access", true },
		{ "credential-access", "Credential Access", true },
		{ "Credential_Access", "credential-access", true },
		{ "  credential -  access ", "credential-access", true },
		{ "credentialaccess", "Credential Access", false },
		{ "credential", "Credential Access", false },
		{ "credential access x", "Credential Access", false },
		{ "MACOS", "macOS", true },
		{ "", "", true },
		{ "-", "", true },
		{ "", "a", false },
		{ "a", "", false },
		{ "a-", "a", true },
		{ "a", "ab", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		assert_int_equal(word_is(pairs[i].word, pairs[i].known),
		    pairs[i].same);
		assert_int_equal(word_is(pairs[i].known, pairs[i].word),
		    pairs[i].same);
	}
}

static void
a_word_is_found_in_a_list(void **state)
{
	static const char *const list[] = { "all-subs", "exact", NULL };
	struct buf b = BUF_INIT;

	(void)state;
	assert_string_equal(word_find("All Subs", list), "all-subs");
	assert_null(word_find("subs", list));
	word_put_list(&b, list);
	assert_string_equal(buf_str(&b), "all-subs or exact");
	buf_free(&b);
}

/* What is told beside a word of which no known one is meant. */
static void
assert_meant(const char *word, const struct strs *known, const char *want)
{
	struct buf b = BUF_INIT;

	word_put_meant(&b, word, known);
	assert_string_equal(buf_str(&b), want);
	buf_free(&b);
}

static void
what_is_near_is_meant(void **state)
{
	struct strs few = { 0 }, many = { 0 };
	int i;

	(void)state;
	strs_add(&few, "Linux");
	strs_add(&few, "macOS");
	strs_add(&few, "Office Suite");
	for (i = 0; i < 30; i++)
		strs_add(&many, "something else");
	assert_meant("Linnux", &few, "; did you mean Linux?");
	assert_meant("office", &few, "; did you mean Office Suite?");
	assert_meant("plan9", &few,
	    "; there are Linux, macOS, Office Suite");
	assert_meant("x", &few, "; there are Linux, macOS, Office Suite");
	assert_meant("plan9", &many, "");
	strs_free(&few);
	assert_meant("x", &few, "");
	strs_add(&few, "one");
	assert_meant("x", &few, "; there is one");
	strs_free(&few);
	strs_free(&many);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_one_however_they_are_written),
		cmocka_unit_test(a_word_is_found_in_a_list),
		cmocka_unit_test(what_is_near_is_meant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
