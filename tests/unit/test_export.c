/* The catalog for other programs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "export/export.h"
#include "model.h"
#include "value/member.h"

/* An element of a list of the export, by a member. */
static const char *
element(const cJSON *model, const char *list, const char *member,
    const char *value)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, member_get(model, list))
		if (str_equal(member_text(e, member), value))
			return json_of(e);
	return "none";
}

static void
the_export_is_documented(void **state)
{
	static const char *const members[] = { "schema", "what", "title",
		"generator", "perspective", "domains", "sources", "tactics", "techniques",
		"revoked", "controls", "crosswalks", "findings" };
	cJSON *m = export_model(model_catalog, NULL);
	const cJSON *e;
	size_t i = 0;

	(void)state;
	assert_non_null(m);
	cJSON_ArrayForEach(e, m)
		assert_string_equal(e->string, members[i++]);
	assert_int_equal(i, sizeof(members) / sizeof(members[0]));
	assert_string_equal(element(m, "controls", "id", "o"),
	    "{\"source\":\"ours\",\"kind\":\"detection\",\"id\":\"o\","
	    "\"title\":\"Own\",\"path\":\"own/o.yml\",\"line\":7,"
	    "\"lifecycle\":\"active\",\"type\":\"rule\",\"evidence\":4,"
	    "\"whose\":\"yours\",\"counts\":true,\"mappings\":["
	    "{\"tagged\":\"T1001\",\"resolved\":\"T1001\",\"outcome\":"
	    "\"exact\",\"counted\":true,\"evidence\":4},{\"tagged\":"
	    "\"T9999\",\"outcome\":\"unknown\",\"evidence\":0}],\"seen\":["
	    "{\"level\":4,\"source\":\"rules\",\"test\":\"t1\",\"named\":"
	    "true,\"date\":\"2026-01-02\",\"techniques\":[\"T1001\"]},"
	    "{\"level\":4,\"source\":\"rules\",\"techniques\":[\"T1001\"]}"
	    "]}");
	assert_string_equal(element(m, "controls", "id", "a"),
	    "{\"source\":\"rules\",\"kind\":\"detection\",\"id\":\"a\","
	    "\"title\":\"Rule A\",\"path\":\"rules/web/x/a.yml\",\"line\":1,"
	    "\"url\":\"https://e.org/a\",\"lifecycle\":\"active\",\"type\":"
	    "\"rule\",\"level\":\"high\",\"status\":\"test\",\"author\":"
	    "\"Me\",\"date\":\"2020-01-01\",\"modified\":\"2021-01-01\","
	    "\"evidence\":1,\"whose\":\"available\",\"counts\":true,\"description\":\"Finds.\","
	    "\"platforms\":[\"Windows\",\"Linux\"],\"mappings\":["
	    "{\"tagged\":\"AML.T0051\",\"outcome\":\"other-framework\","
	    "\"evidence\":1,\"framework\":\"atlas\","
	    "\"framework_url\":\"https://e.org/AML.T0051\"},"
	    "{\"tagged\":\"T1001\",\"resolved\":\"T1001\",\"outcome\":"
	    "\"exact\",\"counted\":true,\"evidence\":1},{\"tagged\":"
	    "\"T1002\",\"resolved\":\"T1001\",\"outcome\":\"remapped\","
	    "\"merged\":true,\"evidence\":1}]}");
	assert_string_equal(element(m, "techniques", "id", "T1001.001"),
	    "{\"domain\":\"enterprise\",\"id\":\"T1001.001\",\"name\":"
	    "\"Junk Data\",\"url\":\"https://e.org/T1001/001\",\"state\":"
	    "\"active\",\"parent_id\":\"T1001\",\"scoped\":true,"
	    "\"moved_version\":\"19.1\",\"moved_id\":\"T9999\","
	    "\"moved_name\":\"Junk\",\"tactics\":[\"first\"],\"platforms\":"
	    "[],\"policy\":0,\"detection\":0,\"test\":1,"
	    "\"yours\":{\"policy\":0,\"detection\":0,\"test\":0},"
	    "\"available\":{\"policy\":0,\"detection\":0,\"test\":1},"
	    "\"counts\":{\"tests\":1},\"named\":{\"test\":0},\"best\":{\"test\":2}}");
	assert_string_equal(json_of(member_get(m, "revoked")),
	    "[{\"domain\":\"enterprise\",\"id\":\"T1002\",\"name\":"
	    "\"Data Compressed\",\"successor_id\":\"T1001\"},{\"domain\":"
	    "\"enterprise\",\"id\":\"T1004\",\"name\":\"Gone\"},{\"domain\":"
	    "\"enterprise\",\"id\":\"T1005\",\"name\":\"Twice\","
	    "\"successor_id\":\"T1001.001\"}]");
	assert_int_equal(cJSON_GetArraySize(member_get(m, "findings")), 2);
	assert_string_equal(json_of(member_get(member_get(member_get(member_get(
	    member_get(m, "domains")->child, "coverage"), "detection"),
	    "exact"), "covered")), "1");
}

