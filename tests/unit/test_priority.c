/* What gaps are ranked by: weights, the formula, and how it is rounded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "ranked.h"

#include "count/priority.h"
#include "model/gaps.h"
#include "value/member.h"
#include "words/priority.h"

static void
a_weight_is_a_number_from_0_to_1000(void **state)
{
	static const struct {
		const char *text;
		int weight;
		const char *put;
	} cases[] = {
		{ "0", 0, "0" }, { "3", 3000, "3" }, { "2.5", 2500, "2.5" },
		{ "0.125", 125, "0.125" }, { "007.050", 7050, "7.05" },
		{ "1000", 1000000, "1000" }, { "1000.000", 1000000, "1000" },
		{ "1000.001", -1, NULL }, { "1001", -1, NULL },
		{ "99999999999999999999", -1, NULL }, { "0.1234", -1, NULL },
		{ "", -1, NULL }, { ".5", -1, NULL }, { "1.", -1, NULL },
		{ "-1", -1, NULL }, { "+1", -1, NULL }, { "1e2", -1, NULL },
		{ "1.2.3", -1, NULL }, { " 1", -1, NULL }, { "1 ", -1, NULL },
		{ "nan", -1, NULL }, { NULL, -1, NULL },
	};
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(weight_read(cases[i].text), cases[i].weight);
		if (cases[i].put == NULL)
			continue;
		buf_reset(&b);
		weight_put(&b, cases[i].weight);
		assert_string_equal(buf_str(&b), cases[i].put);
	}
	buf_free(&b);
}

static void
weights_are_read_as_they_were_put(void **state)
{
	static const char *const wrong[] = { "", "kev", "kev ", "kev x",
		"kev 1,", "kev 1, ", "kev 1,groups 2", "kev 1 ", " 1",
		"kev 1, groups -2", "kev 1001" };
	static const char text[] = "kev 0.5, own-risk 4, kev 7";
	struct weights w;
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	assert_true(weights_read(NULL, &ranked_mem, &w));
	assert_int_equal(w.n, 0);
	assert_int_equal(weight_of(&w, "groups"), 3000);
	assert_int_equal(weight_of(&w, "kev"), 2000);
	assert_int_equal(weight_of(&w, "prevalence"), 1000);
	assert_int_equal(weight_of(&w, "own-risk"), 0);
	assert_true(weights_read(text, &ranked_mem, &w));
	assert_int_equal(weight_of(&w, "groups"), 3000);
	assert_int_equal(weight_of(&w, "own-risk"), 4000);
	/* The last of a name. */
	assert_int_equal(weight_of(&w, "kev"), 7000);
	weights_put(&b, &w);
	assert_string_equal(buf_str(&b), text);
	buf_free(&b);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (weights_read(wrong[i], &ranked_mem, &w))
			fail_msg("read: \"%s\"", wrong[i]);
}

static void
a_number_is_rounded_half_up(void **state)
{
	static const struct {
		double number;
		int places;
		bool less;
		const char *text;
	} cases[] = {
		{ 0, 1, false, "0.0" }, { 0, 6, true, "0" },
		{ 6.25, 1, false, "6.3" }, { 6.249999, 1, false, "6.2" },
		{ 0.05, 1, false, "0.1" }, { 99.95, 1, false, "100.0" },
		{ 100, 1, false, "100.0" }, { 0.085714, 3, true, "0.086" },
		{ 0.5, 3, true, "0.5" }, { 0.0004, 3, true, "0" },
		{ 12, 3, true, "12" }, { 0.0000005, 6, true, "0.000001" },
		{ 45.312463, 6, true, "45.312463" }, { 7.5, 0, false, "8" },
	};
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_reset(&b);
		priority_put(&b, cases[i].number, cases[i].places,
		    cases[i].less);
		assert_string_equal(buf_str(&b), cases[i].text);
	}
	buf_free(&b);
}

static cJSON *
used_by(int groups, int campaigns, int software)
{
	cJSON *t = cJSON_CreateObject();

	cJSON_AddStringToObject(t, "domain", "enterprise");
	member_add_number(t, "groups", groups);
	member_add_number(t, "campaigns", campaigns);
	member_add_number(t, "software", software);
	return t;
}

/* Groups 16 of 64, campaigns 1 of 3, software 2 of 7, and nothing else: 100 *
 * (3 * 1/4 + 1/3 + 2/7) / 5. */
