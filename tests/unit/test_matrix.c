/* The matrix: cells, tactics, and what they are filtered by. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model.h"
#include "threat/actors.h"
#include "model/matrix.h"
#include "model/model.h"
#include "value/member.h"

#define is_json(node, want) assert_string_equal(json_of(node), want)

static cJSON *site, *matrix;

static int
set_up(void **state)
{
	if (model_begin(state) == -1)
		return -1;
	site = model_overview(model_catalog, NULL);
	matrix = matrix_make(model_catalog, site);
	return matrix == NULL ? -1 : 0;
}

static cJSON *
cell(int pk)
{
	return cJSON_GetArrayItem(member_get(matrix, "cells"), pk - 1);
}

static void
a_cell_has_its_figures(void **state)
{
	static const struct {
		const char *member, *want;
	} first[] = {
		{ "id", "\"T1001\"" }, { "sub_id", "false" },
		{ "policy", "1" }, { "detection", "3" }, { "test", "0" },
		{ "tested", "2" }, { "sources", "2" },
		{ "rules", "\"3 rules\"" }, { "bin", "2" },
		{ "evidence", "4" }, { "glyph", "\"\xe2\x97\x8f\"" },
		{ "look", "\"b2\"" }, { "out", "false" }, { "mitre", "true" },
		{ "groups", "1" }, { "campaigns", "0" }, { "software", "1" },
		/* One of its two is out of scope. */
		{ "parent", "{\"hit\":0,\"of\":1}" },
		{ "state", "\"active\"" }, { "moved_id", "false" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(first) / sizeof(first[0]); i++)
		is_json(member_get(cell(1), first[i].member), first[i].want);
	is_json(member_get(cell(2), "sub_id"), "\".001\"");
	is_json(member_get(cell(2), "rules"), "\"0 rules\"");
	is_json(member_get(cell(2), "moved_id"), "\"T9999\"");
	is_json(member_get(cell(2), "parent"), "false");
	is_json(member_get(cell(3), "look"), "\"b0 out\"");
	is_json(member_get(cell(3), "reason"), "\"not ours\"");
	is_json(cell(4), "null");
	is_json(member_get(cell(8), "glyph"), "false");
	assert_int_equal(cJSON_GetArraySize(member_get(matrix, "cells")), 8);
}

static void
tactics_have_their_cells(void **state)
{
	cJSON *domain = member_get(matrix, "domains")->child;
	cJSON *tactic = member_get(domain, "tactics")->child, *first;

	(void)state;
	is_json(member_get(domain, "version"), "\"18.1\"");
	is_json(member_get(domain, "definitions")->child,
	    "{\"definition\":\"exact\",\"meaning\":\"techniques and "
	    "sub-techniques that one names\",\"policy\":\"1 of 3\","
	    "\"detection\":\"1 of 3\",\"test\":\"1 of 3\"}");
	is_json(member_get(tactic, "id"), "\"TA0001\"");
	is_json(member_get(tactic, "covered"), "1");
	is_json(member_get(tactic, "of"), "2");
	first = member_get(tactic, "cells")->child;
	is_json(member_get(member_get(first, "cell"), "id"), "\"T1001\"");
	is_json(member_get(member_get(first, "subs")->child, "id"),
	    "\"T1001.001\"");
	assert_null(first->next);
	/* Its sub-techniques are of another tactic. */
	first = member_get(tactic->next, "cells")->child;
	is_json(member_get(member_get(first, "cell"), "id"), "\"T1001\"");
	is_json(member_get(first, "subs"), "[]");
}

static void
filters_are_places_in_lists(void **state)
{
	static const struct visibility_asked all = { 0 };
	struct visibility *v = visibility_open(model_catalog, &all);
	cJSON *data = matrix_filters(model_catalog, site, matrix,
	    actors_make(model_catalog, matrix), v);

	(void)state;
	visibility_close(v);
	assert_non_null(data);
	assert_null(member_get(data, "logs"));
	is_json(member_get(data, "sources")->child,
	    "[\"mitigations\",\"Mitigations\",\"policy\",1]");
	is_json(member_get(data, "platforms"),
	    "[[\"Linux\",1],[\"Windows\",1]]");
	is_json(member_get(data, "levels"), "[[\"high\",1]]");
	is_json(member_get(data, "statuses"), "[[\"test\",1]]");
	is_json(member_get(data, "facets"), "[[0,[],-1,-1,0,0],[1,[],-1,-1,4,1],"
	    "[2,[],-1,-1,3,1],[2,[1,0],0,0,1,0],[3,[],-1,-1,2,0]]");
	is_json(member_get(data, "techniques"),
	    "[[\"T1001\",-1,3,[0,1,1,1,2,1,3,1],[0,1]],"
	    "[\"T1001.001\",0,1,[4,1],[]],[\"T1001.002\",0,0,[],[]],"
	    "[\"T1005\",-1,1,[],[]]]");
	is_json(member_get(data, "groups"), "[[\"G0001\",\"Bear\",[1,0]]]");
	is_json(member_get(data, "whose"), "{\"policy\":\"all\","
	    "\"detection\":\"all\",\"test\":\"all\"}");
	is_json(member_get(data, "mixed"), "true");
}

static void
what_is_open_is_ranked(void **state)
{
	cJSON *open = matrix_gaps(matrix);
	cJSON *domain = member_get(open, "domains")->child;

	(void)state;
	assert_true(str_has_prefix(member_text(domain, "formula"),
	    "priority = 100 \xc2\xb7 (3\xc2\xb7" "groups/1 + "));
	assert_string_equal(member_text(domain, "factor_sources"), "kev, "
	    "prevalence: Mitigations (local); kev: Rules 0123456789 "
	    "(2026-08-01)");
	cJSON_DeleteItemFromObject(domain, "formula");
	cJSON_DeleteItemFromObject(domain, "factor_sources");
	is_json(member_get(open, "domains"), "[{\"id\":\"enterprise\","
	    "\"name\":\"Enterprise ATT&CK\",\"version\":\"18.1\","
	    "\"basis\":false,\"apart\":false,\"of\":3,\"gaps\":1,\"single\":0,"
	    "\"more_moved\":\"1 more moved in ATT&CK 19.1\"}]");
	is_json(member_get(member_get(open, "rules")->child, "id"),
	    "\"T1005\"");
	is_json(member_get(member_get(open, "moved")->child, "id"),
	    "\"T1001.001\"");
	is_json(member_get(open, "single"), "[]");
	/* Used by a group, and by none. */
	is_json(member_get(member_get(open, "tests")->child, "id"),
	    "\"T1001\"");
	is_json(member_get(member_get(open, "tests")->child->next, "id"),
	    "\"T1005\"");
}

static void
levels_of_evidence_have_words(void **state)
{
	(void)state;
	assert_string_equal(matrix_evidence_words(E2),
	    "carries test data of its own");
	is_json(cJSON_GetArrayItem(matrix_evidence(matrix,
	    member_get(site, "sources")), 4), "{\"pairs\":1,\"share\":33,"
	    "\"percent\":\"33\",\"evidence\":4,\"glyph\":\"\xe2\x97\x8f\","
	    "\"words\":\"was seen to fire on a simulation\"}");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cell_has_its_figures),
		cmocka_unit_test(tactics_have_their_cells),
		cmocka_unit_test(filters_are_places_in_lists),
		cmocka_unit_test(what_is_open_is_ranked),
		cmocka_unit_test(levels_of_evidence_have_words),
	};

	value_init();
	return cmocka_run_group_tests(tests, set_up, model_end);
}
