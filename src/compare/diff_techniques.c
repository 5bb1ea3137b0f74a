/* Figures before and after, and the techniques that were gained or lost. */
#include "base/mem.h"
#include "diff_parts.h"
#include "value/member.h"
#include "words/words.h"

/* A technique of the domain as it counts at that point. */
static void
take_fact(struct fact *f, const struct diff *d, const struct technique *t,
    enum point p, const char *domain)
{
	enum side side = p == BEFORE ? OLD : NEW;
	const cJSON *node = t->node[side];
	const char *parent = member_string(node, "parent");
	const struct technique *up = diff_technique(d, side, t->domain, parent);
	size_t k;

	if (up != NULL)
		f->parent = (size_t)(up - d->techniques) + 1;
	f->sub = parent != NULL;
	f->scoped = str_equal(t->domain, domain) && t->active[side] &&
	    t->chosen && member_get(node, "out") == NULL;
	for (k = 0; k < CONTROL_KINDS; k++) {
		f->all.count[k] = t->at[p][k].count;
		f->all.tested[k] = t->at[p][k].tested;
	}
}

/* Has either state a source of the kind in the domain? */
static bool
has_kind(const struct diff *d, const char *domain, const char *kind)
{
	const cJSON *s;
	int side;

	for (side = OLD; side < SIDES; side++)
		cJSON_ArrayForEach(s, member_get(d->snapshot[side], "sources"))
			if (diff_wants(d, s) &&
			    str_equal(member_string(s, "kind"), kind) &&
			    str_equal(member_string(s, "domain"), domain))
				return true;
	return false;
}

cJSON *
diff_coverage(const struct diff *d, enum point p, const char *domain)
{
	struct facts f = { .n = d->ntechniques };
	cJSON *all, *kind, *next;
	size_t i;

	f.v = mem_array(f.n, sizeof(*f.v));
	for (i = 0; i < f.n; i++)
		take_fact(&f.v[i], d, &d->techniques[i], p, domain);
	facts_settle(&f);
	all = facts_coverage(&f);
	facts_free(&f);
	for (kind = all->child; kind != NULL; kind = next) {
		next = kind->next;
		if (!has_kind(d, domain, kind->string))
			cJSON_Delete(cJSON_DetachItemViaPointer(all, kind));
	}
	return all;
}

void
diff_add_figures_of(cJSON *list, const char *domain,
    const cJSON *const at[POINTS], const struct strs *kinds)
{
	static const char *const names[POINTS] = { "before", "rebased",
		"after" };
	const cJSON *kind, *f, *after;
	cJSON *one;
	int p;

	cJSON_ArrayForEach(kind, at[BEFORE]) {
		if (kind->string == NULL ||
		    (kinds->n > 0 && !strs_has(kinds, kind->string)))
			continue;
		after = member_get(at[AFTER], kind->string);
		cJSON_ArrayForEach(f, kind) {
			if (f->string == NULL ||
			    member_get(after, f->string) == NULL)
				continue;
			one = cJSON_CreateObject();
			member_add_text(one, "domain", domain);
			member_add_text(one, "kind", kind->string);
			member_add_text(one, "definition", f->string);
			for (p = BEFORE; p < POINTS; p++)
				cJSON_AddItemToObject(one, names[p],
				    cJSON_Duplicate(member_get(member_get(at[p],
				    kind->string), f->string), 1));
			cJSON_AddItemToArray(list, one);
		}
	}
}

void
diff_add_figures(cJSON *to, const struct diff *d)
{
	cJSON *list = cJSON_AddArrayToObject(to, "figures"), *at[POINTS];
	const char *domain;
	const cJSON *e;
	cJSON *f;
	int p;

	cJSON_ArrayForEach(e, member_get(to, "domains")) {
		if (member_get(e, "old") == NULL ||
		    member_get(e, "new") == NULL)
			continue;
		domain = member_string(e, "domain");
		for (p = BEFORE; p < POINTS; p++)
			at[p] = p == REBASED && d->cause != NULL ? NULL
			    : diff_coverage(d, p, domain);
		diff_add_figures_of(list, domain, (const cJSON *const *)at,
		    &d->filter->kinds);
		cJSON_ArrayForEach(f, list)
			if (member_get(f, "of") == NULL)
				member_add_text(f, "of",
				    of_name(d->of[member_kind(f)]));
		for (p = BEFORE; p < POINTS; p++)
			cJSON_Delete(at[p]);
	}
}

/* NULL where the technique is as it was. */
static const char *
change_of(long long before, long long after, long long tested_before,
    long long tested_after)
{
	if (before > 0 && after == 0)
		return "lost";
	if (before == 0 && after > 0)
		return "gained";
	if (tested_before > 0 && tested_after == 0)
		return "untested";
	if (tested_before == 0 && tested_after > 0)
		return "tested";
	if (after != before)
		return after < before ? "fewer" : "more";
	return NULL;
}

cJSON *
diff_add_technique(cJSON *list, const struct technique *t, size_t kind,
    enum point from, enum point to, const char *cause)
{
	long long before = t->at[from][kind].count;
	long long after = t->at[to][kind].count;
	long long tested_before = t->at[from][kind].tested;
	long long tested_after = t->at[to][kind].tested;
	const char *change = change_of(before, after, tested_before,
	    tested_after);
	cJSON *one;

