/* `check` of sextant.yaml: what is read, and what is refused with its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "config/config.h"
#include "words/logs.h"
#include "words/words.h"

static char *root, *folder, *path;
static struct config c;

static void
put(const char *name, const char *text)
{
	scratch_put(root, name, text);
}

static int
set_up(void **state)
{
	(void)state;
	root = scratch_begin();
	folder = path_join(root, "defs");
	path = path_join(root, "sextant.yaml");
	put("defs/attack.yaml", "title: ATT&CK\nkind: attack\nfetch: {index:"
	    " 'https://e.org/i', bundle: 'https://e.org/b'}\n");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	config_free(&c);
	free(folder);
	free(path);
	scratch_end(root);
	return 0;
}

static int
read_text(const char *text)
{
	config_free(&c);
	put("sextant.yaml", text);
	return config_read(path, folder, NULL, &c);
}

static void
without_a_word_nothing_is_checked(void **state)
{
	(void)state;
	assert_int_equal(read_text("title: x\n"), 0);
	assert_int_equal(c.checks.nthresholds + c.checks.nmusts +
	    c.checks.nlevels, 0);
	assert_null(c.checks.baseline);
	assert_int_equal(read_text("check:\n"), 0);
}

static void
thresholds(void **state)
{
	const struct check_threshold *t;

	(void)state;
	assert_int_equal(read_text("check:\n  thresholds:\n"
	    "    - at-least: 60%\n"
	    "    - {at-least: 400, kind: test, coverage: all-subs, name: N,\n"
	    "       domain: ics, tactic: execution, platform: [A, B],\n"
	    "       source: s, type: rule, evidence: E2, of: yours,\n"
	    "       level: High, status: production}\n"
	    "    - at-least: 62.5 %\n    - at-least: 0.05%\n"
	    "    - at-least: 100%\n"), 0);
	assert_int_equal(c.checks.nthresholds, 5);
	t = c.checks.thresholds;
	assert_int_equal(t->of.line, 3);
	assert_string_equal(control_kinds[t->of.kind], "detection");
	assert_string_equal(coverage_names[t->of.coverage], "exact");
	assert_null(t->domain);
	assert_true(t->share);
	assert_int_equal(t->least, 6000);
	assert_string_equal(t->wanted, "60%");
	t++;
	assert_int_equal(t->of.line, 4);
	assert_string_equal(t->of.name, "N");
	assert_string_equal(control_kinds[t->of.kind], "test");
	assert_string_equal(coverage_names[t->of.coverage], "all-subs");
	assert_string_equal(t->domain, "ics");
	assert_string_equal(t->tactics.v[0], "execution");
	assert_int_equal(t->of.platforms.n, 2);
	assert_string_equal(t->of.sources.v[0], "s");
	assert_string_equal(t->of.types.v[0], "rule");
	assert_int_equal(t->of.evidence, 2);
	assert_int_equal(t->of.of, OF_YOURS);
	assert_int_equal(t->of.worth.level, LEVEL_HIGH);
	assert_int_equal(t->of.worth.status, STATUS_STABLE);
	assert_false(t->share);
	assert_int_equal(t->least, 400);
	assert_int_equal(t[1].least, 6250);
	assert_int_equal(t[2].least, 5);
	assert_int_equal(t[3].least, 10000);
}

static void
musts(void **state)
{
	const struct check_must *m;
	char *layer = path_join(root, "a/x.json");

	(void)state;
	assert_int_equal(read_text("check:\n  must:\n    - T1059.001\n"
	    "    - {target: [group:G0016, a/x.json], kind: policy}\n"
	    "    - layer:a/x.json\n"), 0);
	assert_int_equal(c.checks.nmusts, 3);
	m = c.checks.musts;
	assert_int_equal(m[0].of.line, 3);
	assert_string_equal(m[0].targets.v[0], "T1059.001");
	assert_string_equal(control_kinds[m[0].of.kind], "detection");
	assert_int_equal(m[1].of.line, 4);
	assert_string_equal(control_kinds[m[1].of.kind], "policy");
	assert_string_equal(m[1].targets.v[0], "group:G0016");
	/* A file stands beside the configuration. */
	assert_string_equal(m[1].targets.v[1], layer);
	assert_string_equal(m[2].targets.v[0] + 6, layer);
	free(layer);
}

static void
baseline_and_levels(void **state)
{
	char *want = path_join(root, "b/base.json");

	(void)state;
	assert_int_equal(read_text("check:\n  baseline: b/base.json\n"
	    "  levels:\n    catch-all: note\n    unknown-id: never\n"), 0);
	assert_string_equal(c.checks.baseline, want);
	assert_int_equal(c.checks.nlevels, 2);
	assert_string_equal(c.checks.levels[1].rule, "unknown-id");
	assert_int_equal(c.checks.levels[1].line, 5);
	assert_string_equal(check_levels[c.checks.levels[1].level], "never");
	free(want);
}

struct refused {
	const char *text, *want;
};

/* Each is one line, with file and line. */
static void
assert_all_refused(const struct refused *bad, size_t n)
{
	struct capture said;
	char *text;
	size_t i;

	for (i = 0; i < n; i++) {
		capture_begin(&said);
		assert_int_equal(read_text(bad[i].text), -1);
		text = capture_end(&said);
		assert_int_equal(count_lines(text), 1);
		if (strstr(text, bad[i].want) == NULL)
			fail_msg("%s said %s", bad[i].text, text);
		free(text);
	}
}

