/* The same work on many things, by several threads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/pool.h"

enum { MANY = 1000, JOBS_MOST = 64 };

struct work {
	atomic_int done[MANY];
	atomic_int calls;
	atomic_flag busy[JOBS_MOST];
	int jobs;
	size_t fails; /* this one returns -1; MANY: none */
	atomic_bool wrong;
};

static int
step(void *ctx, size_t i, int worker)
{
	struct work *w = ctx;

	if (worker < 0 || worker >= w->jobs || i >= MANY ||
	    atomic_flag_test_and_set(&w->busy[worker])) {
		atomic_store(&w->wrong, true);
		return -1;
	}
	atomic_fetch_add(&w->done[i], 1);
	atomic_fetch_add(&w->calls, 1);
	if (i % 64 == 0 || i > w->fails)
		usleep(1000); /* lets others pass */
	atomic_flag_clear(&w->busy[worker]);
	return i == w->fails ? -1 : 0;
}

static void
begin(struct work *w, int jobs, size_t fails)
{
	size_t i;

	memset(w, 0, sizeof(*w));
	for (i = 0; i < JOBS_MOST; i++)
		atomic_flag_clear(&w->busy[i]);
	w->jobs = pool_jobs(jobs);
	w->fails = fails;
}

static const int all_jobs[] = { 1, 2, 8, 0, 1000 };

static void
each_thing_is_done_once(void **state)
{
	static const size_t counts[] = { 0, 1, 2, 7, MANY };
	static struct work w;
	size_t j, k, i;

	(void)state;
	for (j = 0; j < sizeof(all_jobs) / sizeof(all_jobs[0]); j++) {
		for (k = 0; k < sizeof(counts) / sizeof(counts[0]); k++) {
			begin(&w, all_jobs[j], MANY);
			assert_int_equal(pool_run(all_jobs[j], counts[k], step,
			    &w), 0);
			assert_false(w.wrong);
			for (i = 0; i < MANY; i++)
				assert_int_equal(w.done[i], i < counts[k]);
		}
	}
}

static void
a_failure_stops_the_rest(void **state)
{
	static struct work w;
	size_t j;

	(void)state;
	for (j = 0; j < sizeof(all_jobs) / sizeof(all_jobs[0]); j++) {
		begin(&w, all_jobs[j], 10);
		assert_int_equal(pool_run(all_jobs[j], MANY, step, &w), -1);
		assert_false(w.wrong);
		assert_int_equal(w.done[10], 1);
		assert_true(w.calls < MANY);
		if (all_jobs[j] == 1)
			assert_int_equal(w.calls, 11);
	}
	begin(&w, 8, MANY - 1);
	assert_int_equal(pool_run(8, MANY, step, &w), -1);
	assert_int_equal(w.calls, MANY);
}

static void
jobs_have_bounds(void **state)
{
	(void)state;
	assert_int_equal(pool_jobs(1), 1);
	assert_int_equal(pool_jobs(8), 8);
	assert_int_equal(pool_jobs(1000), JOBS_MOST);
	assert_in_range(pool_jobs(0), 1, JOBS_MOST);
	assert_in_range(pool_jobs(-3), 1, JOBS_MOST);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_thing_is_done_once),
		cmocka_unit_test(a_failure_stops_the_rest),
		cmocka_unit_test(jobs_have_bounds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
