/* What is between two snapshots: identity, causes, and each kind of change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "compare/diff.h"
#include "snapshots.h"

/* What happens to techniques and controls, by old and new. */
static const struct {
	const char *name, *old, *new, *told;
} cases[] = {
	{ "nothing", SNAPSHOT("1", ONE, RULE("a", IDS("'T1'"))),
	    SNAPSHOT("1", ONE, RULE("a", IDS("'T1'"))), "" },
	{ "the last rule is removed",
	    SNAPSHOT("1", ONE, RULE("a", IDS("'T1'"))),
	    SNAPSHOT("1", ONE, ""),
	    "controls lost T1 1>0, a removed\na removed\n" },
	{ "one of two is removed", SNAPSHOT("1", ONE,
	    RULE("a", IDS("'T1'")) "," RULE("b", IDS("'T1'"))),
	    SNAPSHOT("1", ONE, RULE("b", IDS("'T1'"))),
	    "controls fewer T1 2>1, a removed\na removed\n" },
	{ "a rule is added", SNAPSHOT("1", ONE, ""),
	    SNAPSHOT("1", ONE, RULE("a", IDS("'T1'"))),
	    "controls gained T1 0>1, a added\na added\n" },
	{ "one takes another's place", SNAPSHOT("1", ONE,
	    RULE("a", IDS("'T1'"))),
	    SNAPSHOT("1", ONE, RULE("b", IDS("'T1'"))),
	    "a removed\nb added\n" },
	{ "a rule is deprecated", SNAPSHOT("1", ONE, RULE("a", IDS("'T1'"))),
	    SNAPSHOT("1", ONE, RULE("a", ",'state':'deprecated'" IDS("'T1'"))),
	    "controls lost T1 1>0, a state\na changed active>deprecated\n" },
	{ "one that does not count is added", SNAPSHOT("1", ONE, ""),
	    SNAPSHOT("1", ONE, RULE("a", ",'state':'catch-all'" IDS("'T1'"))),
	    "a added ->catch-all\n" },
	{ "a rule is tagged anew", SNAPSHOT("1", ONE, RULE("a", IDS("'T1'"))),
	    SNAPSHOT("1", ONE, RULE("a", IDS("'T2'"))),
	    "controls lost T1 1>0, a untagged\n"
	    "controls gained T2 0>1, a tagged\na changed +T2 -T1\n" },
	{ "evidence comes", SNAPSHOT("1", ONE, RULE("a", IDS("'T1'"))),
	    SNAPSHOT("1", ONE, RULE("a", ",'evidence':3" IDS("'T1'"))),
	    "controls tested T1 1>1, a evidence\na changed E0>E3\n" },
	{ "evidence comes of one of two", SNAPSHOT("1", ONE "," T("T2", ""),
	    RULE("a", IDS("'T1','T2'"))), SNAPSHOT("1", ONE "," T("T2", ""),
	    RULE("a", ",'evidence':1,'proved':{'T2':4}" IDS("'T1','T2'"))),
	    "controls tested T2 1>1, a evidence\na changed E0>E4\n" },
	{ "evidence goes to another technique", SNAPSHOT("1", ONE "," T("T2", ""),
	    RULE("a", ",'proved':{'T1':4}" IDS("'T1','T2'"))),
	    SNAPSHOT("1", ONE "," T("T2", ""),
	    RULE("a", ",'proved':{'T2':4}" IDS("'T1','T2'"))),
	    "controls untested T1 1>1, a evidence\n"
	    "controls tested T2 1>1, a evidence\n" },
	{ "evidence goes", SNAPSHOT("1", ONE,
	    RULE("a", ",'evidence':2" IDS("'T1'")) ","
	    RULE("b", IDS("'T1'"))),
	    SNAPSHOT("1", ONE, RULE("a", ",'evidence':1" IDS("'T1'")) ","
	    RULE("b", IDS("'T1'"))),
	    "controls untested T1 2>2, a evidence\na changed E2>E1\n" },
	{ "a file moves, its id stays", SNAPSHOT("1", ONE,
	    "{'id':'a','title':'A','path':'x/a.yml','ids':['T1']}"),
	    SNAPSHOT("1", ONE,
	    "{'id':'a','title':'B','path':'y/b.yml','ids':['T1']}"),
	    "a changed from x/a.yml\n" },
	{ "one without an id moves", SNAPSHOT("1", ONE,
	    "{'title':'A','path':'x/a.yml','ids':['T1']}"),
	    SNAPSHOT("1", ONE,
	    "{'title':'A','path':'y/a.yml','ids':['T1']}"),
	    "- changed from x/a.yml\n" },
	{ "one is given an id", SNAPSHOT("1", ONE,
	    "{'title':'A','path':'a.yml','ids':['T1']}"),
	    SNAPSHOT("1", ONE, RULE("a", IDS("'T1'"))), "" },
	{ "another id in the same file is another rule", SNAPSHOT("1", ONE,
	    "{'id':'a','title':'A','path':'a.yml','ids':['T1']}"),
	    SNAPSHOT("1", ONE,
	    "{'id':'b','title':'A','path':'a.yml','ids':['T1']}"),
	    "a removed\nb added\n" },
	{ "an id is replaced, the rule stays",
	    SNAPSHOT("1", ONE, RULE("a", IDS("'T1'"))),
	    SNAPSHOT("2", GONE("T1", "'revoked','successor':'T3'") ","
	    T("T2", "") "," T("T3", ""),
	    RULE("a", ",'resolved':{'T1':'T3'}")),
	    "attack moved T1 1>0 replaced T3 1, a moved\n"
	    "attack inherited T3 0>1 was T1, a moved\n"
	    "T1 replaced T3\nT3 new -\na T1 T1>T3 replaced\n" },
	{ "an id is replaced, the rule follows",
	    SNAPSHOT("1", ONE, RULE("a", IDS("'T1'"))),
	    SNAPSHOT("2", GONE("T1", "'revoked','successor':'T3'") ","
	    T("T2", "") "," T("T3", ""), RULE("a", IDS("'T3'"))),
	    "attack moved T1 1>0 replaced T3 1, a moved\n"
	    "attack inherited T3 0>1 was T1, a moved\n"
	    "T1 replaced T3\nT3 new -\na T1 T1>T3 replaced\n"
	    "a changed +T3 -T1 follows\n" },
	{ "an id is replaced, and the rule is removed",
	    SNAPSHOT("1", ONE, RULE("a", IDS("'T1'"))),
	    SNAPSHOT("2", GONE("T1", "'revoked','successor':'T3'") ","
	    T("T2", "") "," T("T3", ""), ""),
	    "attack moved T1 1>0 replaced T3 0, a moved\n"
	    "attack inherited T3 0>1 was T1, a moved\n"
	    "controls lost T3 1>0, a removed\n"
	    "T1 replaced T3\nT3 new -\na T1 T1>T3 replaced\na removed\n" },
	{ "an id is merged into another",
	    SNAPSHOT("1", ONE, RULE("a", IDS("'T1'")) ","
	    RULE("b", IDS("'T1','T2'"))),
	    SNAPSHOT("2", GONE("T1", "'revoked','successor':'T2'") ","
	    T("T2", ""), RULE("a", ",'resolved':{'T1':'T2'}") ","
	    RULE("b", IDS("'T2'") ",'resolved':{'T1':'T2'}")),
	    "attack moved T1 2>0 merged T2 2, a moved, b moved\n"
	    "attack more T2 1>2, a moved\nT1 merged T2\n"
	    "a T1 T1>T2 merged\nb T1 T1>T2 merged\n" },
	{ "two become a new one", SNAPSHOT("1", ONE, ""),
	    SNAPSHOT("2", GONE("T1", "'revoked','successor':'T3'") ","
	    GONE("T2", "'revoked','successor':'T3'") "," T("T3", ""), ""),
	    "T1 merged T3\nT2 merged T3\nT3 new -\n" },
	{ "an id is retired", SNAPSHOT("1", ONE, RULE("a", IDS("'T1'"))),
	    SNAPSHOT("2", GONE("T1", "'revoked'") "," T("T2", ""),
	    RULE("a", ",'resolved':{'T1':'retired'}")),
	    "attack lost T1 1>0 retired - -, a moved\nT1 retired -\n"
	    "a T1 T1>retired retired\na stranded\n" },
	{ "a new one has the name of one that is gone", SNAPSHOT("1", ONE, ""),
	    SNAPSHOT("2", GONE("T1", "'revoked'") "," T("T2", "") ","
	    "'T3':{'name':'t1','tactics':['one']}", ""),
	    "T1 retired T3\nT3 new -\n" },
	{ "an id is retired, and the rule answers another",
	    SNAPSHOT("1", ONE, RULE("a", IDS("'T1'"))),
	    SNAPSHOT("2", GONE("T1", "'deprecated'") "," T("T2", ""),
	    RULE("a", IDS("'T2'"))),
	    "attack lost T1 1>0 deprecated - -, a moved\n"
	    "controls gained T2 0>1, a tagged\nT1 deprecated -\n"
	    "a T1 T1>deprecated deprecated\na changed +T2 -T1\n" },
	{ "an id that was too new is known", SNAPSHOT("1", T("T1", ""),
	    RULE("a", ",'resolved':{'T2':'unknown'}")),
	    SNAPSHOT("2", ONE, RULE("a", IDS("'T2'"))),
	    "attack gained T2 0>1, a known\nT2 new -\na T2 unknown>T2 known\n" },
	{ "back to an older version", SNAPSHOT("2", ONE,
	    RULE("a", IDS("'T2'"))), SNAPSHOT("1", T("T1", ""),
	    RULE("a", ",'resolved':{'T2':'unknown'}")),
	    "attack lost T2 1>0 missing - -, a moved\nT2 missing -\n"
	    "a T2 T2>unknown missing\na stranded\n" },
	{ "names and tactics", SNAPSHOT("1", T("T1", ""), ""),
	    SNAPSHOT("2", "'T1':{'name':'New','tactics':['two']}", ""),
	    "T1 renamed -\nT1 tactics -\n" },
	{ "a tactic that is called otherwise", SNAPSHOT("1", T("T1", "") ","
	    T("T2", "") "," T("T3", "") ",'T4':{'name':'T4','tactics':['odd']}",
	    ""), RENAMED("'T1':{'name':'T1','tactics':['uno']},"
	    "'T2':{'name':'T2','tactics':['two','uno']},"
	    "'T3':{'name':'T3','tactics':['two']},"
	    "'T4':{'name':'T4','tactics':['odd']}"),
	    "TA1 renamed -\nT2 tactics -\nT3 tactics -\n" },
	{ "what stays malformed", SNAPSHOT("1", T("T1", ""),
	    RULE("a", ",'resolved':{'T':'malformed'}")),
	    SNAPSHOT("2", T("T1", ""), RULE("a", "")), "a changed -T follows\n" },
	{ "one of two that share an id is removed", SNAPSHOT("1", ONE,
	    SHARED("A", "a", "'T1'") "," SHARED("B", "b", "'T2'")),
	    SNAPSHOT("1", ONE, SHARED("B", "b", "'T2'")),
	    "controls lost T1 1>0, x removed\nx removed\n" },
	{ "another takes the id of one", SNAPSHOT("1", ONE,
	    SHARED("B", "b", "'T2'")), SNAPSHOT("1", ONE,
	    SHARED("A", "a", "'T1'") "," SHARED("B", "b", "'T2'")),
	    "controls gained T1 0>1, x added\nx added\n" },
	{ "those that share an id are tagged anew, and moved", SNAPSHOT("1", ONE,
	    SHARED("A", "a", "'T1'") "," SHARED("B", "b", "'T1'") ","
	    SHARED("C", "c", "'T1'")), SNAPSHOT("1", ONE,
	    SHARED("A", "a", "'T1','T2'") "," SHARED("B", "d/b", "'T1'") ","
	    SHARED("D", "d", "'T1'")),
	    "controls gained T2 0>1, x tagged\n"
	    "x changed +T2\nx changed from b\nx changed from c\n" },
};

