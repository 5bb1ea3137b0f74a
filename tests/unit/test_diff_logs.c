/* What a diff of two snapshots tells of logs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "compare/diff.h"
#include "snapshots.h"

/* A snapshot of that version of ATT&CK, with what is said of logs and T1; "a" is a
 * rule, and so is what rules is. */
static cJSON *
logs(const char *version, const char *collected, const char *technique,
    const char *rules)
{
	return parse(arena_printf(&model_mem, "{'schema':2,'what':'snapshot',"
	    "%s'attack':{'enterprise':{'version':'%s','sha256':'%s'}},"
	    "'tactics':{'enterprise':{}},'techniques':{'enterprise':{"
	    T("T1", "%s") "," T("T2", ",'out':true,'visible':'full'") "}},"
	    SOURCE("") "'controls':{'ours':[%s]}}", collected, version,
	    version, technique, rules));
}

#define TOLD(names) "'logs':[" names "],"
/* Where a and b were collected, of b only one channel. */
#define BOTH "'logs':['a','b (one)'],'log_sources':{'A':[],'b':['one']},"
#define FULL ",'visible':'full'"
#define PARTLY ",'visible':'partly'"
#define BLIND ",'visible':'blind'"
#define MISSES(list) ",'misses':[" list "]"
#define MISS(name, channel) "{'name':'" name "','channel':'" channel "'}"

static const struct {
	const char *name;
	const char *version, *collected, *technique, *rules; /* old */
	const char *is, *collects, *now, *are;               /* new */
	const char *told;
} cases[] = {
	{ "nobody says", "1", "", "", RULE("a", ""), "1", "", "", RULE("a", ""),
	    "" },
	{ "nothing changed", "1", TOLD("'a','b','a'"), FULL,
	    RULE("a", ",'runs':'no'"), "1", TOLD("'b','a'"), FULL,
	    RULE("a", ",'runs':'no'"), "" },
	{ "only the old one says", "1", TOLD("'a'"), FULL, "", "1", "", "", "",
	    "untold new\n" },
	{ "only the new one says", "1", "", "", RULE("a", ""), "1", TOLD("'a'"),
	    FULL, RULE("a", ",'runs':'no'"), "untold old\n" },
	{ "one for another", "1", TOLD("'a'"), FULL, "", "1", TOLD("'b'"), FULL,
	    "", "+b\n-a\n" },
	{ "it goes blind", "1", BOTH, FULL, "", "1", TOLD("'b (one)'"),
	    BLIND MISSES(MISS("a", "x") "," MISS("B", "one") ","
	    MISS("b", "two") "," "{'name':'c'}"), "",
	    "-a\nlogs T1 full>blind a (x) B (one)\n" },
	{ "a channel of it", "1", BOTH, FULL, "", "1", TOLD("'a'"),
	    PARTLY MISSES(MISS("b", "one")), "",
	    "-b (one)\nlogs T1 full>partly b (one)\n" },
	{ "by ATT&CK", "1", TOLD("'a'"), FULL, "", "2", TOLD("'a'"), PARTLY, "",
	    "attack T1 full>partly\n" },
	{ "both, and nobody says by which", "1", TOLD("'a','b'"), FULL, "", "2",
	    TOLD("'a'"), PARTLY, "", "-b\nmixed T1 full>partly\n" },
	{ "both, by a log", "1", BOTH, PARTLY, "", "2", TOLD("'a'"),
	    BLIND MISSES(MISS("b", "one")), "",
	    "-b (one)\nlogs T1 partly>blind b (one)\n" },
	{ "both, by ATT&CK", "1", BOTH, FULL, "", "2", TOLD("'a'"),
	    BLIND MISSES(MISS("b", "two")), "",
	    "-b (one)\nattack T1 full>blind\n" },
	{ "it is seen", "1", TOLD(""), BLIND, "", "1", TOLD("'a'"), FULL, "",
	    "+a\nlogs T1 blind>full\n" },
	{ "it is seen by ATT&CK", "1", TOLD(""), "", "", "2", TOLD(""), BLIND,
	    "", "attack T1 not-told>blind\n" },
	{ "a rule no longer runs", "1", TOLD("'a'"), FULL,
	    RULE("a", ",'runs':'yes'"), "1", TOLD(""), FULL,
	    RULE("a", ",'runs':'no','lacks':'A'"),
	    "-a\na yes>no A\n" },
	{ "a rule runs", "1", TOLD(""), FULL, RULE("a", ",'runs':'no'"), "1",
	    TOLD("'a'"), FULL, RULE("a", ",'runs':'yes'"),
	    "+a\na no>yes -\n" },
	{ "one that does not count", "1", TOLD("'a'"), FULL,
	    RULE("a", ",'runs':'yes'"), "1", TOLD("'a'"), FULL,
	    RULE("a", ",'state':'disabled','runs':'no'"), "" },
	{ "a new one that does not run", "1", TOLD("'a'"), FULL, "", "1",
	    TOLD("'a'"), FULL, RULE("a", ",'runs':'no'"), "" },
};

