/* States: what exports carry, and what is between two of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "compare/diff.h"
#include "compare/history.h"
#include "compare/snapshot.h"
#include "export/export.h"
#include "model.h"
#include "model/model.h"
#include "value/csv.h"
#include "value/member.h"

static struct state
filled_state(void)
{
	struct state s;

	state_of_snapshot(snapshot_of(model_catalog, NULL), &s);
	return s;
}

static bool
csv_state(const char *text, struct state *s)
{
	struct value_error why = { 0 };
	cJSON *rows;

	assert_int_equal(csv_parse(text, strlen(text), &rows, &why), 0);
	return state_of_csv(rows, s);
}

/* All roads to the filled catalog lead to the same figures. */
static void
of_a_snapshot(void **state)
{
	cJSON *diff, *history = history_new();
	const cJSON *s;
	struct state snapshot = filled_state(), other;
	struct buf b = BUF_INIT;

	(void)state;
	assert_true(state_of_stats(model_stats(model_catalog, NULL), &other));
	diff = diff_states(&snapshot, &other, NULL);
	assert_true(cJSON_IsTrue(member_get(diff, "same")));
	assert_int_equal(cJSON_GetArraySize(member_get(diff, "figures")), 13);
	assert_string_equal(json_of(member_get(diff, "domains")),
	    "[{\"domain\":\"enterprise\",\"old\":\"18.1\","
	    "\"new\":\"18.1\"}]");
	cJSON_ArrayForEach(s, member_get(diff, "sources"))
		if (strcmp(member_text(s, "id"), "rules") == 0)
			assert_string_equal(json_of(member_get(s, "old")),
			    "{\"revision\":\"0123456789abcdef0123456789abcdef"
			    "01234567\",\"accessed\":\"2026-08-01\","
			    "\"controls\":5,\"sha256\":\"00\"}");
	state_of_export(export_model(model_catalog, NULL), &other);
	diff = diff_states(&snapshot, &other, NULL);
	assert_true(cJSON_IsTrue(member_get(diff, "same")));
	assert_int_equal(cJSON_GetArraySize(member_get(diff, "figures")), 13);
	assert_false(state_of_history(history, &other));
	assert_int_equal(history_add(history, model_catalog, NULL, NULL), 1);
	assert_true(state_of_history(history, &other));
	diff = diff_states(&other, &snapshot, NULL);
	assert_true(cJSON_IsTrue(member_get(diff, "same")));
	assert_int_equal(cJSON_GetArraySize(member_get(diff, "sources")), 4);
	assert_true(csv_state("technique,policy,detection,test\n", &other));
	diff = diff_states(&other, &snapshot, NULL);
	cJSON_ArrayForEach(s, member_get(diff, "techniques"))
		buf_printf(&b, "%s %s %s, ", member_text(s, "id"),
		    member_text(s, "kind"), member_text(s, "after"));
	assert_string_equal(buf_str(&b),
	    "T1001 policy 1, T1001 detection 3, T1001.001 test 1, ");
	buf_free(&b);
}

static const struct {
	const char *old, *new, *techniques;
} exports[] = {
	{ "T1,1,2,0\n", "T1,1,2,0\n", "[]" },
	{ "T1,1,2,0\n", "", "[{\"id\":\"T1\",\"kind\":\"policy\","
	    "\"change\":\"lost\",\"before\":1,\"after\":0},"
	    "{\"id\":\"T1\",\"kind\":\"detection\",\"change\":\"lost\","
	    "\"before\":2,\"after\":0}]" },
	{ "T2,0,2,0\nT1,0,0,0\n", "T1,0,1,0\nT2,0,1,0\n",
	    "[{\"id\":\"T1\",\"kind\":\"detection\",\"change\":\"gained\","
	    "\"before\":0,\"after\":1},{\"id\":\"T2\",\"kind\":"
	    "\"detection\",\"change\":\"fewer\",\"before\":2,"
	    "\"after\":1}]" },
	{ "T1,0,1,1\n", "T1,0,3,1\n",
	    "[{\"id\":\"T1\",\"kind\":\"detection\",\"change\":\"more\","
	    "\"before\":1,\"after\":3}]" },
};

static void
of_csv(void **state)
{
	static const char head[] = "technique,policy,detection,test\n";
	struct state old, new;
	cJSON *diff;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(exports) / sizeof(exports[0]); i++) {
		assert_true(csv_state(arena_printf(&model_mem, "%s%s", head,
		    exports[i].old), &old));
		assert_true(csv_state(arena_printf(&model_mem, "%s%s", head,
		    exports[i].new), &new));
		diff = diff_states(&old, &new, NULL);
		assert_string_equal(json_of(member_get(diff, "techniques")),
		    exports[i].techniques);
	}
	assert_false(csv_state("technique,policy\nT1,1\n", &old));
	assert_false(csv_state("technique,policy,detection,test\nT1,1,x,0\n",
	    &old));
	assert_false(csv_state("name\nT1\n", &old));
}

static void
of_kinds(void **state)
{
	struct diff_filter filter = { 0 };
	struct state old, new = filled_state();
	cJSON *diff;

	(void)state;
	strs_add(&filter.kinds, "test");
	assert_true(csv_state("technique,policy,detection,test\nT1,1,1,1\n",
	    &old));
	diff = diff_states(&old, &new, &filter);
	assert_string_equal(json_of(member_get(diff, "techniques")),
	    "[{\"id\":\"T1\",\"kind\":\"test\",\"change\":\"lost\","
	    "\"before\":1,\"after\":0},{\"id\":\"T1001.001\",\"kind\":"
	    "\"test\",\"change\":\"gained\",\"before\":0,\"after\":1,"
	    "\"name\":\"Junk Data\"}]");
	assert_null(member_get(diff, "figures"));
	strs_free(&filter.kinds);
}

static void
sources_and_nothing_in_common(void **state)
{
	struct state old = { .sources =
	    cJSON_Parse("{\"a\":{\"revision\":\"0123\"},"
	    "\"b\":{},\"c\":{\"sha256\":\"1\"}}") };
	struct state new = { .sources =
	    cJSON_Parse("{\"c\":{\"sha256\":\"2\"},"
	    "\"d\":{},\"a\":{\"revision\":\"012345\"}}") };
	struct diff_filter filter = { .in_order = true };
	cJSON *diff = diff_states(&old, &new, NULL);
	const cJSON *s;
	struct buf b = BUF_INIT;

	(void)state;
	cJSON_ArrayForEach(s, member_get(diff, "sources"))
		buf_printf(&b, "%s %s, ", member_text(s, "id"),
		    member_text(s, "change"));
	assert_string_equal(buf_str(&b),
	    "a same, b removed, c updated, d added, ");
	assert_null(member_get(diff, "same"));
	buf_reset(&b);
	cJSON_ArrayForEach(s, member_get(diff_states(&old, &new, &filter),
	    "sources"))
		buf_puts(&b, member_text(s, "id"));
	assert_string_equal(buf_str(&b), "cdab");
	buf_free(&b);
	assert_true(csv_state("technique,policy,detection,test\n", &new));
	assert_null(diff_states(&old, &new, NULL));
	assert_false(state_of_stats(cJSON_Parse("{\"domains\":1}"), &new));
	assert_false(state_of_stats(cJSON_Parse("[]"), &new));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_a_snapshot),
		cmocka_unit_test(of_csv),
		cmocka_unit_test(of_kinds),
		cmocka_unit_test(sources_and_nothing_in_common),
	};

	value_init();
	return cmocka_run_group_tests(tests, model_begin, model_end);
}
