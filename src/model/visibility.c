/* What could be seen, where logs come short, and what to collect next. */
#include "model/visibility.h"

#include <stdlib.h>

#include "base/buf.h"
#include "count/context.h"
#include "count/needs.h"
#include "count/percent.h"
#include "count/platforms.h"
#include "count/provenance.h"
#include "count/visibility.h"
#include "value/member.h"
#include "words/words.h"

struct answering {
	struct catalog *c;
	const struct visibility_question *q;
	cJSON *pks; /* of the techniques asked about, or NULL: all */
	struct tally tally;
	struct visibility *v;
	bool *only; /* by pk - 1, of one tactic */
};

/* The techniques that are asked for by targets and domain. */
static int
choose_asked(struct answering *a)
{
	const cJSON *from = member_get(a->q->targets, "techniques"), *t;
	cJSON *rows = NULL;

	if (a->q->targets == NULL && a->q->domain == NULL)
		return 0;
	if (from == NULL && catalog_rows(a->c, Q_TECHNIQUES, NULL, &rows) == -1)
		return -1;
	a->pks = cJSON_CreateArray();
	if (from == NULL)
		from = rows;
	cJSON_ArrayForEach(t, from)
		if (a->q->domain == NULL || str_equal(a->q->domain,
		    member_string(t, "domain")))
			cJSON_AddItemToArray(a->pks, cJSON_CreateNumber(
			    (double)member_number(t, "pk")));
	cJSON_Delete(rows);
	return 0;
}

/* Adds how many rules count for each technique, yours and others' apart; suffix
 * is that of the members. */
static int
add_rule_counts(const struct answering *a, const char *runs,
    const char *const names[2])
{
	struct catalog_selection s = { 0 };
	struct catalog_count *v, *one;
	struct strs kinds = { 0 };
	size_t n;
	cJSON *t;
	int rc;

	if (a->q->selection != NULL)
		s = *a->q->selection;
	strs_add(&kinds, kind_name(KIND_DETECTION));
	s.kinds = kinds;
	if (s.of == OF_DEFAULT)
		s.of = OF_ALL;
	if (runs != NULL)
		s.runs = runs;
	rc = catalog_read_counts(a->c, &s, a->tally.pks, &v, &n);
	strs_free(&kinds);
	if (rc == -1)
		return -1;
	cJSON_ArrayForEach(t, a->tally.techniques) {
		member_add_number(t, names[0], 0);
		member_add_number(t, names[1], 0);
	}
	for (one = v; one != LIST_END(v, n); one++) {
		t = tally_counted(&a->tally, one);
		if (t == NULL)
			continue;
		member_add_to(t, names[0], one->yours);
		member_add_to(t, names[1], one->count - one->yours);
	}
	free(v);
	return 0;
}

