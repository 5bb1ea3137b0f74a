/* The list of logs, what each would add, and what tables of rules say of needs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "count/needs.h"
#include "logs_worlds.h"
#include "model/logs.h"
#include "model/model.h"
#include "model/technique_logs.h"

static cJSON *
logs_of(struct catalog *c)
{
	static const struct visibility_asked all = { 0 };
	struct visibility *v = visibility_open(c, &all);
	cJSON *site = model_overview(c, NULL), *logs;

	assert_non_null(v);
	logs = logs_model(c, site, v);
	visibility_close(v);
	assert_non_null(logs);
	return logs;
}

/* "sys/mon: part, 1": each log's id, whether it is collected, how many available
 * rules need it, and would run by it. */
static const char *
listed(const cJSON *logs)
{
	const cJSON *group, *row;
	struct buf b = BUF_INIT;
	char *text;

	cJSON_ArrayForEach(group, member_get(logs, "groups"))
		cJSON_ArrayForEach(row, member_get(group, "rows"))
			buf_printf(&b, "%s %s %lld %lld\n", member_text(row, "id"),
			    member_text_or(row, "collected", "-"),
			    member_number(row, "available"),
			    member_number(row, "would_available"));
	text = arena_strdup(&mem, buf_str(&b));
	buf_free(&b);
	return text;
}

/* The second rule lacks an event that its product gives, or another's; the third
 * one needs what nobody knows, which no log gives. */
static void
each_log_says_what_would_run_by_it(void **state)
{
	(void)state;
	assert_string_equal(listed(logs_of(told)), "sys/audit/7 no 2 1\n"
	    "sys/mon part 3 1\nsys/mon/1 yes 2 0\nsys/mon/2 no 1 1\n"
	    "sys/start yes 0 0\n");
}

static void
names_of_all_vocabularies_stand_together(void **state)
{
	const cJSON *group = member_get(logs_of(told), "groups")->child, *row;

	(void)state;
	assert_string_equal(member_text(group, "id"), "sys");
	assert_int_equal(member_number(group, "n"), 5);
	assert_int_equal(member_number(group, "n_collected"), 2);
	row = cJSON_GetArrayItem(member_get(group, "rows"), 2);
	assert_string_equal(member_text(row, "named"),
	    "mitre: Sysmon, 1; splunk: Mon EventID 1");
	assert_null(member_get(row, "whole"));
	assert_true(cJSON_IsTrue(member_get(row->prev, "whole")));
}

static void
where_nothing_is_told_nothing_is_said_of_it(void **state)
{
	cJSON *logs = logs_of(untold);
	const cJSON *row = member_get(member_get(logs, "groups")->child,
	    "rows")->child;

	(void)state;
	assert_null(member_get(logs, "told"));
	assert_null(member_get(member_get(logs, "domains")->child, "full"));
	assert_null(member_get(logs, "runs"));
	assert_null(member_get(logs, "collected"));
	assert_null(member_get(row, "collected"));
	assert_null(member_get(row, "would"));
	assert_int_equal(member_number(row, "rules"), 3);
}

static void
what_no_log_has_is_listed_by_name(void **state)
{
	cJSON *logs = logs_of(told);
	const cJSON *row = member_get(logs, "unknown")->child;

	(void)state;
	assert_true(cJSON_IsTrue(member_get(logs, "has_unknown")));
	assert_string_equal(member_text(row, "name"), "Homemade");
	assert_int_equal(member_number(row, "yours") +
	    member_number(row, "available"), 1);
	assert_non_null(row->next); /* of another source */
	assert_null(row->next->next);
}

static void
rules_are_counted_by_whether_they_run(void **state)
{
	const cJSON *row = member_get(logs_of(told), "runs"), *available;

	(void)state;
	available = row->child->prev;
	assert_string_equal(member_text(available, "whose"), "available");
	assert_int_equal(member_number(available, "yes"), 1);
	assert_int_equal(member_number(available, "no"), 1);
	assert_int_equal(member_number(available, "unknown"), 1);
}

static void
a_place_is_an_anchor_on_its_groups_page(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	logs_put_place(&b, "windows/a log/1");
	assert_string_equal(buf_str(&b),
	    "logs/windows.html#windows_a-log_1");
	buf_free(&b);
}

/* A row of a table of rules, without what is false. */
static const char *
row_of(struct catalog *c, long long pk, bool counts)
{
	struct needs *n = needs_open(c, NULL);
	cJSON *control = cJSON_CreateObject(), *row = cJSON_CreateObject();
	cJSON *one, *next;

	cJSON_AddStringToObject(control, "kind", "detection");
	needs_add(n, pk, control);
	needs_free(n);
	needs_row_add(row, control, counts);
	for (one = row->child; one != NULL; one = next) {
		next = one->next;
		if (cJSON_IsFalse(one))
			cJSON_Delete(cJSON_DetachItemViaPointer(row, one));
	}
	return cJSON_PrintUnformatted(row);
}

static void
a_row_says_what_a_rule_needs_in_short(void **state)
{
	(void)state;
	assert_string_equal(row_of(told, 9, true),
	    "{\"needs\":\"Monitor event 1 or 1 more\","
	    "\"needs_full\":\"Monitor event 1 or Audit event 7\","
	    "\"needs_place\":\"logs/sys.html#sys_mon_1\","
	    "\"runs\":\"yes\",\"runs_said\":\"runs\"}");
	/* What is needed only where nothing counts may have no place. */
	assert_null(strstr(row_of(told, 9, false), "needs_place"));
	/* Of what it needs that which it lacks. */
	assert_string_equal(row_of(told, 10, true),
	    "{\"needs\":\"Monitor event 2 or 1 more\","
	    "\"needs_full\":\"Monitor event 1; Monitor event 2 or Audit event 7\","
	    "\"needs_place\":\"logs/sys.html#sys_mon_2\","
	    "\"runs\":\"no\",\"runs_said\":\"lacks\"}");
	assert_string_equal(row_of(told, 12, true),
	    "{\"runs\":\"not-told\",\"runs_said\":\"not told\"}");
	assert_string_equal(row_of(untold, 11, true),
	    "{\"needs\":\"Monitor and Homemade\","
	    "\"needs_full\":\"Monitor; Homemade\","
	    "\"needs_place\":\"logs/sys.html#sys_mon\"}");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_log_says_what_would_run_by_it),
		cmocka_unit_test(names_of_all_vocabularies_stand_together),
		cmocka_unit_test(where_nothing_is_told_nothing_is_said_of_it),
		cmocka_unit_test(what_no_log_has_is_listed_by_name),
		cmocka_unit_test(rules_are_counted_by_whether_they_run),
		cmocka_unit_test(a_place_is_an_anchor_on_its_groups_page),
		cmocka_unit_test(a_row_says_what_a_rule_needs_in_short),
	};

	value_init();
	return cmocka_run_group_tests(tests, worlds_begin, worlds_end);
}
