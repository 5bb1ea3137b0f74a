/* Which technique an id leads to: data/README.md, "What becomes of an id". */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "attack/scope.h"
#include "words/shape.h"
#include "bundle.h"
#include "capture.h"
#include "controls/resolve.h"
#include "controls/shared_ids.h"
#include "controls/tagging.h"

static const char bundle[] = BUNDLE(
    TECHNIQUE("T1001", PHASES(PHASE("impact")) PLATFORMS("\"Linux\""))
    "," TECHNIQUE("T1002", PHASES(PHASE("impact") "," PHASE("exfiltration"))
	PLATFORMS("\"Windows\", \"macOS\""))
    "," TECHNIQUE("T1002.001", SUB PHASES(PHASE("exfiltration"))
	PLATFORMS("\"Windows\""))
    /* two hops to T1001 */
    "," TECHNIQUE("T1010", REVOKED) "," TECHNIQUE("T1011", REVOKED)
    "," REVOKED_BY("T1010", "T1011") "," REVOKED_BY("T1011", "T1001")
    /* one more to the same */
    "," TECHNIQUE("T1012", REVOKED) "," REVOKED_BY("T1012", "T1001")
    /* a circle, and one into itself */
    "," TECHNIQUE("T1020", REVOKED) "," TECHNIQUE("T1021", REVOKED)
    "," REVOKED_BY("T1020", "T1021") "," REVOKED_BY("T1021", "T1020")
    "," TECHNIQUE("T1022", REVOKED) "," REVOKED_BY("T1022", "T1022")
    /* to a deprecated one */
    "," TECHNIQUE("T1030", REVOKED) "," TECHNIQUE("T1031", DEPRECATED)
    "," REVOKED_BY("T1030", "T1031")
    /* without a successor */
    "," TECHNIQUE("T1040", REVOKED)
    /* with several; with one, said twice; by way of the first */
    "," TECHNIQUE("T1050", REVOKED) "," REVOKED_BY("T1050", "T1002")
    "," REVOKED_BY("T1050", "T1001") "," REVOKED_BY("T1050", "T1050")
    "," TECHNIQUE("T1051", REVOKED) "," REVOKED_BY("T1051", "T1001")
    "," REVOKED_BY("T1051", "T1001") "," REVOKED_BY("T1051", "T1051")
    "," TECHNIQUE("T1052", REVOKED) "," REVOKED_BY("T1052", "T1050")
    "," TACTIC("TA0040", "impact", "Impact")
    "," TACTIC("TA0010", "exfiltration", "Exfiltration"));

static struct stix attack;
static struct config c;
static struct arena mem;
static struct findings f;

static int
set_up(void **state)
{
	(void)state;
	f = (struct findings){ .mem = &mem };
	c = (struct config){ .path = "sextant.yaml" };
	if (stix_read(bundle, strlen(bundle), "bundle", NULL, false, 1, &attack) == -1)
		return -1;
	attack.version = "18.1";
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	stix_free(&attack);
	strs_free(&c.platforms);
	strs_free(&c.tactics);
	free(c.exceptions);
	free(f.v);
	arena_free(&mem);
	return 0;
}

/* A control that names these ids, parted by spaces. */
static struct control
control(const char *ids)
{
	struct control k = { .title = "x", .path = "p" };
	size_t n;

	k.tags = arena_alloc(&mem, 16 * sizeof(*k.tags));
	while (*ids != '\0') {
		n = strcspn(ids, " ");
		k.tags[k.ntags].id = arena_strndup(&mem, ids, n);
		k.tags[k.ntags].line = (int)k.ntags + 1;
		k.tags[k.ntags].formed =
		    shape_is_technique(k.tags[k.ntags].id);
		k.ntags++;
		ids += n + strspn(ids + n, " ");
	}
	return k;
}

/* "T1010 remapped T1001 counted; ..." */
static void
assert_outcomes(const struct control *k, const char *want)
{
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < k->ntags; i++)
		buf_printf(&b, "%s%s %s %s%s%s", i > 0 ? "; " : "",
		    k->tags[i].id,
		    outcome_name(k->tags[i].outcome),
		    k->tags[i].technique == 0 ? "-"
		    : attack.techniques[k->tags[i].technique - 1].id,
		    k->tags[i].merged ? " merged" : "",
		    k->tags[i].counted ? " counted" : "");
	assert_string_equal(buf_str(&b), want);
	buf_free(&b);
}

