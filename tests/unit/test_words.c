/* The domain's words: their names, there and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "words/exception.h"
#include "words/relation.h"
#include "words/words.h"
#include "words/worth.h"

/* Allows the schema's text a column these words, and no others? */
static void
assert_check(const char *schema, const char *column, const char *const *names,
    size_t n)
{
	struct buf want = BUF_INIT;
	size_t i;

	buf_puts(&want, "CHECK (");
	for (i = 0; i < n; i++)
		buf_printf(&want, "%s%s = '%s'", i > 0 ? " OR " : "", column,
		    names[i]);
	buf_puts(&want, ")");
	if (strstr(schema, buf_str(&want)) == NULL)
		fail_msg("not in the schema: %s", buf_str(&want));
	buf_free(&want);
}

static void
the_schema_has_the_same_words(void **state)
{
	const char *const kinds[] = { kind_name(KIND_POLICY),
		kind_name(KIND_DETECTION), kind_name(KIND_TEST),
		kind_name(KIND_EVIDENCE), kind_name(KIND_THREATS),
		kind_name(KIND_BASELINE), kind_name(KIND_CROSSWALK) };
	struct buf raw = BUF_INIT, schema = BUF_INIT;
	const char *s;

	(void)state;
	assert_int_equal(file_read("src/catalog/schema.sql", 1 << 20,
	    &raw), 0);
	/* A list may go over two lines. */
	for (s = buf_str(&raw); *s != '\0'; s++) {
		buf_putc(&schema, *s == '\n' ? ' ' : *s);
		if (*s == '\n')
			s += strspn(s + 1, " ");
	}
	s = buf_str(&schema);
	assert_check(s, "kind", kinds, 7);
	assert_check(s, "lifecycle", lifecycle_names, LIFECYCLE_NONE);
	assert_check(s, "type", type_names, TYPE_NONE);
	assert_check(s, "state", state_names, STATE_NONE);
	assert_check(s, "outcome", outcome_names, OUTCOME_NONE);
	assert_check(s, "outcome", result_names, RESULT_NOTHING);
	assert_check(s, "what", profile_word_names, PROFILE_WORDS);
	assert_check(s, "relation", relation_names, RELATION_NONE);
	assert_non_null(strstr(s, "CHECK (evidence BETWEEN 0 AND 5)"));
	buf_free(&schema);
	buf_free(&raw);
}

static void
names_are_read(void **state)
{
	(void)state;
	assert_int_equal(lifecycle_read("not-mappable"), LIFECYCLE_NOT_MAPPABLE);
	assert_int_equal(type_read("building-block"), TYPE_BUILDING_BLOCK);
	assert_int_equal(state_read("covered"), STATE_NONE);
	assert_int_equal(outcome_read("retired"), OUTCOME_RETIRED);
	assert_string_equal(result_name(RESULT_MISSED), "missed");
	assert_null(lifecycle_in_rules[LIFECYCLE_NOT_MAPPABLE]);
}

static void
test_kind(void **state)
{
	int i;

	(void)state;
	for (i = 0; kind_names[i] != NULL; i++)
		assert_int_equal(kind_read(kind_name(i)), i);
	assert_int_equal(i, KIND_NONE);
	for (i = 0; kinds_in_definitions[i] != NULL; i++)
		assert_string_equal(kinds_in_definitions[i], kind_name(i));
	assert_int_equal(i, KIND_THREATS);
	assert_int_equal(kind_read("tests"), KIND_NONE);
	assert_int_equal(kind_read(NULL), KIND_NONE);
	for (i = 0; control_kinds[i] != NULL; i++)
		assert_string_equal(control_kinds[i], kind_name(i));
	assert_int_equal(i, CONTROL_KINDS);
	assert_string_equal(control_nouns[KIND_TEST][1], "tests");
}

static void
relations_are_read_in_any_spelling(void **state)
{
	static const struct {
		const char *word;
		int want;
	} words[] = {
		{ "equal-to", RELATION_EQUAL },
		{ "Equal", RELATION_EQUAL },
		{ "EQUIVALENT_TO", RELATION_EQUIVALENT },
		{ "subset of", RELATION_SUBSET },
		{ "Superset Of", RELATION_SUPERSET },
		{ "intersects", RELATION_INTERSECTS },
		{ "intersects-with", RELATION_INTERSECTS },
		{ "related-to", RELATION_RELATED },
		{ "not related to", RELATION_NONE },
		{ "no-relationship", RELATION_NONE },
		{ "supserset", RELATIONS_UNKNOWN },
		{ "", RELATIONS_UNKNOWN },
		{ NULL, RELATIONS_UNKNOWN },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_int_equal(relation_read(words[i].word), words[i].want);
	for (i = 0; relation_names[i] != NULL; i++)
		assert_int_equal(relation_read(relation_name((enum relation)i)),
		    (int)i);
	assert_int_equal(i, RELATION_NONE);
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

static void
levels_and_statuses_are_in_order(void **state)
{
	int i;

	(void)state;
	for (i = 0; level_names[i] != NULL; i++)
		assert_int_equal(level_of(level_names[i]), i + 1);
	assert_int_equal(i, LEVEL_CRITICAL);
	for (i = 0; i < STATUS_STABLE; i++)
		assert_int_equal(status_of(status_names[i]), i + 1);
	assert_int_equal(status_of("production"), STATUS_STABLE);
	assert_int_equal(level_of("Informational"), LEVEL_INFORMATIONAL);
	assert_int_equal(level_of("INFO"), LEVEL_INFORMATIONAL);
	assert_int_equal(status_of("Available"), STATUS_STABLE);
	assert_int_equal(level_of("very high"), LEVEL_UNKNOWN);
	assert_int_equal(level_of(""), LEVEL_UNKNOWN);
	assert_int_equal(level_of(NULL), LEVEL_UNKNOWN);
	assert_int_equal(status_of(NULL), STATUS_UNKNOWN);
}

static void
what_is_asked_for_is_put_in_words(void **state)
{
	static const struct {
		struct worth least;
		const char *text;
	} cases[] = {
		{ { LEVEL_UNKNOWN, STATUS_UNKNOWN }, "" },
		{ { LEVEL_MEDIUM, STATUS_UNKNOWN }, "; level medium or higher" },
		{ { LEVEL_CRITICAL, STATUS_TEST },
		    "; level critical, status test or better" },
		{ { LEVEL_UNKNOWN, STATUS_STABLE }, "; status stable" },
	};
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_reset(&b);
		worth_put(&b, &cases[i].least, "; ");
		assert_string_equal(buf_str(&b), cases[i].text);
	}
	buf_reset(&b);
	exception_put(&b, "why", NULL, NULL);
	assert_string_equal(buf_str(&b), "why");
	exception_put(&b, "", "IT", "2026-12-31");
	assert_string_equal(buf_str(&b), "why, owner IT, until 2026-12-31");
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_schema_has_the_same_words),
		cmocka_unit_test(names_are_read),
		cmocka_unit_test(test_kind),
		cmocka_unit_test(relations_are_read_in_any_spelling),
		cmocka_unit_test(test_evidence),
		cmocka_unit_test(levels_and_statuses_are_in_order),
		cmocka_unit_test(what_is_asked_for_is_put_in_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
