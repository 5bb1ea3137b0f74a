/* What the site's page of a technique says beyond its model. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "model.h"
#include "model/matrix.h"
#include "model/model.h"
#include "site/technique_front.h"
#include "site/technique_page.h"
#include "site/technique_rows.h"
#include "value/member.h"

#define is_json(node, want) assert_string_equal(json_of(node), want)

static cJSON *cells[16];
static size_t n;
static cJSON *site;

static int
set_up(void **state)
{
	cJSON *cell, *matrix;

	if (model_begin(state) == -1)
		return -1;
	site = model_overview(model_catalog, NULL);
	matrix = matrix_make(model_catalog, site);
	cJSON_ArrayForEach(cell, member_get(matrix, "cells"))
		cells[n++] = cell;
	return 0;
}

static cJSON *
cell_of(const char *id)
{
	size_t i;

	for (i = 0; id != NULL && i < n; i++)
		if (str_equal(member_string(cells[i], "id"), id))
			return cells[i];
	return NULL;
}

static cJSON *
page_of(cJSON *technique)
{
	cJSON *lower = cJSON_CreateArray();
	const cJSON *sub;

	cJSON_ArrayForEach(sub, member_get(technique, "subs"))
		cJSON_AddItemReferenceToArray(lower,
		    cell_of(member_string(sub, "id")));
	technique_page_add(technique, technique_policies(site), lower,
	    cell_of(member_string(technique, "parent_id")));
	return technique;
}

/* A section of two sources with that many controls, none of them told further. */
static cJSON *
many_of(enum kind kind, int few, int many)
{
	cJSON *t = technique_model("T1001"), *section, *source, *k;
	int count[] = { few, many }, i, j;

	section = cJSON_GetArrayItem(member_get(t, "sections"), (int)kind);
	cJSON_ReplaceItemInObject(section, "sources", cJSON_CreateArray());
	cJSON_SetNumberValue(member_get(section, "count"), few + many);
	cJSON_SetNumberValue(member_get(section, "yours"), 0);
	cJSON_SetNumberValue(member_get(section, "available"), few + many);
	for (i = 0; i < 2; i++) {
		source = cJSON_CreateObject();
		cJSON_AddStringToObject(source, "id", i == 0 ? "a" : "b");
		cJSON_AddStringToObject(source, "title", "Some");
		cJSON_AddNumberToObject(source, "count", count[i]);
		cJSON_AddArrayToObject(source, "controls");
		cJSON_AddArrayToObject(source, "others");
		for (j = 0; j < count[i]; j++) {
			k = cJSON_CreateObject();
			cJSON_AddStringToObject(k, "title", "Rule");
			cJSON_AddNumberToObject(k, "control", j);
			cJSON_AddItemToArray(member_get(source, "controls"), k);
		}
		cJSON_AddItemToArray(member_get(section, "sources"), source);
	}
	return t;
}

static cJSON *
many_rules(int few, int many)
{
	return many_of(KIND_DETECTION, few, many);
}

static void
the_verdict_is_one_line(void **state)
{
	cJSON *t = page_of(technique_model("T1001"));

	(void)state;
	is_json(member_get(t, "summary"), "{\"rules\":\"3 rules in 2 sources, "
	    "2 of them tested\",\"single\":false,\"gap\":false,"
	    "\"tests\":\"0 tests\",\"policy\":\"1 policy control\","
	    "\"used\":\"1 group, 1 piece of software\"}");
	assert_null(member_get(t, "elsewhere"));
	is_json(member_get(member_get(member_get(t, "strategies")->child,
	    "analytics")->child, "has_logs"), "true");
	t = page_of(many_rules(1, 0));
	is_json(member_get(member_get(t, "summary"), "single"), "true");
	is_json(member_get(member_get(t, "summary"), "rules"),
	    "\"1 rule in 1 source, not tested\"");
}

static void
the_strongest_rule_comes_first(void **state)
{
	cJSON *t = page_of(technique_model("T1001")), *table, *row;

	(void)state;
	table = member_get(member_get(t, "detection_section"), "tables")->child;
	is_json(member_get(table, "source_id"), "\"ours\"");
	row = member_get(table, "rows")->child;
	is_json(member_get(row, "evidence"), "4");
	is_json(member_get(row, "words"),
	    "\"was seen to fire on a simulation\"");
	is_json(member_get(row, "level"), "false");
	is_json(member_get(row, "type"), "false");
	is_json(member_get(member_get(t, "detection_section"), "all"), "false");
	is_json(member_get(member_get(t, "detection_section"), "left_out"), "2");
}

