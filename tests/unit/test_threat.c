/* Techniques of targets as covered, thin and open, and what would close them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ranked.h"

#include "threat/threat.h"
#include "value/member.h"

static cJSON *
answer(const struct catalog_selection *s, const char *kind, const char *first,
    const char *second)
{
	struct threats *t = threat_open(ranked_catalog, s, kind);
	struct strs words = { 0 };
	cJSON *m;

	assert_non_null(t);
	strs_add(&words, first);
	if (second != NULL)
		strs_add(&words, second);
	m = threat_answer(t, &words, false);
	strs_free(&words);
	threat_close(t);
	return m;
}

static const char *
states(const cJSON *m)
{
	return ranked_rows(member_get(m, "techniques"), "state");
}

static const char *
text(const cJSON *m)
{
	return member_text(member_get(m, "domains")->child, "text");
}

static const cJSON *
technique(const cJSON *m, const char *id)
{
	const cJSON *t;

	cJSON_ArrayForEach(t, member_get(m, "techniques"))
		if (str_equal(member_text(t, "id"), id))
			return t;
	return NULL;
}

/* One control is thin, and so are two without test data; from E2 on two are
 * enough. */
static const struct {
	const char *id, *state, *one, *weak;
} judged[] = {
	{ "T1", "open", NULL, NULL },
	{ "T1.001", "covered", NULL, NULL }, /* E2, E1, E0 */
	{ "T2", "covered", NULL, NULL },     /* E0, E3 */
	{ "T3", "thin", NULL, "true" },      /* E0, E1 */
	{ "T4", "thin", NULL, "true" },      /* E1, E0 */
	{ "T5", "open", NULL, NULL },
	{ "T6", "moved", NULL, NULL },
	{ "T7", "out", NULL, NULL },
	{ "T8", "covered", NULL, NULL },     /* E2, E4, E4 */
};

static void
each_is_judged(void **state)
{
	struct catalog_selection ours = { .of = OF_YOURS };
	const cJSON *m, *t;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(judged) / sizeof(judged[0]); i++) {
		m = answer(NULL, NULL, judged[i].id, NULL);
		t = member_get(m, "techniques")->child;
		if (!str_equal(member_text(t, "state"), judged[i].state) ||
		    !str_equal(member_text(t, "one"), judged[i].one) ||
		    !str_equal(member_text(t, "weak"), judged[i].weak))
			fail_msg("%s: %s", judged[i].id,
			    cJSON_PrintUnformatted(t));
	}
	/* One, of E2: thin since it is the only one. */
	t = technique(answer(&ours, NULL, "T8", NULL), "T8");
	assert_string_equal(member_text(t, "one"), "true");
	assert_null(member_get(t, "weak"));
	t = technique(answer(&ours, NULL, "T3", NULL), "T3");
	assert_string_equal(member_text(t, "one"), "true");
	assert_string_equal(member_text(t, "weak"), "true");
	/* A test has no such evidence to show. */
	t = technique(answer(NULL, "test", "T4", NULL), "T4");
	assert_string_equal(member_text(t, "one"), "true");
	assert_null(member_get(t, "weak"));
	assert_string_equal(states(answer(NULL, "test", "T2", NULL)),
	    "T2 covered");
}

static void
the_score_is_of_the_targets(void **state)
{
	struct catalog_selection ours = { .of = OF_YOURS };
	const cJSON *m = answer(NULL, NULL, "G2", NULL);

	(void)state;
	assert_string_equal(states(m), "T5 open, T3 thin, T6 moved, "
	    "T2 covered, T1.001 covered, T7 out");
	assert_string_equal(text(m), "ATT&CK enterprise 18.1: 3 of 5 "
	    "techniques with rules, 1 of these thin, 1 with none, 1 moved in ATT&CK 19.1; 1 "
	    "more out of scope");
	assert_string_equal(member_text(m, "definitions"), "rules: at "
	    "least one detection rule names it (definition exact); thin: only one "
	    "does, or none with evidence E2 or better");
	assert_string_equal(text(answer(&ours, NULL, "G2", NULL)),
	    "ATT&CK enterprise 18.1: 2 of 5 techniques covered, 1 of these "
	    "thin, 2 open, 1 moved in ATT&CK 19.1; 1 more out of scope");
	/* What more targets name stands first. */
	assert_string_equal(states(answer(NULL, NULL, "T1", "T5")),
	    "T5 open, T1 open");
	assert_string_equal(states(answer(NULL, NULL, "G1", "T1")),
	    "T1 open, T5 open, T3 thin, T6 moved, T2 covered, T1.001 covered, "
	    "T7 out");
}

/* "detection public E3, test tests E2" */
static const char *
closers(const cJSON *t)
{
	struct buf b = BUF_INIT;
	const cJSON *one;
	const char *copy;

	cJSON_ArrayForEach(one, member_get(t, "closers"))
		buf_printf(&b, "%s%s %s E%s", b.len > 0 ? ", " : "",
		    member_text(one, "kind"), member_text(one, "source"),
		    member_text(one, "evidence"));
	copy = arena_strdup(&ranked_mem, buf_str(&b));
	buf_free(&b);
	return copy;
}

static void
what_would_close_it_is_told(void **state)
{
	struct catalog_selection ours = { .of = OF_YOURS };
	const cJSON *m = answer(&ours, NULL, "T2", "T4");

	(void)state;
	assert_string_equal(states(m), "T2 open, T4 thin");
	/* The best evidence first; tests prove a rule. */
	assert_string_equal(closers(technique(m, "T2")), "detection public E3, "
	    "detection public E0, test tests E2, test tests E2");
	assert_string_equal(closers(technique(m, "T4")), "test tests E2");
	assert_null(member_get(technique(m, "T2"), "pk"));
	/* What is selected closes nothing; what is covered needs nothing. */
	m = answer(NULL, NULL, "T3", "T2");
	assert_string_equal(closers(technique(m, "T3")), "");
	assert_string_equal(closers(technique(m, "T2")), "");
	assert_string_equal(closers(technique(answer(&ours, "test", "T2",
	    NULL), "T2")), "test tests E2, test tests E2");
	assert_string_equal(closers(technique(answer(&ours, NULL, "T8", NULL),
	    "T8")), "detection public E4, detection public E4");
}

static void
words_that_name_nothing_are_told(void **state)
{
	const cJSON *m = answer(NULL, NULL, "G9", "G3");

	(void)state;
	assert_string_equal(states(m), "T6 moved, T7 out");
	assert_string_equal(member_text(member_get(m, "unresolved")->child,
	    "word"), "G9");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_judged),
		cmocka_unit_test(the_score_is_of_the_targets),
		cmocka_unit_test(what_would_close_it_is_told),
		cmocka_unit_test(words_that_name_nothing_are_told),
	};

	value_init();
	return cmocka_run_group_tests(tests, ranked_begin, ranked_end);
}
