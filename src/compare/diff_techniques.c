/* Figures before and after, and the techniques that were gained or lost. */
#include "diff_parts.h"
#include "value/member.h"

/* A technique as it counts at that point. */
static void
take_fact(struct fact *f, const struct diff *d, const struct cell *c,
    enum point p)
{
	const struct side *side = p == BEFORE ? &d->old : &d->new;
	const struct side_technique *t = p == BEFORE ? c->old : c->new, *up;
	const char *parent =
	    t == NULL ? NULL : member_string(t->node, "parent");
	size_t k;

	up = side_find(side, c->domain, parent);
	if (up != NULL)
		f->parent = (size_t)(steps_cell(&d->steps, up->domain, up->id)
		    - d->steps.cells) + 1;
	f->sub = parent != NULL;
	f->scoped &= t != NULL && t->active && c->chosen &&
	    member_get(t->node, "out") == NULL;
	for (k = 0; k < FACT_KINDS; k++) {
		f->all.count[k] = c->at[p][k].count;
		f->all.tested[k] = c->at[p][k].tested;
	}
}

static cJSON *
coverage_at(const struct diff *d, enum point p, const char *domain)
{
	const struct steps *s = &d->steps;
	struct facts f = { 0 };
	cJSON *all;
	size_t i;

	f.n = s->ncells;
	f.v = mem_array(f.n, sizeof(*f.v));
	for (i = 0; i < f.n; i++) {
		f.v[i].scoped = str_equal(s->cells[i].domain, domain);
		take_fact(&f.v[i], d, &s->cells[i], p);
	}
	facts_settle(&f);
	all = facts_coverage(&f);
	facts_free(&f);
	return all;
}

/* Has either side a source of the kind in the domain? */
static bool
has_kind(const struct side *s, const char *domain, const char *kind)
{
	const cJSON *e;

	cJSON_ArrayForEach(e,
	    member_get(s->snapshot, "sources")) if (side_wants(s, e) &&
	    str_equal(member_string(e, "kind"), kind) &&
	    str_equal(member_string(e, "domain"), domain)) return true;
	return false;
}

static void
add_domain_figures(cJSON *list, const struct diff *d, const char *domain)
{
	static const char *const names[POINTS] = { "before", "rebased",
		"after" };
	cJSON *at[POINTS], *one;
	const cJSON *kind, *definition;
	int p;

	for (p = 0; p < POINTS; p++)
		at[p] = coverage_at(d, p, domain);
	cJSON_ArrayForEach(kind, at[BEFORE]) {
		if (!has_kind(&d->old, domain, kind->string) &&
		    !has_kind(&d->new, domain, kind->string))
			continue;
		cJSON_ArrayForEach(definition, kind) {
			one = cJSON_CreateObject();
			member_add_text(one, "domain", domain);
			member_add_text(one, "kind", kind->string);
			member_add_text(one, "definition", definition->string);
			for (p = 0; p < POINTS; p++)
				cJSON_AddItemToObject(one, names[p],
				    cJSON_Duplicate(member_get(member_get(at[p],
				    kind->string), definition->string), 1));
			if (d->cause != NULL)
				cJSON_DeleteItemFromObject(one,
				    names[REBASED]);
			cJSON_AddItemToArray(list, one);
		}
	}
	for (p = 0; p < POINTS; p++)
		cJSON_Delete(at[p]);
}

