/* Evidence: joins tests and their outcomes with the controls that they are
 * of. */
#include "evidence.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/str.h"
#include "outcomes.h"
#include "rule_names.h"
#include "twins.h"
#include "words/words.h"

/* What is known while evidence is joined. */
struct joining {
	struct inputs *in;
	const struct stix *domains;
	struct rule_names names;
	bool any_tests;   /* some source has tests */
	size_t untold;    /* proofs or rules of one input that name a test by
	                     its id, where none has */
	const struct proof *told; /* whose unknown test was said last */
};

/* Controls of one kind and one name: those that are active, or all where none
 * is. */
struct meant {
	const struct named_rule *rules; /* of which these are: */
	const struct lookup_entry *v;
	size_t n;
	int kind;
	bool active;
};

static bool
is_active_evidence(const struct control *k)
{
	return k->lifecycle == LIFECYCLE_ACTIVE;
}

/* The control at i; NULL: it is not meant. */
static const struct named_rule *
meant_at(const struct meant *m, size_t i)
{
	const struct named_rule *r = &m->rules[m->v[i].at];

	return r->of->source->kind == m->kind &&
	    (!m->active || is_active_evidence(r->k)) ? r : NULL;
}

/* Those of n entries that are of the kind; false: there is none. */
static bool
mean(const struct rule_names *names, struct meant *m,
    const struct lookup_entry *v, size_t n, int kind)
{
	const struct named_rule *r;
	bool any = false;
	size_t i;

	*m = (struct meant){ names->rules, v, n, kind, false };
	for (i = 0; i < n; i++) {
		r = &names->rules[v[i].at];
		if (r->of->source->kind != kind)
			continue;
		any = true;
		m->active |= is_active_evidence(r->k);
	}
	return any;
}

/* Is it xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx, an id and not a name? */
static bool
is_guid(const char *s)
{
	static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
	size_t i;

	if (strlen(s) != strlen(form))
		return false;
	for (i = 0; form[i] != '\0'; i++)
		if (form[i] == '-' ? s[i] != '-'
		    : strchr("0123456789abcdefABCDEF", s[i]) == NULL)
			return false;
	return true;
}

/* Does evidence of one technique hold for another? Places + 1. */
static bool
holds_for(const struct stix *s, size_t test, size_t technique)
{
	return test != 0 && technique != 0 && (test == technique ||
	    s->techniques[test - 1].parent == technique);
}

static bool
is_of(const struct stix *s, const struct meant *tests, const struct input *of,
    size_t technique)
{
	const struct named_rule *test;
	size_t i, k;

	for (i = 0; i < tests->n; i++) {
		test = meant_at(tests, i);
		if (test == NULL || test->of->domain != of->domain)
			continue;
		for (k = 0; k < test->k->ntags; k++)
			if (holds_for(s, test->k->tags[k].technique, technique))
				return true;
	}
	return false;
}

/* Joins p of input i with the control: for the techniques of the tests, or,
 * where tests is NULL, for all of the control's. */
static void
add_joined(const struct joining *j, struct input *i, const struct proof *p,
    const struct named_rule *one, const struct meant *tests,
    enum evidence level)
{
	const struct stix *s = &j->domains[one->of->domain];
	struct joined *to;
	bool *of = arena_alloc(&i->mem, one->k->ntags + 1);
	size_t t;

	for (t = 0; t < one->k->ntags; t++)
		of[t] = tests == NULL || is_of(s, tests, one->of,
		    one->k->tags[t].technique);
	to = LIST_ADD(i->joined, i->njoined);
	*to = (struct joined){ one->k, one->of, p, level, p->test,
		tests != NULL, false, false, of };
}

/* Finds the tests of an id; false: there is none. */
static bool
find_tests(struct joining *j, const char *id, struct meant *tests)
{
	size_t n;
	const struct lookup_entry *v = rule_names_find_id(&j->names, id, &n);

	return mean(&j->names, tests, v, n, KIND_TEST);
}

