/* Whose controls a diff of two snapshots counts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "compare/diff.h"
#include "snapshots.h"

/* "a" is yours, "c" is what each time is said of it; the figures of old
 * and new are of these. */
static const struct {
	const char *old_of, *new_of, *old, *new;
	enum of of;
	const char *told;
} perspectives[] = {
	{ "yours", "yours", "'whose':'available'", "'whose':'yours'", OF_DEFAULT,
	    "controls gained T2 0>1, c state\nc changed available>active\n" },
	{ "yours", "yours", "'whose':'available'", "'whose':'yours'", OF_AVAILABLE,
	    "controls lost T2 1>0, c state\nc changed active>yours\n" },
	{ "yours", "yours", "'whose':'available'", "'whose':'yours'", OF_ALL, "" },
	{ "yours", "yours", "'state':'twin'", "'whose':'available'", OF_DEFAULT,
	    "c changed twin>available\n" },
	{ "yours", "available", "'whose':'yours'", "'state':'not-deployed'",
	    OF_DEFAULT, "controls lost T2 1>0, c state\n"
	    "c changed active>not-deployed\n" },
	{ "available", "yours", "'whose':'available'", "'whose':'yours'",
	    OF_DEFAULT, "controls gained T2 0>1, c state\n"
	    "c changed available>active\n" },
	{ "yours", "all", "'whose':'available'", "'whose':'yours'", OF_DEFAULT,
	    "" },
	{ NULL, "yours", "'whose':'available'", "'whose':'yours'", OF_DEFAULT,
	    "controls gained T2 0>1, c state\nc changed available>active\n" },
	{ NULL, NULL, "'whose':'available'", "'whose':'yours'", OF_DEFAULT, "" },
};

static cJSON *
of_whom(const char *of, const char *third)
{
	cJSON *s = parse(arena_printf(&model_mem, "%s{'id':'c','title':'C',%s,"
	    "'ids':['T2']}]}}", HEAD("1") "'techniques':{'enterprise':{" ONE
	    "}}," SOURCE("") "'controls':{'ours':[" RULE("a", IDS("'T1'")) ",",
	    third));

	if (of != NULL)
		cJSON_AddStringToObject(cJSON_AddObjectToObject(s,
		    "perspective"), "detection", of);
	return s;
}

static void
whose_are_counted(void **state)
{
	struct diff_filter filter = { 0 };
	cJSON *diff;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(perspectives) / sizeof(perspectives[0]); i++) {
		filter.of = perspectives[i].of;
		diff = diff_snapshots(of_whom(perspectives[i].old_of,
		    perspectives[i].old), of_whom(perspectives[i].new_of,
		    perspectives[i].new), &filter);
		assert_string_equal(tell(diff), perspectives[i].told);
	}
}

/* Where a source is named, all of its controls are. */
static void
all_of_a_source_are_counted(void **state)
{
	struct diff_filter filter = { 0 };
	cJSON *old, *new;

	(void)state;
	strs_add(&filter.sources, "ours");
	old = of_whom("yours", "'whose':'available'");
	new = of_whom("yours", "'state':'twin'");
	assert_string_equal(tell(diff_snapshots(old, new, &filter)),
	    "controls lost T2 1>0, c state\nc changed active>twin\n");
	strs_free(&filter.sources);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whose_are_counted),
		cmocka_unit_test(all_of_a_source_are_counted),
	};

	value_init();
	return cmocka_run_group_tests(tests, model_begin, model_end);
}
