/* Every question that a catalog is asked has an answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "capture.h"
#include "logs_world.h"

static char *root, *path;

static int
set_up(void **state)
{
	static const struct catalog_twin twin = { 8, 0, 4, "name", true,
		false, E1 };
	static const struct catalog_collected collected = { .name = "DC0001",
		.what = COLLECTED_COMPONENT, .platforms = &filled_platforms };
	struct catalog *c;

	(void)state;
	root = scratch_begin();
	path = path_join(root, "catalog.db");
	c = catalog_create(path);
	if (c == NULL || fill(c) == -1 || catalog_put_twin(c, &twin) == -1 ||
	    logs_put(c) == -1 || logs_put_needs(c) == -1 ||
	    catalog_put_collected(c, &collected) == -1)
		return -1;
	return catalog_commit(c);
}

static int
tear_down(void **state)
{
	(void)state;
	free(path);
	scratch_end(root);
	return 0;
}

/* How many rows each question has of the filled catalog: every one has some. */
static const char every_pk[] = "[1,2,3,4,5,6,7,8]";
static const char first[] = "{\"technique\": 1, \"controls\": [1,2,3,4,5,6,7,8]}";
static const struct {
	int rows;
	const char *param; /* NULL: "1" */
} every[Q_END] = {
	[Q_META] = { .rows = 3 },
	[Q_DOMAINS] = { .rows = 1 },
	[Q_SOURCES] = { .rows = 4 },
	[Q_SOURCE_HEADS] = { .rows = 4 },
	[Q_OUTCOMES] = { .rows = 4 },
	[Q_TACTICS] = { .rows = 2 },
	[Q_TECHNIQUES] = { .rows = 8, .param = every_pk },
	[Q_TECHNIQUE] = { .rows = 2, .param = "T1005" },
	[Q_TECHNIQUE_STIX] = { .rows = 1, .param = "ap--4" },
	[Q_MOVED] = { .rows = 1, .param = "2" },
	[Q_FORMERLY] = { .rows = 1 },
	[Q_SUBS] = { .rows = 2 },
	[Q_KIN] = { .rows = 2 },
	[Q_PHASES] = { .rows = 2 },
	[Q_ALL_PHASES] = { .rows = 4, .param = every_pk },
	[Q_PLATFORMS] = { .rows = 2 },
	[Q_ALL_PLATFORMS] = { .rows = 2, .param = every_pk },
	[Q_FACETS] = { .rows = 5 },
	[Q_DETECTED] = { .rows = 1 },
	[Q_ALL_USES] = { .rows = 3 },
	[Q_ALL_ACTOR_LINKS] = { .rows = 2 },
	[Q_ACTOR_PROSE] = { .rows = 3 },
	[Q_REFERENCES] = { .rows = 2 },
	[Q_CONTROLS] = { .rows = 7 },
	[Q_CONTROLS_FIRST] = { .rows = 7, .param = first },
	[Q_CONTROL_PLATFORMS_FIRST] = { .rows = 2, .param = first },
	[Q_EVIDENCE_FIRST] = { .rows = 2, .param = first },
	[Q_TWINS_FIRST] = { .rows = 1, .param = first },
	[Q_ALL_CONTROLS] = { .rows = 8 },
	[Q_ALL_MAPPINGS] = { .rows = 13 },
	[Q_RESOLVED] = { .rows = 13 },
	[Q_LISTED] = { .rows = 1 },
	[Q_CONTROL] = { .rows = 1 },
	[Q_AT_PATH] = { .rows = 1, .param = "other/b.yml" },
	[Q_CONTROL_NAMES] = { .rows = 1 },
	[Q_CONTROL_LINES] = { .rows = 1, .param = "8" },
	[Q_CONTROL_MAPPINGS] = { .rows = 1 },
	[Q_BREADTH] = { .rows = 1 },
	[Q_BASELINES] = { .rows = 1 },
	[Q_BASELINE_REST] = { .rows = 1, .param = "tests" },
	[Q_BASELINE_CONTROLS] = { .rows = 1, .param = "tests" },
	[Q_CONTROL_BASELINES] = { .rows = 1 },
	[Q_CROSSWALKS] = { .rows = 1 },
	[Q_CROSSWALK_PAIRS] = { .rows = 2 },
	[Q_CONTROL_CROSSWALKS] = { .rows = 1, .param = "1" },
	[Q_ELEMENT] = { .rows = 1, .param = "3" },
	[Q_ELEMENT_CROSSWALKS] = { .rows = 2, .param = "3" },
	[Q_DERIVED] = { .rows = 1 },
	[Q_CONTROL_PROOFS] = { .rows = 2, .param = "8" },
	[Q_RELATED] = { .rows = 2, .param = "8" },
	[Q_TITLES] = { .rows = 5 },
	[Q_CONTROL_PLATFORMS] = { .rows = 2 },
	[Q_ALL_CONTROL_PLATFORMS] = { .rows = 2 },
	[Q_TWINS] = { .rows = 1 },
	[Q_CONTROL_TWINS] = { .rows = 1, .param = "8" },
	[Q_EVIDENCE] = { .rows = 2, .param = "1" },
	[Q_ALL_EVIDENCE] = { .rows = 2 },
	[Q_LATER] = { .rows = 1, .param = "2026" },
	[Q_ASSESSED] = { .rows = 1, .param = "2" },
	[Q_KNOWN_PLATFORMS] = { .rows = 2 },
	[Q_LEDGER] = { .rows = 6 },
	[Q_ANSWERS] = { .rows = 3, .param = "detection" },
	[Q_ACTORS] = { .rows = 3 },
	[Q_ACTOR] = { .rows = 1, .param = "brown bear" },
	[Q_ACTOR_ALIASES] = { .rows = 1 },
	[Q_ALL_ALIASES] = { .rows = 1 },
	[Q_ACTOR_LINKS] = { .rows = 2, .param = "G0001" },
	[Q_ACTOR_TECHNIQUES] = { .rows = 1, .param = "C0001" },
	[Q_USERS] = { .rows = 2 },
	[Q_USE_COUNTS] = { .rows = 2, .param = every_pk },
	[Q_STRATEGIES] = { .rows = 1 },
	[Q_ANALYTIC_COUNTS] = { .rows = 1, .param = every_pk },
	[Q_ANALYTICS] = { .rows = 2 },
	[Q_ANALYTIC_PLATFORMS] = { .rows = 2 },
	[Q_LOG_SOURCES] = { .rows = 2 },
	[Q_DOMAIN_READS] = { .rows = 2, .param = "enterprise" },
	[Q_COLLECTED] = { .rows = 1 },
	[Q_MUTABLES] = { .rows = 1 },
	[Q_DATA_SOURCES] = { .rows = 1 },
	[Q_NAMES] = { .rows = 66 },
	[Q_TACTIC] = { .rows = 1 }, [Q_TACTIC_TECHNIQUES] = { .rows = 2 },
	[Q_CVE_TECHNIQUES] = { .rows = 2, .param = "CVE-2021-44228" },
	[Q_CVE_CONTROLS] = { .rows = 1, .param = "CVE-2020-0001" },
	[Q_CVE_CONTROL_TECHNIQUES] = { .rows = 1, .param = "CVE-2020-0001" },
	[Q_FRAMEWORK_CONTROLS] = { .rows = 1, .param = "AML.T0051" },
	[Q_FRAMEWORK_TECHNIQUES] = { .rows = 1, .param = "AML.T0051" },
	[Q_ACTOR_PROFILE] = { .rows = 3, .param = "G0001" },
	[Q_STRATEGY] = { .rows = 1 }, [Q_COMPONENT] = { .rows = 1 },
	[Q_CHANNELS] = { .rows = 1 },
	[Q_READERS] = { .rows = 1, .param = "channel:1" },
	[Q_READER_LOGS] = { .rows = 2, .param = "strategy:DET0001" },
	[Q_READER_MUTABLES] = { .rows = 1, .param = "analytic:AN0001" },
	[Q_READER_TECHNIQUES] = { .rows = 1, .param = "log-source:auditd" },
	[Q_READS] = { .rows = 2, .param = every_pk },
	[Q_OPEN_NEEDS] = { .rows = 1 },
	[Q_LOG_GIVES] = { .rows = 1 },
	[Q_LOG_MITRE] = { .rows = 1, .param = "sys/mon" },
	[Q_GROUP_USES] = { .rows = 1, .param = every_pk },
	[Q_VULNERABILITIES] = { .rows = 4 },
	[Q_VULNERABILITY] = { .rows = 1, .param = "CVE-2019-0708" },
	[Q_EXPLOITS] = { .rows = 3 },
	[Q_EXPLOITED] = { .rows = 2 },
	[Q_EXPLOITED_BY] = { .rows = 2 },
	[Q_EXPLOIT_RULES] = { .rows = 1 },
	[Q_EXPLOIT_COUNTS] = { .rows = 1 },
	[Q_PROFILES] = { .rows = 2 },
	[Q_PROFILE_WORDS] = { .rows = 4 },
	[Q_PROFILE_ACTORS] = { .rows = 1 },
	[Q_SAME_WORDS] = { .rows = 1 },
	[Q_GROUPS_USE] = { .rows = 1, .param = "[\"G0001\"]" },
	[Q_FACTOR_SOURCES] = { .rows = 3 },
	[Q_FACTORS] = { .rows = 1 },
	[Q_LOGS] = { .rows = 5 },
	[Q_LOG] = { .rows = 1 },
	[Q_LOG_NAMES] = { .rows = 1 },
	[Q_LOG_KIN] = { .rows = 2 },
	[Q_LOG_RULES] = { .rows = 1 },
	[Q_LOG_TECHNIQUES] = { .rows = 1 },
	[Q_LOG_SOURCE_COLLECTED] = { .rows = 1, .param = "auditd" },
	[Q_LOG_SOURCE_LOGS] = { .rows = 2, .param = "sysmon" },
	[Q_NEEDS] = { .rows = 3, .param = "[8]" },
	[Q_ALL_LOG_NAMES] = { .rows = 4 },
	[Q_LOG_PARTS] = { .rows = 4 },
	[Q_UNKNOWN_LOGS] = { .rows = 1 },
	[Q_COLLECTED_LOGS] = { .rows = 1 },
	[Q_RUN_COUNTS] = { .rows = 2 },
	[Q_ALL_LOG_SOURCES] = { .rows = 2 },
	[Q_FINDINGS] = { .rows = 2 },
	[Q_MEASURES] = { .rows = 1 },
	[Q_RESULTS] = { .rows = 2 },
};

static void
every_question_has_rows(void **state)
{
	struct catalog *c;
	cJSON *rows;
	int q, turn;

	(void)state;
	c = catalog_open(path);
	for (turn = 0; turn < 2; turn++) {
		for (q = 0; q < Q_END; q++) {
			if (every[q].rows == 0)
				fail_msg("question %d is not asked here", q);
			assert_int_equal(catalog_rows(c, (enum catalog_query)q,
			    every[q].param == NULL ? "1" : every[q].param, &rows),
			    0);
			if (cJSON_GetArraySize(rows) != every[q].rows)
				fail_msg("question %d has %d rows, not %d", q,
				    cJSON_GetArraySize(rows), every[q].rows);
			cJSON_Delete(rows);
		}
	}
	/* Of one id the active technique is the first. */
	assert_int_equal(catalog_rows(c, Q_TECHNIQUE, "T1005", &rows), 0);
	assert_int_equal(cJSON_GetObjectItem(rows->child, "pk")->valueint, 8);
	cJSON_Delete(rows);
	catalog_close(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_question_has_rows),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
