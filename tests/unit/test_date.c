/* Days of the Gregorian calendar. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

static void
only_days_that_exist_are_days(void **state)
{
	static const struct {
		const char *text;
		bool day;
	} days[] = {
		{ "2022-08-09", true },
		{ "0000-01-01", true },
		{ "9999-12-31", true },
		{ "2024-02-29", true },
		{ "2023-02-29", false },
		{ "2000-02-29", true },
		{ "1900-02-29", false },
		{ "2022-04-31", false },
		{ "2022-01-31", true },
		{ "2022-00-10", false },
		{ "2022-13-10", false },
		{ "2022-10-00", false },
		{ "2022-10-32", false },
		{ "", false },
		{ "2022-8-09", false },
		{ "2022-08-9 ", false },
		{ " 2022-08-0", false },
		{ "2022/08/09", false },
		{ "2022-08-09T", false },
		{ "2022-08-0x", false },
		{ "-022-08-09", false },
		{ "+022-08-09", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(days) / sizeof(days[0]); i++)
		assert_int_equal(date_is_valid(days[i].text), days[i].day);
}

static void
a_day_is_told_in_english(void **state)
{
	static const struct {
		const char *day, *text;
	} days[] = {
		{ "2022-08-09", "August 09, 2022" },
		{ "2022-01-31", "January 31, 2022" },
		{ "0001-09-01", "September 01, 0001" },
		{ "9999-12-31", "December 31, 9999" },
	};
	char text[32];
	size_t i;

	(void)state;
	setlocale(LC_ALL, "");
	for (i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		date_long(days[i].day, text);
		assert_string_equal(text, days[i].text);
	}
	setlocale(LC_ALL, "C");
}

static void
a_second_is_of_a_day(void **state)
{
	char day[DATE_LEN + 1];

	(void)state;
	date_of(1660003199, day);
	assert_string_equal(day, "2022-08-08");
	date_of(1660003200, day);
	assert_string_equal(day, "2022-08-09");
	date_of(-1, day);
	assert_string_equal(day, "1970-01-01");
	date_of(253402300800, day);
	assert_string_equal(day, "9999-12-31");
}

static void
today_is_a_day(void **state)
{
	char day[DATE_LEN + 1];

	(void)state;
	unsetenv("SOURCE_DATE_EPOCH");
	date_today(day);
	assert_true(date_is_valid(day));
	assert_true(day[0] == '2');
}

static void
source_date_epoch_is_today(void **state)
{
	static const struct {
		const char *epoch, *day;
	} epochs[] = {
		{ "0", "1970-01-01" },
		{ "86399", "1970-01-01" },
		{ "86400", "1970-01-02" },
		{ "1660003200", "2022-08-09" },
		{ "253402300799", "9999-12-31" },
	};
	char day[DATE_LEN + 1];
	size_t i;

	(void)state;
	setenv("TZ", "Pacific/Kiritimati", 1);
	for (i = 0; i < sizeof(epochs) / sizeof(epochs[0]); i++) {
		setenv("SOURCE_DATE_EPOCH", epochs[i].epoch, 1);
		date_today(day);
		assert_string_equal(day, epochs[i].day);
	}
	unsetenv("SOURCE_DATE_EPOCH");
	unsetenv("TZ");
}

/* More than ten characters made no day at all. */
static void
an_epoch_that_is_no_second_is_passed_over(void **state)
{
	static const char *const epochs[] = { "", "soon", "-1", "1.5", " 1",
		"253402300800", "999999999999999999", "99999999999999999999" };
	char today[DATE_LEN + 1], day[DATE_LEN + 1];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(epochs) / sizeof(epochs[0]); i++) {
		unsetenv("SOURCE_DATE_EPOCH");
		date_today(today);
		setenv("SOURCE_DATE_EPOCH", epochs[i], 1);
		date_today(day);
		assert_true(date_is_valid(day));
		/* Or midnight passed in between. */
		assert_true(strcmp(day, today) >= 0);
		assert_memory_equal(day, today, 3);
	}
	unsetenv("SOURCE_DATE_EPOCH");
}

static void
a_span_is_seconds_or_has_a_unit(void **state)
{
	static const struct {
		const char *text, *told; /* told NULL: it is none */
		int seconds;
	} spans[] = {
		{ "0", "0s", 0 }, { "1", "1s", 1 }, { "90", "90s", 90 },
		{ "90s", "90s", 90 }, { "60", "1m", 60 }, { "10m", "10m", 600 },
		{ "120m", "2h", 7200 }, { "1h", "1h", 3600 },
		{ "007", "7s", 7 }, { "24h", "1d", 86400 },
		{ "30d", "30d", 2592000 }, { "2592001", NULL, 0 },
		{ "31d", NULL, 0 }, { "999999999d", NULL, 0 },
		{ "99999999999999999999", NULL, 0 }, { "", NULL, 0 },
		{ "m", NULL, 0 }, { "-1", NULL, 0 }, { "+1", NULL, 0 },
		{ "1.5", NULL, 0 }, { "1 m", NULL, 0 }, { " 1", NULL, 0 },
		{ "1mm", NULL, 0 }, { "1w", NULL, 0 }, { "1M", NULL, 0 },
	};
	char text[DATE_SPAN_LEN + 1];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(spans) / sizeof(spans[0]); i++) {
		int seconds = -7;

		if (date_span_read(spans[i].text, &seconds) !=
		    (spans[i].told != NULL))
			fail_msg("%s", spans[i].text);
		assert_int_equal(seconds, spans[i].told == NULL ? -7
		    : spans[i].seconds);
		if (spans[i].told == NULL)
			continue;
		date_span(seconds, text);
		assert_string_equal(text, spans[i].told);
	}
}

static void
a_second_is_told_in_utc(void **state)
{
	char text[DATE_TIME_LEN + 1];

	(void)state;
	setenv("TZ", "Asia/Tokyo", 1);
	date_time(0, text);
	assert_string_equal(text, "1970-01-01 00:00:00 UTC");
	date_time(4102444799, text);
	assert_string_equal(text, "2099-12-31 23:59:59 UTC");
	date_time(DATE_SECOND_MAX + 1, text);
	assert_string_equal(text, "9999-12-31 23:59:59 UTC");
	date_time(-1, text);
	assert_string_equal(text, "1970-01-01 00:00:00 UTC");
	unsetenv("TZ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_days_that_exist_are_days),
		cmocka_unit_test(a_day_is_told_in_english),
		cmocka_unit_test(a_second_is_of_a_day),
		cmocka_unit_test(a_span_is_seconds_or_has_a_unit),
		cmocka_unit_test(a_second_is_told_in_utc),
		cmocka_unit_test(today_is_a_day),
		cmocka_unit_test(source_date_epoch_is_today),
		cmocka_unit_test(an_epoch_that_is_no_second_is_passed_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