static void
shares_are_added_exactly(void **state)
{
	struct priority *p = priority_open(ranked_catalog, 3, NULL);
	cJSON *most = used_by(64, 3, 7), *some = used_by(16, 1, 2);
	cJSON *domain = cJSON_CreateObject();
	const cJSON *f;

	(void)state;
	assert_non_null(p);
	priority_take(p, 1, most, true, false);
	priority_take(p, 2, some, true, false);
	/* Out of scope: its numbers are no maximum. */
	priority_take(p, 3, used_by(1000, 1000, 1000), false, true);
	priority_add(p, 1, most);
	priority_add(p, 2, some);
	priority_add_factors(p, 2, some);
	assert_string_equal(member_text(most, "priority"), "100");
	assert_string_equal(member_text(some, "priority"), "27.380952");
	f = member_get(some, "factors")->child->next;
	assert_string_equal(member_text(f, "name"), "campaigns");
	assert_string_equal(member_text(f, "max"), "3");
	assert_string_equal(member_text(f, "share"), "0.333333");
	cJSON_AddStringToObject(domain, "id", "enterprise");
	priority_add_formula(p, domain);
	assert_string_equal(member_text(domain, "formula"),
	    "priority = 100 \xc2\xb7 (3\xc2\xb7" "groups/64 + campaigns/3 + "
	    "software/7) / 5, each factor divided by its maximum over the 2 "
	    "techniques in scope; left out, for want of any value: kev, "
	    "actionability, choke-point, prevalence, adoptable");
	priority_free(p);
}

/* What lies between two decimals is not rounded down since 1/3 was. */
static void
a_tie_is_no_noise(void **state)
{
	struct priority *p = priority_open(ranked_catalog, 2, NULL);
	cJSON *most = used_by(3, 80, 0), *some = used_by(1, 7, 0);

	(void)state;
	priority_take(p, 1, most, true, false);
	priority_take(p, 2, some, true, false);
	/* 100 * (3 * 1/3 + 7/80) / 4 = 27.1875 */
	priority_add(p, 2, some);
	assert_string_equal(member_text(some, "priority"), "27.1875");
	priority_free(p);
}

static void
nothing_to_rank_by_is_zero_and_said(void **state)
{
	struct priority *p = priority_open(ranked_catalog, 1, NULL);
	cJSON *t = used_by(0, 0, 0), *domain = cJSON_CreateObject();

	(void)state;
	priority_take(p, 1, t, true, false);
	priority_add(p, 1, t);
	priority_add_factors(p, 1, t);
	assert_string_equal(member_text(t, "priority"), "0");
	assert_int_equal(cJSON_GetArraySize(member_get(t, "factors")), 0);
	cJSON_AddStringToObject(domain, "id", "enterprise");
	priority_add_formula(p, domain);
	assert_true(str_has_prefix(member_text(domain, "formula"),
	    "priority is 0 everywhere: "));
	priority_free(p);
}

/* T6 and T7 have three groups, but T7 is out of scope; T3 two of software. */
static void
gaps_stand_by_priority(void **state)
{
	struct gaps_filter by = { .by_priority = true };
	const cJSON *m = gaps_find(ranked_catalog, NULL, &by);
	const cJSON *t = member_get(m, "techniques");

	(void)state;
	assert_string_equal(ranked_rows(t, "priority"), "T5 50, T1 20");
	assert_string_equal(member_text(m, "by"), "priority");
	assert_null(member_get(member_get(gaps_list(ranked_catalog, NULL,
	    NULL), "techniques")->child, "priority"));
	/* What is asked about changes nothing in what a priority is. */
	by.single = true;
	by.kind = "test";
	m = gaps_find(ranked_catalog, NULL, &by);
	assert_string_equal(ranked_rows(member_get(m, "techniques"),
	    "priority"), "T3 60, T5 50, T1.001 40, T1 20, T4 20, T8 0");
}

static void
all_techniques_stand_by_priority(void **state)
{
	struct gaps_filter by = { .by_priority = true };
	const cJSON *m = gaps_list(ranked_catalog, NULL, &by);

	(void)state;
	/* T7 is out of scope, and has none. */
	assert_string_equal(ranked_rows(member_get(m, "techniques"),
	    "priority"), "T3 80, T2 70, T1.001 60, T6 60, T5 50, T1 20, "
	    "T8 20, T4 0, T7 (null)");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_weight_is_a_number_from_0_to_1000),
		cmocka_unit_test(weights_are_read_as_they_were_put),
		cmocka_unit_test(a_number_is_rounded_half_up),
		cmocka_unit_test(shares_are_added_exactly),
		cmocka_unit_test(a_tie_is_no_noise),
		cmocka_unit_test(nothing_to_rank_by_is_zero_and_said),
		cmocka_unit_test(gaps_stand_by_priority),
		cmocka_unit_test(all_techniques_stand_by_priority),
	};

	value_init();
	return cmocka_run_group_tests(tests, ranked_begin, ranked_end);
}
