/* The two steps between snapshots: what ATT&CK did, and what the controls. */
#include "steps.h"

#include <stdlib.h>
#include <string.h>

#include "base/word.h"
#include "value/member.h"

enum { TESTED = 2 }; /* evidence E2: the definition tested */

/* An id of a control, and where it counts: its cell + 1, 0: nowhere. */
struct tag {
	const char *tagged, *to; /* to: a technique's id, or a word */
	size_t cell;
	bool tested;
};

struct tags {
	struct tag *v; /* by id */
	size_t n;
};

/* Cells that a control counts for: sorted, distinct, each + 1. */
struct set {
	size_t *v, n;
};

static int
compare_cells(const void *a, const void *b)
{
	const struct cell *x = a, *y = b;
	int order = strcmp(x->domain, y->domain);

	return order != 0 ? order : strcmp(x->id, y->id);
}

static bool
is_tactic(const cJSON *snapshot, const char *domain, const char *shortname,
    const struct strs *wanted)
{
	const cJSON *tactics =
	    member_get(member_get(snapshot, "tactics"), domain);
	const cJSON *t;
	size_t i;

	for (i = 0; i < wanted->n; i++) {
		if (word_is(wanted->v[i], shortname))
			return true;
		cJSON_ArrayForEach(t,
		    tactics) if (str_equal(member_string(t, "shortname"),
				     shortname) &&
		    (str_equal_nocase(wanted->v[i], t->string) ||
			word_is(wanted->v[i],
			    member_string(t, "name")))) return true;
	}
	return false;
}

/* Is the technique in one of the tactics that are wanted, on that side? */
static bool
is_chosen_steps(const struct side *s, const struct side_technique *t,
    const struct strs *wanted)
{
	const cJSON *e;

	if (t == NULL)
		return false;
	cJSON_ArrayForEach(e, member_get(t->node, "tactics"))
		if (is_tactic(s->snapshot, t->domain, e->valuestring, wanted))
			return true;
	return false;
}

/* One that a side was not configured with took nothing from it. */
static bool
has_domain_steps(const struct side *s, const char *domain)
{
	return member_get(member_get(s->snapshot, "techniques"), domain) !=
	    NULL;
}

static void
add_cell(struct steps *s, const struct side_technique *old,
    const struct side_technique *new, const struct diff_filter *f)
{
	struct cell *c = &s->cells[s->ncells++];

	c->domain = old != NULL ? old->domain : new->domain;
	c->id = old != NULL ? old->id : new->id;
	c->old = old;
	c->new = new;
	c->chosen = has_domain_steps(s->old, c->domain) &&
	    has_domain_steps(s->new, c->domain) && (f->tactics.n == 0 ||
	    is_chosen_steps(s->new, new, &f->tactics) ||
	    is_chosen_steps(s->old, old, &f->tactics));
}

/* All techniques of either, in order. */
static void
take_cells_steps(struct steps *s, const struct diff_filter *f)
{
	const struct side_technique *a = s->old->techniques, *b;
	const struct side_technique *ends[2];
	int order;

	b = s->new->techniques;
	ends[0] = a + s->old->ntechniques;
	ends[1] = b + s->new->ntechniques;
	s->cells = mem_array(s->old->ntechniques + s->new->ntechniques,
	    sizeof(*s->cells));
	while (a < ends[0] || b < ends[1]) {
		order = a == ends[0] ? 1 : b == ends[1] ? -1
		    : strcmp(a->domain, b->domain);
		if (order == 0)
			order = strcmp(a->id, b->id);
		add_cell(s, order <= 0 ? a : NULL, order >= 0 ? b : NULL, f);
		a += order <= 0;
		b += order >= 0;
	}
}

const struct cell *
steps_cell(const struct steps *s, const char *domain, const char *id)
{
	struct cell wanted = { .domain = domain, .id = id };

	return s->ncells == 0 ? NULL : bsearch(&wanted, s->cells, s->ncells,
	    sizeof(*s->cells), compare_cells);
}

/* The place of a cell + 1, 0 where there is none. */
static size_t
find_cell(const struct steps *s, const char *domain, const char *id)
{
	const struct cell *found = steps_cell(s, domain, id);

	return found == NULL ? 0 : (size_t)(found - s->cells) + 1;
}

