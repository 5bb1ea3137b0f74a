/* What a word stands for, and what is known of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "filled.h"
#include "subject/subject.h"
#include "value/member.h"
#include "value/value.h"

static char *root, *path;
static struct catalog *catalog;
static const struct strs no_sources;

static struct arena mem;

static int
set_up(void **state)
{
	/* A rule that is called like a group, a policy like a technique, and a
	 * channel that lists events. */
	static const struct catalog_control called[] = {
		{ .pk = 9, .source = 3, .id = "f", .title = "bear",
		    .path = "rules/f.yml" },
		{ .pk = 10, .source = 1, .id = "M2", .title = "Junk Data" },
		{ .pk = 11, .source = 3, .id = "a", .title = "Rule A, again" },
		{ .pk = 12, .source = 3, .id = "h", .title = "Same" },
		{ .pk = 13, .source = 4, .id = "i", .title = "same" },
	};
	static const struct catalog_actor hammer = { .pk = 4,
		.domain = "enterprise", .id = "G0002", .kind = "group",
		.name = "hammer" };
	struct catalog_control k;
	struct catalog *c;
	size_t i;

	(void)state;
	root = scratch_begin();
	value_use(&mem);
	path = path_join(root, "catalog.db");
	c = catalog_create(path);
	if (c == NULL || fill(c) == -1 || catalog_put_actor(c, &hammer) == -1 ||
	    catalog_put_log_source(c, 2, 1, 0, "Security",
	    "EventCode=3, 22", false) == -1)
		return -1;
	for (i = 0; i < sizeof(called) / sizeof(called[0]); i++) {
		k = called[i];
		k.lifecycle = "active";
		k.type = "rule";
		k.whose = "available";
		if (catalog_put_control(c, &k) == -1)
			return -1;
	}
	if (catalog_commit(c) == -1)
		return -1;
	catalog = catalog_open(path);
	return catalog == NULL ? -1 : 0;
}

static int
tear_down(void **state)
{
	(void)state;
	catalog_close(catalog);
	value_use(NULL);
	arena_free(&mem);
	free(path);
	scratch_end(root);
	return 0;
}

/* "group G0001, technique T1001; others": what is found, or near, and what else
 * has the name. */
static const char *
ask(const char *word, const struct strs *sources)
{
	static struct buf b;
	const cJSON *m = subject_find(catalog, word, sources), *one;
	const cJSON *found;

	assert_non_null(m);
	found = member_get(m, "found");
	buf_reset(&b);
	if (found->child == NULL) {
		buf_puts(&b, "near ");
		found = member_get(m, "near");
	}
	cJSON_ArrayForEach(one, found)
		buf_printf(&b, "%s%s %s", one == found->child ? "" : ", ",
		    member_text(one, "kind"), member_text_or(one, "id",
		    member_text(one, "name")));
	cJSON_ArrayForEach(one, member_get(m, "others"))
		buf_printf(&b, "; %s", member_text(one, "ask"));
	return buf_str(&b);
}

static const struct {
	const char *word, *found;
} asked[] = {
	{ "T1001", "technique T1001" },
	{ " t1001.1 ", "technique T1001.001" },
	{ "t1001/001", "technique T1001.001" },
	{ "T1002", "technique T1002" }, /* revoked */
	{ "data obfuscation", "technique T1001" },
	{ "Data Obfuscation: Junk Data", "technique T1001.001" },
	{ "ta1", "tactic TA0001" },
	{ "the first", "tactic TA0001" },
	{ "g0001", "group G0001" },
	{ "G1", "group G0001" },
	/* A title is no name; one is told of it. */
	{ "Bear", "group G0001; detection:f" },
	{ "BROWN-BEAR", "group G0001" },
	{ "c0001", "campaign C0001" },
	{ "autumn", "campaign C0001" },
	{ "DET1", "strategy DET0001" },
	{ "watch", "strategy DET0001" },
	{ "an0002", "analytic AN0002" },
	{ "dc1", "component DC0001" },
	{ "process creation", "component DC0001" },
	{ "sysmon", "log-source Sysmon" },
	{ "eventcode=22", "channel eventcode=22" },
	{ "EVENTCODE=3, 22", "channel EventCode=3, 22" },
	{ "M1", "policy M1" },
	{ "mitigate", "policy M1" },
	{ "{B}", "detection b" },
	{ "Rule B", "detection b" },
	{ "t1", "test t1" },
	{ "other/b.yml", "detection b" },
	{ "/srv/own/own/o.yml", "detection o" },
	/* Two documents with one id are two controls. */
	{ "a", "detection a, detection a" },
	/* Several kinds, of which a prefix chooses. */
	{ "hammer", "group G0002, software S0001" },
	{ "Software:Hammer", "software S0001" },
	{ "group: hammer", "group G0002" },
	{ "same", "detection h, test i" },
	{ "test:same", "test i" },
	{ "control:same", "detection h, test i" },
	{ "junk data", "technique T1001.001, policy M2" },
	{ "technique:junk data", "technique T1001.001" },
	{ "log-source:auditd", "log-source auditd" },
	{ "channel:1", "channel 1" },
	{ "CVE-2021-44228", "cve CVE-2021-44228" },
	{ "cve 2021 44228", "cve CVE-2021-44228" },
	{ "cve:CVE_2021_44228", "cve CVE-2021-44228" },
	{ "CVE-2019-0708", "cve CVE-2019-0708" },
	{ "cve20200001", "cve CVE-2020-0001" },
	{ "grizzly", "group G0001" }, /* as others know it */
	{ "CVE-2021-4422", "near " },
	{ "CVE-2021-442280", "near " },
	{ "cve-20", "near " },
	/* Nothing, and what is near. */
	{ "T9", "near " },
	{ "", "near " },
	{ "group:", "near " },
	{ "%", "near " },
	{ "'; DROP TABLE called; --", "near " },
	{ "\xff\xfe", "near " },
	{ "T1003.0001", "near " },
	{ "Beer", "near group G0001, detection f" },
	{ "hamer", "near group G0002, software S0001" },
	{ "software:hamer", "near software S0001" },
	{ "DET0002", "near strategy DET0001" },
	{ "obfuscat", "near technique T1001, technique T1001.001, "
	    "technique T1001.002" },
	{ "technique:Bear", "near " },
};

