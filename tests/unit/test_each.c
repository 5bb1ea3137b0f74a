/* Rows that are many, a few at a time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "catalog/each.h"
#include "catalog_place.h"
#include "value/member.h"
#include "value/value.h"

/* Takes some rows: each is the next, and there are no more of them than may be. */
static int
take_some(void *ctx, cJSON *rows)
{
	long long *n = ctx;
	const cJSON *row;
	char key[16];

	assert_in_range(cJSON_GetArraySize(rows), 1, EACH_ROWS);
	cJSON_ArrayForEach(row, rows) {
		snprintf(key, sizeof(key), "k%05lld", (*n)++);
		assert_string_equal(member_string(row, "key"), key);
	}
	return *n < 1200 ? 0 : -1;
}

static void
many_rows_come_a_few_at_a_time(void **state)
{
	static const int numbers[] = { 1, EACH_ROWS, EACH_ROWS + 1, 1100, 1300 };
	struct catalog *c;
	long long n;
	char key[16];
	size_t i;
	int k;

	(void)state;
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		c = catalog_create(path);
		for (k = 0; k < numbers[i]; k++) {
			snprintf(key, sizeof(key), "k%05d", k);
			assert_int_equal(catalog_put_meta(c, key, "x"), 0);
		}
		assert_int_equal(catalog_commit(c), 0);
		c = catalog_open(path);
		n = 0; /* the one that is too many ends it: it may be asked again */
		assert_int_equal(catalog_each(c, Q_META, NULL, take_some, &n),
		    numbers[i] < 1200 ? 0 : -1);
		assert_int_equal(n, numbers[i] < 1200 ? numbers[i] : 1200);
		n = 0;
		assert_int_equal(catalog_each(c, Q_META, NULL, take_some, &n),
		    numbers[i] < 1200 ? 0 : -1);
		assert_null(value_arena());
		catalog_close(c);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(many_rows_come_a_few_at_a_time,
		    set_up, tear_down),
	};

	value_init();
	catalog_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