static void
changes_and_causes(void **state)
{
	const char *told;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		told = tell(diff_snapshots(parse(cases[i].old),
		    parse(cases[i].new), NULL));
		if (strcmp(told, cases[i].told) != 0)
			print_error("%s\n", cases[i].name);
		assert_string_equal(told, cases[i].told);
	}
}

/* Of one definition: "1/2 1/2 0/2". */
static const char *
figure(const cJSON *diff, const char *definition)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, member_get(diff, "figures"))
		if (str_equal(text(e, "definition"), definition))
			return arena_printf(&model_mem, "%s/%s %s/%s %s/%s",
			    text(member_get(e, "before"), "covered"),
			    text(member_get(e, "before"), "of"),
			    text(member_get(e, "rebased"), "covered"),
			    text(member_get(e, "rebased"), "of"),
			    text(member_get(e, "after"), "covered"),
			    text(member_get(e, "after"), "of"));
	return "";
}

static void
figures_are_of_three_points(void **state)
{
	cJSON *diff = diff_snapshots(parse(SNAPSHOT("1", T("T1", "") ","
	    T("T1.1", ",'parent':'T1'") "," T("T2", ",'out':true"),
	    RULE("a", ",'evidence':2" IDS("'T1.1','T2'")))),
	    parse(SNAPSHOT("2", T("T1", "") ","
	    GONE("T1.1", "'revoked','successor':'T3'") "," T("T2", "") ","
	    T("T3", ""), RULE("a", IDS("'T1'")))), NULL);

	(void)state;
	assert_string_equal(figure(diff, "exact"), "1/2 2/3 1/3");
	assert_string_equal(figure(diff, "any"), "1/1 2/3 1/3");
	assert_string_equal(figure(diff, "leaf"), "1/1 2/3 1/3");
	assert_string_equal(figure(diff, "tested"), "1/2 2/3 0/3");
	assert_null(member_get(diff, "same"));
}