static void
a_word_stands_for_something(void **state)
{
	const char *found;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		found = ask(asked[i].word, &no_sources);
		if (strcmp(found, asked[i].found) != 0)
			fail_msg("\"%s\": \"%s\", not \"%s\"", asked[i].word,
			    found, asked[i].found);
	}
}

static void
sources_choose_controls(void **state)
{
	struct strs tests = { 0 };

	(void)state;
	strs_add(&tests, "tests");
	assert_string_equal(ask("same", &tests), "test i");
	assert_string_equal(ask("Rule B", &tests), "near detection b, detection a, detection c");
	assert_string_equal(ask("T1001", &tests), "technique T1001");
	strs_free(&tests);
}

/* A long word, each letter of which is two bytes. */
static void
a_long_word_is_none(void **state)
{
	struct buf b = BUF_INIT;
	int i;

	(void)state;
	for (i = 0; i < 50000; i++)
		buf_puts(&b, "\xc3\xa9");
	assert_string_equal(ask(buf_str(&b), &no_sources), "near ");
	buf_free(&b);
}

static cJSON *
make(const char *word, const struct catalog_selection *s)
{
	const cJSON *m = subject_find(catalog, word, &no_sources);

	assert_int_equal(cJSON_GetArraySize(member_get(m, "found")), 1);
	return subject_make(catalog, member_get(m, "found")->child, s, NULL);
}

/* "T1001 covered 4": techniques, their states, and how many rules. */
static const char *
techniques_of(const cJSON *m)
{
	static struct buf b;
	const cJSON *t;

	buf_reset(&b);
	cJSON_ArrayForEach(t, member_get(m, "techniques"))
		buf_printf(&b, "%s%s %s %lld", b.len > 0 ? ", " : "",
		    member_text(t, "id"), member_text(t, "state"),
		    member_number(t, "detection"));
	return buf_str(&b);
}

/* "software: Hammer; campaigns: Autumn" */
static const char *
related_to(const cJSON *m)
{
	static struct buf b;
	const cJSON *r, *row;

	buf_reset(&b);
	cJSON_ArrayForEach(r, member_get(m, "related")) {
		buf_printf(&b, "%s%s:", b.len > 0 ? "; " : "",
		    member_text(r, "what"));
		cJSON_ArrayForEach(row, member_get(r, "rows"))
			buf_printf(&b, " %s", member_text_or(row, "id",
			    member_text(row, "name")));
	}
	return buf_str(&b);
}

static void
each_kind_is_made(void **state)
{
	static const struct {
		const char *word, *techniques, *related;
	} made[] = {
		{ "TA0001", "T1001 covered 3, T1001.001 moved 0", "" },
		{ "Bear", "T1001.001 moved 0, T1001 covered 3",
		    "campaigns: C0001; software: S0001" },
		{ "C0001", "T1001.001 moved 0", "groups: G0001" },
		{ "S0001", "T1001 covered 3", "groups: G0001" },
		{ "DET0001", "T1001 covered 3", "analytics: AN0002 AN0001; "
		    "components: DC0001; log sources: Sysmon auditd Security" },
		{ "AN0001", "T1001 covered 3", "strategies: DET0001; "
		    "components: DC0001; log sources: Sysmon" },
		{ "DC0001", "T1001 covered 3", "analytics: AN0001; "
		    "strategies: DET0001; log sources: Sysmon" },
		{ "Sysmon", "T1001 covered 3", "channels: 1; analytics: AN0001; "
		    "strategies: DET0001; components: DC0001" },
		{ "cve-2021-44228", "T1001 covered 3", "" },
		{ "CVE-2020-0001", "T1001 covered 3", "detection rules: o" },
		{ "CVE-2019-0708", "", "" },
		{ "EventCode=22", "T1001 covered 3", "analytics: AN0002; "
		    "strategies: DET0001; log sources: Security" },
	};
	cJSON *m;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(made) / sizeof(made[0]); i++) {
		m = make(made[i].word, NULL);
		assert_non_null(m);
		if (i > 0)
			assert_string_equal(techniques_of(m),
			    made[i].techniques);
		assert_string_equal(related_to(m), made[i].related);
		assert_int_equal(member_number(m, "schema"), 1);
		assert_non_null(member_text(m, "kind"));
		assert_non_null(member_text(m, "name"));
		if (member_get(m, "domain") != NULL)
			assert_string_equal(member_text(m, "version"),
			    "18.1");
		assert_string_equal(member_text(member_get(m, "from")->child,
		    "source"), "attack/enterprise");
	}
}

static void
a_selection_is_respected(void **state)
{
	struct catalog_selection ours = { .of = OF_YOURS };
	const cJSON *m = make("S0001", &ours);

	(void)state;
	assert_string_equal(techniques_of(m), "T1001 covered 2");
	assert_string_equal(member_text(member_get(member_get(m, "coverage"),
	    "perspective"), "detection"), "yours");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_word_stands_for_something),
		cmocka_unit_test(sources_choose_controls),
		cmocka_unit_test(a_long_word_is_none),
		cmocka_unit_test(each_kind_is_made),
		cmocka_unit_test(a_selection_is_respected),
	};

	value_init();
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