static const char *
tell_logs(const cJSON *diff)
{
	const cJSON *l = member_get(diff, "logs"), *e, *s;
	struct buf b = BUF_INIT;
	const char *told;

	if (member_get(l, "untold") != NULL)
		buf_printf(&b, "untold %s\n", text(l, "untold"));
	cJSON_ArrayForEach(e, member_get(l, "added"))
		buf_printf(&b, "+%s\n", e->valuestring);
	cJSON_ArrayForEach(e, member_get(l, "removed"))
		buf_printf(&b, "-%s\n", e->valuestring);
	cJSON_ArrayForEach(e, member_get(l, "techniques")) {
		buf_printf(&b, "%s %s %s>%s", text(e, "cause"), text(e, "id"),
		    text(e, "before"), text(e, "after"));
		cJSON_ArrayForEach(s, member_get(e, "lost"))
			buf_printf(&b, " %s", s->valuestring);
		buf_putc(&b, '\n');
	}
	cJSON_ArrayForEach(e, member_get(l, "controls"))
		buf_printf(&b, "%s %s>%s %s\n", text(e, "id"),
		    text(e, "before"), text(e, "after"), text(e, "lacks"));
	told = arena_strdup(&model_mem, buf_str(&b));
	buf_free(&b);
	return told;
}

static cJSON *
compare_logs(size_t i, const struct diff_filter *f)
{
	return diff_snapshots(logs(cases[i].version, cases[i].collected,
	    cases[i].technique, cases[i].rules), logs(cases[i].is,
	    cases[i].collects, cases[i].now, cases[i].are), f);
}

static void
logs_and_what_they_change(void **state)
{
	cJSON *diff;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		diff = compare_logs(i, NULL);
		if (strcmp(tell_logs(diff), cases[i].told) != 0)
			fail_msg("%s:\n%s", cases[i].name, tell_logs(diff));
		/* Only ATT&CK's version and the rules are told elsewhere. */
		assert_int_equal(member_get(diff, "same") != NULL,
		    *cases[i].told == '\0' && strstr(cases[i].are,
		    "disabled") == NULL && strstr(cases[i].name, "new one") ==
		    NULL);
	}
}

static const char *
ratio(const cJSON *diff, const char *what, const char *which)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, member_get(member_get(diff, "logs"), what))
		if (strcmp(text(e, what), which) == 0)
			return arena_printf(&model_mem, "%s/%s>%s/%s",
			    text(member_get(e, "before"), "covered"),
			    text(member_get(e, "before"), "of"),
			    text(member_get(e, "after"), "covered"),
			    text(member_get(e, "after"), "of"));
	return "-";
}

static void
what_is_in_scope_is_counted(void **state)
{
	cJSON *diff = diff_snapshots(
	    logs("1", TOLD("'a'"), FULL, RULE("a", ",'runs':'yes'")),
	    logs("1", TOLD(""), BLIND, RULE("a", ",'runs':'no'") ","
	    RULE("b", "")), NULL);

	(void)state;
	assert_string_equal(ratio(diff, "visible", "full"), "1/1>0/1");
	assert_string_equal(ratio(diff, "visible", "partly"), "0/1>0/1");
	assert_string_equal(ratio(diff, "visible", "blind"), "0/1>1/1");
	assert_string_equal(ratio(diff, "runs", "yes"), "1/1>0/2");
	assert_string_equal(ratio(diff, "runs", "not-told"), "0/1>1/2");
}

/* With lacking also those that did not run before, and new ones. */
static void
what_still_does_not_run_can_be_asked(void **state)
{
	const struct diff_filter lacking = { .lacking = true };
	cJSON *diff = diff_snapshots(
	    logs("1", TOLD("'a'"), FULL, RULE("a", ",'runs':'no'") ","
	    RULE("b", ",'runs':'yes'") "," RULE("d", ",'runs':'yes'")),
	    logs("1", TOLD("'a'"), FULL, RULE("a", ",'runs':'no'") ","
	    RULE("b", ",'runs':'no'") "," RULE("c", ",'runs':'no'") ","
	    RULE("d", ",'runs':'yes'")), &lacking);

	(void)state;
	assert_string_equal(tell_logs(diff),
	    "a no>no -\nb yes>no -\nc ->no -\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(logs_and_what_they_change),
		cmocka_unit_test(what_is_in_scope_is_counted),
		cmocka_unit_test(what_still_does_not_run_can_be_asked),
	};

	value_init();
	return cmocka_run_group_tests(tests, model_begin, model_end);
}