/* What ATT&CK's own mitigations do is ATT&CK's doing. */
static void
a_part_of_attack_takes_its_step(void **state)
{
	const char *const old = HEAD("1") "'techniques':{'enterprise':{" ONE
	    "}}," SOURCE(",'sha256':'1'") "'controls':{'ours':["
	    RULE("a", IDS("'T1'")) "]}}";
	const char *const new = HEAD("2") "'techniques':{'enterprise':{" ONE
	    "}}," SOURCE(",'sha256':'2'") "'controls':{'ours':["
	    RULE("a", IDS("'T2'")) "]}}";
	cJSON *diff = diff_snapshots(parse(old), parse(new), NULL);

	(void)state;
	assert_string_equal(tell(diff),
	    "attack lost T1 1>0, a untagged\n"
	    "attack gained T2 0>1, a tagged\na changed +T2 -T1\n");
	assert_true(cJSON_IsTrue(member_get(member_get(diff,
	    "controls")->child, "of_attack")));
	assert_string_equal(figure(diff, "exact"), "1/2 1/2 1/2");
}

/* A snapshot of two sources, or of one of them. */
#define BOTH(only, controls) HEAD("1") only \
	"'techniques':{'enterprise':{" T("T1", "") "}}," \
	"'sources':{'ours':{'title':'O','kind':'detection','domain':" \
	"'enterprise'},'theirs':{'title':'T','kind':'test','domain':" \
	"'enterprise'}},'controls':{" controls "}}"
