/* Which one more log source would make most techniques visible. */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "catalog/logs.h"
#include "value/member.h"
#include "visibility_parts.h"
#include "words/words.h"

enum { NAMED = 3 }; /* groups */

/* A log source that may be collected next. */
struct candidate {
	size_t name;              /* its place */
	size_t *gained, ngained;  /* techniques, by index */
	long long partly;
	long long rules[2];       /* of yours, and others' */
};

static struct candidate *
new_candidates(const struct visibility *v)
{
	struct candidate *all = mem_array(v->nnames + 1, sizeof(*all));
	size_t i;

	for (i = 0; i < v->nnames; i++)
		all[i].name = i;
	return all;
}

static void
free_candidates(const struct visibility *v, struct candidate *all)
{
	size_t i;

	for (i = 0; i < v->nnames; i++)
		free(all[i].gained);
	free(all);
}

/* How far a technique could be seen if a name were collected, too. */
static enum visible
visible_with(const struct visibility *v, const struct seen_technique *t,
    size_t also)
{
	enum visible best = VISIBLE_NOT_TOLD, one;
	const struct seen_analytic *a;
	size_t i;

	for (i = 0; i < t->n; i++) {
		a = &v->analytics[t->first + i];
		one = a->asked ? visibility_by(v, a, also) : VISIBLE_NOT_TOLD;
		if (one > best)
			best = one;
	}
	return best;
}

/* Marks the names that a technique's analytics read and that are not collected. */
static void
mark_missing(const struct visibility *v, const struct seen_technique *t,
    bool *missing)
{
	const struct seen_analytic *a;
	const struct seen_log *log;
	size_t i;

	memset(missing, 0, v->nnames * sizeof(*missing));
	for (i = 0; i < t->n; i++) {
		a = &v->analytics[t->first + i];
		for (log = &v->logs[a->first]; a->asked &&
		    log < &v->logs[a->first + a->n]; log++)
			if (!log->collected)
				missing[log->name] = true;
	}
}

static void
add_gains(const struct visibility *v, struct candidate *all)
{
	bool *missing = mem_array(v->nnames + 1, sizeof(*missing));
	const struct seen_technique *t;
	enum visible then;
	size_t i, name;

	for (i = 0; i < v->n; i++) {
		t = &v->techniques[i];
		if (!t->asked || t->visible == VISIBLE_FULL)
			continue;
		mark_missing(v, t, missing);
		for (name = 0; name < v->nnames; name++) {
			then = missing[name] ? visible_with(v, t, name)
			    : t->visible;
			if (then == VISIBLE_FULL)
				*LIST_ADD(all[name].gained,
				    all[name].ngained) = i;
			all[name].partly += then == VISIBLE_PARTLY &&
			    t->visible == VISIBLE_BLIND;
		}
	}
	free(missing);
}

/* What counts for a technique that is asked about: by control (pk), true. */
static bool *
read_counting(const struct visibility *v, struct catalog *c, size_t *n)
{
	struct catalog_selection s = { 0 };
	struct strs kinds = { 0 };
	cJSON *pairs = NULL;
	bool *counts = NULL;
	const cJSON *pair;

	if (v->asked->selection != NULL)
		s = *v->asked->selection;
	if (s.of == OF_DEFAULT)
		s.of = OF_ALL;
	strs_add(&kinds, kind_name(KIND_DETECTION));
	s.kinds = kinds;
	*n = 0;
	if (catalog_pair_numbers(c, &s, &pairs) == 0) {
		*n = pairs->child == NULL ? 1 : (size_t)member_number(
		    pairs->child->prev, "control") + 1;
		counts = mem_array(*n, sizeof(*counts));
		cJSON_ArrayForEach(pair, pairs)
			if (visibility_asks(v, member_number(pair,
			    "technique")))
				counts[member_number(pair, "control")] = true;
	}
	strs_free(&kinds);
	cJSON_Delete(pairs);
	return counts;
}

/* A log, and a name that gives it. */
struct given {
	size_t log, name;
};

/* What names give, by log; those that no analytic reads are left out. */
struct gives {
	struct given *v;
	size_t n;
};

