/* The domain's words: their names, there and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "words/words.h"

static void
test_kind(void **state)
{
	int i;

	(void)state;
	for (i = 0; kind_names[i] != NULL; i++)
		assert_int_equal(kind_read(kind_name(i)), i);
	assert_int_equal(i, KIND_NONE);
	assert_int_equal(kind_read("tests"), KIND_NONE);
	assert_int_equal(kind_read(NULL), KIND_NONE);
	for (i = 0; control_kinds[i] != NULL; i++)
		assert_string_equal(control_kinds[i], kind_name(i));
	assert_int_equal(i, CONTROL_KINDS);
	assert_string_equal(control_nouns[KIND_TEST][1], "tests");
}

static void
test_evidence(void **state)
{
	int i;

	(void)state;
	for (i = E0; evidence_names[i] != NULL; i++)
		assert_int_equal(evidence_read(evidence_name(i)), i);
	assert_int_equal(i, EVIDENCE_LEVELS);
	assert_string_equal(evidence_name(EVIDENCE_TESTED), "E2");
	assert_int_equal(evidence_read("e2"), EVIDENCE_NONE);
	assert_int_equal(evidence_read("E6"), EVIDENCE_NONE);
	assert_int_equal(evidence_read(NULL), EVIDENCE_NONE);
	for (i = 0; evidence_in_rules[i] != NULL; i++)
		assert_string_equal(evidence_in_rules[i], evidence_name(i));
	assert_int_equal(i, E3 + 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kind),
		cmocka_unit_test(test_evidence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