#define THEIRS "'theirs':[" RULE("t", IDS("'T1'")) "]"

static void
only_what_both_have_looked_at(void **state)
{
	cJSON *diff = diff_snapshots(parse(BOTH("'only':['ours'],", "'ours':[]")),
	    parse(BOTH("", "'ours':[" RULE("a", IDS("'T1'")) "]," THEIRS)),
	    NULL);

	(void)state;
	assert_string_equal(tell(diff),
	    "controls gained T1 0>1, a added\na added\n");
	assert_string_equal(json_of(member_get(diff, "only")), "[\"ours\"]");
	assert_int_equal(cJSON_GetArraySize(member_get(diff, "sources")), 1);
}

static void
filters_choose(void **state)
{
	const char *const old = BOTH("", "'ours':[]");
	const char *const new = BOTH("", "'ours':[" RULE("a", IDS("'T1'"))
	    "]," THEIRS);
	static const struct {
		const char *kind, *source, *tactic, *told;
	} wanted[] = {
		{ "test", NULL, NULL, "controls gained T1 0>1, t added\n"
		    "t added\n" },
		{ NULL, "ours", NULL, "controls gained T1 0>1, a added\n"
		    "a added\n" },
		{ "test", NULL, "THE ONE", "controls gained T1 0>1, t added\n"
		    "t added\n" },
		{ "test", NULL, "ta1", "controls gained T1 0>1, t added\n"
		    "t added\n" },
		{ NULL, NULL, "two", "" },
		{ "test", "ours", NULL, "" },
	};
	struct diff_filter f;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		memset(&f, 0, sizeof(f));
		if (wanted[i].kind != NULL)
			strs_add(&f.kinds, wanted[i].kind);
		if (wanted[i].source != NULL)
			strs_add(&f.sources, wanted[i].source);
		if (wanted[i].tactic != NULL)
			strs_add(&f.tactics, wanted[i].tactic);
		assert_string_equal(tell(diff_snapshots(parse(old), parse(new),
		    &f)), wanted[i].told);
		strs_free(&f.kinds);
		strs_free(&f.sources);
		strs_free(&f.tactics);
	}
}

