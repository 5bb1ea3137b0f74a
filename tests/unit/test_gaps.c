/* Which techniques nothing answers, ranked; and what counts for each one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ranked.h"

#include "model/gaps.h"
#include "threat/targets.h"
#include "value/member.h"

static const char *
gaps(const struct catalog_selection *s, const struct gaps_filter *f)
{
	return ranked_rows(member_get(gaps_find(ranked_catalog, s, f),
	    "techniques"), "state");
}

static const char *
list(const struct catalog_selection *s, const struct gaps_filter *f)
{
	return ranked_rows(member_get(gaps_list(ranked_catalog, s, f),
	    "techniques"), "state");
}

static const char *
text(const cJSON *model)
{
	return member_text(member_get(model, "domains")->child, "text");
}

static void
each_technique_has_a_state(void **state)
{
	struct gaps_filter single = { .single = true };
	const cJSON *m = gaps_list(ranked_catalog, NULL, NULL);

	(void)state;
	assert_string_equal(ranked_rows(member_get(m, "techniques"), "state"),
	    "T1 gap, T1.001 covered, T2 covered, T3 covered, T4 covered, "
	    "T5 gap, T6 moved, T7 out, T8 covered");
	/* Nothing is both: covered + gaps + moved are all that are in scope. */
	assert_string_equal(text(m), "ATT&CK enterprise 18.1: 2 of 8 "
	    "techniques without a detection rule that names them (exact); 5 "
	    "with at least one, 0 of these with only one; 1 more moved in "
	    "ATT&CK 19.1");
	assert_string_equal(list(NULL, &single), "");
}

/* A technique of a list by its id, without what only a list of all has. */
static const char *
alone(const cJSON *list, const char *id)
{
	static const char *const gone[] = { "parent", "subs", "elsewhere" };
	cJSON *copy;
	const cJSON *t;
	size_t i;

	cJSON_ArrayForEach(t, list)
		if (str_equal(member_text(t, "id"), id))
			break;
	assert_non_null(t);
	copy = cJSON_Duplicate(t, true);
	for (i = 0; i < sizeof(gone) / sizeof(gone[0]); i++)
		cJSON_DeleteItemFromObject(copy, gone[i]);
	return cJSON_PrintUnformatted(copy);
}

/* Of some techniques each is as it is among all. */
static void
some_are_asked_about(void **state)
{
	struct gaps_filter some = { .only = cJSON_Parse("[2,5,8]") };
	struct gaps_filter none = { .only = cJSON_CreateArray() };
	struct catalog_selection ours = { .of = OF_YOURS };
	const struct catalog_selection *const of[] = { NULL, &ours };
	const cJSON *all, *list, *t, *m;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(of) / sizeof(of[0]); i++) {
		all = member_get(gaps_list(ranked_catalog, of[i], NULL),
		    "techniques");
		m = gaps_list(ranked_catalog, of[i], &some);
		list = member_get(m, "techniques");
		assert_int_equal(member_number(member_get(m,
		    "domains")->child, "of"), 2);
		cJSON_ArrayForEach(t, list)
			assert_string_equal(alone(list, member_text(t, "id")),
			    alone(all, member_text(t, "id")));
	}
	m = gaps_list(ranked_catalog, NULL, &none);
	assert_null(member_get(m, "techniques")->child);
	assert_null(member_get(m, "domains")->child);
}

static void
gaps_stand_by_use(void **state)
{
	struct catalog_selection ours = { .of = OF_YOURS };
	struct gaps_filter single = { .single = true };
	const cJSON *m;

	(void)state;
	assert_string_equal(gaps(NULL, NULL), "T5 gap, T1 gap");
	/* Groups first, then software, then the id. */
	assert_string_equal(gaps(&ours, NULL), "T2 gap, T5 gap, T1 gap");
	assert_string_equal(gaps(&ours, &single),
	    "T3 single, T2 gap, T5 gap, T1 gap, T8 single");
	assert_string_equal(list(&ours, &single), "T3 single, T8 single");
	m = gaps_find(ranked_catalog, NULL, NULL);
	assert_string_equal(ranked_rows(member_get(m, "moved"), "moved_id"),
	    "T6 T66");
	assert_string_equal(cJSON_PrintUnformatted(member_get(
	    member_get(m, "moved")->child, "moved")), "{\"detection\":1}");
}