static const char *
first_id(const struct meant *m)
{
	size_t i = 0;

	while (meant_at(m, i) == NULL)
		i++;
	return meant_at(m, i)->k->id;
}

/* Marks the tests that one's own results say were run. */
static void
mark_ran(const struct input *i, const struct proof *p,
    const struct meant *tests)
{
	const struct named_rule *test;
	size_t n;

	if (!i->source->own || p->outcome == RESULT_NOT_RUN ||
	    p->outcome == RESULT_NOTHING)
		return;
	for (n = 0; n < tests->n; n++) {
		test = meant_at(tests, n);
		if (test != NULL)
			test->k->ran = true;
	}
}

/* Says of tests that they ran, or did not. */
static void
join_tests(const struct joining *j, struct input *i, const struct proof *p,
    const struct meant *tests)
{
	size_t k;

	mark_ran(i, p, tests);
	for (k = 0; k < tests->n; k++)
		if (meant_at(tests, k) != NULL)
			add_joined(j, i, p, meant_at(tests, k), NULL, E0);
}

static const struct twin *
find_twin(const struct control *k, const struct control *other)
{
	size_t i;

	for (i = 0; k->counts && i < k->ntwins; i++)
		if (k->twins[i].control == other)
			return &k->twins[i];
	return NULL;
}

/* A rule and its twin often share an id. Is a proof of that id not of this one of
 * them, but of the other alone? One's own tests are of the own rule; what others
 * saw is of theirs, and of the own one as far as it is the same. */
static bool
is_of_other(const struct meant *rules, const struct control *k,
    enum evidence level)
{
	const struct named_rule *other;
	const struct twin *twin;
	size_t i;

	for (i = 0; i < rules->n; i++) {
		other = &rules->rules[rules->v[i].at];
		if (level == E5 && find_twin(other->k, k) != NULL)
			return true;
		twin = level < E5 ? find_twin(k, other->k) : NULL;
		if (twin != NULL && twin->most < level)
			return true;
	}
	return false;
}

/* Joins a proof with each of the rules that it names, and one of the user's own
 * with the test that it names. */
static void
join_rules(struct joining *j, struct input *i, const struct proof *p,
    const struct meant *rules)
{
	enum evidence level = evidence_read(i->source->proof_level);
	struct meant tests = { 0 };
	bool named = p->test != NULL && find_tests(j, p->test, &tests);
	const struct named_rule *rule;
	size_t n;

	if (!named && p->test != NULL && is_guid(p->test)) {
		if (!j->any_tests)
			j->untold++;
		else if (j->told == NULL || !str_equal(j->told->path, p->path) ||
		    j->told->line != p->line)
			findings_add(&i->findings, p->path, p->line,
			    "unknown-test", "%.*s: no source has a test of "
			    "that id, so that nothing is proved",
			    str_fit(p->test, 60), p->test);
		j->told = p;
		return;
	}
	for (n = 0; n < rules->n; n++) {
		rule = meant_at(rules, n);
		if (rule == NULL || is_of_other(rules, rule->k, level))
			continue;
		add_joined(j, i, p, rule, named ? &tests : NULL, level);
		if (named)
			i->joined[i->njoined - 1].test = first_id(&tests);
	}
	if (named && level == E5)
		join_tests(j, i, p, &tests);
}

/* Joins a proof with controls that are not rules: it says that a test ran. */
static void
join_others(struct joining *j, struct input *i, const struct proof *p,
    const struct lookup_entry *v, size_t n)
{
	const char *id = j->names.rules[v->at].k->id;
	struct meant tests;

	if (mean(&j->names, &tests, v, n, KIND_TEST))
		join_tests(j, i, p, &tests);
	else
		findings_add(&i->findings, p->path, p->line, "no-rule",
		    "%.*s: neither a rule nor a test", str_fit(id, 200), id);
}

/* Finds the only test of a name; false: none is called so, or several are, *n of
 * them. */