static int
read_gives(const struct visibility *v, struct catalog *c, struct gives *g)
{
	struct arena mem = { 0 };
	cJSON *rows = NULL;
	struct given *one;
	const cJSON *row;
	size_t place;

	if (catalog_rows(c, Q_LOG_GIVES, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		place = lookup_first(&v->keys, visibility_key(&mem,
		    member_string(row, "name")));
		if (place == 0)
			continue;
		one = LIST_ADD(g->v, g->n);
		one->log = (size_t)member_number(row, "log");
		one->name = place - 1;
	}
	arena_free(&mem);
	cJSON_Delete(rows);
	return 0;
}

static int
compare_given(const void *a, const void *b)
{
	const struct given *x = a, *y = b;

	return x->log < y->log ? -1 : x->log > y->log;
}

/* The first that gives the log, or NULL. */
static const struct given *
first_given(const struct gives *g, size_t log)
{
	const struct given wanted = { log, 0 };
	const struct given *one = g->n == 0 ? NULL : bsearch(&wanted, g->v,
	    g->n, sizeof(*g->v), compare_given);

	while (one != NULL && one > g->v && one[-1].log == log)
		one--;
	return one;
}

/* Which names meet what a control needs. */
struct meeting {
	const struct visibility *v;
	const struct gives *gives;
	bool *meets; /* by name, the need that is looked at */
	size_t *met; /* by name, how many of the control's needs */
	size_t open; /* how many of its needs are not met by what is as if
	                collected */
};

/* Looks at a need: rows of Q_OPEN_NEEDS from its first alternative on; returns
 * the one behind. */
static const cJSON *
take_need(struct meeting *m, const cJSON *row)
{
	const cJSON *first = row;
	const struct given *one, *end = LIST_END(m->gives->v, m->gives->n);
	bool is_met = false;
	size_t log, i;

	memset(m->meets, 0, m->v->nnames * sizeof(*m->meets));
	for (; row != NULL && member_number(row, "control") ==
	    member_number(first, "control") && member_number(row, "ord") ==
	    member_number(first, "ord"); row = row->next) {
		log = (size_t)member_number(row, "log");
		one = first_given(m->gives, log);
		for (; one != NULL && one < end && one->log == log; one++) {
			m->meets[one->name] = true;
			is_met |= m->v->with[one->name];
		}
	}
	if (is_met)
		return row;
	m->open++;
	for (i = 0; i < m->v->nnames; i++)
		m->met[i] += m->meets[i];
	return row;
}

/* Counts a control for the names that would let it run; returns the row behind
 * its needs. */
static const cJSON *
take_needy(struct meeting *m, const cJSON *row, struct candidate *all,
    bool counts)
{
	const cJSON *first = row;
	bool yours = str_equal(member_string(row, "whose"),
	    whose_name(WHOSE_YOURS));
	size_t i;

	memset(m->met, 0, m->v->nnames * sizeof(*m->met));
	m->open = 0;
	while (row != NULL && member_number(row, "control") ==
	    member_number(first, "control"))
		row = take_need(m, row);
	for (i = 0; counts && m->open > 0 && i < m->v->nnames; i++)
		all[i].rules[!yours] += m->met[i] == m->open;
	return row;
}

static int
add_rules(const struct visibility *v, struct catalog *c, struct candidate *all)
{
	struct gives gives = { 0 };
	struct meeting m = { .v = v, .gives = &gives };
	cJSON *needs = NULL;
	bool *counting = NULL;
	const cJSON *row;
	size_t n = 0, control;
	int rc = -1;

	m.meets = mem_array(v->nnames + 1, sizeof(*m.meets));
	m.met = mem_array(v->nnames + 1, sizeof(*m.met));
	counting = read_counting(v, c, &n);
	if (counting == NULL || read_gives(v, c, &gives) == -1 ||
	    catalog_rows(c, Q_OPEN_NEEDS, NULL, &needs) == -1)
		goto out;
	if (gives.n > 0)
		qsort(gives.v, gives.n, sizeof(*gives.v), compare_given);
	for (row = needs->child; row != NULL;) {
		control = (size_t)member_number(row, "control");
		row = take_needy(&m, row, all,
		    control < n && counting[control]);
	}
	rc = 0;
out:
	cJSON_Delete(needs);
	free(counting);
	free(gives.v);
	free(m.meets);
	free(m.met);
	return rc;
}

/* Groups, and how many of the techniques that are gained each uses. */
struct user {
	const cJSON *row; /* of Q_GROUP_USES */
	long long techniques;
};

static int
compare_user(const void *a, const void *b)
{
	const struct user *x = a, *y = b;

	return x->techniques != y->techniques
	    ? (x->techniques < y->techniques) - (x->techniques > y->techniques)
	    : strcmp(member_string(x->row, "id"), member_string(y->row, "id"));
}

static int
compare_user_id(const void *a, const void *b)
{
	const struct user *x = a, *y = b;

	return strcmp(member_string(x->row, "id"), member_string(y->row, "id"));
}

/* Adds who uses what is gained: how many groups, and those that use most of it in
 * words. */
static void
add_used_by(cJSON *to, const cJSON *groups)
{
	struct buf b = BUF_INIT;
	const cJSON *g;
	int n = 0;

	cJSON_ArrayForEach(g, groups)
		if (n++ < NAMED)
			buf_printf(&b, "%s%s %lld", n == 1 ? "" : ", ",
			    member_string(g, "name"),
			    member_number(g, "techniques"));
	member_add_number(to, "users", n);
	member_take_buf(to, "used_by", &b);
}

/* Adds the groups that use the techniques with these pks. */
static int
add_groups(struct catalog *c, const cJSON *pks, cJSON *to)
{
	static const char *const kept[] = { "id", "name", NULL };
	cJSON *list = cJSON_AddArrayToObject(to, "groups"), *rows = NULL, *one;
	char *these = cJSON_PrintUnformatted(pks);
	struct user *users = NULL;
	size_t n = 0, i, last = 0;
	const cJSON *row;
	int rc = catalog_rows(c, Q_GROUP_USES, these, &rows);

	cJSON_free(these);
	cJSON_ArrayForEach(row, rows)
		*LIST_ADD(users, n) = (struct user){ row, 1 };
	if (n > 0)
		qsort(users, n, sizeof(*users), compare_user_id);
	for (i = 1; i < n; i++) {
		if (compare_user_id(&users[last], &users[i]) == 0)
			users[last].techniques++;
		else
			users[++last] = users[i];
	}
	n = n > 0 ? last + 1 : 0;
	if (n > 0)
		qsort(users, n, sizeof(*users), compare_user);
	for (i = 0; i < n; i++) {
		one = member_pick(users[i].row, kept);
		member_add_number(one, "techniques", users[i].techniques);
		cJSON_AddItemToArray(list, one);
	}
	add_used_by(to, list);
	free(users);
	cJSON_Delete(rows);
	return rc;
}

/* A candidate as a person is told of it; NULL after reporting the error. */
static cJSON *
new_next(const struct visibility *v, struct catalog *c,
    const struct candidate *k)
{
	static const char *const kept[] = { "domain", "id", "name", NULL };
	cJSON *one = cJSON_CreateObject(), *list, *rules;
	cJSON *pks = cJSON_CreateArray();
	const cJSON *row;
	size_t i;
	int rc;

	member_add_text(one, "name", v->names[k->name].name);
	member_add_number(one, "gain", (long long)k->ngained);
	member_add_number(one, "partly", k->partly);
	list = cJSON_AddArrayToObject(one, "techniques");
	for (i = 0; i < k->ngained; i++) {
		row = v->techniques[k->gained[i]].row;
		cJSON_AddItemToArray(list, member_pick(row, kept));
		cJSON_AddItemToArray(pks, cJSON_CreateNumber(
		    (double)member_number(row, "pk")));
	}
	rules = cJSON_AddObjectToObject(one, "rules");
	member_add_number(rules, "yours", k->rules[0]);
	member_add_number(rules, "available", k->rules[1]);
	rc = add_groups(c, pks, one);
	cJSON_Delete(pks);
	if (rc == 0)
		return one;
	cJSON_Delete(one);
	return NULL;
}

/* For qsort: what gains most first; names are in order already. */
static int
compare_candidates(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	long long p = x->rules[0] + x->rules[1], q = y->rules[0] + y->rules[1];

	if (x->ngained != y->ngained)
		return x->ngained > y->ngained ? -1 : 1;
	if (p != q)
		return p > q ? -1 : 1;
	return x->name < y->name ? -1 : x->name > y->name;
}

cJSON *
visibility_next(const struct visibility *v, struct catalog *c, int most)
{
	struct candidate *all = new_candidates(v);
	cJSON *list = cJSON_CreateArray(), *one;
	int rc = add_rules(v, c, all);
	size_t i;

	add_gains(v, all);
	qsort(all, v->nnames, sizeof(*all), compare_candidates);
	for (i = 0; rc == 0 && i < v->nnames && (most == 0 || i < (size_t)most);
	    i++) {
		if (all[i].ngained == 0 && all[i].rules[0] == 0 &&
		    all[i].rules[1] == 0)
			break;
		one = new_next(v, c, &all[i]);
		rc = one == NULL ? -1 : 0;
		if (one != NULL)
			cJSON_AddItemToArray(list, one);
	}
	free_candidates(v, all);
	if (rc == 0)
		return list;
	cJSON_Delete(list);
	return NULL;
}
