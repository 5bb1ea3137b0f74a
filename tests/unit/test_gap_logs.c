/* Why there is a gap, and what would close it on the logs that are collected. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "catalog/logs.h"
#include "logs_worlds.h"
#include "model/gaps.h"
#include "words/reason.h"

static const struct catalog_selection yours = { .of = OF_YOURS };

/* A gap by its id. */
static const cJSON *
gap(const cJSON *m, const char *id)
{
	const cJSON *t;

	cJSON_ArrayForEach(t, member_get(m, "techniques"))
		if (str_equal(member_text(t, "id"), id))
			return t;
	fail_msg("no gap %s", id);
	return NULL;
}

static void
the_reason_is_that_of_rules_and_then_of_analytics(void **state)
{
	static const struct {
		struct reason_rules rules;
		enum visible visible;
		enum reason want;
	} cases[] = {
		{ { 1, 1, 1, 1 }, VISIBLE_BLIND, REASON_NO_RULE },
		{ { 0, 1, 1, 1 }, VISIBLE_FULL, REASON_NOT_COLLECTED },
		{ { 0, 0, 1, 0 }, VISIBLE_FULL, REASON_NOT_TOLD },
		{ { 0, 0, 0, 1 }, VISIBLE_BLIND, REASON_NOT_TOLD },
		{ { 0, 0, 0, 0 }, VISIBLE_FULL, REASON_NO_RULE },
		{ { 0, 0, 0, 0 }, VISIBLE_PARTLY, REASON_NO_RULE },
		{ { 0, 0, 0, 0 }, VISIBLE_BLIND, REASON_NO_LOG },
		{ { 0, 0, 0, 0 }, VISIBLE_NOT_TOLD, REASON_NOT_TOLD },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(reason_of(&cases[i].rules, cases[i].visible),
		    cases[i].want);
	for (i = 0; i < REASON_NONE; i++)
		assert_int_equal(reason_read(reason_name((enum reason)i)), i);
	assert_int_equal(reason_read("gap"), REASON_NONE);
}

static void
a_gap_says_why_and_what_to_adopt(void **state)
{
	const cJSON *m = gaps_find(told, &yours, NULL), *t, *one;

	(void)state;
	t = gap(m, "T1005");
	assert_string_equal(member_text(t, "why"), "no-rule");
	assert_string_equal(member_text(t, "why_text"), "log, no rule");
	assert_string_equal(cJSON_PrintUnformatted(member_get(t, "rules")),
	    "{\"yes\":1,\"no\":1,\"unknown\":1,\"not_told\":1}");
	assert_int_equal(member_number(t, "adopt_count"), 1);
	assert_string_equal(member_text(t, "adopt_text"),
	    "rules: Runs (E0)");
	one = member_get(t, "adopt")->child;
	assert_string_equal(member_text(one, "id"), "y");
	assert_string_equal(member_text(one, "runs"), "yes");
	assert_string_equal(member_text(one, "needs_text"),
	    "Monitor event 1 or Audit event 7");
	assert_string_equal(member_text(member_get(m, "domains")->child, "why"),
	    "of the gaps 1 log, no rule; for 1 a public rule runs on the logs "
	    "collected");
}

/* Of all rules that run none is left where only what does not run is counted. */
static void
what_is_lacking_is_named_the_most_wanted_first(void **state)
{
	struct catalog_selection s = { .of = OF_ALL, .runs = "no" };
	cJSON *rows, *pks = cJSON_Parse("[8]");

	(void)state;
	assert_int_equal(catalog_lacking(told, &s, pks, &rows), 0);
	assert_string_equal(cJSON_PrintUnformatted(rows),
	    "[{\"technique\":8,\"log\":\"sys/mon/2\","
	    "\"name\":\"Monitor event 2\",\"rules\":1},"
	    "{\"technique\":8,\"log\":\"sys/audit/7\","
	    "\"name\":\"Audit event 7\",\"rules\":1}]");
}

static void
gaps_are_left_by_their_reason(void **state)
{
	struct gaps_filter filter = { .reason = "no-rule", .single = true };
	const cJSON *m = gaps_find(told, &yours, &filter), *list;

	(void)state;
	list = member_get(m, "techniques");
	assert_int_equal(cJSON_GetArraySize(list), 1);
	assert_string_equal(member_text(list->child, "id"), "T1005");
	assert_string_equal(member_text(member_get(m, "filter"), "reason"),
	    "no-rule");
}

static void
rules_that_run_are_counted(void **state)
{
	struct catalog_selection s = { .of = OF_ALL };
	const cJSON *m = gaps_list(told, &s, NULL), *t = gap(m, "T1005");

	(void)state;
	assert_int_equal(member_number(t, "detection"), 4);
	assert_int_equal(member_number(t, "runs"), 1);
	s.runs = "no";
	m = gaps_list(told, &s, NULL);
	t = gap(m, "T1005");
	assert_int_equal(member_number(t, "detection"), 1);
	assert_int_equal(member_number(t, "runs"), 0);
	assert_string_equal(member_text(member_get(m, "selection"), "runs"),
	    "no");
}

static void
nothing_is_said_where_nothing_is_collected(void **state)
{
	const cJSON *m = gaps_find(untold, &yours, NULL);
	const cJSON *t = gap(m, "T1005");

	(void)state;
	assert_null(member_get(t, "why"));
	assert_null(member_get(t, "adopt"));
	assert_null(member_get(t, "runs"));
	assert_null(member_get(member_get(m, "domains")->child, "reasons"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    the_reason_is_that_of_rules_and_then_of_analytics),
		cmocka_unit_test(a_gap_says_why_and_what_to_adopt),
		cmocka_unit_test(
		    what_is_lacking_is_named_the_most_wanted_first),
		cmocka_unit_test(gaps_are_left_by_their_reason),
		cmocka_unit_test(rules_that_run_are_counted),
		cmocka_unit_test(nothing_is_said_where_nothing_is_collected),
	};

	value_init();
	return cmocka_run_group_tests(tests, worlds_begin, worlds_end);
}