static bool
find_called(struct joining *j, const char *name, struct meant *tests, size_t *n)
{
	const struct lookup_entry *v;

	*n = 0;
	if (name == NULL)
		return false;
	v = rule_names_find_test(&j->names, name, n);
	return *n == 1 && mean(&j->names, tests, v, 1, KIND_TEST);
}

/* Joins what only says that a test ran, or did not, by its id, else by its name;
 * false: no source has it. */
static bool
join_run(struct joining *j, struct input *i, const struct proof *p)
{
	const char *called = p->control != NULL ? p->control : p->name;
	struct meant tests;
	size_t n;

	if ((p->control != NULL && find_tests(j, p->control, &tests)) ||
	    find_called(j, p->name, &tests, &n)) {
		join_tests(j, i, p, &tests);
		return true;
	}
	if (n > 1)
		findings_add(&i->findings, p->path, p->line, "ambiguous-test",
		    "%.*s: %zu tests are called so", str_fit(p->name, 200),
		    p->name, n);
	else if (!j->any_tests)
		j->untold++;
	else
		findings_add(&i->findings, p->path, p->line, "unknown-test",
		    "%.*s: no source has a test of that %s",
		    str_fit(called, 200), called,
		    p->name == NULL ? "id" : p->control == NULL ? "name"
		    : "id or name");
	return false;
}

/* The last part of an address. */
static const char *
link_end(struct arena *mem, const char *link)
{
	size_t len = strlen(link);

	while (len > 0 && link[len - 1] == '/')
		len--;
	return path_base(arena_strndup(mem, link, len));
}

/* Joins a proof with what it names; false: that is not here. */
static bool
join_proof(struct joining *j, struct input *i, const struct proof *p)
{
	const char *id = p->control;
	const struct lookup_entry *v = NULL;
	struct meant rules;
	bool file = false;
	size_t n = 0;

	if (evidence_read(i->source->proof_level) == E0)
		return join_run(j, i, p);
	if (id == NULL)
		v = rule_names_find_link(&j->names, p->link, &file);
	if (v != NULL)
		n = 1;
	else if (id == NULL && !file)
		id = link_end(&i->mem, p->link);
	/* An organisation's copy of a public rule has its id too. */
	if (n == 0 && id != NULL)
		v = rule_names_find_id(&j->names, id, &n);
	if (n == 0)
		findings_add(&i->findings, p->path, p->line, "unknown-control",
		    "%s: no source has it",
		    p->control != NULL ? p->control : p->link);
	else if (mean(&j->names, &rules, v, n, KIND_DETECTION))
		join_rules(j, i, p, &rules);
	else
		join_others(j, i, p, v, n);
	return n > 0;
}

/* Is it the address of something in the repository of a source at hand? */
static bool
is_of_source(const struct inputs *in, const char *link)
{
	static const char host[] = "https://github.com/";
	const char *github;
	size_t i, n;

	if (link == NULL || !str_has_prefix(link, host))
		return false;
	link += strlen(host);
	for (i = 0; i < in->n; i++) {
		github = in->v[i].source->github;
		n = github == NULL ? 0 : strlen(github);
		if (n > 0 && strncasecmp(link, github, n) == 0 &&
		    link[n] == '/')
			return true;
	}
	return false;
}

/* Joins a control with a test that it names. Where no source has the test,
 * nothing is simulated. */
static void
join_named(struct joining *j, struct input *i, struct control *k,
    const struct test_name *test)
{
	const struct named_rule one = { k, i };
	struct meant tests;
	struct proof *p;

	if (!find_tests(j, test->id, &tests)) {
		if (!j->any_tests)
			j->untold++;
		else if (k->counts)
			findings_add(&i->findings, k->path, test->line,
			    "unknown-test", "%.*s: no source has a test of "
			    "that id, so that nothing is simulated",
			    str_fit(test->id, 60), test->id);
		return;
	}
	p = arena_alloc(&i->mem, sizeof(*p));
	*p = (struct proof){ .test = first_id(&tests), .path = k->path,
		.line = test->line, .at = LLONG_MIN };
	add_joined(j, i, p, &one, &tests, E3);
	i->joined[i->njoined - 1].stands = true;
}

