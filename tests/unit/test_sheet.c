/* Sheets: what exports carry, and what is between two of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "compare/history.h"
#include "compare/sheet.h"
#include "compare/snapshot.h"
#include "export/export.h"
#include "model.h"
#include "value/csv.h"
#include "value/member.h"

static const struct strs all;

static cJSON *
filled_sheet(void)
{
	return sheet_of_snapshot(model_snapshot(model_catalog, NULL));
}

static cJSON *
csv_sheet(const char *text)
{
	struct value_error why = { 0 };
	cJSON *rows;

	assert_int_equal(csv_parse(text, strlen(text), &rows, &why), 0);
	return sheet_of_csv(rows);
}

/* All roads to a sheet of the filled catalog lead to the same figures. */
static void
of_a_snapshot(void **state)
{
	cJSON *sheet = filled_sheet(), *diff, *history = history_new();

	(void)state;
	assert_string_equal(json_of(member_get(sheet, "attack")),
	    "{\"enterprise\":\"18.1\"}");
	assert_string_equal(json_of(member_get(sheet, "counts")),
	    "{\"T1001\":{\"policy\":1,\"detection\":3},"
	    "\"T1001.001\":{\"test\":1}}");
	assert_string_equal(json_of(member_get(member_get(member_get(member_get(
	    sheet, "figures"), "enterprise"), "detection"), "exact")),
	    "{\"covered\":1,\"of\":3}");
	assert_string_equal(json_of(member_get(member_get(sheet, "sources"),
	    "rules")), "{\"revision\":\"0123456789abcdef0123456789abcdef"
	    "01234567\",\"accessed\":\"2026-08-01\",\"controls\":5,"
	    "\"sha256\":\"00\"}");
	diff = sheet_diff(sheet, sheet_of_stats(model_stats(model_catalog,
	    NULL)), &all);
	assert_true(cJSON_IsTrue(member_get(diff, "same")));
	assert_int_equal(cJSON_GetArraySize(member_get(diff, "figures")), 13);
	diff = sheet_diff(sheet, sheet_of_export(model_export(model_catalog,
	    NULL)), &all);
	assert_true(cJSON_IsTrue(member_get(diff, "same")));
	assert_int_equal(cJSON_GetArraySize(member_get(diff, "figures")), 13);
	assert_null(sheet_of_history(history));
	assert_int_equal(history_add(history, model_catalog, NULL), 1);
	diff = sheet_diff(sheet_of_history(history), sheet, &all);
	assert_true(cJSON_IsTrue(member_get(diff, "same")));
	assert_int_equal(cJSON_GetArraySize(member_get(diff, "sources")), 4);
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
	cJSON *old, *new, *diff;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(exports) / sizeof(exports[0]); i++) {
		old = csv_sheet(arena_printf(&model_mem, "%s%s", head,
		    exports[i].old));
		new = csv_sheet(arena_printf(&model_mem, "%s%s", head,
		    exports[i].new));
		diff = sheet_diff(old, new, &all);
		assert_string_equal(json_of(member_get(diff, "techniques")),
		    exports[i].techniques);
	}
	assert_null(csv_sheet("technique,policy\nT1,1\n"));
	assert_null(csv_sheet("technique,policy,detection,test\nT1,1,x,0\n"));
	assert_null(csv_sheet("name\nT1\n"));
}

static void
of_kinds(void **state)
{
	struct strs kinds = { 0 };
	cJSON *diff;

	(void)state;
	strs_add(&kinds, "test");
	diff = sheet_diff(csv_sheet("technique,policy,detection,test\n"
	    "T1,1,1,1\n"), filled_sheet(), &kinds);
	assert_string_equal(json_of(member_get(diff, "techniques")),
	    "[{\"id\":\"T1\",\"kind\":\"test\",\"change\":\"lost\","
	    "\"before\":1,\"after\":0},{\"id\":\"T1001.001\",\"kind\":"
	    "\"test\",\"change\":\"gained\",\"before\":0,\"after\":1}]");
	assert_null(member_get(diff, "figures"));
	strs_free(&kinds);
}

static void
sources_and_nothing_in_common(void **state)
{
	cJSON *old = cJSON_Parse("{\"sources\":{\"a\":{\"revision\":\"0123\"},"
	    "\"b\":{},\"c\":{\"sha256\":\"1\"}}}");
	cJSON *new = cJSON_Parse("{\"sources\":{\"c\":{\"sha256\":\"2\"},"
	    "\"d\":{},\"a\":{\"revision\":\"012345\"}}}");
	cJSON *diff = sheet_diff(old, new, &all);
	const cJSON *s;
	struct buf b = BUF_INIT;

	(void)state;
	cJSON_ArrayForEach(s, member_get(diff, "sources"))
		buf_printf(&b, "%s %s, ", member_text(s, "id"),
		    member_text(s, "change"));
	assert_string_equal(buf_str(&b),
	    "a same, b removed, c updated, d added, ");
	buf_free(&b);
	assert_null(member_get(diff, "same"));
	assert_null(sheet_diff(old, csv_sheet(
	    "technique,policy,detection,test\n"), &all));
	assert_null(sheet_of_stats(cJSON_Parse("{\"domains\":1}")));
	assert_null(sheet_of_stats(cJSON_Parse("[]")));
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