static void
crosswalks_have_their_pairs(void **state)
{
	cJSON *m = export_model(model_catalog, NULL);

	(void)state;
	assert_string_equal(element(m, "crosswalks", "from_id", "m-2"),
	    "{\"crosswalk\":\"tests\",\"from\":\"mitigations\",\"from_id\":"
	    "\"m-2\",\"from_title\":\"Lacking\",\"relation\":\"equal-to\","
	    "\"to\":\"Others\",\"to_id\":\"O.1\",\"to_title\":"
	    "\"The other\",\"joint\":true,\"path\":\"w.csv\",\"line\":3}");
}

static void
a_selection_leaves_out_controls_and_figures(void **state)
{
	struct catalog_selection s = { .evidence = 3 };
	cJSON *m = export_model(model_catalog, &s);

	(void)state;
	assert_string_equal(json_of(member_get(m, "selection")),
	    "{\"evidence\":3}");
	assert_int_equal(cJSON_GetArraySize(member_get(m, "controls")), 2);
	/* Of a control's pairs, too: one of this one's is at E0. */
	assert_int_equal(cJSON_GetArraySize(member_get(member_get(m,
	    "controls")->child, "mappings")), 1);
	assert_string_equal(json_of(member_get(member_get(m,
	    "techniques")->child, "counts")), "{\"ours\":1,\"rules\":1}");
}

/* Lines of its own for each element, and all of it JSON. */
static void
elements_stand_on_lines_of_their_own(void **state)
{
	struct buf b = BUF_INIT;
	cJSON *m = export_model(model_catalog, NULL), *again;
	const cJSON *list;
	size_t want = 0;

	(void)state;
	export_json(m, &b);
	cJSON_ArrayForEach(list, m)
		want += 1 + (cJSON_IsArray(list)
		    ? (size_t)cJSON_GetArraySize(list) + 1 : 0);
	assert_int_equal(count_lines(buf_str(&b)), want + 2);
	again = cJSON_Parse(buf_str(&b));
	assert_true(cJSON_Compare(m, again, 1));
	buf_free(&b);
}

static void
csv_is_of_active_techniques(void **state)
{
	const struct catalog_selection s = { .of = OF_YOURS };
	struct buf b = BUF_INIT;
	struct capture said;

	(void)state;
	assert_int_equal(export_csv(model_catalog, NULL, NULL, &b), 0);
#define COUNTED "\"Counted: all policy controls, all detection rules, all tests.\""
	assert_string_equal(buf_str(&b),
	    "technique,name,parent,tactics,platforms,url,mitigations,ours,"
	    "rules,tests,policy,detection,test,policy_yours,policy_available,"
	    "detection_yours,detection_available,test_yours,test_available,"
	    "basis\r\n"
	    "T1001,Data Obfuscation,,second;first,Linux;Windows,"
	    "https://e.org/T1001,1,1,2,,1,3,0,0,1,2,1,0,0," COUNTED "\r\n"
	    "T1001.001,Junk Data,T1001,first,,https://e.org/T1001/001,,,,1,0,"
	    "0,1,0,0,0,0,0,1," COUNTED "\r\n"
	    "T1001.002,Steganography,T1001,unlisted,,"
	    "https://e.org/T1001/002,,,,,0,0,0,0,0,0,0,0,0," COUNTED "\r\n"
	    "T1005,Twice,,,,https://e.org/T1005,,,,,0,0,0,0,0,0,0,0,0,"
	    COUNTED "\r\n");
#undef COUNTED
	/* Of what is yours three columns change, and those of sources. */
	buf_reset(&b);
	assert_int_equal(export_csv(model_catalog, &s, NULL, &b), 0);
	assert_non_null(strstr(buf_str(&b), "https://e.org/T1001,,1,1,,0,2,0,"
	    "0,1,2,1,0,0,\"Counted: policy controls of yours, detection rules "
	    "of yours, tests of yours. Only: controls of yours.\"\r\n"));
	buf_reset(&b);
	assert_int_equal(export_csv(model_catalog, NULL, "enterprise-attack",
	    &b), 0);
	assert_int_equal(count_lines(buf_str(&b)), 5);
	capture_begin(&said);
	assert_int_equal(export_csv(model_catalog, NULL, "ics", &b), -1);
	free(capture_end(&said));
	buf_free(&b);
}

