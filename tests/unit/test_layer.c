/* Layers: what each mode says of a technique, and of the whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "export/layer.h"
#include "model.h"
#include "threat/threat.h"
#include "value/member.h"

static cJSON *
entry(const cJSON *layer, const char *id)
{
	cJSON *t;

	cJSON_ArrayForEach(t, member_get(layer, "techniques"))
		if (str_equal(member_text(t, "techniqueID"), id))
			return t;
	return NULL;
}

/* "3 #a6cbe8 3 detection rules." or "- - comment"; "none" without an entry. */
static const char *
cell(const cJSON *layer, const char *id)
{
	const cJSON *t = entry(layer, id);
	const char *score = member_text(t, "score");
	const char *colour = member_text(t, "color");
	const char *comment = member_text(t, "comment");

	if (t == NULL)
		return "none";
	return arena_printf(&model_mem, "%s %s %s",
	    score != NULL ? score : "-", colour != NULL ? colour : "-",
	    comment != NULL ? comment : "-");
}

/* "No detection rule (1)|…" */
static const char *
legend(const cJSON *layer)
{
	struct buf b = BUF_INIT;
	const cJSON *i;
	const char *text;

	cJSON_ArrayForEach(i, member_get(layer, "legendItems"))
		buf_printf(&b, "%s|", member_text(i, "label"));
	text = arena_strdup(&model_mem, buf_str(&b));
	buf_free(&b);
	return text;
}

/* A layer of the catalog by these options; NULL once said. */
static cJSON *
make(const struct catalog_selection *s, const struct layer_options *o)
{
	struct layers *all = layers_open(model_catalog, s);
	cJSON *layer;

	assert_non_null(all);
	layer = layers_make(all, o);
	layers_close(all);
	return layer;
}

static const char *
title(const cJSON *layer)
{
	return member_text(member_get(layer, "metadata")->child, "value");
}

static cJSON *
layer_by(enum layer_by by, const char *kind, const char *definition)
{
	const struct layer_options o = { .by = by, .kind = kind,
		.definition = definition };
	cJSON *layer = make(NULL, &o);

	assert_non_null(layer);
	return layer;
}

static void
every_active_technique_stands_in_it(void **state)
{
	cJSON *l = layer_by(LAYER_CONTROLS, NULL, NULL);

	(void)state;
	assert_int_equal(cJSON_GetArraySize(member_get(l, "techniques")), 4);
	assert_string_equal(cell(l, "T1001"), "3 #a6cbe8 3 detection rules, "
	    "the best at E4 (2 of yours, 1 available). 0 of 1 sub-techniques "
	    "have one.");
	assert_string_equal(cell(l, "T1001.001"), "0 #ffffff No detection "
	    "rule. In ATT&CK 19.1 it is T9999 Junk.");
	assert_string_equal(cell(l, "T1005"), "0 #ffffff No detection rule.");
	assert_string_equal(legend(l), "No detection rule (2)|"
	    "1 detection rule (0)|2 to 4 detection rules (1)|"
	    "5 to 9 detection rules (0)|10 or more detection rules (0)|");
	assert_string_equal(json_of(member_get(entry(l, "T1001"), "metadata")),
	    "[{\"name\":\"Ours\",\"value\":\"1 detection rule\"},"
	    "{\"name\":\"Rules\",\"value\":\"2 detection rules\"}]");
	assert_null(member_get(entry(l, "T1005"), "metadata"));
	/* Of another kind it has other figures. */
	l = layer_by(LAYER_CONTROLS, "test", NULL);
	assert_string_equal(cell(l, "T1001.001"), "1 #dbe9f6 1 test, the best "
	    "at E2. In ATT&CK 19.1 it is T9999 Junk.");
}

static void
what_is_out_of_scope_is_disabled(void **state)
{
	const cJSON *t = entry(layer_by(LAYER_CONTROLS, NULL, NULL),
	    "T1001.002");

	(void)state;
	assert_string_equal(json_of(t), "{\"techniqueID\":\"T1001.002\","
	    "\"comment\":\"Out of scope: not ours.\",\"enabled\":false}");
}