static void
a_gap_says_what_there_is_elsewhere(void **state)
{
	cJSON *t = page_of(technique_model("T1001.002"));

	(void)state;
	is_json(member_get(member_get(t, "summary"), "gap"), "true");
	is_json(member_get(t, "elsewhere"), "[{\"text\":\"3 rules on T1001: "
	    "Data Obfuscation\",\"href\":\"T1001.html\"}]");
	is_json(member_get(t, "has_help"), "true");
}

static void
policies_have_three_states(void **state)
{
	(void)state;
	is_json(member_get(page_of(technique_model("T1001")), "states"), "[]");
	is_json(member_get(page_of(technique_model("T1001.001")), "states"),
	    "[{\"state_source\":\"Mitigations\","
	    "\"state\":\"assessed and not mappable\"}]");
	is_json(member_get(page_of(technique_model("T1001.002")), "states"),
	    "[{\"state_source\":\"Mitigations\",\"state\":\"not assessed\"}]");
}

static int
rows_of(const cJSON *tables, int place)
{
	return cJSON_GetArraySize(member_get(cJSON_GetArrayItem(tables, place),
	    "rows"));
}

static void
fifteen_rows_are_shared_among_sources(void **state)
{
	static const struct {
		enum kind kind;
		const char *section;
		int few, many, shown[2];
		bool all;
	} cases[] = {
		{ KIND_DETECTION, "detection_section", 2, 100, { 2, 13 }, true },
		{ KIND_DETECTION, "detection_section", 40, 100, { 8, 7 }, true },
		{ KIND_DETECTION, "detection_section", 5, 10, { 5, 10 }, false },
		{ KIND_DETECTION, "detection_section", 1, 15, { 1, 14 }, true },
		{ KIND_POLICY, "policy_section", 5, 4000, { 5, 10 }, true },
		{ KIND_TEST, "test_section", 5, 4000, { 5, 10 }, true },
	};
	cJSON *section, *tables, *all;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		section = member_get(page_of(many_of(cases[i].kind, cases[i].few,
		    cases[i].many)), cases[i].section);
		tables = member_get(section, "tables");
		all = member_get(section, "all");
		assert_int_equal(rows_of(tables, 0), cases[i].shown[0]);
		assert_int_equal(rows_of(tables, 1), cases[i].shown[1]);
		assert_int_equal(cJSON_IsObject(all), cases[i].all);
		if (!cases[i].all)
			continue;
		assert_int_equal(member_get(all, "count")->valueint,
		    cases[i].few + cases[i].many);
		assert_int_equal(cJSON_GetArraySize(member_get(all, "rows")),
		    cases[i].few + cases[i].many);
	}
}

/* Eight sources: the first has most, the last the best, the one before it yours. */
static void
six_sources_stand_in_the_first_screen(void **state)
{
	cJSON *t = many_rules(3, 2), *section, *sources, *k, *front, *rows;
	int i;

	(void)state;
	section = cJSON_GetArrayItem(member_get(t, "sections"), 1);
	sources = member_get(section, "sources");
	for (i = 0; i < 6; i++)
		cJSON_AddItemToArray(sources, cJSON_Duplicate(
		    cJSON_GetArrayItem(sources, 1), 1));
	for (i = 6; i < 8; i++) {
		k = cJSON_GetArrayItem(sources, i);
		cJSON_ReplaceItemInObject(k, "id", cJSON_CreateString(i == 6
		    ? "g" : "h"));
		k = member_get(k, "controls")->child;
		cJSON_AddStringToObject(k, "whose", whose_name(i == 6
		    ? WHOSE_YOURS : WHOSE_AVAILABLE));
		cJSON_AddNumberToObject(k, "evidence", i == 6 ? 1 : 4);
	}
	front = member_get(page_of(t), "front")->child;
	rows = member_get(front, "rows");
	assert_int_equal(cJSON_GetArraySize(rows), FRONT_SOURCES);
	is_json(member_get(front, "unnamed"), "2");
	is_json(member_get(front, "height"), "7");
	is_json(member_get(rows->child, "source_id"), "\"g\"");
	is_json(member_get(rows->child, "amount"), "\"2, 1 of them yours\"");
	is_json(member_get(rows->child->next, "source_id"), "\"h\"");
	is_json(member_get(rows->child->next, "evidence"), "4");
	is_json(member_get(rows->child->next->next, "source_id"), "\"a\"");
	is_json(member_get(rows->child->next->next, "amount"), "\"3\"");
}