static void
controls_have_a_row_for_each_id(void **state)
{
	struct catalog_selection s = { 0 };
	struct buf b = BUF_INIT;

	(void)state;
	strs_add(&s.sources, "ours");
	strs_add(&s.sources, "tests");
	assert_int_equal(export_controls_csv(model_catalog, &s, &b), 0);
	assert_string_equal(buf_str(&b),
	    "source,kind,id,title,path,line,url,lifecycle,type,level,status,"
	    "evidence,whose,catch_all,tagged,technique,outcome,counted,made_from,"
	    "needs,runs,basis\r\n"
	    "tests,test,t1,Test 1,t.yml,1,,active,test,,,2,available,,T1001.001,"
	    "T1001.001,exact,1,,,,\"Only: sources ours, tests.\"\r\n"
	    "ours,detection,o,Own,own/o.yml,7,,active,rule,,,4,yours,,T1001,T1001,"
	    "exact,1,,,,\"Only: sources ours, tests.\"\r\n"
	    "ours,detection,o,Own,own/o.yml,7,,active,rule,,,0,yours,,T9999,,"
	    "unknown,,,,,\"Only: sources ours, tests.\"\r\n");
	buf_reset(&b);
	assert_int_equal(export_controls_csv(model_catalog, NULL, &b), 0);
	assert_int_equal(count_lines(buf_str(&b)), 14);
	buf_free(&b);
	strs_free(&s.sources);
}

static void
the_compass_table_has_the_sites_columns(void **state)
{
	struct buf b = BUF_INIT;
	cJSON *t = export_compass(model_catalog, NULL, NULL);
	const char *text;

	(void)state;
	assert_non_null(t);
	assert_int_equal(cJSON_GetArraySize(member_get(t, "columns")), 37);
	assert_int_equal(cJSON_GetArraySize(member_get(t, "rows")), 5);
	/* mitigations have the column, and rules of no column; see filled.h. */
	assert_string_equal(json_of(member_get(t, "left_out")),
	    "[\"ours\",\"tests\"]");
	export_compass_csv(t, &b);
	text = buf_str(&b);
	assert_non_null(strstr(text, ",sentinel-defender,"));
	assert_non_null(strstr(text, "\r\nT1001,Data Obfuscation,"
	    "T1001: Data Obfuscation,\"The Second, The First\","
	    "https://e.org/T1001,n,1,,,,,2,,,,,,,,,,,,,,,,,,,,,,,,,\r\n"));
	assert_non_null(strstr(text, "\r\nT1001.001,Junk Data,"
	    "T1001.001: Junk Data,The First,https://e.org/T1001/001,y,,,,"));
	buf_reset(&b);
	export_compass_json(t, &b);
	t = cJSON_Parse(buf_str(&b));
	assert_string_equal(t->child->child->string, "techID");
	assert_true(cJSON_IsNull(member_get(t->child, "sentinel_defender")));
	assert_int_equal(member_get(t->child, "splunk")->valueint, 2);
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_export_is_documented),
		cmocka_unit_test(crosswalks_have_their_pairs),
		cmocka_unit_test(a_selection_leaves_out_controls_and_figures),
		cmocka_unit_test(elements_stand_on_lines_of_their_own),
		cmocka_unit_test(csv_is_of_active_techniques),
		cmocka_unit_test(controls_have_a_row_for_each_id),
		cmocka_unit_test(the_compass_table_has_the_sites_columns),
	};

	value_init();
	return cmocka_run_group_tests(tests, model_begin, model_end);
}