static void
the_whole_says_what_it_is(void **state)
{
	cJSON *l = layer_by(LAYER_CONTROLS, NULL, NULL);

	(void)state;
	assert_string_equal(member_text(l, "name"), "all rules");
	assert_string_equal(member_text(l, "domain"), "enterprise-attack");
	assert_string_equal(json_of(member_get(l, "versions")),
	    "{\"attack\":\"18.1\",\"navigator\":\"5.0.0\",\"layer\":\"4.5\"}");
	assert_string_equal(member_text(l, "description"), "1 of 3 (33 %). "
	    "Definition exact: techniques and sub-techniques that at least "
	    "one detection rule names. 1 out of scope. Enterprise ATT&CK "
	    "18.1.");
	assert_string_equal(json_of(member_get(l, "metadata")),
	    "[{\"name\":\"Layer\",\"value\":\"Ours: all detection rules\"},"
	    "{\"name\":\"ATT&CK\",\"value\":\"Enterprise ATT&CK 18.1, "
	    "accessed 2026-08-09\"},{\"name\":\"ATT&CK's terms\",\"value\":"
	    "\"MITRE\"},{\"name\":\"Counted\",\"value\":\"all detection rules\"},"
	    "{\"name\":\"Ours\",\"value\":\"local\"},{\"name\":"
	    "\"Rules\",\"value\":"
	    "\"0123456789abcdef0123456789abcdef01234567, accessed "
	    "2026-08-01\"},{\"name\":\"Made by\",\"value\":\"Sextant\"}]");
	assert_null(member_get(l, "filters"));
}

static void
a_definition_covers_or_not(void **state)
{
	cJSON *l = layer_by(LAYER_COVERAGE, "test", "any");

	(void)state;
	assert_string_equal(cell(l, "T1001"), "1 #5a9bd0 With a test, yours "
	    "or public (any). No test. 1 of 1 sub-techniques has one.");
	assert_string_equal(cell(l, "T1005"), "0 #ffffff Without any test "
	    "(any). No test.");
	assert_string_equal(cell(l, "T1001.001"), "- - Not counted by any: a "
	    "sub-technique. 1 test, the best at E2. In ATT&CK 19.1 it is "
	    "T9999 Junk.");
	assert_string_equal(legend(l), "Without any test (1)|"
	    "With a test, yours or public (1)|");
	l = layer_by(LAYER_COVERAGE, "test", "leaf");
	assert_string_equal(cell(l, "T1001"), "- - Not counted by leaf: its "
	    "sub-techniques are. No test. 1 of 1 sub-techniques has one.");
	l = layer_by(LAYER_COVERAGE, "policy", "tested");
	assert_string_equal(cell(l, "T1001"), "0 #ffffff Without any "
	    "control (tested). 1 policy control. 0 of 1 sub-techniques have one.");
	l = layer_by(LAYER_COVERAGE, "policy", NULL);
	assert_string_equal(member_text(l, "name"), "all policy controls, "
	    "exact");
}