static void
assert_findings(const char *want)
{
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < f.n; i++)
		buf_printf(&b, "%s%s:%d %s", i > 0 ? "; " : "", f.v[i].path,
		    f.v[i].line, f.v[i].what);
	assert_string_equal(buf_str(&b), want);
	buf_free(&b);
	f.n = 0;
}

static const struct {
	const char *ids, *outcomes, *findings;
} followed[] = {
	{ "", "", "" },
	{ "T1001", "T1001 exact T1001 counted", "" },
	{ "T1002.001 T1002", "T1002.001 exact T1002.001 counted; "
	    "T1002 exact T1002 counted", "" },
	{ "T1010", "T1010 remapped T1001 counted", "" },
	{ "T1011", "T1011 remapped T1001 counted", "" },
	{ "T1020 T1022", "T1020 retired -; T1022 retired -",
	    "p:1 retired-id; p:2 retired-id" },
	{ "T1030", "T1030 deprecated T1031", "p:1 deprecated-id" },
	{ "T1031", "T1031 deprecated T1031", "p:1 deprecated-id" },
	{ "T1040", "T1040 retired -", "p:1 retired-id" },
	{ "T1050 T1051 T1052", "T1050 retired -; "
	    "T1051 remapped T1001 counted; T1052 retired -",
	    "p:1 retired-id; p:3 retired-id" },
	{ "T9999 T1002.009", "T9999 unknown -; T1002.009 unknown -",
	    "p:1 unknown-id; p:2 unknown-id" },
	{ "T1 TA0040", "T1 malformed -; TA0040 malformed -",
	    "p:1 malformed-id; p:2 malformed-id" },
	/* merged by its own id, wherever that stands */
	{ "T1001 T1010", "T1001 exact T1001 counted; "
	    "T1010 remapped T1001 merged", "" },
	{ "T1010 T1001", "T1010 remapped T1001 merged; "
	    "T1001 exact T1001 counted", "" },
	/* merged by another that was remapped: one of them counts */
	{ "T1010 T1012", "T1010 remapped T1001 merged; "
	    "T1012 remapped T1001 counted", "" },
	{ "T1010 T1011 T1012 T1001", "T1010 remapped T1001 merged; "
	    "T1011 remapped T1001 merged; T1012 remapped T1001 merged; "
	    "T1001 exact T1001 counted", "" },
	/* what does not count merges nothing */
	{ "T1030 T1031", "T1030 deprecated T1031; T1031 deprecated T1031",
	    "p:1 deprecated-id; p:2 deprecated-id" },
};

static void
ids_are_followed_to_the_end(void **state)
{
	struct control k;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(followed) / sizeof(followed[0]); i++) {
		k = control(followed[i].ids);
		resolve_control(&attack, &c, &k, &f);
		assert_true(k.counts);
		assert_outcomes(&k, followed[i].outcomes);
		assert_findings(followed[i].findings);
	}
}

static void
or_stand_for_themselves(void **state)
{
	struct control k = control("T1001 T1010 T1012 T1031 T1040 T1");

	(void)state;
	c.resolve_exact = true;
	resolve_control(&attack, &c, &k, &f);
	assert_outcomes(&k, "T1001 exact T1001 counted; "
	    "T1010 retired T1010 counted; T1012 retired T1012 counted; "
	    "T1031 deprecated T1031 counted; T1040 retired T1040 counted; "
	    "T1 malformed -");
	assert_findings("p:2 retired-id; p:3 retired-id; p:4 deprecated-id; "
			"p:5 retired-id; p:6 malformed-id");
}

static void
only_active_controls_count(void **state)
{
	struct control k = control("T1001 T1010 T9999");

	(void)state;
	k.lifecycle = LIFECYCLE_REMOVED;
	resolve_control(&attack, &c, &k, &f);
	assert_false(k.counts);
	assert_outcomes(&k, "T1001 exact T1001; T1010 remapped T1001 merged; "
			    "T9999 unknown -");
	assert_findings("");
	c.lifecycle_all = true;
	resolve_control(&attack, &c, &k, &f);
	assert_true(k.counts);
	assert_findings("p:3 unknown-id");
	/* A catch-all counts in no case. */
	k = control("T1001");
	k.catch_all = true;
	resolve_control(&attack, &c, &k, &f);
	assert_false(k.counts);
	assert_outcomes(&k, "T1001 exact T1001");
}

