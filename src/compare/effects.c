/* What ATT&CK did to techniques, and what each control. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "diff_parts.h"
#include "value/member.h"
#include "words/words.h"

/* An id of a control, and where it counts: a technique, or NULL. */
struct tag {
	const char *tagged, *to; /* to: a technique's id, or a word */
	struct technique *technique;
	bool tested;
};

/* What a control says at one point. */
struct tags {
	struct tag *v; /* by tagged */
	size_t n;
	bool count; /* the control does */
};

/* One control of the old state, the new one, or both, and what it does. */
struct one {
	struct control *old, *new;
	size_t kind;
	bool of_attack; /* all that a part of ATT&CK does is ATT&CK's doing */
	struct tags at[POINTS];
};

static int
compare_tags(const void *a, const void *b)
{
	const struct tag *x = a, *y = b;

	return strcmp(x->tagged, y->tagged);
}

static void
add_tag(const struct diff *d, enum side side, const struct control *k,
    struct tags *tags, const char *tagged, const char *to)
{
	const cJSON *proved = member_get(member_get(k->node, "proved"), tagged);
	struct tag *t = &tags->v[tags->n++];

	t->tagged = tagged;
	t->to = to;
	t->technique = diff_technique(d, side, k->domain, to);
	t->tested = EVIDENCE_TESTED <= (proved == NULL ? k->evidence
	    : (enum evidence)proved->valueint);
}

/* What a control (NULL: nothing) says in that state. */
static struct tags
take_tags(const struct diff *d, enum side side, const struct control *k)
{
	const cJSON *ids = k == NULL ? NULL : member_get(k->node, "ids"), *e;
	const cJSON *others = k == NULL ? NULL
	    : member_get(k->node, "resolved");
	struct tags tags = { .count = k != NULL && k->counts };

	tags.v = mem_array((size_t)cJSON_GetArraySize(ids) +
	    (size_t)cJSON_GetArraySize(others), sizeof(*tags.v));
	cJSON_ArrayForEach(e, ids)
		add_tag(d, side, k, &tags, e->valuestring, e->valuestring);
	cJSON_ArrayForEach(e, others)
		add_tag(d, side, k, &tags, e->string, e->valuestring);
	if (tags.n > 0)
		qsort(tags.v, tags.n, sizeof(*tags.v), compare_tags);
	return tags;
}

static const struct tag *
find_tag(const struct tags *tags, const char *tagged)
{
	const struct tag wanted = { .tagged = tagged };

	return tags->n == 0 || tagged == NULL ? NULL : bsearch(&wanted,
	    tags->v, tags->n, sizeof(*tags->v), compare_tags);
}

/* The old tags by the new ATT&CK: as the new control has it of the same id,
 * else by the new state's techniques. */
static struct tags
rebase(const struct diff *d, const struct control *k, const struct tags *old,
    const struct tags *now)
{
	struct tags tags = { mem_array(old->n, sizeof(*tags.v)), old->n,
		old->count };
	const struct tag *same;
	struct tag *t;
	size_t i;

	for (i = 0; i < old->n; i++) {
		t = &tags.v[i];
		same = find_tag(now, old->v[i].tagged);
		*t = same != NULL ? *same : old->v[i];
		t->tested = old->v[i].tested;
		if (same != NULL || outcome_read(t->to) == OUTCOME_MALFORMED ||
		    outcome_read(t->to) == OUTCOME_OTHER_FRAMEWORK)
			continue;
		t->technique = diff_resolve(d, k->domain, t->tagged, &t->to);
		if (t->technique != NULL)
			t->to = t->technique->id;
	}
	return tags;
}

/* The first tag that counts for the technique, or NULL. */
static const struct tag *
tag_to(const struct tags *tags, const struct technique *technique)
{
	size_t i;

	for (i = 0; tags->count && i < tags->n; i++)
		if (tags->v[i].technique == technique)
			return &tags->v[i];
	return NULL;
}

/* The technique that the tag at i counts for, and no tag before it; or NULL. */
static struct technique *
counted(const struct tags *tags, size_t i)
{
	struct technique *t = tags->v[i].technique;

	return t != NULL && tag_to(tags, t) == &tags->v[i] ? t : NULL;
}

/* Is it tested for that technique, by any of its tags? */
static bool
is_tested(const struct tags *tags, const struct technique *technique)
{
	size_t i;

	for (i = 0; i < tags->n; i++)
		if (tags->v[i].technique == technique && tags->v[i].tested)
			return true;
	return false;
}

/* Why a control counts for one more technique by an id, or for one less. */
static const char *
reason(const struct one *o, enum cause cause, bool gained, const char *tagged)
{
	const struct tag *t;

	if (cause == BY_ATTACK && !o->of_attack) {
		t = find_tag(&o->at[gained ? BEFORE : REBASED], tagged);
		return t == NULL ? "scope" : gained && t->technique == NULL
		    ? "known" : "moved";
	}
	if (o->new == NULL)
		return "removed";
	if (o->old == NULL)
		return "added";
	if (o->old->counts != o->new->counts)
		return "state";
	return gained ? "tagged" : "untagged";
}