/* Rules that only have a title, but one, which also has a level. */
static void
columns_are_those_that_a_row_fills(void **state)
{
	cJSON *t = many_rules(1, 20), *section, *source, *k, *all;

	(void)state;
	section = cJSON_GetArrayItem(member_get(t, "sections"), 1);
	source = cJSON_GetArrayItem(member_get(section, "sources"), 1);
	k = cJSON_GetArrayItem(member_get(source, "controls"), 19);
	cJSON_AddStringToObject(k, "level", "high");
	page_of(t);
	all = member_get(section, "all");
	is_json(member_get(section, "has_level"), "false");
	is_json(member_get(section, "columns"), "2");
	is_json(member_get(all, "has_level"), "true");
	is_json(member_get(all, "has_status"), "false");
	is_json(member_get(all, "has_evidence"), "true");
	is_json(member_get(all, "columns"), "3");
	k = cJSON_GetArrayItem(member_get(all, "rows"), 20);
	is_json(member_get(k, "rank"), "4");
	is_json(member_get(k, "source_id"), "\"b\"");
}

/* Also those of the last source, and before the strongest that are not. */
static void
yours_are_shown_first(void **state)
{
	cJSON *t = many_rules(40, 20), *section, *tables, *source, *k;
	int i;

	(void)state;
	section = cJSON_GetArrayItem(member_get(t, "sections"), 1);
	cJSON_ReplaceItemInObject(section, "perspective",
	    cJSON_CreateString(of_name(OF_YOURS)));
	cJSON_SetNumberValue(member_get(section, "count"), 3);
	cJSON_SetNumberValue(member_get(section, "yours"), 3);
	cJSON_SetNumberValue(member_get(section, "available"), 57);
	source = cJSON_GetArrayItem(member_get(section, "sources"), 1);
	for (i = 0; i < 20; i++) {
		k = cJSON_GetArrayItem(member_get(source, "controls"), i);
		cJSON_AddStringToObject(k, "whose",
		    whose_name(i < 17 ? WHOSE_AVAILABLE : WHOSE_YOURS));
		cJSON_AddNumberToObject(k, "evidence", i < 17 ? 4 : 0);
	}
	page_of(t);
	is_json(member_get(member_get(t, "summary"), "rules"),
	    "\"3 rules of yours in 1 source, 0 of them tested; "
	    "57 more public\"");
	tables = member_get(section, "tables");
	assert_int_equal(rows_of(tables, 0) + rows_of(tables, 1), PAGE_ROWS);
	for (i = 0; i < 4; i++)
		is_json(member_get(cJSON_GetArrayItem(member_get(
		    cJSON_GetArrayItem(tables, 1), "rows"), i), "yours"),
		    i < 3 ? "true" : "false");
	k = member_get(member_get(section, "all"), "rows")->child;
	for (i = 0; i < 4; i++, k = k->next)
		is_json(member_get(k, "yours"), i < 3 ? "true" : "false");
	is_json(member_get(member_get(section, "best")->child, "yours"), "true");
	assert_int_equal(cJSON_GetArraySize(member_get(section, "best")),
	    BEST_ROWS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_verdict_is_one_line),
		cmocka_unit_test(the_strongest_rule_comes_first),
		cmocka_unit_test(a_gap_says_what_there_is_elsewhere),
		cmocka_unit_test(policies_have_three_states),
		cmocka_unit_test(fifteen_rows_are_shared_among_sources),
		cmocka_unit_test(six_sources_stand_in_the_first_screen),
		cmocka_unit_test(columns_are_those_that_a_row_fills),
		cmocka_unit_test(yours_are_shown_first),
	};

	value_init();
	return cmocka_run_group_tests(tests, set_up, model_end);
}
