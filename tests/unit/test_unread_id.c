/* What looks like an id, and is read as none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "attack/known_ids.h"
#include "words/shape.h"
#include "base/buf.h"
#include "controls/control.h"
#include "controls/unread_id.h"

static struct arena mem, scratch;

static void
ids_are_found_among_words(void **state)
{
	static const struct {
		const char *text, *want; /* each as AT+LEN=ID */
	} cases[] = {
		{ "", "" },
		{ "T1059", "0+5=T1059 " },
		{ "t1059.001", "0+9=T1059.001 " },
		{ "see T1059/001, T1003-2", "4+9=T1059.001 15+7=T1003.002 " },
		{ "T1021_001", "0+9=T1021.001 " },
		{ "T1059 - Command", "0+5=T1059 " },
		{ "T1059.", "0+5=T1059 " },
		{ "T1059-2024", "0+5=T1059 " },
		{ "T1059.0011", "0+5=T1059 " },
		{ "https://x.example/T1059/", "18+5=T1059 " },
		{ "xT1059 T10591 T105 TT1059", "" },
		{ "T1059a 2020-01-01T1200", "" },
		{ "AML.T0040 aml.t0040", "" },
		{ "TA0002 G0016", "" },
	};
	struct buf b = BUF_INIT;
	struct shape s;
	size_t i, from;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		for (from = 0; shape_find(cases[i].text, from, &s);
		    from = s.at + s.len)
			buf_printf(&b, "%zu+%zu=%s ", s.at, s.len, s.id);
		assert_string_equal(buf_str(&b), cases[i].want);
		buf_reset(&b);
	}
	buf_free(&b);
}

static void
ids_are_known_though_misspelt(void **state)
{
	static const struct {
		const char *text;
		bool is;
		enum shape_kind kind;
		const char *id;
	} cases[] = {
		{ "t1059", true, SHAPE_TECHNIQUE, "T1059" },
		{ "1059.003", true, SHAPE_TECHNIQUE, "T1059.003" },
		{ "tt1482", true, SHAPE_TECHNIQUE, "T1482" },
		{ "technique.t1112", true, SHAPE_TECHNIQUE, "T1112" },
		{ "Techniques/T1112/1", true, SHAPE_TECHNIQUE, "T1112.001" },
		{ "t105", true, SHAPE_TECHNIQUE, "" },
		{ "t10590", true, SHAPE_TECHNIQUE, "" },
		{ "ta0002", true, SHAPE_TACTIC, "TA0002" },
		{ "g9999", true, SHAPE_OTHER, "G9999" },
		{ "ds0009", true, SHAPE_OTHER, "DS0009" },
		{ "", false, 0, "" },
		{ "t", false, 0, "" },
		{ "t1059x", false, 0, "" },
		{ "t1059.0001", false, 0, "" },
		{ "g99999", false, 0, "" },
		{ "technique", false, 0, "" },
		{ "execution", false, 0, "" },
		{ "2021", true, SHAPE_TECHNIQUE, "T2021" },
	};
	struct shape s;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(shape_read(cases[i].text, &s), cases[i].is);
		if (!cases[i].is)
			continue;
		assert_int_equal(s.kind, cases[i].kind);
		assert_string_equal(s.id, cases[i].id);
		assert_int_equal(s.len, strlen(cases[i].text));
	}
}