static void
a_kind_is_asked_about(void **state)
{
	struct gaps_filter test = { .kind = "test" };
	struct gaps_filter policy = { .kind = "policy" };
	struct catalog_selection kinds = { 0 };

	(void)state;
	assert_string_equal(gaps(NULL, &test),
	    "T3 gap, T5 gap, T1.001 gap, T1 gap, T8 gap");
	assert_string_equal(text(gaps_find(ranked_catalog, NULL, &policy)),
	    "ATT&CK enterprise 18.1: 7 of 8 techniques without a published "
	    "policy control that names them (exact); 0 with at least one, 0 of these "
	    "with only one; 1 more moved in ATT&CK 19.1");
	/* The selection's own kinds are not used. */
	strs_add(&kinds.kinds, "policy");
	assert_string_equal(gaps(&kinds, NULL), "T5 gap, T1 gap");
	strs_free(&kinds.kinds);
}

static void
a_filter_bounds_what_is_asked(void **state)
{
	struct catalog_selection linux = { 0 };
	struct gaps_filter filter = { 0 };
	struct strs words = { 0 };
	const cJSON *m;

	(void)state;
	strs_add(&linux.platforms, "linux");
	assert_string_equal(gaps(&linux, NULL), "T5 gap");
	strs_free(&linux.platforms);
	filter.domain = "mobile";
	m = gaps_list(ranked_catalog, NULL, &filter);
	assert_string_equal(cJSON_PrintUnformatted(member_get(m, "domains")),
	    "[]");
	assert_string_equal(cJSON_PrintUnformatted(member_get(m, "sources")),
	    "[]");
	assert_null(member_get(m, "techniques")->child);
	filter.domain = "enterprise";
	strs_add(&words, "G3");
	filter.users = targets_resolve(ranked_catalog, &words, false);
	m = gaps_list(ranked_catalog, NULL, &filter);
	assert_string_equal(ranked_rows(member_get(m, "techniques"), "state"),
	    "T6 moved, T7 out");
	assert_string_equal(cJSON_PrintUnformatted(member_get(m, "filter")),
	    "{\"users\":[{\"id\":\"G3\",\"name\":\"G3\",\"kind\":\"group\"}],"
	    "\"domain\":\"enterprise\"}");
	/* Both are asked for: of nothing and of it is nothing. */
	strs_free(&words);
	filter.tactics = targets_resolve(ranked_catalog, &words, false);
	assert_string_equal(list(NULL, &filter), "");
}

/* What stands elsewhere, of techniques by a selection. */
static const struct {
	const char *id;
	bool ours; /* else all is selected */
	const char *kind, *text;
} elsewhere[] = {
	{ "T1", false, NULL, "3 on sub-techniques" },
	{ "T1", true, NULL, "2 on sub-techniques" },
	{ "T1.001", true, NULL, "1 rule; public 1" },
	{ "T2", true, NULL, "2 rules, 2 tests; public 2" },
	{ "T2", false, NULL, "2 tests" },
	{ "T2", true, "test", "2 rules, 2 tests; tests 2" },
	{ "T3", true, NULL, "1 rule; public 1" },
	{ "T3", true, "test", "2 rules" },
	{ "T5", true, NULL, NULL },
};

static void
what_stands_elsewhere_is_told(void **state)
{
	struct catalog_selection s = { 0 };
	struct gaps_filter f = { 0 };
	const cJSON *t;
	const char *is;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(elsewhere) / sizeof(elsewhere[0]); i++) {
		s.of = elsewhere[i].ours ? OF_YOURS : OF_DEFAULT;
		f.kind = elsewhere[i].kind;
		t = member_get(gaps_list(ranked_catalog, &s, &f),
		    "techniques")->child;
		while (!str_equal(member_text(t, "id"), elsewhere[i].id))
			t = t->next;
		is = member_text(member_get(t, "elsewhere"), "text");
		if (!str_equal(is, elsewhere[i].text))
			fail_msg("%s (%zu): \"%s\"", elsewhere[i].id, i,
			    is == NULL ? "nothing" : is);
	}
}

static void
the_best_evidence_is_of_the_kind(void **state)
{
	struct catalog_selection ours = { .of = OF_YOURS };
	const cJSON *t = member_get(gaps_list(ranked_catalog, &ours, NULL),
	    "techniques")->child;

	(void)state;
	assert_null(member_get(t, "evidence"));
	assert_string_equal(member_text(t->next, "evidence"), "2");
	t = member_get(gaps_list(ranked_catalog, NULL, NULL),
	    "techniques")->child->next->next;
	assert_string_equal(member_text(t, "evidence"), "3");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_technique_has_a_state),
		cmocka_unit_test(some_are_asked_about),
		cmocka_unit_test(gaps_stand_by_use),
		cmocka_unit_test(a_kind_is_asked_about),
		cmocka_unit_test(a_filter_bounds_what_is_asked),
		cmocka_unit_test(what_stands_elsewhere_is_told),
		cmocka_unit_test(the_best_evidence_is_of_the_kind),
	};

	value_init();
	return cmocka_run_group_tests(tests, ranked_begin, ranked_end);
}
