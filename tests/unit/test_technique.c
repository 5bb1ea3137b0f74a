/* One technique: what answers it, what does not count, and why. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model.h"
#include "value/member.h"

#define is_json(node, want) assert_string_equal(json_of(node), want)

static void
a_technique_is_told(void **state)
{
	cJSON *t = technique_model("T1001");

	(void)state;
	assert_non_null(t);
	is_json(member_get(t, "id"), "\"T1001\"");
	is_json(member_get(t, "name"), "\"Data Obfuscation\"");
	is_json(member_get(t, "description"), "\"Hides <code>data</code>.\"");
	is_json(member_get(t, "state"), "\"active\"");
	is_json(member_get(t, "active"), "true");
	is_json(member_get(t, "scoped"), "1");
	is_json(member_get(t, "sub"), "");
	is_json(member_get(t, "was_called"), "true");
	is_json(member_get(t, "formerly"), "[{\"id\":\"T1002\",\"name\":"
	    "\"Data Compressed\",\"last\":true}]");
	is_json(member_get(t, "tactic_list"), "\"The Second, The First\"");
	is_json(member_get(t, "platform_list"), "\"Linux, Windows\"");
	is_json(member_get(t, "has_subs"), "true");
	is_json(member_get(t, "subs"), "[{\"id\":\"T1001.001\",\"name\":"
	    "\"Junk Data\"},{\"id\":\"T1001.002\",\"name\":\"Steganography\","
	    "\"last\":true}]");
	assert_int_equal(cJSON_GetArraySize(member_get(t, "references")), 2);
	is_json(member_get(member_get(t, "attack"), "version"), "\"18.1\"");
	is_json(member_get(member_get(t, "attack"), "accessed_long"),
	    "\"August 09, 2026\"");
	is_json(member_get(t, "counts"),
	    "{\"policy\":1,\"detection\":3,\"test\":0}");
	is_json(member_get(t, "verdict"), "\"1 policy control, 3 detection "
	    "rules and 0 tests count for this technique.\"");
}

static void
sections_stand_in_one_order(void **state)
{
	static const struct {
		const char *kind, *title, *word, *count, *empty;
	} want[] = {
		{ "policy", "\"Policy / Process Controls\"", "\"resources\"",
		    "1", "" },
		{ "detection", "\"Technical Controls (Detection Rules)\"",
		    "\"rules\"", "3", "" },
		{ "test", "\"Offensive Security Tests\"", "\"tests\"", "0",
		    "true" },
	};
	cJSON *s = member_get(technique_model("T1001"), "sections");
	size_t i;

	(void)state;
	assert_int_equal(cJSON_GetArraySize(s), 3);
	for (i = 0, s = s->child; i < 3; i++, s = s->next) {
		assert_string_equal(member_text(s, "kind"), want[i].kind);
		is_json(member_get(s, "title"), want[i].title);
		is_json(member_get(s, "word"), want[i].word);
		is_json(member_get(s, "count"), want[i].count);
		is_json(member_get(s, "empty"), want[i].empty);
		is_json(member_get(s, want[i].kind), "true");
	}
}

static void
what_counts_is_told_with_its_facts(void **state)
{
	cJSON *t = technique_model("T1001"), *k;
	cJSON *rules = source_of(t, "detection", "rules");

	(void)state;
	is_json(member_get(rules, "count"), "2");
	is_json(member_get(rules, "some"), "true");
	is_json(member_get(rules, "title"), "\"Rules\"");
	is_json(member_get(rules, "revision_short"), "\"0123456789\"");
	is_json(member_get(rules, "accessed_long"), "\"August 01, 2026\"");
	k = member_get(rules, "controls")->child;
	is_json(member_get(k, "title"), "\"Rule A\"");
	is_json(member_get(k, "control"), "2");
	is_json(member_get(k, "linked"), "true");
	is_json(member_get(k, "facts"),
	    "\"high, test, Windows, Linux, E1\"");
	is_json(member_get(k, "platforms"), "[\"Windows\",\"Linux\"]");
	is_json(member_get(k, "why"), "");
	is_json(member_get(k, "outcome"), "\"exact\"");
	k = k->next;
	is_json(member_get(k, "title"), "\"Rule B\"");
	is_json(member_get(k, "linked"), "");
	is_json(member_get(k, "facts"), "\"hunting, yours, E3\"");
	assert_null(k->next);
	/* A mitigation's type goes without saying; its note does not. */
	k = member_get(source_of(t, "policy", "mitigations"), "controls")->child;
	is_json(member_get(k, "facts"), "\"protect partial\"");
	is_json(member_get(k, "score"), "\"protect partial\"");
	is_json(member_get(k, "note"), "\"Because.\"");
}

static void
what_was_seen_to_fire_says_on_what(void **state)
{
	cJSON *t = technique_model("T1001"), *k;

	(void)state;
	k = member_get(source_of(t, "detection", "ours"), "controls")->child;
	is_json(member_get(k, "facts"), "\"E4\"");
	is_json(member_get(k, "seen"), "[{\"level\":4,\"source_id\":\"rules\","
	    "\"test\":\"t1\",\"named\":true,\"test_title\":\"Test 1\",\"date\":"
	    "\"2026-01-02\"},{\"level\":4,\"source_id\":\"rules\"}]");
	is_json(member_get(k, "seen_on"), "\"Test 1 and 1 more\"");
	/* Below that there is nothing to have been seen. */
	k = member_get(source_of(t, "detection", "rules"), "controls")->child;
	is_json(member_get(k, "seen"), "");
	is_json(member_get(k, "seen_on"), "");
}