static int
compare_tags(const void *a, const void *b)
{
	const struct tag *x = a, *y = b;

	return strcmp(x->tagged, y->tagged);
}

static void
add_tag(const struct steps *s, const struct side *side,
    const struct side_control *k, struct tags *tags, const char *tagged,
    const char *to)
{
	struct tag *t = &tags->v[tags->n++];

	t->tagged = tagged;
	t->to = to;
	t->cell = side_find(side, k->domain, to) == NULL ? 0
	    : find_cell(s, k->domain, to);
	t->tested = side_evidence(k, tagged) >= TESTED;
}

/* What a control of that side says. */
static struct tags
take_tags(const struct steps *s, const struct side *side,
    const struct side_control *k)
{
	const cJSON *ids = member_get(k->node, "ids"), *e;
	const cJSON *others = member_get(k->node, "resolved");
	struct tags tags = { 0 };

	tags.v = mem_array((size_t)cJSON_GetArraySize(ids) +
	    (size_t)cJSON_GetArraySize(others), sizeof(*tags.v));
	cJSON_ArrayForEach(e, ids)
		add_tag(s, side, k, &tags, e->valuestring, e->valuestring);
	cJSON_ArrayForEach(e, others)
		add_tag(s, side, k, &tags, e->string, e->valuestring);
	if (tags.n > 0)
		qsort(tags.v, tags.n, sizeof(*tags.v), compare_tags);
	return tags;
}