/* What the definition passes over in the text: "LINE TEXT: why", lines. */
static void
assert_unread(const char *id, const char *text, const char *want)
{
	static char group[] = "G0016", *others[] = { group };
	static struct stix_tactic tactic = { .id = "TA0002",
		.shortname = "execution", .name = "Execution" };
	const struct stix stix = { .others = { others, 1 },
		.tactics = &tactic, .ntactics = 1 };
	struct source s = { 0 };
	struct controls got = { 0 };
	struct findings found = { .mem = &mem };
	struct document d = { "a", NULL, strlen(text) };
	char *path = arena_printf(&mem, "data/sources/%s.yaml", id);
	struct buf b = BUF_INIT;
	const char *what, *why;
	size_t i;

	assert_int_equal(source_read(path, id, &mem, &s), 0);
	d.bytes = mem_strdup(text);
	control_take(&s, &d, NULL, &scratch, &mem, &got, &found);
	free(d.bytes);
	assert_int_equal(found.n, 0);
	assert_int_equal(got.n, 1);
	for (i = 0; i < got.v[0].unread.n; i++) {
		const struct unread_id *one = &got.v[0].unread.v[i];

		assert_true(one->at + one->len <= strlen(one->text));
		why = unread_id_why(one, &stix, &mem, &what);
		if (why != NULL)
			buf_printf(&b, "%d %s: %s\n", one->line, one->text,
			    why);
	}
	assert_string_equal(buf_str(&b), want);
	buf_free(&b);
	controls_free(&got);
	free(found.v);
	source_free(&s);
}

static const struct {
	const char *tags, *want;
} sigma_tags[] = {
	{ "- attack.t1059\n- attack.execution\n- attack.g0016\n"
	  "- cve.2021-44228\n- car.2013-05-004\n- tlp.amber\n"
	  "- detection.threat-hunting\n- attack.T1059\n", "" },
	{ "- T1059.001\n",
	  "4 T1059.001: not read: it is written attack.t1059.001\n" },
	{ "- attack.1059.003\n", "4 attack.1059.003: not read: it is "
	  "written attack.t1059.003\n" },
	{ "- attack-t1003\n- attack_t1003\n- attackt1003\n",
	  "4 attack-t1003: not read: it is written attack.t1003\n"
	  "5 attack_t1003: not read: it is written attack.t1003\n"
	  "6 attackt1003: not read: it is written attack.t1003\n" },
	{ "- attck.t1059\n- att&ck.t1059\n- Atack.T1059\n",
	  "4 attck.t1059: not read: it is written attack.t1059\n"
	  "5 att&ck.t1059: not read: it is written attack.t1059\n"
	  "6 Atack.T1059: not read: it is written attack.t1059\n" },
	{ "- attack.tt1482\n- attack. t1047\n- attack..t1047\n",
	  "4 attack.tt1482: not read: it is written attack.t1482\n"
	  "5 attack. t1047: not read: it is written attack.t1047\n"
	  "6 attack..t1047: not read: it is written attack.t1047\n" },
	{ "- mitre.attack.t1105\n- mitre.t1105\n",
	  "4 mitre.attack.t1105: not read: it is written attack.t1105\n"
	  "5 mitre.t1105: T1105 in it is not read\n" },
	{ "- attack.ta0002\n- attck.execution\n",
	  "4 attack.ta0002: not read: it is written attack.execution\n"
	  "5 attck.execution: not read: it is written "
	  "attack.execution\n" },
	{ "- attack.g9999\n- attack-g0016\n",
	  "4 attack.g9999: not in this version of ATT&CK\n"
	  "5 attack-g0016: not read: it is written attack.g0016\n" },
	{ "- G9999\n- TA0002\n- 1059.001\n- G0016\n- attack.ta9999\n"
	  "- 2021\n- 2021.01\n",
	  "4 G9999: not in this version of ATT&CK\n"
	  "5 TA0002: not read: it is written attack.execution\n"
	  "6 1059.001: not read: it is written attack.t1059.001\n"
	  "7 G0016: not read: it is written attack.g0016\n"
	  "8 attack.ta9999: this version of ATT&CK has no such "
	  "tactic\n" },
	{ "  attack.t1059: true\nTags: [attack.t1047]\n"
	  "tag: [T1003]\nlabels: [attack.t1005, blue]\n"
	  "custom: {mitre: {technique: T1059.001}}\n"
	  "logsource: {product: T1001}\n",
	  "4 attack.t1059: T1059 in it is not read\n"
	  "5 attack.t1047: T1047 in it is not read\n"
	  "6 T1003: not read: no id is looked for where it stands\n"
	  "7 attack.t1005: T1005 in it is not read\n"
	  "8 T1059.001: not read: no id is looked for where it "
	  "stands\n" },
	{ "- attack.to59\n- attack.\n",
	  "4 attack.to59: not read: it is no id of ATT&CK\n"
	  "5 attack.: not read: it is no id of ATT&CK\n" },
	{ "- [attack.t1059, attack.execution]\n- {a: T1003}\n",
	  "4 attack.t1059: not read: no id is looked for where it "
	  "stands\n"
	  "5 T1003: not read: no id is looked for where it stands\n" },
	{ "- attack.t1059\nmitre: {technique: T1003}\n"
	  "attack_ids: [T1059, T1047]\n"
	  "simulation: [{technique: T1005}]\nreferences: [T1006]\n",
	  "5 T1003: not read: no id is looked for where it stands\n"
	  "6 T1047: not read: no id is looked for where it stands\n" },
};

