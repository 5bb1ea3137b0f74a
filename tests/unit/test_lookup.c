/* Numbers by text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/lookup.h"

static void
entries_of_a_text_stand_together_by_number(void **state)
{
	struct lookup l = { 0 };
	const struct lookup_entry *e;
	size_t n;

	(void)state;
	assert_null(lookup_find(&l, "a", &n));
	assert_int_equal(n, 0);
	lookup_add(&l, "b", 7);
	lookup_add(&l, "ab", 1);
	lookup_add(&l, "b", 3);
	lookup_add(&l, "", 5);
	lookup_sort(&l);
	e = lookup_find(&l, "b", &n);
	assert_int_equal(n, 2);
	assert_int_equal(e[0].at, 3);
	assert_int_equal(e[1].at, 7);
	assert_int_equal(lookup_first(&l, "b"), 4);
	assert_int_equal(lookup_first(&l, ""), 6);
	assert_int_equal(lookup_first(&l, "a"), 0);
	assert_int_equal(lookup_first(&l, "c"), 0);
	free(l.v);
}

static void
a_list_is_looked_up_by_a_member(void **state)
{
	const struct {
		int n;
		const char *name;
	} list[] = { { 1, "x" }, { 2, NULL }, { 3, "a" } };
	struct lookup l = { 0 };

	(void)state;
	lookup_list(&l, list, 3, sizeof(list[0]), sizeof(list[0]) -
	    sizeof(list[0].name));
	assert_int_equal(l.n, 2);
	assert_int_equal(lookup_first(&l, "x"), 1);
	assert_int_equal(lookup_first(&l, "a"), 3);
	free(l.v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entries_of_a_text_stand_together_by_number),
		cmocka_unit_test(a_list_is_looked_up_by_a_member),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