static void
what_is_yours_is_told_from_what_is_available(void **state)
{
	struct catalog_selection s = { .of = OF_YOURS };
	struct layer_options o = { .by = LAYER_COVERAGE };
	cJSON *l = make(&s, &o);

	(void)state;
	assert_string_equal(member_text(l, "name"), "rules of yours, exact");
	assert_string_equal(cell(l, "T1001"), "1 #5a9bd0 Covered (exact). 2 "
	    "detection rules of yours, the best at E4; 1 public detection "
	    "rule. 0 of 1 sub-techniques have one.");
	assert_string_equal(legend(l), "Not covered (2)|Covered (1)|");
	/* Of tests nothing is yours: what is public stands beside. */
	o.kind = "test";
	l = make(&s, &o);
	assert_string_equal(cell(l, "T1001.001"), "0 #ffffff Not covered "
	    "(exact). No test of yours; 1 public test. In ATT&CK 19.1 it is "
	    "T9999 Junk.");
	assert_non_null(strstr(member_text(l, "description"), "0 of 3 (0 %), "
	    "1 more with a public test. Definition exact: techniques and "
	    "sub-techniques that at least one test of yours names."));
	s.of = OF_AVAILABLE;
	o = (struct layer_options){ 0 };
	l = make(&s, &o);
	assert_string_equal(member_text(l, "name"), "public rules");
	assert_string_equal(cell(l, "T1001"), "1 #dbe9f6 1 public detection "
	    "rule, the best at E1; 2 of yours. 0 of 1 sub-techniques have "
	    "one.");
	/* A source is of all its controls, unless the selection says whose. */
	o.source = "rules";
	assert_string_equal(cell(make(NULL, &o), "T1001"), "2 #a6cbe8 2 "
	    "detection rules, the best at E3 (1 of yours, 1 available). 0 of "
	    "1 sub-techniques have one.");
	s.of = OF_YOURS;
	l = make(&s, &o);
	assert_string_equal(cell(l, "T1001"), "1 #dbe9f6 1 detection rule of "
	    "yours, the best at E3; 1 public detection rule. 0 of 1 "
	    "sub-techniques have one.");
	assert_string_equal(json_of(member_get(entry(l, "T1001"), "metadata")),
	    "[{\"name\":\"Rules\",\"value\":\"1 detection rule of yours\"}]");
}

static void
evidence_is_the_best(void **state)
{
	cJSON *l = layer_by(LAYER_EVIDENCE, NULL, NULL);

	(void)state;
	assert_string_equal(cell(l, "T1001"), "4 #3a7cb8 3 detection rules, "
	    "the best at E4 (2 of yours, 1 available). 0 of 1 sub-techniques "
	    "have one.");
	assert_string_equal(cell(l, "T1005"), "- - No detection rule.");
	assert_int_equal(cJSON_GetArraySize(member_get(l, "legendItems")), 6);
	l = layer_by(LAYER_EVIDENCE, "policy", NULL);
	assert_string_equal(cell(l, "T1001"), "0 #eaf2fa 1 policy control. 0 "
	    "of 1 sub-techniques have one.");
}

static cJSON *
against(const char *word, const char *kind)
{
	struct layer_options o = { .by = LAYER_THREAT, .kind = kind };
	struct threats *threats = threat_open(model_catalog, NULL, kind);
	struct strs words = { 0 };

	assert_non_null(threats);
	strs_add(&words, word);
	o.threat = threat_answer(threats, &words, false);
	assert_non_null(o.threat);
	threat_close(threats);
	strs_free(&words);
	return make(NULL, &o);
}

static void
a_threat_has_its_targets_only(void **state)
{
	cJSON *l = against("brown bear", NULL);

	(void)state;
	assert_string_equal(member_text(l, "name"), "Bear (G0001), all "
	    "rules");
	assert_string_equal(title(l), "Ours: all detection rules against Bear "
	    "(G0001)");
	assert_int_equal(cJSON_GetArraySize(member_get(l, "techniques")), 2);
	assert_string_equal(cell(l, "T1001"), "3 #dbe9f6 Rules, "
	    "target of G0001. 3 detection rules, the best at E4 (2 of "
	    "yours, 1 available). 0 of 1 sub-techniques have one.");
	/* By way of a campaign of theirs, and of a newer ATT&CK. */
	assert_string_equal(cell(l, "T1001.001"), "1 #3a7cb8 Moved, target of "
	    "G0001 through C0001. No detection rule. In ATT&CK 19.1 it is "
	    "T9999 Junk.");
	assert_true(cJSON_IsTrue(member_get(entry(l, "T1001"),
	    "showSubtechniques")));
	assert_string_equal(legend(l),
	    "None (0)|Moved (1)|Thin (0)|Rules (1)|");
	assert_string_equal(member_text(l, "description"), "1 of 2 targets "
	    "(50 %). Definition exact: techniques and sub-techniques that at "
	    "least one detection rule names. Enterprise ATT&CK 18.1.");
	/* What stands above a target is there to unfold. */
	l = against("T1001.001", "test");
	assert_string_equal(json_of(entry(l, "T1001")),
	    "{\"techniqueID\":\"T1001\",\"showSubtechniques\":true}");
	assert_string_equal(cell(l, "T1001.001"), "2 #6ea8d8 Thin, target of "
	    "T1001.001. 1 test, the best at E2. In ATT&CK 19.1 it is T9999 "
	    "Junk.");
	assert_string_equal(cell(against("T1005", NULL), "T1005"),
	    "0 #134a85 None, target of T1005. No detection rule.");
}