static int
compare_places(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* What tags count for; nothing where the control does not count. */
static struct set
take_set(const struct tags *tags, bool counts)
{
	struct set set = { mem_array(tags->n, sizeof(*set.v)), 0 };
	size_t i, n = 0;

	for (i = 0; counts && i < tags->n; i++)
		if (tags->v[i].cell != 0)
			set.v[n++] = tags->v[i].cell;
	if (n > 0)
		qsort(set.v, n, sizeof(*set.v), compare_places);
	for (i = 0; i < n; i++)
		if (i == 0 || set.v[i] != set.v[i - 1])
			set.v[set.n++] = set.v[i];
	return set;
}

static bool
has(const struct set *set, size_t cell)
{
	return set->n > 0 && bsearch(&cell, set->v, set->n, sizeof(*set->v),
	    compare_places) != NULL;
}

/* The old tags by the new ATT&CK: as the new control has it of the same id,
 * else by the new side's techniques. */
static struct tags
rebase(struct steps *s, const struct side_control *k, const struct tags *old,
    const struct tags *now)
{
	struct tags tags = { mem_array(old->n, sizeof(*tags.v)), old->n };
	const struct side_technique *t;
	const struct tag *same;
	size_t i;

	for (i = 0; i < old->n; i++) {
		same = now->n == 0 ? NULL : bsearch(&old->v[i], now->v, now->n,
		    sizeof(*now->v), compare_tags);
		tags.v[i] = same != NULL ? *same : old->v[i];
		tags.v[i].tested = old->v[i].tested;
		if (same != NULL || str_equal(old->v[i].to, "malformed"))
			continue;
		t = side_resolve(s->new, k->domain, old->v[i].tagged,
		    &tags.v[i].to);
		if (t != NULL)
			tags.v[i].to = t->id;
		tags.v[i].cell = t == NULL ? 0
		    : find_cell(s, t->domain, t->id);
	}
	return tags;
}

/* Which tag of the list leads there. */
static const char *
tag_to(const struct tags *tags, size_t cell)
{
	size_t i;

	for (i = 0; i < tags->n; i++)
		if (tags->v[i].cell == cell)
			return tags->v[i].tagged;
	return NULL;
}

/* Is it tested for that technique, by any of its tags? */
static int
is_tested(const struct tags *tags, size_t cell)
{
	size_t i;

	for (i = 0; i < tags->n; i++)
		if (tags->v[i].cell == cell && tags->v[i].tested)
			return 1;
	return 0;
}

/* One control of the old side, the new one, or both, and what it does. */
struct one {
	const struct side_control *old, *new;
	struct tags tags[POINTS];
	struct set sets[POINTS];
};

/* All that a part of ATT&CK does is ATT&CK's doing. */
static bool
of_attack(const struct one *o)
{
	return (o->old == NULL || o->old->of_attack) &&
	    (o->new == NULL || o->new->of_attack);
}

static const struct tag *
find_tag(const struct tags *tags, const char *tagged)
{
	const struct tag wanted = { .tagged = tagged };

	return tags->n == 0 || tagged == NULL ? NULL : bsearch(&wanted,
	    tags->v, tags->n, sizeof(*tags->v), compare_tags);
}

/* Why ATT&CK has a control count for one more technique by an id, or for one
 * less. */
static const char *
reason_of_attack(const struct one *o, bool gained, const char *tagged)
{
	const struct tag *t = find_tag(&o->tags[gained ? BEFORE : REBASED],
	    tagged);

	return t == NULL ? "scope" : gained && t->cell == 0 ? "known"
	    : "moved";
}

/* Why a control counts for one more technique by an id, or for one less. */
static const char *
reason(const struct one *o, enum cause cause, bool gained, const char *tagged)
{
	if (cause == BY_ATTACK && !of_attack(o))
		return reason_of_attack(o, gained, tagged);
	if (o->new == NULL)
		return "removed";
	if (o->old == NULL)
		return "added";
	if (o->old->counts != o->new->counts)
		return "state";
	return gained ? "tagged" : "untagged";
}

static void
add_step(struct steps *s, const struct one *o, enum cause cause, size_t cell,
    int count)
{
	struct step *x;
	enum point from = cause == BY_ATTACK ? BEFORE : REBASED;
	const char *tagged = tag_to(&o->tags[count > 0 ? from + 1 : from],
	    cell);

	if (cause == BY_CONTROLS && o->new != NULL && count != 0)
		s->touched[o->new - s->new->controls] = true;
	if (!s->cells[cell - 1].chosen)
		return;
	x = LIST_ADD(s->v, s->n);
	x->cell = cell - 1;
	x->cause = cause;
	x->kind = o->new != NULL ? o->new->kind : o->old->kind;
	x->count = count;
	x->tested = (count >= 0 ? is_tested(&o->tags[from + 1], cell) : 0) -
	    (count <= 0 ? is_tested(&o->tags[from], cell) : 0);
	x->old = o->old;
	x->new = o->new;
	x->why = count == 0 ? "evidence" : reason(o, cause, count > 0, tagged);
	x->tagged = tagged;
}

static void
take_cause(struct steps *s, const struct one *o, enum cause cause)
{
	enum point from = cause == BY_ATTACK ? BEFORE : REBASED;
	const struct set *a = &o->sets[from], *b = &o->sets[from + 1];
	size_t i;

	for (i = 0; i < a->n; i++) {
		if (!has(b, a->v[i]))
			add_step(s, o, cause, a->v[i], -1);
		else if (is_tested(&o->tags[from], a->v[i]) !=
		    is_tested(&o->tags[from + 1], a->v[i]))
			add_step(s, o, cause, a->v[i], 0);
	}
	for (i = 0; i < b->n; i++)
		if (!has(a, b->v[i]))
			add_step(s, o, cause, b->v[i], 1);
}

static void
count_steps(struct steps *s, const struct one *o)
{
	size_t i, kind = o->new != NULL ? o->new->kind : o->old->kind;
	int p;

	for (p = 0; p < POINTS; p++) {
		for (i = 0; i < o->sets[p].n; i++) {
			s->cells[o->sets[p].v[i] - 1].at[p][kind].count++;
			s->cells[o->sets[p].v[i] - 1].at[p][kind].tested +=
			    is_tested(&o->tags[p], o->sets[p].v[i]);
		}
	}
}

/* Same id, other technique: as far as it matters to one that counts. */
static void
note_moved(struct steps *s, const struct one *o)
{
	struct tags rebased = rebase(s, o->old, &o->tags[BEFORE],
	    &o->tags[AFTER]);
	const struct tags *a = &o->tags[BEFORE], *b = &rebased;
	struct moved *m;
	size_t i;

	for (i = 0; o->old->counts && i < a->n; i++) {
		if (str_equal(a->v[i].to, b->v[i].to) ||
		    ((a->v[i].cell == 0 || !s->cells[a->v[i].cell - 1].chosen) &&
		    (b->v[i].cell == 0 || !s->cells[b->v[i].cell - 1].chosen)))
			continue;
		m = LIST_ADD(s->moved, s->nmoved);
		m->old = o->old;
		m->new = o->new;
		m->tagged = a->v[i].tagged;
		m->from = a->v[i].to;
		m->to = b->v[i].to;
		m->was = side_find(s->old, o->old->domain, m->from);
		m->is = side_find(s->new, o->old->domain, m->to);
	}
	free(rebased.v);
}

/* One that counts, but for no technique any more. */
static void
note_stranded(struct steps *s, const struct one *o)
{
	struct stranded *to;
	bool chosen = false;
	size_t i;

	for (i = 0; i < o->sets[BEFORE].n; i++)
		chosen |= s->cells[o->sets[BEFORE].v[i] - 1].chosen;
	if (!chosen || o->sets[REBASED].n > 0 || o->sets[AFTER].n > 0 ||
	    o->new == NULL || !o->new->counts)
		return;
	to = LIST_ADD(s->stranded, s->nstranded);
	to->old = o->old;
	to->new = o->new;
}

/* Is all that it does in the first step? */
static bool
is_one_step(const struct steps *s, const struct one *o)
{
	return s->mixed || s->same || of_attack(o);
}

/* What it says, and whether it is tested, at each point. */
static void
take_points(struct steps *s, struct one *o)
{
	const struct side_control *at[POINTS] = { o->old, o->old, o->new };
	int p;

	if (is_one_step(s, o))
		at[REBASED] = o->new;
	if (o->old != NULL)
		o->tags[BEFORE] = take_tags(s, s->old, o->old);
	if (o->new != NULL)
		o->tags[AFTER] = take_tags(s, s->new, o->new);
	if (is_one_step(s, o) && o->new != NULL)
		o->tags[REBASED] = take_tags(s, s->new, o->new);
	else if (at[REBASED] != NULL)
		o->tags[REBASED] = rebase(s, o->old, &o->tags[BEFORE],
		    &o->tags[AFTER]);
	for (p = 0; p < POINTS; p++)
		o->sets[p] = take_set(&o->tags[p],
		    at[p] != NULL && at[p]->counts);
}

static void
take_one_steps(struct steps *s, const struct side_control *old,
    const struct side_control *new)
{
	struct one o = { .old = old, .new = new };
	int p;

	take_points(s, &o);
	if (old != NULL && !s->mixed && !of_attack(&o)) {
		note_moved(s, &o);
		note_stranded(s, &o);
	}
	count_steps(s, &o);
	take_cause(s, &o, BY_ATTACK);
	take_cause(s, &o, BY_CONTROLS);
	for (p = 0; p < POINTS; p++) {
		free(o.tags[p].v);
		free(o.sets[p].v);
	}
}

static int
compare_steps(const void *a, const void *b)
{
	const struct step *x = a, *y = b;

	if (x->cell != y->cell)
		return x->cell < y->cell ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->cause != y->cause)
		return x->cause < y->cause ? -1 : 1;
	if (x->new != y->new)
		return x->new < y->new ? -1 : 1;
	return x->old < y->old ? -1 : x->old > y->old;
}

void
steps_take(struct steps *s, const struct side *old, const struct side *new,
    const struct diff_filter *f, bool mixed)
{
	size_t i, twin;

	memset(s, 0, sizeof(*s));
	s->old = old;
	s->new = new;
	s->mixed = mixed;
	s->same = f->same_controls;
	s->touched = mem_array(new->ncontrols, sizeof(*s->touched));
	take_cells_steps(s, f);
	for (i = 0; i < old->ncontrols; i++) {
		twin = old->controls[i].twin;
		take_one_steps(s, &old->controls[i],
		    twin == 0 ? NULL : &new->controls[twin - 1]);
	}
	for (i = 0; i < new->ncontrols; i++)
		if (new->controls[i].twin == 0)
			take_one_steps(s, NULL, &new->controls[i]);
	if (s->n > 0)
		qsort(s->v, s->n, sizeof(*s->v), compare_steps);
}

void
steps_free(struct steps *s)
{
	free(s->cells);
	free(s->v);
	free(s->moved);
	free(s->stranded);
	free(s->touched);
	memset(s, 0, sizeof(*s));
}