static void
the_later_state_of_twins_stays(void **state)
{
	static const struct {
		const char *id, *lifecycle;
	} twins[] = {
		{ "a", "active" }, { "b", "active" }, { NULL, "active" },
		{ "a", "removed" }, { "b", "active" }, { NULL, "removed" },
		{ "a", "deprecated" }, { "c", "disabled" },
		{ "c", "unsupported" }, { "A", "active" }, { "d", "deprecated" },
		{ "d", "unsupported" },
	};
	enum { N = sizeof(twins) / sizeof(twins[0]) };
	static const int kept[] = { 1, 2, 3, 5, 8, 10 };
	struct control list[N] = { { .id = NULL } };
	struct controls all = { .v = list, .n = N };
	size_t i;

	(void)state;
	for (i = 0; i < N; i++)
		list[i] = (struct control){ .id = twins[i].id, .title = "x",
			.lifecycle = lifecycle_read(twins[i].lifecycle), .line = (int)i,
			.path = "p" };
	shared_ids_unite(&all, false, &f);
	assert_int_equal(all.n, sizeof(kept) / sizeof(kept[0]));
	for (i = 0; i < all.n; i++)
		assert_int_equal(all.v[i].line, kept[i]);
	assert_findings("p:6 duplicate-id; p:0 duplicate-id; p:9 duplicate-id;"
			" p:4 duplicate-id;"
			" p:7 duplicate-id; p:11 duplicate-id");
	all.n = 0;
	shared_ids_unite(&all, false, &f);
	assert_int_equal(all.n, 0);
}

static void
other_titles_make_other_controls(void **state)
{
	static const struct {
		const char *title, *lifecycle;
	} twins[] = {
		{ "A rule", "active" }, { "Another", "active" },
		{ " a  RULE ", "active" }, { "Third", "deprecated" },
		{ "another", "removed" },
	};
	enum { N = sizeof(twins) / sizeof(twins[0]) };
	struct control list[N] = { { .id = NULL } };
	struct tag tags[N];
	struct controls all = { .v = list, .n = N };
	size_t i;

	(void)state;
	for (i = 0; i < N; i++) {
		tags[i] = (struct tag){ .id = i == 2 ? "T1001" : "T1003" };
		list[i] = (struct control){ .id = "a", .title = twins[i].title,
			.lifecycle = lifecycle_read(twins[i].lifecycle), .line = (int)i,
			.path = "p", .tags = &tags[i], .ntags = 1 };
	}
	shared_ids_unite(&all, false, &f);
	assert_int_equal(all.n, 3);
	assert_int_equal(all.v[0].line, 0);
	assert_int_equal(all.v[0].ntags, 2);
	assert_int_equal(all.v[1].line, 3);
	assert_int_equal(all.v[1].ntags, 1);
	assert_int_equal(all.v[2].line, 4);
	assert_int_equal(all.v[2].lifecycle, LIFECYCLE_REMOVED);
	assert_findings("p:2 duplicate-id; p:1 duplicate-id; p:3 duplicate-id;"
			" p:4 duplicate-id");
	all.n = N;
	for (i = 0; i < N; i++)
		list[i] = (struct control){ .id = "a", .title = twins[i].title,
			.line = (int)i, .path = "p" };
	shared_ids_unite(&all, true, &f);
	assert_int_equal(all.n, 1);
}

/* The ids in scope, joined, and then the others' reasons. */
static void
assert_scope(const char *ids, const char *reasons)
{
	struct buf in = BUF_INIT, out = BUF_INIT;
	const struct stix_technique *t = attack.techniques;

	assert_int_equal(scope_mark(&attack, 1, &c, NULL), 0);
	for (; t != LIST_END(attack.techniques, attack.ntechniques); t++) {
		if (t->scoped)
			buf_printf(&in, " %s", t->id);
		else if (t->reason != NULL)
			buf_printf(&out, " %s: %s;", t->id, t->reason);
	}
	assert_string_equal(buf_str(&in), ids);
	assert_string_equal(buf_str(&out), reasons);
	buf_free(&in);
	buf_free(&out);
}