static void
sources_are_compared(void **state)
{
	struct catalog_selection here = { 0 }, there = { 0 };
	struct layer_options o = { .by = LAYER_DIFFERENCE,
		.other_selection = &there, .other_name = "ours" };
	cJSON *l;

	(void)state;
	strs_add(&here.sources, "rules");
	strs_add(&there.sources, "ours");
	l = make(&here, &o);
	assert_string_equal(member_text(l, "name"), "all rules of rules "
	    "versus ours");
	assert_string_equal(title(l), "Ours: all detection rules of rules "
	    "compared with ours");
	assert_string_equal(cell(l, "T1001"), "0 #dbe9f6 In both: 1 in ours. "
	    "2 detection rules, the best at E3 (1 of yours, 1 available). 0 of "
	    "1 sub-techniques have one.");
	assert_string_equal(cell(l, "T1005"), "- - No detection rule.");
	here.evidence = 5;
	l = make(&here, &o);
	assert_string_equal(cell(l, "T1001"), "-1 #134a85 Only there: 1 in "
	    "ours. No detection rule. 0 of 1 sub-techniques have one.");
	assert_string_equal(legend(l), "Only there (1)|In both (0)|"
	    "Only here (0)|");
	strs_free(&here.sources);
	strs_free(&there.sources);
}

/* An older catalog: what it names T1002 is here T1001, and T1003 nothing. */
static struct catalog *
older(void)
{
	const struct catalog_domain domain = { .id = "enterprise",
		.name = "x", .version = "17.1", .sha256 = "00" };
	const struct catalog_source source = { .ord = 1, .id = "s",
		.title = "x", .kind = "detection", .domain = "enterprise",
		.perspective = "all", .compass_list = "files" };
	const struct catalog_control control = { .pk = 1, .source = 1,
		.title = "x", .lifecycle = "active", .type = "rule",
		.whose = "available", .counts = true };
	static const char *const ids[] = { "T1002", "T1003", "T1005" };
	struct catalog_technique t = { .domain = "enterprise", .name = "x",
		.description = "", .url = "", .state = "active",
		.scoped = true };
	struct catalog_mapping m = { .control = 1, .outcome = "exact",
		.counted = true };
	char *path = path_join(model_root, "old.db");
	struct catalog *c = catalog_create(path);
	size_t i;

	assert_int_equal(catalog_put_domain(c, &domain), 0);
	assert_int_equal(catalog_put_source(c, &source), 0);
	assert_int_equal(catalog_put_control(c, &control), 0);
	for (i = 0; i < sizeof(ids) / sizeof(ids[0]); i++) {
		t.pk = m.technique = (long long)i + 1;
		t.id = t.stix = m.tagged = ids[i];
		assert_int_equal(catalog_put_technique(c, &t), 0);
		assert_int_equal(catalog_put_mapping(c, &m), 0);
	}
	assert_int_equal(catalog_commit(c), 0);
	c = catalog_open(path);
	free(path);
	return c;
}

