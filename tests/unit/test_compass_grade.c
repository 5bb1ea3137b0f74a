/* The compass's grade of how much policies say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/mem.h"
#include "export/compass_grade.h"
#include "value/value.h"

static struct arena mem;

#define assert_grade(row, want) \
	assert_int_equal(compass_grade(cJSON_Parse(row)), want)

static void
one_column_alone(void **state)
{
	(void)state;
	assert_grade("{}", 0);
	assert_grade("{\"mitigations\": null, \"nist\": null}", 0);
	assert_grade("{\"mitigations\": 1}", 1);
	assert_grade("{\"engage\": 5}", 1);
	assert_grade("{\"engage\": 6}", 2);
	assert_grade("{\"nist\": 6}", 1);
	assert_grade("{\"nist\": 7}", 2);
	assert_grade("{\"d3fend\": 500}", 2);
	/* nor what is no policy */
	assert_grade("{\"sigma\": 9, \"art\": 9}", 0);
}

static void
several_are_summed(void **state)
{
	(void)state;
	assert_grade("{\"mitigations\": 1, \"nist\": 3}", 1);
	assert_grade("{\"mitigations\": 1, \"nist\": 4}", 2);
	assert_grade("{\"mitigations\": 7, \"nist\": 25}", 2);
	assert_grade("{\"mitigations\": 1, \"nist\": 6, \"d3fend\": 7}", 2);
	assert_grade("{\"mitigations\": 1, \"nist\": 7, \"d3fend\": 7}", 3);
	assert_grade("{\"mitigations\": 1, \"nist\": 6, \"cis\": 3,"
	    " \"engage\": 3}", 2);
	assert_grade("{\"mitigations\": 1, \"nist\": 6, \"cis\": 10,"
	    " \"engage\": 5}", 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_column_alone),
		cmocka_unit_test(several_are_summed),
	};

	int rc;

	value_init();
	value_use(&mem);
	rc = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(&mem);
	return rc;
}