/* Adds who uses each technique. */
static int
add_seen_uses(const struct answering *a)
{
	static const char *const columns[] = { "groups", "campaigns",
		"software", NULL };
	cJSON *rows = NULL, *t;
	const cJSON *row;
	size_t i;

	if (catalog_rows(a->c, Q_USE_COUNTS, a->tally.pks, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(t, a->tally.techniques)
		for (i = 0; columns[i] != NULL; i++)
			member_add_number(t, columns[i], 0);
	cJSON_ArrayForEach(row, rows) {
		t = tally_find(&a->tally, row, "technique");
		for (i = 0; t != NULL && columns[i] != NULL; i++)
			member_add_to(t, columns[i],
			    member_number(row, columns[i]));
	}
	cJSON_Delete(rows);
	return 0;
}

static bool
is_listed(const struct answering *a, enum visible visible)
{
	bool any = false;
	int i;

	for (i = 0; i <= VISIBLE_FULL; i++)
		any |= a->q->states[i];
	return !any || a->q->states[visible];
}

/* Adds the techniques that are asked about; all: however visible they are. */
static int
add_seen(const struct answering *a, cJSON *m, bool all)
{
	static const char *const kept[] = { "domain", "id", "name", "url",
		"?sub", "parent_id", "parent_name", "tactics", "platforms",
		"groups", "campaigns", "software", "yours", "available",
		"yours_run", "available_run", NULL };
	const char *const rules[] = { whose_name(WHOSE_YOURS),
		whose_name(WHOSE_AVAILABLE) };
	static const char *const run[] = { "yours_run", "available_run" };
	cJSON *list = cJSON_AddArrayToObject(m, "techniques"), *one;
	bool told = visibility_told(a->v);
	int runs = needs_are_told(a->c);
	long long pk;

	if (runs == -1 || add_seen_uses(a) == -1 ||
	    add_rule_counts(a, NULL, rules) == -1 || (runs == 1 &&
	    add_rule_counts(a, runs_name(RUNS_YES), run) == -1))
		return -1;
	for (pk = 1; pk <= (long long)a->tally.n; pk++) {
		if (a->tally.by_pk[pk - 1] == NULL ||
		    !visibility_asks(a->v, pk) || (told && !all &&
		    !is_listed(a, visibility_of(a->v, pk))))
			continue;
		one = member_pick(a->tally.by_pk[pk - 1], kept);
		if (told)
			visibility_add(a->v, pk, one);
		cJSON_AddItemToArray(list, one);
	}
	member_sort(list, context_by_use);
	return 0;
}

/* "ATT&CK enterprise 18.1: 323 of 691 techniques fully visible (47 %), 146 partly,
 * 181 blind, 41 not told" */
static void
add_text_visibility(cJSON *d, const struct visibility_figures *f, bool told)
{
	const cJSON *platforms = member_get(d, "platforms");
	struct buf b = BUF_INIT;

	if (platforms_none(d, &b)) {
		member_take_buf(d, "text", &b);
		return;
	}
	domain_put(&b, member_string(d, "id"), member_string(d, "version"));
	buf_puts(&b, ": ");
	if (f->n[VISIBLE_NOT_TOLD] == f->of) {
		buf_printf(&b, "none of %lld techniques has an analytic that "
		    "names a log source", f->of);
	} else if (told) {
		buf_printf(&b, "%lld of %lld techniques fully visible",
		    f->n[VISIBLE_FULL], f->of);
		if (f->of > 0) {
			buf_puts(&b, " (");
			percent_put(&b, f->n[VISIBLE_FULL], f->of, 0);
			buf_puts(&b, " %)");
		}
		buf_printf(&b, ", %lld partly, %lld blind, %lld not told",
		    f->n[VISIBLE_PARTLY], f->n[VISIBLE_BLIND],
		    f->n[VISIBLE_NOT_TOLD]);
	} else {
		buf_printf(&b, "analytics of %lld of %lld techniques name a "
		    "log source", f->of - f->n[VISIBLE_NOT_TOLD], f->of);
	}
	if (platforms != NULL) {
		buf_puts(&b, " on ");
		platforms_put(&b, platforms);
	}
	member_take_buf(d, "text", &b);
}

static int
add_by_tactic(const struct answering *a, cJSON *d)
{
	static const char *const kept[] = { "id", "name", NULL };
	cJSON *list = cJSON_AddArrayToObject(d, "by_tactic"), *rows = NULL, *one;
	const char *domain = member_string(d, "id");
	struct visibility_figures f;
	const cJSON *row, *t;
	size_t i;

	if (catalog_rows(a->c, Q_TACTICS, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		if (!str_equal(member_string(row, "domain"), domain))
			continue;
		for (i = 0; i < a->tally.n; i++) {
			t = a->tally.by_pk[i];
			a->only[i] = member_has(member_get(t, "tactics"),
			    member_string(row, "shortname"));
		}
		visibility_count(a->v, domain, NULL, a->only, &f);
		if (f.of == 0)
			continue;
		one = member_pick(row, kept);
		visibility_add_figures(one, &f);
		cJSON_AddItemToArray(list, one);
	}
	cJSON_Delete(rows);
	return 0;
}

static int
add_by_platform(const struct answering *a, cJSON *d)
{
	cJSON *list = cJSON_AddArrayToObject(d, "by_platform"), *rows = NULL;
	const char *domain = member_string(d, "id"), *name;
	const cJSON *row, *bounds = member_get(d, "platforms");
	struct visibility_figures f;
	cJSON *one;

	if (catalog_rows(a->c, Q_KNOWN_PLATFORMS, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		name = member_string(row, "platform");
		if (!str_equal(member_string(row, "domain"), domain) ||
		    (bounds != NULL && !member_has(bounds, name)))
			continue;
		visibility_count(a->v, domain, name, NULL, &f);
		if (f.of == 0)
			continue;
		one = cJSON_CreateObject();
		member_add_text(one, "name", name);
		visibility_add_figures(one, &f);
		cJSON_AddItemToArray(list, one);
	}
	cJSON_Delete(rows);
	return 0;
}

/* Adds the figures of each domain that has any technique that is asked about. */
static int
add_figures_seen(const struct answering *a, cJSON *m)
{
	bool told = visibility_told(a->v);
	struct visibility_figures f;
	cJSON *d, *next;

	for (d = member_get(m, "domains")->child; d != NULL; d = next) {
		next = d->next;
		visibility_count(a->v, member_string(d, "id"), NULL, NULL, &f);
		if (f.of == 0 && a->pks != NULL) {
			provenance_leave_out(m, d);
			continue;
		}
		add_text_visibility(d, &f, told);
		if (!told)
			continue;
		visibility_add_figures(d, &f);
		if (add_by_tactic(a, d) == -1 || add_by_platform(a, d) == -1)
			return -1;
	}
	return 0;
}

/* For qsort: yours first, then the best proven. */
static int
by_whose(const void *a, const void *b)
{
	const cJSON *x = *(cJSON *const *)a, *y = *(cJSON *const *)b;
	const char *yours = whose_name(WHOSE_YOURS);
	bool p = str_equal(member_string(x, "whose"), yours);
	bool q = str_equal(member_string(y, "whose"), yours);
	long long i = member_number(x, "evidence");
	long long k = member_number(y, "evidence");

	if (p != q)
		return p ? -1 : 1;
	if (i != k)
		return i > k ? -1 : 1;
	i = member_number(x, "control");
	k = member_number(y, "control");
	return i < k ? -1 : i > k;
}

/* The one technique that is asked for, with its analytics and rules. */
static int
add_technique_detail(const struct answering *a, cJSON *m)
{
	static const char *const kept[] = { "domain", "id", "name", NULL };
	static const char *const of_rule[] = { "control", "kind", "id", "title",
		"url", "whose", "type", "level", "evidence", NULL };
	const cJSON *row, *t = member_get(a->q->targets, "techniques")->child;
	cJSON *one = member_pick(t, kept), *rules, *rows = NULL, *rule;
	long long pk = member_number(t, "pk");

	cJSON_AddItemToObject(m, "technique", one);
	cJSON_AddItemToObject(one, "analytics", visibility_analytics(a->v, pk));
	rules = cJSON_AddArrayToObject(one, "rules");
	if (catalog_rows_of(a->c, Q_CONTROLS, pk, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		if (member_kind(row) != KIND_DETECTION ||
		    member_get(row, "counted") == NULL)
			continue;
		rule = member_pick(row, of_rule);
		member_add_text(rule, "source", member_string(row,
		    "source_id"));
		cJSON_AddItemToArray(rules, rule);
	}
	cJSON_Delete(rows);
	member_sort(rules, by_whose);
	return needs_add_to(a->c, rules, "control");
}

/* Adds what the answer rests on. */
static int
add_basis_visibility(const struct answering *a, cJSON *m)
{
	const struct strs *with = a->q->with;
	bool told = visibility_told(a->v);
	struct buf b = BUF_INIT;
	cJSON *list;
	size_t i;

	if (provenance_add(m, a->c, a->q->selection,
	    kind_name(KIND_DETECTION)) == -1)
		return -1;
	cJSON_AddBoolToObject(m, "told", told);
	member_copy(m, a->q->targets, "targets");
	if (with != NULL && with->n > 0) {
		list = cJSON_AddArrayToObject(m, "with");
		for (i = 0; i < with->n; i++)
			cJSON_AddItemToArray(list,
			    cJSON_CreateString(with->v[i]));
		buf_puts(&b, "as if these were collected, too: ");
		for (i = 0; i < with->n; i++)
			buf_printf(&b, "%s%s", i > 0 ? ", " : "", with->v[i]);
	}
	if (!told)
		buf_puts(&b, "which logs are collected is not told: name them "
		    "in sextant.yaml (logs:), or try with --with");
	member_take_buf(m, "text", &b);
	member_add_text(m, "definitions", told
	    ? visibility_definition : NULL);
	return 0;
}

static bool
is_of_one(const struct visibility_question *q)
{
	const cJSON *t = member_get(q->targets, "targets");

	return t != NULL && cJSON_GetArraySize(t) == 1 &&
	    cJSON_GetArraySize(member_get(q->targets, "techniques")) == 1 &&
	    str_equal(member_string(t->child, "kind"), "technique");
}

static int
answer_parts(struct answering *a, cJSON *m)
{
	bool one = is_of_one(a->q);
	cJSON *next;

	a->only = mem_array(a->tally.n + 1, sizeof(*a->only));
	if (add_basis_visibility(a, m) == -1 || add_figures_seen(a, m) == -1 ||
	    add_seen(a, m, one) == -1 ||
	    (one && add_technique_detail(a, m) == -1))
		return -1;
	if (visibility_told(a->v)) {
		next = visibility_next(a->v, a->c, a->q->next);
		if (next == NULL)
			return -1;
		cJSON_AddItemToObject(m, "next", next);
	}
	cJSON_AddItemToObject(m, "log_sources", visibility_sources(a->v));
	return 0;
}

cJSON *
visibility_answer(struct catalog *c, const struct visibility_question *q)
{
	struct answering a = { .c = c, .q = q };
	cJSON *m = cJSON_CreateObject();
	struct visibility_asked asked = { .selection = q->selection,
		.with = q->with };
	int rc = choose_asked(&a);

	if (rc == 0)
		rc = a.pks == NULL ? tally_make(&a.tally, c, q->selection)
		    : tally_make_of(&a.tally, c, q->selection, a.pks);
	asked.techniques = a.tally.pks;
	if (rc == 0)
		a.v = visibility_open(c, &asked);
	rc = a.v == NULL ? -1 : answer_parts(&a, m);
	visibility_close(a.v);
	tally_free(&a.tally);
	free(a.only);
	cJSON_Delete(a.pks);
	if (rc == 0)
		return m;
	cJSON_Delete(m);
	return NULL;
}