void
diff_add_figures(cJSON *to, const struct diff *d)
{
	cJSON *list = cJSON_AddArrayToObject(to, "figures");
	const cJSON *e;

	cJSON_ArrayForEach(e,
	    member_get(to, "domains")) if (member_get(e, "old") != NULL &&
	    member_get(e, "new") != NULL)
	    add_domain_figures(list, d, member_string(e, "domain"));
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

/* Is it a step that made for less? */
static bool
is_down(const struct step *x)
{
	return x->count != 0 ? x->count < 0 : x->tested < 0;
}

static void
add_responsible(cJSON *one, const struct step *first, size_t n, bool down)
{
	cJSON *list = cJSON_AddArrayToObject(one, "controls"), *k;
	const struct step *x;

	for (x = first; x < first + n; x++) {
		if (is_down(x) != down)
			continue;
		k = diff_control(x->old, x->new);
		member_add_text(k, "why", x->why);
		member_add_text(k, "tagged", x->tagged);
		cJSON_AddItemToArray(list, k);
	}
}

/* What a technique that ATT&CK took is now. */
static void
add_became(cJSON *one, const struct diff *d, const struct cell *c, size_t kind)
{
	const struct side_technique *to;
	const char *how = attack_how(&d->attack, c, &to);
	cJSON *became;

	if (how == NULL)
		return;
	became = cJSON_AddObjectToObject(one, "became");
	member_add_text(became, "how", how);
	if (to == NULL) {
		member_add_text(became, "namesake",
		    attack_namesake(&d->attack, c));
		return;
	}
	member_add_text(became, "id", to->id);
	member_copy(became, to->node, "name");
	member_add_number(became, "count",
	    steps_cell(&d->steps, to->domain, to->id)->at[AFTER][kind].count);
}

/* Which other ids count for a technique now. */
static void
add_formerly(cJSON *one, const struct cell *c, const struct step *first,
    size_t n)
{
	struct strs ids = { 0 };
	const struct step *x;
	cJSON *list;
	size_t i;

	for (x = first; x < first + n; x++)
		if (x->count > 0 && x->tagged != NULL &&
		    !str_equal(x->tagged, c->id) && !strs_has(&ids, x->tagged))
			strs_add(&ids, x->tagged);
	strs_sort(&ids);
	list = ids.n > 0 ? cJSON_AddArrayToObject(one, "formerly") : NULL;
	for (i = 0; i < ids.n; i++)
		cJSON_AddItemToArray(list, cJSON_CreateString(ids.v[i]));
	strs_free(&ids);
}

/* n steps from first on are of one technique, kind and cause. */
static void
add_technique_diff_techniques(cJSON *list, const struct diff *d,
    const struct step *first, size_t n)
{
	static const char *const causes[CAUSES] = { "attack", "controls" };
	const struct cell *c = &d->steps.cells[first->cell];
	enum point from = first->cause == BY_ATTACK ? BEFORE : REBASED;
	size_t k = first->kind;
	const char *change = change_of(c->at[from][k].count,
	    c->at[from + 1][k].count, c->at[from][k].tested,
	    c->at[from + 1][k].tested);
	cJSON *one;

	if (change == NULL)
		return;
	one = cJSON_CreateObject();
	member_add_text(one, "domain", c->domain);
	member_add_text(one, "id", c->id);
	member_copy(one, c->new != NULL ? c->new->node : c->old->node, "name");
	member_add_text(one, "kind", parts_kinds[k]);
	member_add_text(one, "cause", d->cause != NULL ? d->cause
	    : causes[first->cause]);
	member_add_text(one, "change", change);
	member_add_number(one, "before", c->at[from][k].count);
	member_add_number(one, "after", c->at[from + 1][k].count);
	member_add_number(one, "tested_before", c->at[from][k].tested);
	member_add_number(one, "tested_after", c->at[from + 1][k].tested);
	cJSON_AddItemToArray(list, one);
	if (d->cause != NULL)
		return;
	if (first->cause == BY_ATTACK && str_equal(change, "lost"))
		add_became(one, d, c, k);
	if (first->cause == BY_ATTACK && str_equal(change, "gained"))
		add_formerly(one, c, first, n);
	add_responsible(one, first, n, str_equal(change, "lost") ||
	    str_equal(change, "untested") || str_equal(change, "fewer"));
}

void
diff_add_techniques(cJSON *to, const struct diff *d)
{
	cJSON *list = cJSON_AddArrayToObject(to, "techniques");
	const struct step *v = d->steps.v;
	size_t i, end;

	for (i = 0; i < d->steps.n; i = end) {
		for (end = i + 1; end < d->steps.n &&
		    v[end].cell == v[i].cell && v[end].kind == v[i].kind &&
		    v[end].cause == v[i].cause; end++)
			;
		add_technique_diff_techniques(list, d, &v[i], end - i);
	}
}
