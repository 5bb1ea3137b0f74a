/* What lint says of a document, and what it makes of its bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "lint_world.h"
#include "value/value.h"

enum { SIGMA, SPLUNK, ELASTIC, SENTINEL };

#define RULE "title: T1010\ndetection:\n  a: {b: c}\n  condition: a\n"
#define TABLE "[[rule.threat]]\nframework = \"MITRE ATT&CK\"\n" \
	"[[rule.threat.technique]]\n"
#define SUBTABLE "[[rule.threat.technique.subtechnique]]\n"

static struct lint_world world;

/* is NULL: as it was. */
static const struct {
	int definition;
	const char *was, *is;
} rewritten[] = {
	/* Case, quotes, comments and what is no id stay. */
	{ SIGMA, RULE "tags:\n  - attack.t1010 # attack.t1010\n",
	    RULE "tags:\n  - attack.t1001 # attack.t1010\n" },
	{ SIGMA, RULE "tags: ['attack.t1012', \"attack.t1010\"]\n",
	    RULE "tags: ['attack.t1002.001', \"attack.t1001\"]\n" },
	{ SIGMA, RULE "tags: [ ATTACK.T1010 , cve.2020.1010 ]",
	    RULE "tags: [ ATTACK.t1001 , cve.2020.1010 ]" },
	{ SIGMA, "\xef\xbb\xbf" RULE "tags:\r\n- attack.t1010\r\n",
	    "\xef\xbb\xbf" RULE "tags:\r\n- attack.t1001\r\n" },
	/* What is written by escapes, or on lines, is not touched. */
	{ SIGMA, RULE "tags: [\"attack.\\x741010\"]\n", NULL },
	{ SIGMA, RULE "tags: [\"attack\\\n  .t1010\"]\n", NULL },
	/* An alias is mended where it stands. */
	{ SIGMA, "x: &a attack.t1010\n" RULE "tags: [*a, attack.t1012]\n",
	    "x: &a attack.t1001\n" RULE "tags: [*a, attack.t1002.001]\n" },
	{ SIGMA, RULE "tags: &t [!!str attack.t1010]\nfalsepositives: *t\n",
	    RULE "tags: &t [!!str attack.t1001]\nfalsepositives: *t\n" },
	/* Nothing to go to. */
	{ SIGMA, RULE "tags: [attack.t1013, attack.t1015, attack.t1099]\n",
	    NULL },
	{ SIGMA, "title: [\ntags: [attack.t1010]\n", NULL },
	/* What would stand twice goes, if nothing else goes with it. */
	{ SIGMA, RULE "tags:\n- attack.t1001\n- attack.t1010\n- x\n",
	    RULE "tags:\n- attack.t1001\n- x\n" },
	{ SIGMA, RULE "tags:\n- attack.t1001\n- attack.t1010 # why\n",
	    RULE "tags:\n- attack.t1001\n# why\n" },
	{ SIGMA, RULE "tags:\n- attack.t1010\n- attack.t1011\n- attack.t1001",
	    RULE "tags:\n- attack.t1001" },
	{ SIGMA, RULE "tags: [attack.t1010,attack.t1001 , attack.t1010, x]\n",
	    RULE "tags: [attack.t1001, x]\n" },
	{ SIGMA, RULE "tags: [\n  attack.t1001, attack.t1010\n]\n",
	    RULE "tags: [\n  attack.t1001\n]\n" },
	{ SIGMA, RULE "tags: [\n  attack.t1001,\n  attack.t1010,\n]\n",
	    RULE "tags: [\n  attack.t1001,\n]\n" },
	{ SIGMA, RULE "tags: [\n  attack.t1001,\n  attack.t1010, x]\n",
	    RULE "tags: [\n  attack.t1001, x]\n" },
	{ SIGMA, RULE "tags: [\n  attack.t1001, # a\n  attack.t1010, x]\n",
	    RULE "tags: [\n  attack.t1001, # a\n  x]\n" },
	/* Upper case, without slashes. */
	{ SPLUNK, "name: x\nmitre_attack_id: [t1010, T1002/001, ' T1001 ']\n",
	    "name: x\nmitre_attack_id: [T1001, T1002.001]\n" },
	{ SPLUNK, "name: x\nmitre_attack_id: t1010", "name: x\n"
	    "mitre_attack_id: T1001" },
	{ SENTINEL, "name: x\nquery: T1010\nrelevantTechniques:\n  -   T1010\n",
	    "name: x\nquery: T1010\nrelevantTechniques:\n  -   T1001\n" },
	/* What stands beside an id goes with it, if it was that one's. */
	{ ELASTIC, "[rule]\nname = \"T1012\"\n" TABLE "id = 'T1012'\nname = "
	    "\"Name of T1012\"\nreference = \"https://e.org/T1012/\"\n",
	    "[rule]\nname = \"T1012\"\n" TABLE "id = 'T1002.001'\nname = "
	    "\"Name of T1002.001\"\nreference = \"https://e.org/T1002.001/\"\n" },
	{ ELASTIC, "[rule]\nname = \"x\"\n" TABLE "name = 'Mine'\n"
	    "id = \"T1010\"\nreference = \"https://e.org/\"\n",
	    "[rule]\nname = \"x\"\n" TABLE "name = 'Mine'\n"
	    "id = \"T1001\"\nreference = \"https://e.org/\"\n" },
	/* A parent that only stands for its sub-technique, too. */
	{ ELASTIC, "[rule]\nname = \"x\"\n" TABLE "id = \"T1010\"\n" SUBTABLE
	    "id = \"T1002.001\"\n", "[rule]\nname = \"x\"\n" TABLE
	    "id = \"T1001\"\n" SUBTABLE "id = \"T1002.001\"\n" },
};