/* Sources: their state, and what became of their controls. */
static void
sources_are_told(void **state)
{
	cJSON *diff = diff_snapshots(
	    parse(SNAPSHOT("1", ONE, RULE("a", "") "," RULE("b", ""))),
	    parse(BOTH("", THEIRS ",'ours':[" RULE("b", ",'evidence':1")
	    "]")), NULL);
	const cJSON *s = member_get(diff, "sources")->child;

	(void)state;
	assert_string_equal(text(s, "change"), "updated");
	assert_string_equal(text(member_get(s, "old"), "controls"), "2");
	assert_string_equal(text(member_get(s, "new"), "controls"), "1");
	assert_string_equal(text(s, "removed"), "1");
	assert_string_equal(text(s, "changed"), "1");
	s = s->next;
	assert_string_equal(text(s, "id"), "theirs");
	assert_string_equal(text(s, "change"), "added");
	assert_string_equal(text(s, "added"), "1");
	assert_null(member_get(s, "old"));
}

/* One source of certain bytes on a scope, resolved so, with these ids. */
#define MAPPED(top, version, sum, controls) \
	"{'schema':1,'what':'snapshot'," top "'attack':{'enterprise':" \
	"{'version':'" version "','sha256':'" version "'}},'tactics':{" \
	"'enterprise':{'TA1':{'shortname':'one','name':'One'}}}," \
	"'techniques':{'enterprise':{" ONE "}}," SOURCE(",'sha256':'" sum \
	"'") "'controls':{'ours':[" controls "]}}"
#define FOLLOW "'resolve':'follow','lifecycle':'active',"

/* What another scope or setting does is neither the controls' nor ATT&CK's; with
 * another source or another ATT&CK it is not known whose. */
static void
settings_are_a_cause_of_their_own(void **state)
{
	static const struct {
		const char *new, *cause, *changed, *told;
	} made[] = {
		{ MAPPED("'scope':'x'," FOLLOW, "1", "a",
		    RULE("a", ",'state':'experimental','evidence':1")),
		    "settings", "same", "settings lost T1 1>0\n" },
		{ MAPPED("'resolve':'exact','lifecycle':'active',", "1", "a",
		    RULE("a", IDS("'T2'"))), "settings", "same",
		    "settings lost T1 1>0\nsettings gained T2 0>1\n" },
		{ MAPPED("'resolve':'follow','lifecycle':'all',", "1", "b",
		    RULE("b", IDS("'T2'"))), "mixed", "updated",
		    "mixed lost T1 1>0\nmixed gained T2 0>1\na removed\n"
		    "b added\n" },
		{ MAPPED("'scope':'x'," FOLLOW, "2", "a", RULE("a", "")),
		    "mixed", "same", "mixed lost T1 1>0\n" },
		/* Nothing is known of the settings. */
		{ MAPPED("'scope':'x',", "1", "b", RULE("a", "")), "-",
		    "updated", "controls lost T1 1>0, a untagged\n"
		    "a changed -T1\n" },
		/* The same bytes, mapped otherwise. */
		{ MAPPED(FOLLOW, "1", "a", RULE("a", "")), "-", "same",
		    "controls lost T1 1>0, a untagged\na changed -T1\n" },
	};
	const char *const old = MAPPED(FOLLOW, "1", "a",
	    RULE("a", IDS("'T1'")));
	cJSON *diff;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(made) / sizeof(made[0]); i++) {
		diff = diff_snapshots(parse(old), parse(made[i].new), NULL);
		assert_string_equal(text(diff, "cause"), made[i].cause);
		assert_string_equal(tell(diff), made[i].told);
		assert_string_equal(text(member_get(diff, "sources")->child,
		    "change"), made[i].changed);
		assert_int_equal(member_get(member_get(diff, "figures")->child,
		    "rebased") == NULL, *made[i].cause != '-');
		assert_null(member_get(diff, "same"));
	}
}

