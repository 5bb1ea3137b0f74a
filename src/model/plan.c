/* What there is to test. */
#include "model/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/moment.h"
#include "count/needs.h"
#include "count/perspective.h"
#include "count/provenance.h"
#include "plan_index.h"
#include "value/member.h"
#include "value/value.h"
#include "words/words.h"

static const long long DAY = 86400000000; /* microseconds */

struct planning {
	const struct plan_asked *asked;
	struct plan_side rules; /* of the selection */
	struct plan_side tests; /* likewise */
	struct plan_side known; /* all tests that count */
	cJSON **models;         /* of known, or NULL: not made yet */
	cJSON *results;         /* Q_RESULTS */
	struct needs *needs;    /* of all controls */
	int valid_for;
	long long *chosen; /* techniques that are asked about, sorted */
	size_t nchosen;
	cJSON *untested, *unanswered, *outdated;
	long long proofs;
};

static int
compare_techniques(const void *a, const void *b)
{
	const long long *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void
choose_techniques(struct planning *p)
{
	const cJSON *t;

	cJSON_ArrayForEach(t, member_get(p->asked->targets, "techniques"))
		*LIST_ADD(p->chosen, p->nchosen) = member_number(t, "pk");
	if (p->nchosen > 0)
		qsort(p->chosen, p->nchosen, sizeof(*p->chosen),
		    compare_techniques);
}

static bool
is_chosen_technique(const struct planning *p, long long technique)
{
	return p->asked->targets == NULL || (p->nchosen > 0 &&
	    bsearch(&technique, p->chosen, p->nchosen, sizeof(*p->chosen),
	    compare_techniques) != NULL);
}

/* A control without what is said of its techniques. */
static cJSON *
new_planned(const struct planning *p, const struct plan_control *k)
{
	static const char *const kept[] = { "source", "kind", "id", "title",
		"url", "path", "type", "level", "executor", "?elevated", "runner",
		"domain", NULL };
	cJSON *one = member_pick(k->first, kept);

	cJSON_AddArrayToObject(one, "techniques");
	cJSON_AddItemToObject(one, "platforms", plan_platforms(k));
	needs_add(p->needs, member_number(k->first, "control"), one);
	return one;
}

static void
add_technique_plan(cJSON *one, const cJSON *pair)
{
	cJSON_AddItemToArray(member_get(one, "techniques"),
	    cJSON_CreateString(member_string(pair, "technique_id")));
}

/* The same with those of its techniques that are asked about; NULL: none is. */
static cJSON *
new_chosen(const struct planning *p, const struct plan_control *k)
{
	cJSON *one = new_planned(p, k);
	const cJSON *pair = k->first;
	size_t i;

	for (i = 0; i < k->n; i++, pair = pair->next)
		if (is_chosen_technique(p, member_number(pair, "technique")))
			add_technique_plan(one, pair);
	if (member_get(one, "techniques")->child != NULL)
		return one;
	cJSON_Delete(one);
	return NULL;
}

/* Adds a test that is known, with all its techniques. */
static void
add_known(const struct planning *p, cJSON *tests, const struct plan_control *k)
{
	cJSON **model = &p->models[k - p->known.v];
	const cJSON *pair = k->first;
	size_t i;

	if (*model == NULL) {
		*model = new_planned(p, k);
		for (i = 0; i < k->n; i++, pair = pair->next)
			add_technique_plan(*model, pair);
	}
	cJSON_AddItemReferenceToArray(tests, *model);
}

/* Adds the tests that exist for a rule; `more`: those beyond what is asked for. */
static void
add_tests(const struct planning *p, cJSON *one, const struct plan_control *rule)
{
	cJSON *tests = cJSON_AddArrayToObject(one, "tests");
	const cJSON *pair = rule->first;
	struct plan_found found = { 0 };
	size_t i, most = (size_t)p->asked->most;

	for (i = 0; i < rule->n; i++, pair = pair->next)
		if (is_chosen_technique(p, member_number(pair, "technique")))
			plan_find(&p->known, member_number(pair, "technique"),
			    rule, &found);
	for (i = 0; i < found.n && (most == 0 || i < most); i++)
		add_known(p, tests, found.v[i]);
	if (i < found.n)
		member_add_number(one, "more", (long long)(found.n - i));
	free(found.v);
}

/* The first of the control's results, in rows by control; or NULL. *row: where
 * to go on for the next control. */
static const cJSON *
results_of(const cJSON **row, long long control)
{
	while (*row != NULL && member_number(*row, "control") < control)
		*row = (*row)->next;
	return *row != NULL && member_number(*row, "control") == control
	    ? *row : NULL;
}

static const cJSON *
next_result(const cJSON *row)
{
	const cJSON *next = row->next;

	return next != NULL && member_number(next, "control") ==
	    member_number(row, "control") ? next : NULL;
}

/* Is it one of the user's own tests? */
static bool
is_own(const cJSON *result)
{
	return member_number(result, "level") == E5;
}

/* What last came of the rule. */
static void
add_result(cJSON *one, const cJSON *results)
{
	static const char *const kept[] = { "outcome", "date", "test", NULL };
	const cJSON *last = NULL;

	for (; results != NULL; results = next_result(results))
		if (is_own(results))
			last = results;
	if (last != NULL)
		cJSON_AddItemToObject(one, "result", member_pick(last, kept));
}

static void
take_untested(struct planning *p, const struct plan_control *rule,
    const cJSON *results)
{
	const cJSON *pair = rule->first;
	long long evidence = E0;
	cJSON *one;
	size_t i;

	for (i = 0; i < rule->n; i++, pair = pair->next)
		if (member_number(pair, "evidence") > evidence &&
		    is_chosen_technique(p, member_number(pair, "technique")))
			evidence = member_number(pair, "evidence");
	if (evidence >= E3)
		return;
	one = new_chosen(p, rule);
	member_add_number(one, "evidence", evidence);
	add_result(one, results);
	add_tests(p, one, rule);
	cJSON_AddItemToArray(p->untested, one);
}

/* Is the result proof of the technique? */
static bool
proves(const cJSON *result, long long technique)
{
	const char *list = member_string(result, "techniques");
	char *end;

	if (member_get(result, "stands") == NULL || !is_own(result))
		return false;
	while (list != NULL && *list != '\0') {
		if (strtoll(list, &end, 10) == technique)
			return true;
		list = *end == '\0' ? end : end + 1;
	}
	return false;
}

/* Days from a day to another; both exist. */
static long long
days_between(const char *from, const char *to)
{
	struct moment a, b;

	return moment_read(from, &a) && moment_read(to, &b)
	    ? (b.at - a.at) / DAY : 0;
}

/* The last result that proves the technique; NULL: none does. Results of a rule
 * are in the order of days, and first those without one. */
static const cJSON *
last_proof(const cJSON *results, long long technique)
{
	const cJSON *last = NULL;

	for (; results != NULL; results = next_result(results))
		if (proves(results, technique))
			last = results;
	return last;
}

static bool
is_old(const struct planning *p, const cJSON *proof)
{
	const char *day = member_string(proof, "date");

	return day == NULL ||
	    days_between(day, p->asked->today) > p->valid_for;
}

/* Adds the test of a proof, if it is here and not there already. */
static void
add_test_of(const struct planning *p, cJSON *one, const cJSON *proof)
{
	const struct plan_control *test = member_get(proof, "named") == NULL
	    ? NULL : plan_find_id(&p->known, member_string(proof, "test"));
	cJSON *tests = member_get(one, "tests");
	const cJSON *t;

	if (test == NULL)
		return;
	cJSON_ArrayForEach(t, tests)
		if (str_equal_nocase(member_string(t, "id"),
		    member_string(proof, "test")))
			return;
	add_known(p, tests, test);
}

/* A rule whose proof of some technique is old: it, and when it was proved last. */
static void
take_outdated(struct planning *p, const struct plan_control *rule,
    const cJSON *results)
{
	const cJSON *pair = rule->first, *proof;
	const char *last = NULL, *day;
	cJSON *one = new_planned(p, rule);
	bool proved = false;
	size_t i;

	cJSON_AddArrayToObject(one, "tests");
	for (i = 0; i < rule->n; i++, pair = pair->next) {
		proof = is_chosen_technique(p, member_number(pair,
		    "technique")) ? last_proof(results,
		    member_number(pair, "technique")) : NULL;
		proved |= proof != NULL;
		if (proof == NULL || p->valid_for <= 0 || !is_old(p, proof))
			continue;
		add_technique_plan(one, pair);
		add_test_of(p, one, proof);
		day = member_string(proof, "date");
		if (day != NULL && (last == NULL || strcmp(day, last) > 0))
			last = day;
	}
	p->proofs += proved;
	if (member_get(one, "techniques")->child == NULL) {
		cJSON_Delete(one);
		return;
	}
	member_add_number(one, "evidence", E5);
	member_add_text(one, "date", last);
	if (last != NULL)
		member_add_number(one, "days",
		    days_between(last, p->asked->today));
	cJSON_AddItemToArray(p->outdated, one);
}

/* Returns how many rules there are of techniques that are asked about. */
static long long
take_rules(struct planning *p)
{
	const cJSON *row = p->results->child, *results;
	const struct plan_control *rule;
	long long n = 0;
	cJSON *chosen;
	size_t i;

	for (i = 0; i < p->rules.n; i++) {
		rule = &p->rules.v[i];
		chosen = new_chosen(p, rule);
		if (chosen == NULL)
			continue;
		cJSON_Delete(chosen);
		n++;
		results = results_of(&row,
		    member_number(rule->first, "control"));
		take_untested(p, rule, results);
		take_outdated(p, rule, results);
	}
	return n;
}

/* Has the test a rule, for one of its techniques or the parent of one? */
static bool
has_rule(const struct planning *p, const struct plan_control *test)
{
	const cJSON *pair = test->first;
	struct plan_found found = { 0 };
	size_t i;
	bool any;

	for (i = 0; i < test->n && found.n == 0; i++, pair = pair->next) {
		plan_find(&p->rules, member_number(pair, "technique"), test,
		    &found);
		if (member_number(pair, "parent") != 0)
			plan_find(&p->rules, member_number(pair, "parent"),
			    test, &found);
	}
	any = found.n > 0;
	free(found.v);
	return any;
}

static long long
take_tests(struct planning *p)
{
	long long n = 0;
	cJSON *one;
	size_t i;

	for (i = 0; i < p->tests.n; i++) {
		one = new_chosen(p, &p->tests.v[i]);
		if (one == NULL)
			continue;
		n++;
		if (!has_rule(p, &p->tests.v[i]))
			cJSON_AddItemToArray(p->unanswered, one);
		else
			cJSON_Delete(one);
	}
	return n;
}

/* "1 of your 3 detection rules without a test" */
static void
put_share(struct buf *b, const struct plan_side *side, enum kind kind,
    long long n, long long all, const char *rest)
{
	buf_printf(b, "%s%lld of %s%lld %s %s", b->len > 0 ? "; " : "", n,
	    side->of == OF_YOURS ? "your " : "", all,
	    perspective_noun(side->of, kind, all != 1), rest);
}

/* "3 of your 17 detection rules without a test; 2 of your 9 tests without a rule;
 * 1 of 5 that are proved longer than 180 days ago; today is 2026-08-09" */
static void
add_text_plan(const struct planning *p, cJSON *m, long long rules,
    long long tests)
{
	long long untested = cJSON_GetArraySize(p->untested);
	long long unanswered = cJSON_GetArraySize(p->unanswered);
	long long outdated = cJSON_GetArraySize(p->outdated);
	cJSON *figures = cJSON_AddObjectToObject(m, "figures");
	struct buf b = BUF_INIT;

	member_add_number(figures, "rules", rules);
	member_add_number(figures, "rules_without_test", untested);
	member_add_number(figures, "tests", tests);
	member_add_number(figures, "tests_without_rule", unanswered);
	member_add_number(figures, "proofs", p->proofs);
	member_add_number(figures, "outdated_proofs", outdated);
	put_share(&b, &p->rules, KIND_DETECTION, untested, rules,
	    "without a test");
	put_share(&b, &p->tests, KIND_TEST, unanswered, tests,
	    "without a rule");
	if (p->valid_for > 0 && p->proofs > 0)
		buf_printf(&b, "; %lld of %lld that are proved longer than %d "
		    "day%s ago", outdated, p->proofs, p->valid_for,
		    p->valid_for == 1 ? "" : "s");
	buf_printf(&b, "; today is %s", p->asked->today);
	member_take_buf(m, "text", &b);
}

/* Has the selection any source of the kind? Where it has none, its sources do not
 * bound those of that kind. 1, 0, or -1. */
static int
names_kind(struct catalog *c, const struct catalog_selection *s, enum kind kind)
{
	cJSON *rows = NULL;
	const cJSON *row;
	int rc = 0;

	if (s->sources.n == 0)
		return 0;
	if (catalog_rows(c, Q_SOURCES, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		if (member_kind(row) == kind &&
		    strs_has(&s->sources, member_string(row, "id")))
			rc = 1;
	cJSON_Delete(rows);
	return rc;
}

/* Reads the controls of a kind that the selection has. */
static int
read_side(struct catalog *c, const struct catalog_selection *asked,
    enum kind kind, struct plan_side *side)
{
	/* What else is asked for is of rules. */
	const struct catalog_selection tests = { .sources = asked->sources,
		.platforms = asked->platforms, .of = asked->of };
	struct catalog_selection s = kind == KIND_TEST ? tests : *asked;
	struct strs kinds = { 0 };
	struct perspective whose;
	int rc = names_kind(c, asked, kind);

	if (rc == 0 && s.sources.n > 0) {
		s.sources = (struct strs){ 0 };
		s.of = OF_DEFAULT;
	}
	strs_add(&kinds, kind_name(kind));
	s.kinds = kinds;
	if (rc != -1 && perspective_read(c, &s, &whose) == 0) {
		side->of = whose.of[kind];
		rc = plan_side_read(side, c, &s, false);
	} else {
		rc = -1;
	}
	strs_free(&kinds);
	return rc;
}

/* Reads all tests that could be run, whosesoever they are. */
static int
read_known(struct catalog *c, const struct catalog_selection *asked,
    struct plan_side *side)
{
	struct catalog_selection s = { .platforms = asked->platforms,
		.of = OF_ALL };
	struct strs kinds = { 0 };
	int rc;

	strs_add(&kinds, kind_name(KIND_TEST));
	s.kinds = kinds;
	rc = plan_side_read(side, c, &s, true);
	strs_free(&kinds);
	return rc;
}

static int
read_valid_for(struct planning *p, struct catalog *c)
{
	cJSON *meta = cJSON_CreateObject();
	int rc = provenance_read_meta(meta, c);

	p->valid_for = p->asked->valid_for;
	if (p->valid_for < 0)
		p->valid_for = (int)strtol(member_text_or(meta, "valid_for",
		    "0"), NULL, 10);
	cJSON_Delete(meta);
	return rc;
}

/* Adds what the plan rests on. */
static int
add_basis_plan(const struct planning *p, struct catalog *c, cJSON *m)
{
	cJSON *s, *next;

	if (provenance_add(m, c, p->asked->selection, NULL) == -1)
		return -1;
	for (s = member_get(m, "sources")->child; s != NULL; s = next) {
		next = s->next;
		if (member_kind(s) == KIND_POLICY)
			cJSON_Delete(cJSON_DetachItemViaPointer(
			    member_get(m, "sources"), s));
	}
	member_copy(m, p->asked->targets, "targets");
	cJSON_AddStringToObject(m, "today", p->asked->today);
	if (p->valid_for > 0)
		member_add_number(m, "valid_for", p->valid_for);
	return 0;
}

/* Is the kind asked about? */
static bool
has_kind(const struct planning *p, enum kind kind)
{
	const struct strs *kinds = &p->asked->selection->kinds;

	return kinds->n == 0 || strs_has(kinds, kind_name(kind));
}

cJSON *
plan_answer(struct catalog *c, const struct plan_asked *asked)
{
	struct planning p = { .asked = asked };
	cJSON *m = cJSON_CreateObject();
	long long rules = 0, tests = 0;
	int rc = -1;

	p.untested = cJSON_CreateArray();
	p.unanswered = cJSON_CreateArray();
	p.outdated = cJSON_CreateArray();
	choose_techniques(&p);
	if (read_valid_for(&p, c) == -1 || add_basis_plan(&p, c, m) == -1 ||
	    read_side(c, asked->selection, KIND_DETECTION, &p.rules) == -1 ||
	    read_side(c, asked->selection, KIND_TEST, &p.tests) == -1 ||
	    read_known(c, asked->selection, &p.known) == -1 ||
	    catalog_rows(c, Q_RESULTS, NULL, &p.results) == -1)
		goto out;
	p.needs = needs_open(c, NULL);
	if (p.needs == NULL)
		goto out;
	p.models = mem_array(p.known.n, sizeof(*p.models));
	if (has_kind(&p, KIND_DETECTION))
		rules = take_rules(&p);
	if (has_kind(&p, KIND_TEST))
		tests = take_tests(&p);
	add_text_plan(&p, m, rules, tests);
	cJSON_AddItemToObject(m, "rules_without_test", p.untested);
	cJSON_AddItemToObject(m, "tests_without_rule", p.unanswered);
	cJSON_AddItemToObject(m, "outdated_proofs", p.outdated);
	rc = 0;
out:
	plan_side_free(&p.rules);
	plan_side_free(&p.tests);
	plan_side_free(&p.known);
	cJSON_Delete(p.results);
	needs_free(p.needs);
	free(p.models);
	free(p.chosen);
	if (rc == 0)
		return m;
	cJSON_Delete(p.untested);
	cJSON_Delete(p.unanswered);
	cJSON_Delete(p.outdated);
	cJSON_Delete(m);
	return NULL;
}
