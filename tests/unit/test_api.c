/* JSON for machines that the site carries. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "export/api.h"
#include "export/export.h"
#include "model.h"
#include "model/model.h"
#include "value/member.h"

static void
names_are(const cJSON *model, const char *want)
{
	struct buf b = BUF_INIT;
	const cJSON *e;

	cJSON_ArrayForEach(e, model)
		buf_printf(&b, "%s ", e->string);
	assert_string_equal(buf_str(&b), want);
	buf_free(&b);
}

static void
the_index_is_of_the_whole(void **state)
{
	cJSON *site = model_overview(model_catalog, NULL);
	cJSON *x = api_index(model_catalog, site);
	cJSON *all = export_model(model_catalog, NULL), *t;

	(void)state;
	assert_non_null(x);
	names_are(x, "schema what title generator perspective domains sources "
	    "tactics techniques revoked ");
	assert_string_equal(member_text(x, "what"), "index");
	t = member_get(x, "techniques")->child;
	assert_string_equal(member_text(t, "json"),
	    "api/techniques/T1001.json");
	assert_string_equal(member_text(t, "page"), "techniques/T1001.html");
	cJSON_ArrayForEach(t, member_get(x, "techniques")) {
		cJSON_DeleteItemFromObject(t, "json");
		cJSON_DeleteItemFromObject(t, "page");
	}
	assert_string_equal(json_of(member_get(x, "techniques")),
	    json_of(member_get(all, "techniques")));
	assert_string_equal(json_of(member_get(x, "revoked")),
	    json_of(member_get(all, "revoked")));
	assert_string_equal(json_of(member_get(x, "sources")->child),
	    "{\"id\":\"mitigations\",\"title\":\"Mitigations\",\"kind\":"
	    "\"policy\",\"domain\":\"enterprise\",\"homepage\":"
	    "\"https://e.org/\",\"licence\":\"MIT\",\"credit\":\"them\","
	    "\"controls\":1,\"active\":1,\"mapped\":1,\"mappings\":1}");
}

static void
a_technique_has_what_counts_and_what_does_not(void **state)
{
	cJSON *t = api_technique(technique_model("T1001"));
	const cJSON *s;

	(void)state;
	names_are(t, "schema what generator domain id name url state scoped "
	    "page version formerly subs tactics platforms counts "
	    "perspective yours available sources users exploited derived "
	    "strategies ");
	assert_string_equal(json_of(member_get(t, "tactics")),
	    "[{\"id\":\"TA0002\",\"shortname\":\"second\",\"name\":"
	    "\"The Second\"},{\"id\":\"TA0001\",\"shortname\":\"first\","
	    "\"name\":\"The First\",\"url\":\"https://e.org/TA0001\"}]");
	assert_string_equal(json_of(member_get(t, "counts")),
	    "{\"policy\":1,\"detection\":3,\"test\":0}");
	assert_string_equal(json_of(member_get(t, "yours")),
	    "{\"policy\":0,\"detection\":2,\"test\":0}");
	assert_string_equal(json_of(member_get(t, "available")),
	    "{\"policy\":1,\"detection\":1,\"test\":0}");
	s = cJSON_GetArrayItem(member_get(t, "sources"), 1);
	assert_string_equal(json_of(s), "{\"id\":\"ours\",\"title\":\"Ours\","
	    "\"kind\":\"detection\",\"own\":true,\"count\":1,\"controls\":["
	    "{\"id\":\"o\",\"title\":\"Own\",\"path\":\"own/o.yml\",\"line\":"
	    "7,\"type\":\"rule\",\"evidence\":4,\"whose\":\"yours\","
	    "\"platforms\":[],\"tagged\":\"T1001\",\"outcome\":\"exact\","
	    "\"seen\":[{\"level\":4,\"source_id\":\"rules\",\"test\":\"t1\","
	    "\"named\":true,\"test_title\":\"Test 1\",\"date\":\"2026-01-02\"},{\"level\":4,"
	    "\"source_id\":\"rules\"}]}]}");
	s = cJSON_GetArrayItem(member_get(t, "sources"), 2);
	assert_int_equal(cJSON_GetArraySize(member_get(s, "controls")), 2);
	assert_string_equal(member_text(
	    member_get(s, "not_counted")->child, "why"), "deprecated");
	assert_null(member_get(member_get(s, "controls")->child, "why"));
	assert_string_equal(json_of(member_get(t, "users")), "[{\"id\":"
	    "\"G0001\",\"kind\":\"group\",\"name\":\"Bear\",\"url\":"
	    "\"https://e.org/G0001\"},{\"id\":\"S0001\",\"kind\":"
	    "\"software\",\"name\":\"Hammer\"}]");
}

static void
what_moved_says_where_to(void **state)
{
	cJSON *t = api_technique(technique_model("T1001.001"));

	(void)state;
	assert_string_equal(json_of(member_get(t, "moved")),
	    "{\"version\":\"19.1\",\"id\":\"T9999\",\"name\":\"Junk\","
	    "\"controls\":1,\"detection\":1}");
	assert_string_equal(member_text(t, "parent_id"), "T1001");
	assert_string_equal(json_of(member_get(t, "formerly")),
	    "[{\"id\":\"T1005\",\"name\":\"Twice\"}]");
}

static void
it_is_printed_as_json(void **state)
{
	cJSON *t = api_technique(technique_model("T1001")), *again;
	struct buf b = BUF_INIT;

	(void)state;
	api_print(t, &b);
	again = cJSON_Parse(buf_str(&b));
	assert_true(cJSON_Compare(t, again, 1));
	assert_true(str_has_suffix(buf_str(&b), "]\n}\n"));
	buf_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_index_is_of_the_whole),
		cmocka_unit_test(a_technique_has_what_counts_and_what_does_not),
		cmocka_unit_test(what_moved_says_where_to),
		cmocka_unit_test(it_is_printed_as_json),
	};

	value_init();
	return cmocka_run_group_tests(tests, model_begin, model_end);
}