static size_t
count_left(const struct lint_document *d)
{
	size_t i, n = 0;

	for (i = 0; i < d->nproblems; i++)
		n += !d->problems[i].fixed;
	return n;
}

static void
bytes_stay_but_for_ids(void **state)
{
	struct lint_document d, again;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rewritten) / sizeof(rewritten[0]); i++) {
		assert_int_equal(lint_world_read(&world,
		    (size_t)rewritten[i].definition, rewritten[i].was,
		    strlen(rewritten[i].was), &d), 0);
		assert_int_equal(d.diff != NULL, rewritten[i].is != NULL);
		if (d.diff == NULL) {
			assert_string_equal(buf_str(&world.is),
			    rewritten[i].was);
			continue;
		}
		assert_string_equal(buf_str(&world.is), rewritten[i].is);
		assert_int_equal(lint_world_read(&world,
		    (size_t)rewritten[i].definition, rewritten[i].is,
		    strlen(rewritten[i].is), &again), 0);
		assert_null(again.diff);
		assert_int_equal(count_left(&again), count_left(&d));
	}
}

static const struct {
	int definition;
	const char *text, *want; /* rule line:column of each that is left */
} found[] = {
	{ SIGMA, RULE, "no-technique 1:0" },
	{ SIGMA, RULE "tags: [attack.t1001, attack.impact]\n", "" },
	{ SIGMA, RULE "tags: [attack.t1001, attack.exfiltration]\n",
	    "wrong-tactic 5:29" },
	/* Nothing is said of tactics beside what is not known. */
	{ SIGMA, RULE "tags: [attack.t1099, attack.exfiltration]\n",
	    "unknown-id 5:15" },
	{ SIGMA, RULE "tags: [attack.no_such, attack.t1002]\n",
	    "unknown-tactic 5:15" },
	{ SIGMA, RULE "tags: ['\xc3\xa4', attack.t1013]\n", "retired-id 5:20" },
	{ SIGMA, RULE "tags: [attack.t1015]\n", "retired-id 5:15" },
	{ SIGMA, RULE "tags: [attack.t1014]\n", "deprecated-id 5:15" },
	{ SIGMA, RULE "tags: [attack.t10021]\n", "malformed-id 5:15" },
	{ SIGMA, RULE "tags: [attack.t1002, attack.t1002.001]\n",
	    "parent-and-sub 5:15" },
	{ SIGMA, RULE "status: deprecated\ntags: [attack.t1099]\n",
	    "unknown-id 6:15 note" },
	{ SENTINEL, "name: x\nquery: y\ntactics: [Impact]\n"
	    "relevantTechniques: [T1001]\n", "" },
	{ ELASTIC, "[rule]\nname = \"x\"\n" TABLE "id = \"T1001\"\n" SUBTABLE
	    "id = \"T1002.001\"\n", "misplaced-sub 8:7" },
	{ ELASTIC, "[rule]\nname = \"x\"\n" TABLE "id = \"T1001\"\n" SUBTABLE
	    "id = \"T1001\"\n", "misplaced-sub 8:7" },
	{ ELASTIC, "[rule]\nname = \"x\"\n" TABLE "id = \"T1002\"\n" SUBTABLE
	    "id = \"T1002.001\"\nname = \"Other\"\n", "stale-name 8:7" },
	{ ELASTIC, "[rule]\nname = \"x\"\n" TABLE "id = \"T1001\"\n"
	    "reference = \"https://e.org/T1002/\"\n", "stale-name 6:7" },
	{ ELASTIC, "[rule\n", "broken-document 1:0" },
};

static void
each_is_told_where_it_stands(void **state)
{
	struct lint_document d;
	const struct problem *p;
	char got[200];
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(found) / sizeof(found[0]); i++) {
		assert_int_equal(lint_world_read(&world,
		    (size_t)found[i].definition, found[i].text,
		    strlen(found[i].text), &d), 0);
		*got = '\0';
		for (k = 0; k < d.nproblems; k++) {
			p = &d.problems[k];
			if (p->fixed)
				continue;
			snprintf(got + strlen(got), sizeof(got) - strlen(got),
			    "%s%s %d:%d%s", *got != '\0' ? " " : "",
			    lint_rules[p->rule].id, p->line, p->column,
			    p->level < lint_rules[p->rule].level ? " note"
								 : "");
		}
		assert_string_equal(got, found[i].want);
	}
}

/* What is not asked is not mended either. */
static void
what_is_disabled_stays(void **state)
{
	static const char text[] = RULE "tags: [attack.T1001, attack.t1012]\n";
	struct lint_document d;

	(void)state;
	strs_add(&world.disabled, "revoked-id");
	assert_int_equal(lint_world_read(&world, SIGMA, text, strlen(text),
	    &d), 0);
	assert_string_equal(buf_str(&world.is),
	    RULE "tags: [attack.t1001, attack.t1012]\n");
	strs_free(&world.disabled);
	memset(&world.disabled, 0, sizeof(world.disabled));
}

static int
begin(void **state)
{
	(void)state;
	value_init();
	return lint_world_begin(&world);
}

static int
end(void **state)
{
	(void)state;
	lint_world_end(&world);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_stay_but_for_ids),
		cmocka_unit_test(each_is_told_where_it_stands),
		cmocka_unit_test(what_is_disabled_stays),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