static void
what_mitre_says_is_told(void **state)
{
	cJSON *t = technique_model("T1001");

	(void)state;
	is_json(member_get(t, "was_assessed"), "");
	is_json(member_get(t, "assessed"), "[]");
	is_json(member_get(technique_model("T1001.001"), "assessed"),
	    "[{\"source_id\":\"mitigations\",\"title\":\"Mitigations\","
	    "\"tagged\":\"T1001.001\",\"last\":true}]");
	is_json(member_get(t, "data_source_list"), "\"Process\"");
	is_json(member_get(member_get(t, "users"), "text"),
	    "\"1 group, 1 piece of software\"");
	is_json(member_get(t, "strategies"), "[{\"id\":\"DET0001\",\"name\":"
	    "\"Watch\",\"url\":\"https://e.org/DET0001\",\"linked\":true,"
	    "\"analytics\":[{\"id\":\"AN0002\",\"name\":\"Analytic 2\","
	    "\"platforms\":[],\"log_sources\":[{\"name\":\"auditd\"}],"
	    "\"mutables\":[]},{\"id\":\"AN0001\",\"name\":\"Analytic 1\","
	    "\"description\":\"Look.\",\"url\":\"https://e.org/AN0001\","
	    "\"platforms\":[\"Linux\",\"Windows\"],\"on\":"
	    "\"Linux, Windows\",\"log_sources\":[{\"name\":\"Sysmon\","
	    "\"channel\":\"1\",\"component_id\":\"DC0001\",\"component\":"
	    "\"Process Creation\"}],\"mutables\":[{\"field\":\"Window\","
	    "\"description\":\"How long.\"}]}]}]");
	is_json(member_get(t, "moved"), "");
	is_json(member_get(member_get(technique_model("T1001.001"), "moved"),
	    "text"), "\"Moved to T9999 (Junk) in ATT&CK 19.1: 1 detection "
	    "rule names it\"");
}

static void
other_ids_are_told_with_the_control(void **state)
{
	cJSON *rules = source_of(technique_model("T1001"), "detection",
	    "rules");
	cJSON *a = member_get(rules, "controls")->child, *b = a->next;

	(void)state;
	is_json(member_get(a, "also_tagged"), "[\"T1002\"]");
	is_json(member_get(a, "remapped_from"), "\"T1002\"");
	is_json(member_get(b, "also_tagged"), "");
	is_json(member_get(b, "remapped_from"), "\"T1002\"");
}

static void
what_does_not_count_says_why(void **state)
{
	cJSON *t = technique_model("T1001"), *k;
	cJSON *rules = source_of(t, "detection", "rules");

	(void)state;
	is_json(member_get(rules, "left_out"), "true");
	assert_int_equal(cJSON_GetArraySize(member_get(rules, "others")), 2);
	k = member_get(rules, "others")->child;
	is_json(member_get(k, "title"), "\"Rule C\"");
	is_json(member_get(k, "why"), "\"deprecated\"");
	k = k->next;
	is_json(member_get(k, "title"), "\"Rule D\"");
	is_json(member_get(k, "why"), "\"catch-all\"");
	/* Of a source without any there is nothing. */
	is_json(member_get(source_of(t, "detection", "ours"), "left_out"), "");
	is_json(member_get(source_of(t, "detection", "ours"), "own"), "1");
	assert_null(source_of(t, "test", "tests"));
}

static void
a_deprecated_technique_has_none_that_count(void **state)
{
	cJSON *t = technique_model("T1003"), *k;
	cJSON *rules = source_of(t, "detection", "rules");

	(void)state;
	is_json(member_get(t, "deprecated"), "true");
	is_json(member_get(t, "active"), "");
	is_json(member_get(rules, "count"), "0");
	is_json(member_get(rules, "some"), "");
	k = member_get(rules, "others")->child;
	is_json(member_get(k, "title"), "\"Rule E\"");
	is_json(member_get(k, "why"), "\"deprecated\"");
	is_json(member_get(t, "verdict"), "\"0 policy controls, 0 detection "
	    "rules and 0 tests count for this technique.\"");
}

static void
a_sub_technique_names_its_parent(void **state)
{
	cJSON *t = technique_model("T1001.001");

	(void)state;
	is_json(member_get(t, "sub"), "1");
	is_json(member_get(t, "parent_id"), "\"T1001\"");
	is_json(member_get(t, "parent_name"), "\"Data Obfuscation\"");
	is_json(member_get(t, "has_subs"), "");
	is_json(member_get(t, "platform_list"), "");
	is_json(member_get(t, "verdict"), "\"0 policy controls, 0 detection "
	    "rules and 1 test count for this technique.\"");
	is_json(member_get(technique_model("T1001.002"), "reason"),
	    "\"not ours\"");
	/* Of two techniques with one id each has its own description. */
	t = technique_model("T1005");
	is_json(member_get(t, "active"), "true");
}

static void
a_revoked_technique_names_its_successor(void **state)
{
	cJSON *t = technique_model("T1002");

	(void)state;
	is_json(member_get(t, "revoked"), "true");
	is_json(member_get(t, "successor_id"), "\"T1001\"");
	is_json(member_get(technique_model("T1004"), "successor_id"), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_technique_is_told),
		cmocka_unit_test(sections_stand_in_one_order),
		cmocka_unit_test(what_counts_is_told_with_its_facts),
		cmocka_unit_test(what_was_seen_to_fire_says_on_what),
		cmocka_unit_test(what_mitre_says_is_told),
		cmocka_unit_test(other_ids_are_told_with_the_control),
		cmocka_unit_test(what_does_not_count_says_why),
		cmocka_unit_test(a_deprecated_technique_has_none_that_count),
		cmocka_unit_test(a_sub_technique_names_its_parent),
		cmocka_unit_test(a_revoked_technique_names_its_successor),
	};

	value_init();
	return cmocka_run_group_tests(tests, model_begin, model_end);
}