static void
without_a_scope_all_active_ones_are_in_it(void **state)
{
	(void)state;
	assert_scope(" T1001 T1002 T1002.001", "");
}

static void
a_platform_takes_out_others(void **state)
{
	(void)state;
	strs_add(&c.platforms, "linux");
	strs_add(&c.platforms, "macOS");
	assert_scope(" T1001 T1002", " T1002.001: platform out of scope;");
}

static void
a_tactic_takes_out_others(void **state)
{
	(void)state;
	strs_add(&c.tactics, "ta0010");
	assert_scope(" T1002 T1002.001", " T1001: tactic out of scope;");
}

static void
a_tactic_has_three_names(void **state)
{
	static const char *const names[] = { "exfiltration", "Exfiltration",
		"TA0010", "EXFILTRATION" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		strs_free(&c.tactics);
		strs_add(&c.tactics, names[i]);
		assert_scope(" T1002 T1002.001",
		    " T1001: tactic out of scope;");
	}
}

static void
an_exception_says_why(void **state)
{
	struct buf text = BUF_INIT;

	(void)state;
	strs_add(&c.platforms, "Windows");
	c.exceptions = mem_array(1, sizeof(*c.exceptions));
	c.exceptions[0].id = "T1002";
	c.exceptions[0].reason = "not ours";
	c.exceptions[0].owner = "IT";
	c.exceptions[0].until = "2026-12-31";
	c.nexceptions = 1;
	assert_scope(" T1002.001", " T1001: platform out of scope; "
				   "T1002: not ours;");
	assert_string_equal(stix_find(&attack, "T1002")->owner, "IT");
	assert_string_equal(stix_find(&attack, "T1002")->until, "2026-12-31");
	assert_null(stix_find(&attack, "T1001")->until);
	scope_put(NULL, &c, &text);
	assert_string_equal(buf_str(&text), "platforms Windows; without T1002 "
	    "(not ours, owner IT, until 2026-12-31)");
	buf_free(&text);
}

static void
assert_refused(const char *said_want)
{
	struct capture talk;
	char *said;

	capture_begin(&talk);
	assert_int_equal(scope_mark(&attack, 1, &c, NULL), -1);
	said = capture_end(&talk);
	assert_string_equal(said, said_want);
	free(said);
}

static void
what_attack_does_not_have_is_said(void **state)
{
	struct config_exception x = { .id = "T9999", .reason = "x" };

	(void)state;
	strs_add(&c.platforms, "Windows");
	strs_add(&c.platforms, "Windos");
	assert_refused("sextant: sextant.yaml: scope: platforms: Windos: no "
		       "such platform in ATT&CK 18.1; did you mean "
		       "Windows?\n");
	strs_free(&c.platforms);
	strs_add(&c.tactics, "impcat");
	assert_refused("sextant: sextant.yaml: scope: tactics: impcat: no such "
		       "tactic in ATT&CK 18.1; did you mean Impact?\n");
	strs_free(&c.tactics);
	c.exceptions = mem_array(1, sizeof(x));
	c.exceptions[0] = x;
	c.nexceptions = 1;
	assert_refused("sextant: sextant.yaml: scope: except: T9999: no such "
		       "active technique in ATT&CK 18.1\n");
	c.exceptions[0].id = "T1040"; /* revoked */
	assert_refused("sextant: sextant.yaml: scope: except: T1040: no such "
		       "active technique in ATT&CK 18.1\n");
}

/* As the old reports counted: in the source's total, for no technique. */
static void
an_unknown_id_counts_in_the_total(void **state)
{
	struct control k = control("T9999");

	(void)state;
	c.resolve_exact = true;
	resolve_control(&attack, &c, &k, &f);
	assert_outcomes(&k, "T9999 unknown - counted");
	assert_findings("p:1 unknown-id");
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(ids_are_followed_to_the_end),
		TEST(or_stand_for_themselves),
		TEST(an_unknown_id_counts_in_the_total),
		TEST(only_active_controls_count),
		TEST(the_later_state_of_twins_stays),
		TEST(other_titles_make_other_controls),
		TEST(without_a_scope_all_active_ones_are_in_it),
		TEST(a_platform_takes_out_others),
		TEST(a_tactic_takes_out_others),
		TEST(a_tactic_has_three_names),
		TEST(an_exception_says_why),
		TEST(what_attack_does_not_have_is_said),
	};

	value_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