static void
add_effect(struct diff *d, const struct one *o, enum cause cause,
    const struct technique *t, int count)
{
	enum point from = cause == BY_ATTACK ? BEFORE : REBASED;
	const struct tags *a = &o->at[from], *b = &o->at[from + 1];
	const struct tag *tag = tag_to(count > 0 ? b : a, t);
	struct effect *e;

	if (cause == BY_CONTROLS && o->new != NULL && count != 0)
		o->new->touched = true;
	if (!t->chosen)
		return;
	e = LIST_ADD(d->effects, d->neffects);
	e->technique = t;
	e->cause = cause;
	e->kind = o->kind;
	e->count = count;
	e->tested = (count >= 0 && is_tested(b, t)) -
	    (count <= 0 && is_tested(a, t));
	e->old = o->old;
	e->new = o->new;
	e->tagged = tag->tagged;
	e->why = count == 0 ? "evidence"
	    : reason(o, cause, count > 0, tag->tagged);
}

static void
take_cause(struct diff *d, const struct one *o, enum cause cause)
{
	enum point from = cause == BY_ATTACK ? BEFORE : REBASED;
	const struct tags *a = &o->at[from], *b = &o->at[from + 1];
	const struct technique *t;
	size_t i;

	for (i = 0; i < a->n; i++) {
		t = counted(a, i);
		if (t != NULL && tag_to(b, t) == NULL)
			add_effect(d, o, cause, t, -1);
		else if (t != NULL && is_tested(a, t) != is_tested(b, t))
			add_effect(d, o, cause, t, 0);
	}
	for (i = 0; i < b->n; i++) {
		t = counted(b, i);
		if (t != NULL && tag_to(a, t) == NULL)
			add_effect(d, o, cause, t, 1);
	}
}

/* Same id, other technique: as far as it matters to one that counts. */
static void
note_moved(struct diff *d, const struct one *o)
{
	struct tags rebased = rebase(d, o->old, &o->at[BEFORE], &o->at[AFTER]);
	const struct tag *a = o->at[BEFORE].v, *b = rebased.v;
	struct moved *m;
	size_t i;

	for (i = 0; o->old->counts && i < rebased.n; i++) {
		if (str_equal(a[i].to, b[i].to) ||
		    ((a[i].technique == NULL || !a[i].technique->chosen) &&
		    (b[i].technique == NULL || !b[i].technique->chosen)))
			continue;
		m = LIST_ADD(d->moved, d->nmoved);
		*m = (struct moved){ o->old, o->new, a[i].tagged, a[i].to,
			b[i].to };
	}
	free(rebased.v);
}

/* One that counts, but for no technique any more. */
static void
note_stranded(struct diff *d, const struct one *o)
{
	bool chosen = false;
	size_t i;
	int p;

	if (o->new == NULL || !o->new->counts)
		return;
	for (p = REBASED; p < POINTS; p++)
		for (i = 0; i < o->at[p].n; i++)
			if (counted(&o->at[p], i) != NULL)
				return;
	for (i = 0; i < o->at[BEFORE].n; i++)
		chosen |= counted(&o->at[BEFORE], i) != NULL &&
		    o->at[BEFORE].v[i].technique->chosen;
	if (chosen)
		*LIST_ADD(d->stranded, d->nstranded) =
		    (struct stranded){ o->old, o->new };
}

static void
take_one(struct diff *d, struct control *old, struct control *new)
{
	struct one o = { old, new,
		.kind = new != NULL ? new->kind : old->kind,
		.of_attack = (old == NULL || old->of_attack) &&
		    (new == NULL || new->of_attack) };
	/* Is all that it does in the first step? */
	bool at_once = d->cause != NULL || d->filter->same_controls ||
	    o.of_attack;
	struct technique *t;
	size_t i;
	int p;

	o.at[BEFORE] = take_tags(d, OLD, old);
	o.at[AFTER] = take_tags(d, NEW, new);
	o.at[REBASED] = at_once || old == NULL
	    ? take_tags(d, NEW, at_once ? new : NULL)
	    : rebase(d, old, &o.at[BEFORE], &o.at[AFTER]);
	if (old != NULL && d->cause == NULL && !o.of_attack) {
		note_moved(d, &o);
		note_stranded(d, &o);
	}
	for (p = 0; p < POINTS; p++) {
		for (i = 0; i < o.at[p].n; i++) {
			t = counted(&o.at[p], i);
			if (t == NULL)
				continue;
			t->at[p][o.kind].count++;
			t->at[p][o.kind].tested += is_tested(&o.at[p], t);
		}
	}
	take_cause(d, &o, BY_ATTACK);
	take_cause(d, &o, BY_CONTROLS);
	for (p = 0; p < POINTS; p++)
		free(o.at[p].v);
}

static int
compare_effects(const void *a, const void *b)
{
	const struct effect *x = a, *y = b;

	if (x->technique != y->technique)
		return x->technique < y->technique ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->cause != y->cause)
		return x->cause < y->cause ? -1 : 1;
	if (x->new != y->new)
		return x->new < y->new ? -1 : 1;
	return x->old < y->old ? -1 : x->old > y->old;
}

void
diff_take_effects(struct diff *d)
{
	size_t i;

	for (i = 0; i < d->ncontrols[OLD]; i++)
		take_one(d, &d->controls[OLD][i], d->controls[OLD][i].twin);
	for (i = 0; i < d->ncontrols[NEW]; i++)
		if (d->controls[NEW][i].twin == NULL)
			take_one(d, NULL, &d->controls[NEW][i]);
	if (d->neffects > 0)
		qsort(d->effects, d->neffects, sizeof(*d->effects),
		    compare_effects);
}