	if (change == NULL)
		return NULL;
	one = cJSON_CreateObject();
	if (*t->domain != '\0')
		member_add_text(one, "domain", t->domain);
	member_add_text(one, "id", t->id);
	member_add_text(one, "name", member_string(t->node[t->node[NEW] != NULL
	    ? NEW : OLD], "name"));
	member_add_text(one, "kind", control_kinds[kind]);
	member_add_text(one, "cause", cause);
	member_add_text(one, "change", change);
	member_add_number(one, "before", before);
	member_add_number(one, "after", after);
	if (cause != NULL) {
		member_add_number(one, "tested_before", tested_before);
		member_add_number(one, "tested_after", tested_after);
	}
	cJSON_AddItemToArray(list, one);
	return one;
}

/* Controls with an effect of that sign: those that made for less, or more. */
static void
add_responsible(cJSON *one, const struct effect *first, size_t n, bool down)
{
	cJSON *list = cJSON_AddArrayToObject(one, "controls"), *k;
	const struct effect *e;

	for (e = first; e != LIST_END(first, n); e++) {
		if ((e->count != 0 ? e->count < 0 : e->tested < 0) != down)
			continue;
		k = diff_control(e->old, e->new);
		member_add_text(k, "why", e->why);
		if (str_equal(e->why, "state"))
			diff_add_state(k, e->old, e->new);
		member_add_text(k, "tagged", e->tagged);
		cJSON_AddItemToArray(list, k);
	}
}

static bool
is_change(const cJSON *one, const char *change)
{
	return str_equal(member_string(one, "change"), change);
}

static void
set_change(cJSON *one, const char *change)
{
	cJSON_ReplaceItemInObject(one, "change", cJSON_CreateString(change));
}

/* What a technique that ATT&CK took is now; where that is answered, it has moved
 * and is not lost. */
static void
add_became(cJSON *one, const struct diff *d, const struct effect *e)
{
	const struct technique *to;
	const char *how = diff_became(d, e->technique, &to);
	cJSON *became;

	if (how == NULL)
		return;
	if (to != NULL && to->at[REBASED][e->kind].count > 0)
		set_change(one, "moved");
	became = cJSON_AddObjectToObject(one, "became");
	member_add_text(became, "how", how);
	if (to == NULL) {
		member_add_text(became, "namesake",
		    diff_namesake(d, e->technique));
		return;
	}
	member_add_text(became, "id", to->id);
	member_copy(became, to->node[NEW], "name");
	member_add_number(became, "count", to->at[AFTER][e->kind].count);
}

/* Which other ids count for a technique now. */
static void
add_formerly(cJSON *one, const struct effect *first, size_t n)
{
	struct strs ids = { 0 };
	const struct effect *e;
	cJSON *list;
	size_t i;

	for (e = first; e != LIST_END(first, n); e++)
		if (e->count > 0 && !str_equal(e->tagged, e->technique->id) &&
		    !strs_has(&ids, e->tagged))
			strs_add(&ids, e->tagged);
	strs_sort(&ids);
	list = ids.n > 0 ? cJSON_AddArrayToObject(one, "formerly") : NULL;
	for (i = 0; i < ids.n; i++)
		cJSON_AddItemToArray(list, cJSON_CreateString(ids.v[i]));
	strs_free(&ids);
}

/* n effects from first on are of one technique, kind and cause. */
static void
add_with_controls(cJSON *list, const struct diff *d,
    const struct effect *first, size_t n)
{
	static const char *const causes[CAUSES] = { "attack", "controls" };
	bool by_attack = first->cause == BY_ATTACK;
	enum point from = by_attack ? BEFORE : REBASED;
	cJSON *one = diff_add_technique(list, first->technique, first->kind,
	    from, from + 1, d->cause != NULL ? d->cause : causes[first->cause]);
	bool lost, gained, down;

	if (one == NULL)
		return;
	lost = is_change(one, "lost");
	gained = is_change(one, "gained");
	down = lost || is_change(one, "untested") || is_change(one, "fewer");
	if (by_attack && lost)
		add_became(one, d, first);
	if (by_attack && gained)
		add_formerly(one, first, n);
	if (by_attack && gained &&
	    diff_inherits(d, first->technique, first->kind))
		set_change(one, "inherited");
	if (d->cause == NULL)
		add_responsible(one, first, n, down);
}

void
diff_add_techniques(cJSON *to, const struct diff *d)
{
	cJSON *list = cJSON_AddArrayToObject(to, "techniques");
	const struct effect *v = d->effects;
	size_t i, end;

	for (i = 0; i < d->neffects; i = end) {
		for (end = i + 1; end < d->neffects &&
		    v[end].technique == v[i].technique &&
		    v[end].kind == v[i].kind && v[end].cause == v[i].cause;
		    end++)
			;
		add_with_controls(list, d, &v[i], end - i);
	}
}

long long
diff_techniques_with(const cJSON *rows, const char *change, const char *cause)
{
	const cJSON *row, *last = NULL;
	long long n = 0;

	cJSON_ArrayForEach(row, rows) {
		if (!is_change(row, change) || (cause != NULL &&
		    member_text(row, "cause") != NULL &&
		    !str_equal(member_text(row, "cause"), cause)))
			continue;
		n += !member_same_id(row, last);
		last = row;
	}
	return n;
}