static void
what_means_nothing_is_refused(void **state)
{
	static const struct refused bad[] = {
		{ "check:\n  threshold: []\n", ":2: threshold: unknown key" },
		{ "check: 5\n", ":1: check: expected keys and values" },
		{ "check:\n  thresholds: 60%\n",
		    ":2: thresholds: expected a list" },
		{ "check:\n  thresholds:\n    - kind: test\n",
		    ":3: thresholds: expected at-least" },
		{ "check:\n  thresholds:\n    - {at-least: x}\n",
		    ":3: at-least: expected a number of techniques, or a share "
		    "as 60%" },
		{ "check:\n  thresholds:\n    - {at-least: 101%}\n", ":3: at-" },
		{ "check:\n  thresholds:\n    - {at-least: 60.}\n", ":3: at-" },
		{ "check:\n  thresholds:\n    - {at-least: 60.123%}\n",
		    ":3: at-" },
		{ "check:\n  thresholds:\n    - {at-least: 6.5}\n", ":3: at-" },
		{ "check:\n  thresholds:\n    - {at-least: -1}\n", ":3: at-" },
		{ "check:\n  thresholds:\n    - {at-least: 60%%}\n", ":3: at-" },
		{ "check:\n  thresholds:\n    - {at-least: 1, cover: any}\n",
		    ":3: cover: unknown key" },
		{ "check:\n  thresholds:\n    - {at-least: 1, coverage: all}\n",
		    ":3: coverage: expected one of: exact, any, all-subs, leaf, "
		    "tested" },
		{ "check:\n  thresholds:\n    - {at-least: 1, evidence: E6}\n",
		    ":3: evidence: expected one of: E0, " },
		{ "check:\n  must: T1\n", ":2: must: expected a list" },
		{ "check:\n  must:\n    - {kind: test}\n",
		    ":3: must: expected a technique, a group or another target" },
		{ "check:\n  must: [[T1]]\n", ":2: must: expected a technique" },
		{ "check:\n  must: [{target: T1, tactic: x}]\n",
		    ":2: tactic: unknown key" },
		{ "check:\n  levels: [x]\n",
		    ":2: levels: expected rules, each with its level" },
		{ "check:\n  levels: {x: off}\n",
		    ":2: x: expected one of: error, warning, note, never" },
	};

	(void)state;
	assert_all_refused(bad, sizeof(bad) / sizeof(bad[0]));
}

static void
worth_and_age_have_words_too(void **state)
{
	static const struct refused bad[] = {
		{ "check:\n  thresholds:\n    - {at-least: 1, level: huge}\n",
		    ":3: level: expected informational, low, medium, high or "
		    "critical" },
		{ "check:\n  must:\n    - {target: T1, status: [test]}\n",
		    ":3: status: expected experimental, test, stable or "
		    "production" },
		{ "check:\n  stale: {days: 0}\n",
		    ":2: stale: expected days (above 0), or since" },
		{ "check:\n  stale: {days: 3, since: 2026-01-01}\n",
		    ":2: stale: expected days (above 0), or since" },
		{ "check:\n  stale: {since: 2026-1-1}\n",
		    ":2: since: expected a day as YYYY-MM-DD" },
		{ "check:\n  stale: 365\n",
		    ":2: stale: expected keys and values" },
	};

	(void)state;
	assert_all_refused(bad, sizeof(bad) / sizeof(bad[0]));
}

static void
visibility_is_by_logs(void **state)
{
	static const struct refused bad[] = {
		{ "check:\n  thresholds:\n    - {at-least: 1, visibility: blind}\n",
		    ":3: visibility: expected full or partly" },
		{ "check:\n  thresholds:\n    - {at-least: 1, visibility: []}\n",
		    ":3: visibility: expected full or partly" },
		{ "check:\n  thresholds:\n    - {at-least: 1, runs: maybe}\n",
		    ":3: runs: expected yes, no, unknown or not-told" },
		{ "check:\n  must:\n    - {target: T1, evidence: E2,\n"
		    "       visibility: full}\n", ":3: evidence: it chooses "
		    "controls, and visibility is by logs" },
	};

	(void)state;
	assert_int_equal(read_text("check:\n  thresholds:\n"
	    "    - {at-least: 1, visibility: full, platform: Windows}\n"
	    "    - {at-least: 1, runs: yes}\n"
	    "  must:\n    - {target: T1, visibility: partly}\n"), 0);
	assert_int_equal(c.checks.thresholds[0].of.visible, VISIBLE_FULL);
	assert_int_equal(c.checks.thresholds[1].of.visible, VISIBLE_NOT_TOLD);
	assert_string_equal(c.checks.thresholds[1].of.runs, "yes");
	assert_null(c.checks.thresholds[0].of.runs);
	assert_int_equal(c.checks.musts[0].of.visible, VISIBLE_PARTLY);
	assert_all_refused(bad, sizeof(bad) / sizeof(bad[0]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_word_nothing_is_checked),
		cmocka_unit_test(thresholds),
		cmocka_unit_test(musts),
		cmocka_unit_test(baseline_and_levels),
		cmocka_unit_test(what_means_nothing_is_refused),
		cmocka_unit_test(worth_and_age_have_words_too),
		cmocka_unit_test(visibility_is_by_logs),
	};

	value_init();
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
