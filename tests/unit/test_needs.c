/* Which logs rules need, and whether they run on those collected. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "count/needs.h"
#include "logs_worlds.h"

/* What is added to a control of that kind, on one line. */
static const char *
added(struct catalog *c, long long pk, const char *kind)
{
	struct needs *n = needs_open(c, NULL);
	cJSON *one = cJSON_CreateObject();

	assert_non_null(n);
	cJSON_AddStringToObject(one, "kind", kind);
	needs_add(n, pk, one);
	needs_free(n);
	cJSON_DeleteItemFromObject(one, "kind");
	return cJSON_PrintUnformatted(one);
}

static void
every_need_is_said_with_its_alternatives(void **state)
{
	(void)state;
	assert_string_equal(added(told, 9, "detection"),
	    "{\"needs\":[{\"any\":[{\"name\":\"Mon EventID 1\","
	    "\"log\":\"sys/mon/1\",\"title\":\"Monitor event 1\","
	    "\"collected\":\"yes\"},{\"name\":\"Audit 7\","
	    "\"log\":\"sys/audit/7\",\"title\":\"Audit event 7\","
	    "\"collected\":\"no\"}],\"met\":\"yes\"}],"
	    "\"needs_text\":\"Monitor event 1 or Audit event 7\","
	    "\"needs_short\":\"Monitor event 1 or Audit event 7\","
	    "\"runs\":\"yes\",\"runs_text\":\"yes\"}");
}

static void
what_is_lacking_is_named(void **state)
{
	const cJSON *one;

	(void)state;
	one = cJSON_Parse(added(told, 10, "detection"));
	assert_string_equal(member_text(one, "needs_text"), "Monitor event 1; "
	    "Monitor event 2 or Audit event 7");
	assert_string_equal(member_text(one, "needs_short"), "Monitor event 1; "
	    "Monitor event 2 and 1 more");
	assert_string_equal(member_text(one, "lacks"), "Monitor event 2 or "
	    "Audit event 7");
	assert_string_equal(member_text(one, "runs_text"), "no: lacks Monitor "
	    "event 2 or Audit event 7");
}

static void
what_nobody_knows_is_neither_met_nor_lacking(void **state)
{
	const cJSON *one, *need;

	(void)state;
	one = cJSON_Parse(added(told, 11, "detection"));
	cJSON_ArrayForEach(need, member_get(one, "needs"))
		assert_string_equal(member_text(need, "met"), "unknown");
	assert_string_equal(member_text(one, "needs_text"),
	    "Monitor; Homemade");
	assert_string_equal(member_text(one, "runs_text"), "unknown");
	assert_null(member_get(one, "lacks"));
	assert_string_equal(added(told, 12, "detection"),
	    "{\"runs\":\"not-told\",\"runs_text\":\"not told\"}");
	assert_string_equal(added(told, 7, "test"), "{}");
}

static void
of_what_runs_nothing_is_said_where_nothing_is_collected(void **state)
{
	const cJSON *one;

	(void)state;
	assert_int_equal(needs_are_told(told), 1);
	assert_int_equal(needs_are_told(untold), 0);
	one = cJSON_Parse(added(untold, 10, "detection"));
	assert_null(member_get(one, "runs"));
	assert_null(member_get(one, "lacks"));
	assert_null(member_get(member_get(one, "needs")->child, "met"));
	assert_non_null(member_get(one, "needs_text"));
	assert_string_equal(added(untold, 12, "detection"), "{}");
}

static void
rows_have_those_of_their_controls(void **state)
{
	cJSON *rows = cJSON_Parse("[{\"k\":12,\"kind\":\"detection\"},"
	    "{\"k\":9,\"kind\":\"detection\"}]");

	(void)state;
	assert_int_equal(needs_add_to(told, rows, "k"), 0);
	assert_string_equal(member_text(rows->child, "runs"), "not-told");
	assert_string_equal(member_text(rows->child->next, "runs"), "yes");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_need_is_said_with_its_alternatives),
		cmocka_unit_test(what_is_lacking_is_named),
		cmocka_unit_test(what_nobody_knows_is_neither_met_nor_lacking),
		cmocka_unit_test(
		    of_what_runs_nothing_is_said_where_nothing_is_collected),
		cmocka_unit_test(rows_have_those_of_their_controls),
	};

	value_init();
	return cmocka_run_group_tests(tests, worlds_begin, worlds_end);
}