static void
join_input(struct joining *j, struct input *i)
{
	bool found;
	size_t k, t;

	j->untold = 0;
	j->told = NULL;
	for (k = 0; k < i->ncontrols; k++)
		for (t = 0; t < i->controls[k].nsimulates; t++)
			join_named(j, i, &i->controls[k],
			    &i->controls[k].simulates[t]);
	for (k = 0; k < i->nproofs; k++) {
		found = join_proof(j, i, &i->proofs[k]);
		if (!is_of_source(j->in, i->proofs[k].link))
			continue;
		i->nknown++;
		i->nhit += found;
	}
	if (j->untold > 0)
		findings_add(&i->findings, NULL, 0, "unknown-test", "tests are "
		    "named by their ids (%zu), and there is no source of "
		    "tests, such as atomic: they prove nothing", j->untold);
}

/* A control, by one of its twins. */
struct copy {
	const struct control *twin;
	struct named_rule rule;
};

/* The controls that have all that was seen of their twins; free(). */
static struct copy *
list_copies(const struct joining *j, size_t *n)
{
	struct copy *list = NULL;
	const struct named_rule *r;
	const struct twin *twin;
	size_t t;

	*n = 0;
	for (r = j->names.rules; r != LIST_END(j->names.rules, j->names.n); r++) {
		for (t = 0; r->k->counts && t < r->k->ntwins; t++) {
			twin = &r->k->twins[t];
			if (twin->most < E4)
				continue;
			*LIST_ADD(list, *n) = (struct copy){ twin->control, *r };
		}
	}
	return list;
}

/* Is that proof joined with the control? */
static bool
has_proof(const struct input *i, const struct control *k,
    const struct proof *p)
{
	size_t n;

	for (n = 0; n < i->njoined; n++)
		if (i->joined[n].control == k && i->joined[n].proof == p)
			return true;
	return false;
}

/* Joins the n copies that are of the twin of what is joined at `at`, too. */
static void
join_copies(struct joining *j, struct input *i, size_t at,
    const struct copy *list, size_t n)
{
	struct joined of = i->joined[at]; /* the list grows */
	struct meant tests;
	size_t k;

	if (of.level < E3 || of.level > E4)
		return;
	for (k = 0; k < n; k++) {
		if (list[k].twin != of.control ||
		    has_proof(i, list[k].rule.k, of.proof))
			continue;
		if (of.named && !find_tests(j, of.test, &tests))
			continue;
		add_joined(j, i, of.proof, &list[k].rule,
		    of.named ? &tests : NULL, of.level);
		i->joined[i->njoined - 1].test = of.test;
		i->joined[i->njoined - 1].stands = of.stands;
		i->joined[i->njoined - 1].of_twin = true;
	}
}

/* What was seen of a twin holds for the controls that were made from it. */
static void
join_twins(struct joining *j)
{
	size_t n, k;
	struct copy *list = list_copies(j, &n);
	struct input *i;

	for (i = j->in->v; n > 0 && i != LIST_END(j->in->v, j->in->n); i++)
		for (k = 0; k < i->njoined; k++)
			join_copies(j, i, k, list, n);
	free(list);
}

void
evidence_join(struct inputs *in, const struct stix *domains)
{
	struct joining j = { .in = in, .domains = domains };
	struct control *k;
	size_t i, n, t;

	rule_names_add(&j.names, in);
	for (i = 0; i < in->n; i++) {
		j.any_tests |= in->v[i].source->kind == KIND_TEST &&
		    in->v[i].ncontrols > 0;
		for (n = 0; n < in->v[i].ncontrols; n++) {
			k = &in->v[i].controls[n];
			for (t = 0; t < k->ntags; t++)
				k->tags[t].evidence = k->evidence;
		}
	}
	for (i = 0; i < in->n; i++)
		join_input(&j, &in->v[i]);
	join_twins(&j);
	outcomes_decide(in);
	outcomes_raise(in);
	rule_names_free(&j.names);
}