static void
tags_of_sigma_that_are_none(void **state)
{
	static const char head[] = "title: A\ndetection: {a: {b: c}}\ntags:\n";
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(sigma_tags) / sizeof(sigma_tags[0]); i++)
		assert_unread("sigma", arena_printf(&mem, "%s%s", head,
		    sigma_tags[i].tags), sigma_tags[i].want);
}

static void
other_layouts_have_them_too(void **state)
{
	(void)state;
	assert_unread("splunk", "name: A\ntags:\n  mitre_attack_id:\n"
	    "  - [T1059, T1003.001]\n  - T1047\n",
	    "4 T1059: not read: no id is looked for where it stands\n"
	    "4 T1003.001: not read: no id is looked for where it stands\n");
	assert_unread("elastic", "[rule]\nname = 'A'\n[[rule.threat]]\n"
	    "framework = 'MITRE ATT&CK'\n[[rule.threat.technique]]\n"
	    "id = ['T1059', 'T1003']\n",
	    "6 T1059: not read: no id is looked for where it stands\n"
	    "6 T1003: not read: no id is looked for where it stands\n");
	assert_unread("policies", "---\ntitle: A\ntechnique: T1059\n---\n",
	    "3 T1059: not read: no id is looked for where it stands\n");
	assert_unread("chronicle", "rule a {\n meta:\n  mitre_attack_url = "
	    "\"https://attack.mitre.org/techniques/T1059/001/ and T1003\"\n"
	    " condition:\n  $e\n}\n",
	    "3 https://attack.mitre.org/techniques/T1059/001/ and T1003: "
	    "T1003 in it is not read\n");
}

static void
a_bundle_tells_its_other_ids(void **state)
{
	static const char text[] = "{\"objects\": ["
	    "{\"type\": \"tool\", \"external_references\": [{\"external_id\""
	    " : \"S0002\"}, {\"external_id\": 7}, {\"external_id\": \"S1\\n\""
	    "}]}, {\"type\": \"intrusion-set\", \"revoked\": true,"
	    " \"x\": {\"external_id\":\"G0016\"}},"
	    "{\"type\": \"attack-pattern\", \"external_id\": \"T1059\"},"
	    "{\"type\": \"malware\", \"external_id\": \"S00000000000000001\"},"
	    "{\"type\": \"campaign\", \"external_id\":}]}";
	struct json_slice *slices = NULL;
	struct value_error why = { 0 };
	struct strs ids = { 0 };
	size_t n = 0;

	(void)state;
	assert_int_equal(json_slices(text, strlen(text), "objects", &slices,
	    &n, &why), 0);
	known_ids_list(slices, n, &ids);
	assert_int_equal(ids.n, 2);
	assert_true(known_ids_has(&ids, "G0016"));
	assert_true(known_ids_has(&ids, "S0002"));
	assert_false(known_ids_has(&ids, "T1059"));
	strs_free(&ids);
	assert_false(known_ids_has(&ids, "G0016"));
	free(slices);
}

static int
end(void **state)
{
	(void)state;
	arena_free(&mem);
	arena_free(&scratch);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_are_found_among_words),
		cmocka_unit_test(ids_are_known_though_misspelt),
		cmocka_unit_test(tags_of_sigma_that_are_none),
		cmocka_unit_test(other_layouts_have_them_too),
		cmocka_unit_test(a_bundle_tells_its_other_ids),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, end);
}
