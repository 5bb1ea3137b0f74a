/* Moments, as ISO 8601 writes them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/moment.h"

static const long long second = 1000000;

static void
what_is_a_moment_is_one(void **state)
{
	static const struct {
		const char *text, *day;
		long long seconds; /* of the day */
	} moments[] = {
		{ "2026-02-01", "2026-02-01", 0 },
		{ " 2026-02-01\t", "2026-02-01", 0 },
		{ "2026-2-1", "2026-02-01", 0 },
		{ "2026-10-1", "2026-10-01", 0 },
		{ "20260201", "2026-02-01", 0 },
		{ "2026-02-01T10:00:00Z", "2026-02-01", 36000 },
		{ "2026-02-01t10:00:00z", "2026-02-01", 36000 },
		{ "2026-02-01 10:00", "2026-02-01", 36000 },
		{ "2026-02-01 9:05", "2026-02-01", 32700 },
		{ "2026-02-01T10", "2026-02-01", 36000 },
		{ "20260201T100001Z", "2026-02-01", 36001 },
		{ "20260201T1000", "2026-02-01", 36000 },
		{ "2026-02-01T23:59:60Z", "2026-02-02", 0 },
		{ "2026-02-01T24:00", "2026-02-02", 0 },
		{ "2026-02-01T00:30:00+02:00", "2026-01-31", 81000 },
		{ "2026-02-01T00:30:00+0200", "2026-01-31", 81000 },
		{ "2026-02-01T00:30:00+02", "2026-01-31", 81000 },
		{ "2026-02-01 00:30:00 -0500", "2026-02-01", 19800 },
		{ "2024-02-29T23:30:00-01:00", "2024-03-01", 1800 },
		{ "0000-01-01", "0000-01-01", 0 },
		{ "9999-12-31T23:59:59", "9999-12-31", 86399 },
	};
	struct moment m;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(moments) / sizeof(moments[0]); i++) {
		assert_true(moment_read(moments[i].text, &m));
		assert_string_equal(m.day, moments[i].day);
		assert_int_equal(((m.at / second) % 86400 + 86400) % 86400,
		    moments[i].seconds);
	}
}

static void
what_is_none_is_none(void **state)
{
	static const char *const texts[] = { "", " ", "02/15/2026",
		"15.02.2026", "2026/02/15", "2026-02-30", "2026-13-01",
		"2026-02", "2026", "202602", "2026021", "202602011", "46054",
		"2026-02-01T", "2026-02-01T25:00", "2026-02-01T24:01",
		"2026-02-01T10:60", "2026-02-01T10:00:61", "2026-02-01T10:0",
		"2026-02-01T10:00:00.", "2026-02-01T10:00:00+",
		"2026-02-01T10:00:00+24", "2026-02-01T10:00:00+02:60",
		"2026-02-01T10:00:00 CET", "2026-02-01x", "2026-02-01 x",
		"1 February 2026", "2026-W05-1", "2026-032", "+2026-02-01",
		"26-02-01", "2026-002-01", "9999-12-31T23:00:00-02",
		"0000-01-01T00:00+01" };
	struct moment m;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_false(moment_read(texts[i], &m));
}

static void
moments_are_in_their_order(void **state)
{
	static const char *const texts[] = { "0000-03-01", "1600-02-29",
		"1600-03-01", "1969-12-31T23:59:59.9", "1970-01-01",
		"2026-02-01T09:59:59,75Z", "2026-02-01T10:00:00Z",
		"2026-02-01T10:00:00.000001Z", "2026-02-01T09:30:00-01:00",
		"2026-9-1", "2026-10-1" };
	struct moment before, m;
	size_t i;

	(void)state;
	assert_true(moment_read(texts[0], &before));
	for (i = 1; i < sizeof(texts) / sizeof(texts[0]); i++) {
		assert_true(moment_read(texts[i], &m));
		assert_true(before.at < m.at);
		before = m;
	}
	assert_true(moment_read("1970-01-01", &m));
	assert_int_equal(m.at, 0);
	/* finer than a microsecond is not told apart */
	assert_true(moment_read("1970-01-01T00:00:00.0000019", &m));
	assert_int_equal(m.at, 1);
}

static void
every_day_is_behind_the_one_before(void **state)
{
	char text[40];
	struct moment m;
	long long at = 0;
	int i, n = 0;

	(void)state;
	for (i = 0; i < 212 * 12 * 31; i++) {
		snprintf(text, sizeof(text), "%04d-%02d-%02d",
		    1896 + i / 372, 1 + i / 31 % 12, 1 + i % 31);
		if (!moment_read(text, &m))
			continue;
		assert_string_equal(m.day, text);
		assert_true(n++ == 0 || m.at == at + 86400 * second);
		at = m.at;
	}
	assert_int_equal(n, 212 * 365 + 51);
}

static void
days_are_counted_back(void **state)
{
	static const struct {
		const char *day;
		int days;
		const char *before;
	} cases[] = {
		{ "2026-08-09", 0, "2026-08-09" },
		{ "2026-08-09", 9, "2026-07-31" },
		{ "2024-03-01", 1, "2024-02-29" },
		{ "2026-03-01", 1, "2026-02-28" },
		{ "2026-01-01", 365, "2025-01-01" },
		{ "2025-01-01", 366, "2024-01-01" },
		{ "2000-01-01", 36524, "1900-01-01" },
	};
	char before[DATE_LEN + 1];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		moment_days_before(cases[i].day, cases[i].days, before);
		assert_string_equal(before, cases[i].before);
	}
}

static void
the_last_change_is_that_of_modified_or_else_of_date(void **state)
{
	static const struct {
		const char *modified, *date, *day;
	} cases[] = {
		{ "2026-01-02", "2025-01-01", "2026-01-02" },
		{ NULL, "2025-01-01", "2025-01-01" },
		{ "soon", "2025-01-01", "2025-01-01" },
		{ "2026-01-01T00:30:00+02:00", NULL, "2025-12-31" },
		{ NULL, "2025-02-30", NULL },
		{ NULL, NULL, NULL },
	};
	char day[DATE_LEN + 1];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (!moment_last_day(cases[i].modified, cases[i].date, day))
			assert_null(cases[i].day);
		else
			assert_string_equal(day, cases[i].day);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_a_moment_is_one),
		cmocka_unit_test(what_is_none_is_none),
		cmocka_unit_test(moments_are_in_their_order),
		cmocka_unit_test(every_day_is_behind_the_one_before),
		cmocka_unit_test(days_are_counted_back),
		cmocka_unit_test(the_last_change_is_that_of_modified_or_else_of_date),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