#define TWO_DOMAINS(more, techniques, sources, controls) \
	"{'schema':1,'what':'snapshot'," FOLLOW "'attack':{'enterprise':" \
	"{'version':'1','sha256':'1'}" more "},'tactics':{'enterprise':{}}," \
	"'techniques':{'enterprise':{" ONE "}" techniques "},'sources':{" \
	"'o':{'title':'O','kind':'detection','domain':'enterprise'}" sources \
	"},'controls':{'o':[" RULE("a", IDS("'T1'")) "]" controls "}}"

/* Nor does ATT&CK take the techniques of a domain that is not configured. */
static void
a_domain_is_configured_or_not(void **state)
{
	const char *const one = TWO_DOMAINS("", "", "", "");
	const char *const two = TWO_DOMAINS(",'ics':{'version':'1'}", ",'ics':{"
	    T("T9", "") "}", ",'i':{'title':'I','kind':'detection','domain':"
	    "'ics'}", ",'i':[" RULE("i", IDS("'T9'")) "]");

	(void)state;
	assert_string_equal(tell(diff_snapshots(parse(two), parse(one), NULL)),
	    "i removed\n");
	assert_string_equal(tell(diff_snapshots(parse(one), parse(two), NULL)),
	    "i added\n");
}

/* Of the same controls all is ATT&CK's doing: which ids its platforms keep in
 * scope, and which test it knows. */
static void
same_controls_did_nothing(void **state)
{
	static const struct diff_filter same = { .same_controls = true };

	(void)state;
	assert_string_equal(tell(diff_snapshots(
	    parse(SNAPSHOT("1", ONE, RULE("a", IDS("'T1'"))
	    "," RULE("b", IDS("'T2'")) "," RULE("c", IDS("'T2'")))),
	    parse(SNAPSHOT("2", ONE, RULE("a", IDS("'T1','T2'"))
	    "," RULE("b", "") "," RULE("c", ",'evidence':3" IDS("'T2'")))),
	    &same)), "attack tested T2 2>2, a scope, c evidence\n"
	    "b stranded\n");
}

static void
a_scope_is_the_same_in_other_words(void **state)
{
	static const struct {
		const char *old, *new;
		bool same;
	} scopes[] = {
		{ "platforms macOS, linux; without T7 (why, (so)), T2 (y)",
		    "platforms Linux, MACOS; without T2 (z), T7 (other)", true },
		{ "platforms macOS, linux", "platforms macOS", false },
		{ "platforms a; tactics b", "platforms b; tactics a", false },
		{ "without T1 (x)", "without T2 (x)", false },
		{ "without T1 (:(), T2 (x)", "without T1 (:(), T3 (x)", false },
		{ "without T1 (:(), T2 (x)", "without T1 (:(), T2 (x)", true },
	};
	cJSON *old, *new;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(scopes) / sizeof(scopes[0]); i++) {
		old = parse(SNAPSHOT("1", ONE, ""));
		new = parse(SNAPSHOT("1", ONE, ""));
		cJSON_AddStringToObject(old, "scope", scopes[i].old);
		cJSON_AddStringToObject(new, "scope", scopes[i].new);
		assert_int_equal(cJSON_IsTrue(member_get(diff_snapshots(old, new,
		    NULL), "same")), scopes[i].same);
	}
}

static void
nothing_is_the_same(void **state)
{
	const char *const one = SNAPSHOT("1", ONE, RULE("a", IDS("'T1'")));

	(void)state;
	assert_true(cJSON_IsTrue(member_get(diff_snapshots(parse(one), parse(one),
	    NULL), "same")));
	assert_null(member_get(diff_snapshots(parse(one), parse(SNAPSHOT("2", ONE,
	    RULE("a", IDS("'T1'")))), NULL), "same"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(changes_and_causes),
		cmocka_unit_test(figures_are_of_three_points),
		cmocka_unit_test(a_part_of_attack_takes_its_step),
		cmocka_unit_test(only_what_both_have_looked_at),
		cmocka_unit_test(filters_choose),
		cmocka_unit_test(sources_are_told),
		cmocka_unit_test(settings_are_a_cause_of_their_own),
		cmocka_unit_test(a_domain_is_configured_or_not),
		cmocka_unit_test(a_scope_is_the_same_in_other_words),
		cmocka_unit_test(same_controls_did_nothing),
		cmocka_unit_test(nothing_is_the_same),
	};

	value_init();
	return cmocka_run_group_tests(tests, model_begin, model_end);
}
