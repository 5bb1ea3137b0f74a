/* What controls are in other frameworks, and techniques by way of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model.h"
#include "crosswalk/crosswalk.h"

#define is_json(node, want) assert_string_equal(json_of(node), want)

static int
set_up(void **state)
{
	value_init();
	return model_begin(state);
}

static void
a_control_is_seen_from_its_side(void **state)
{
	cJSON *k = cJSON_CreateObject(), *other = cJSON_CreateObject();

	(void)state;
	assert_int_equal(crosswalk_add_to_control(model_catalog, k, 1), 0);
	is_json(member_get(k, "crosswalks"), "[{\"framework\":\"Others\","
	    "\"name\":\"Others\",\"crosswalk\":\"tests\","
	    "\"crosswalk_title\":\"Tests\",\"ids\":[{\"relation\":"
	    "\"subset-of\",\"id\":\"O.1\",\"title\":\"The other\",\"note\":"
	    "\"A note.\",\"said\":\"subset of\",\"text\":\"O.1 The other\"}]}]");
	assert_int_equal(crosswalk_add_to_control(model_catalog, other, 3), 0);
	is_json(other, "{}");
}

static void
what_no_source_has_is_seen_too(void **state)
{
	cJSON *e = cJSON_CreateObject();
	const cJSON *ids;

	(void)state;
	assert_int_equal(crosswalk_add_to_element(model_catalog, e, 3), 0);
	is_json(member_get(e, "framework_name"), "\"Others\"");
	ids = member_get(member_get(e, "crosswalks")->child, "ids");
	/* From the other side: what was a part is the whole. */
	is_json(member_get(ids->child, "relation"), "\"superset-of\"");
	is_json(member_get(ids->child, "control"), "1");
	is_json(member_get(ids->child->next, "said"),
	    "\"equal to, with others\"");
	is_json(member_get(ids->child->next, "text"), "\"m-2 Lacking\"");
	assert_int_equal(crosswalk_add_from(model_catalog, e), 0);
	is_json(member_get(member_get(e, "from")->child, "source"),
	    "\"tests\"");
}

static void
a_technique_has_others_by_way_of_its_own(void **state)
{
	cJSON *t = technique_model("T1001"), *none = cJSON_CreateObject();
	const cJSON *group = member_get(t, "derived")->child, *one;

	(void)state;
	is_json(member_get(group, "framework"), "\"Others\"");
	is_json(member_get(group, "count"), "1");
	is_json(member_get(group, "of_titles"), "\"Tests\"");
	one = member_get(group, "ids")->child;
	is_json(member_get(one, "text"), "\"O.1 The other\"");
	assert_null(member_get(one, "control"));
	is_json(member_get(member_get(one, "by")->child, "source"),
	    "\"mitigations\"");
	is_json(member_get(member_get(one, "by")->child, "relation"),
	    "\"superset-of\"");
	assert_int_equal(crosswalk_add_to_technique(model_catalog, none, 5),
	    0);
	is_json(none, "{}");
}

static void
lists_are_of_whom_is_asked(void **state)
{
	static const struct {
		struct crosswalk_asked asked;
		bool known;
		int pairs, derived;
	} cases[] = {
		{ { NULL, 0, false }, true, 2, 1 },
		{ { "tests", 0, false }, true, 2, 1 },
		{ { "OTHERS", 0, false }, true, 2, 1 },
		{ { "mitigations", 0, false }, true, 2, 1 },
		{ { "mitigation", 0, false }, false, 0, 0 },
		{ { NULL, 5, false }, true, 2, 0 },
		{ { NULL, 0, true }, true, 0, 0 },
	};
	cJSON *m;
	bool known;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		m = crosswalk_pairs(model_catalog, &cases[i].asked, &known);
		assert_int_equal(known, cases[i].known);
		assert_int_equal(cJSON_GetArraySize(member_get(m, "pairs")),
		    cases[i].pairs);
		m = crosswalk_derived(model_catalog, &cases[i].asked, &known);
		assert_int_equal(known, cases[i].known);
		assert_int_equal(cJSON_GetArraySize(member_get(m, "derived")),
		    cases[i].derived);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_control_is_seen_from_its_side),
		cmocka_unit_test(what_no_source_has_is_seen_too),
		cmocka_unit_test(a_technique_has_others_by_way_of_its_own),
		cmocka_unit_test(lists_are_of_whom_is_asked),
	};

	return cmocka_run_group_tests(tests, set_up, model_end);
}