static void
catalogs_are_compared_where_ids_lead(void **state)
{
	struct layer_options o = { .by = LAYER_DIFFERENCE,
		.other_name = "old.db" };
	const struct catalog_selection s = { .of = OF_YOURS };
	cJSON *l;

	(void)state;
	o.other = older();
	assert_non_null(o.other);
	/* Its default is another: what is asked for here is asked for there. */
	l = make(&s, &o);
	assert_string_equal(cell(l, "T1005"), "- - No detection rule of "
	    "yours.");
	l = make(NULL, &o);
	catalog_close(o.other);
	assert_string_equal(cell(l, "T1001"), "0 #dbe9f6 In both: 1 in "
	    "old.db. 3 detection rules, the best at E4 (2 of yours, 1 "
	    "available). 0 of 1 sub-techniques have one.");
	assert_string_equal(cell(l, "T1005"), "-1 #134a85 Lost: 1 in old.db. "
	    "No detection rule.");
	assert_string_equal(legend(l), "Lost (1)|In both (1)|Gained (0)|");
	assert_string_equal(member_text(l, "description"), "0 gained, 1 "
	    "lost and 1 in both, compared with old.db. Definition exact: "
	    "techniques and sub-techniques that at least one detection rule "
	    "names. 1 out of scope. Enterprise ATT&CK 18.1.");
}

static void
a_platform_filters_by_its_own_name(void **state)
{
	struct catalog_selection s = { 0 };
	const struct layer_options o = {
		.base = "https://e.org/a" };
	cJSON *l;

	(void)state;
	strs_add(&s.platforms, "linux");
	strs_add(&s.platforms, "Plan 9");
	l = make(&s, &o);
	assert_string_equal(json_of(member_get(l, "filters")),
	    "{\"platforms\":[\"Linux\"]}");
	assert_string_equal(json_of(member_get(entry(l, "T1001"), "links")),
	    "[{\"label\":\"What answers it\",\"url\":"
	    "\"https://e.org/a/techniques/T1001.html\"}]");
	strs_free(&s.platforms);
}

static void
a_source_has_a_layer_of_its_own_kind(void **state)
{
	struct layer_options o = { .source = "tests" };
	struct capture said;
	cJSON *l = make(NULL, &o);
	char *text;

	(void)state;
	assert_string_equal(member_text(l, "name"), "all tests of tests");
	assert_string_equal(cell(l, "T1001"), "0 #ffffff No test. 1 of 1 "
	    "sub-techniques has one.");
	assert_string_equal(member_text(l, "description"), "1 of 3 (33 %). "
	    "Definition exact: techniques and sub-techniques that at least "
	    "one test names. 1 out of scope. Enterprise ATT&CK 18.1.");
	o.source = "rules";
	l = make(NULL, &o);
	assert_string_equal(cell(l, "T1001"), "2 #a6cbe8 2 detection rules, "
	    "the best at E3 (1 of yours, 1 available). 0 of 1 sub-techniques have one.");
	assert_string_equal(json_of(member_get(entry(l, "T1001"), "metadata")),
	    "[{\"name\":\"Rules\",\"value\":\"2 detection rules\"}]");
	o.source = "none";
	capture_begin(&said);
	assert_null(make(NULL, &o));
	text = capture_end(&said);
	assert_string_equal(text, "sextant: none: no such source of controls "
	    "in the catalog\n");
	free(text);
}

static void
a_domain_has_two_names(void **state)
{
	struct layer_options o = { .domain = "enterprise-attack" };
	struct capture said;
	char *text;

	(void)state;
	assert_non_null(make(NULL, &o));
	o.domain = "enterprise-";
	capture_begin(&said);
	assert_null(make(NULL, &o));
	text = capture_end(&said);
	assert_string_equal(text,
	    "sextant: enterprise-: no such domain in the catalog\n");
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_active_technique_stands_in_it),
		cmocka_unit_test(what_is_out_of_scope_is_disabled),
		cmocka_unit_test(the_whole_says_what_it_is),
		cmocka_unit_test(a_definition_covers_or_not),
		cmocka_unit_test(what_is_yours_is_told_from_what_is_available),
		cmocka_unit_test(evidence_is_the_best),
		cmocka_unit_test(a_threat_has_its_targets_only),
		cmocka_unit_test(sources_are_compared),
		cmocka_unit_test(catalogs_are_compared_where_ids_lead),
		cmocka_unit_test(a_platform_filters_by_its_own_name),
		cmocka_unit_test(a_source_has_a_layer_of_its_own_kind),
		cmocka_unit_test(a_domain_has_two_names),
	};

	value_init();
	return cmocka_run_group_tests(tests, model_begin, model_end);
}
