/* The relationships of a bundle: who uses, mitigates, detects or replaces
 * what. */
#include "relations.h"

#include <stdlib.h>
#include <string.h>

#include "words/shape.h"
#include "detection.h"

enum { CHAIN_MAX = 32 }; /* steps of revoked-by */

#define IS(kind) (1u << (kind))
#define ANY (~0u)

/* What may stand at the ends of each kind of relationship. */
static const struct {
	const char *type;
	unsigned from, to;
} allowed[] = {
	{ "uses", IS(OBJECT_ACTOR), IS(OBJECT_TECHNIQUE) | IS(OBJECT_ACTOR) },
	{ "mitigates", IS(OBJECT_MITIGATION), IS(OBJECT_TECHNIQUE) },
	{ "revoked-by", ANY, ANY },
	{ "subtechnique-of", IS(OBJECT_TECHNIQUE), IS(OBJECT_TECHNIQUE) },
	{ "attributed-to", IS(OBJECT_ACTOR), IS(OBJECT_ACTOR) },
	{ "detects", IS(OBJECT_STRATEGY) | IS(OBJECT_COMPONENT) |
	    IS(OBJECT_DATA_SOURCE), IS(OBJECT_TECHNIQUE) },
};

/* Why the relationship joins nothing, or NULL. */
static const char *
why_nothing(const struct object_relation *r, const struct object *from,
    const struct object *to, struct arena *mem)
{
	size_t i = 0;

	if (from == NULL || to == NULL)
		return arena_printf(mem, "no object is %.*s",
		    str_fit(from == NULL ? r->from : r->to, 80),
		    from == NULL ? r->from : r->to);
	if (from == to)
		return arena_printf(mem, "of %s with itself",
		    object_label(from, mem));
	while (strcmp(allowed[i].type, r->type) != 0)
		i++;
	if ((allowed[i].from & IS(from->kind)) != 0 &&
	    (allowed[i].to & IS(to->kind)) != 0)
		return NULL;
	return arena_printf(mem, "not from %s to %s",
	    object_label(from, mem), object_label(to, mem));
}

static void
check_ref(const struct object *o, const char *member, const char *ref,
    const struct lookup *ids, struct defects *f)
{
	if (ref != NULL && lookup_first(ids, ref) == 0)
		defects_add(f, DEFECT_MEMBER, o->slice->line, "%s: %s: no object is "
		    "%.*s", object_label(o, f->findings->mem), member,
		    str_fit(ref, 80), ref);
}

/* Strategies and analytics refer to others by members, not by relationships. */
static void
check_refs(const struct object *o, const struct lookup *ids, struct defects *f)
{
	size_t i;

	if (o->type == OBJECT_STRATEGY)
		for (i = 0; i < o->strategy.refs.n; i++)
			check_ref(o, "x_mitre_analytic_refs",
			    o->strategy.refs.v[i], ids, f);
	if (o->type == OBJECT_ANALYTIC)
		for (i = 0; i < o->analytic.nlogs; i++)
			check_ref(o, "x_mitre_data_component_ref",
			    o->analytic.logs[i].ref, ids, f);
}

void
relations_check(struct object *objects, size_t n, struct defects *f)
{
	struct arena *mem = f->findings->mem;
	struct lookup ids = { 0 };
	size_t from, to;
	const char *why;
	struct object *o;

	object_ids(objects, n, &ids);
	for (o = objects; o != LIST_END(objects, n); o++) {
		check_refs(o, &ids, f);
		if (o->type != OBJECT_RELATION)
			continue;
		from = lookup_first(&ids, o->relation.from);
		to = lookup_first(&ids, o->relation.to);
		why = why_nothing(&o->relation,
		    from == 0 ? NULL : &objects[from - 1],
		    to == 0 ? NULL : &objects[to - 1], mem);
		if (why == NULL)
			continue;
		defects_add(f, DEFECT_RELATION, o->slice->line, "%s: %s: %s: "
		    "left out", object_label(o, mem), o->relation.type, why);
		o->type = OBJECT_OTHER;
	}
	free(ids.v);
}

static int
compare_mitigates(const void *a, const void *b)
{
	const struct stix_mitigates *x = a, *y = b;
	int order = strcmp(x->from, y->from);

	if (order == 0 && x->to != y->to)
		return x->to < y->to ? -1 : 1;
	if (order == 0)
		order = strcmp(x->description == NULL ? "" : x->description,
		    y->description == NULL ? "" : y->description);
	return order;
}

static int
compare_pairs(const void *a, const void *b)
{
	const struct stix_pair *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to < y->to ? -1 : x->to > y->to;
}

static int
compare_links(const void *a, const void *b)
{
	const struct stix_link *x = a, *y = b;
	int order = strcmp(x->kind, y->kind);

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (order != 0)
		return order;
	return x->to < y->to ? -1 : x->to > y->to;
}

/* Where techniques and actors stand, by their STIX ids. */
struct ends {
	struct lookup techniques, actors;
	struct defects *f;
};

/* Sets the parent. Of two the one whose id the sub-technique's begins with
 * counts, or the one that comes first. */
static void
set_parent(struct stix *s, const struct ends *e, size_t from, size_t to)
{
	struct stix_technique *t = &s->techniques[from - 1];
	const char *was, *is = s->techniques[to - 1].id;
	bool better;

	if (t->parent == 0 || t->parent == to) {
		t->parent = to;
		return;
	}
	was = s->techniques[t->parent - 1].id;
	better = shape_is_sub(t->id, is) != shape_is_sub(t->id, was)
	    ? shape_is_sub(t->id, is) : to < t->parent;
	defects_add(e->f, DEFECT_RELATION, 0, "%.*s (%s): subtechnique-of %s and "
	    "%s, of which the %s counts", str_fit(t->stix, 80), t->stix, t->id,
	    was, is, better ? "last" : "first");
	if (better)
		t->parent = to;
}

static void
join_techniques(struct stix *s, const struct ends *e,
    const struct object_relation *r)
{
	size_t from = lookup_first(&e->techniques, r->from);
	size_t to = lookup_first(&e->techniques, r->to);

	if (from == 0 || to == 0 || from == to)
		return;
	if (strcmp(r->type, "subtechnique-of") == 0)
		set_parent(s, e, from, to);
	else
		s->revoked_by[s->nrevoked_by++] =
		    (struct stix_pair){ from - 1, to - 1 };
}

static void
join_actor(struct stix *s, const struct ends *e,
    const struct object_relation *r)
{
	size_t from = lookup_first(&e->actors, r->from);
	size_t technique = strcmp(r->type, "uses") != 0 ? 0
	    : lookup_first(&e->techniques, r->to);
	size_t actor = lookup_first(&e->actors, r->to);

	if (from != 0 && technique != 0)
		s->uses[s->nuses++] =
		    (struct stix_pair){ from - 1, technique - 1 };
	else if (from != 0 && actor != 0)
		s->links[s->nlinks++] =
		    (struct stix_link){ r->type, from - 1, actor - 1 };
}

static void
join_relation(struct stix *s, const struct ends *e,
    const struct object_relation *r)
{
	const struct stix_mitigates m = { r->from, r->description,
		lookup_first(&e->techniques, r->to) };

	if (strcmp(r->type, "mitigates") == 0) {
		if (m.to != 0)
			s->mitigates[s->nmitigates++] = m;
	} else if (strcmp(r->type, "uses") == 0 ||
	    strcmp(r->type, "attributed-to") == 0) {
		join_actor(s, e, r);
	} else if (strcmp(r->type, "detects") != 0) {
		join_techniques(s, e, r);
	}
}

/* Gives the revoked technique of these n pairs its successor. */
static void
set_successor(struct stix *s, const struct stix_pair *pairs, size_t n)
{
	struct stix_technique *t = &s->techniques[pairs->from];
	const struct stix_technique *live;
	const char *last = NULL, *id;
	size_t i, different = 0;

	for (i = 0; i < n; i++) {
		id = s->techniques[pairs[i].to].id;
		if (last != NULL && strcmp(id, last) == 0)
			continue; /* two objects of one id */
		different++;
		t->heirs = last == NULL ? id : arena_printf(&s->mems[0],
		    "%s, %s", t->heirs, id);
		last = id;
	}
	if (different > 1)
		return;
	live = stix_find(s, last);
	t->next = live == t ? pairs->to + 1
			    : (size_t)(live - s->techniques) + 1;
	t->heirs = NULL;
}

/* Sets the successors of revoked techniques, whatever the order of the
 * bundle. */
static void
set_successors(struct stix *s)
{
	const struct stix_pair *pairs = s->revoked_by;
	size_t i, k;

	if (s->nrevoked_by > 0)
		qsort(s->revoked_by, s->nrevoked_by, sizeof(*s->revoked_by),
		    compare_pairs);
	for (i = 0; i < s->nrevoked_by; i = k) {
		for (k = i + 1; k < s->nrevoked_by &&
		    pairs[k].from == pairs[i].from; k++)
			;
		set_successor(s, &pairs[i], k - i);
	}
}

/* Follows revoked-by to its fixed point; a circle has no end. */
static void
follow_chain(struct stix *s, size_t i)
{
	struct stix_technique *first = &s->techniques[i], *t = first;
	int steps;

	for (steps = 0; steps < CHAIN_MAX; steps++) {
		if (!t->revoked)
			first->end = (size_t)(t - s->techniques) + 1;
		else if (t->heirs != NULL)
			first->fork = (size_t)(t - s->techniques) + 1;
		if (!t->revoked || t->next == 0)
			return;
		t = &s->techniques[t->next - 1];
	}
}

/* One step on, as a place + 1; 0: there is none. */
static size_t
parent_of(const struct stix_technique *t)
{
	return t->parent;
}

static size_t
successor_of(const struct stix_technique *t)
{
	return t->revoked && t->heirs == NULL ? t->next : 0;
}

/* Is the technique at i on a circle, of which it is the first? */
static bool
starts_circle(const struct stix *s, size_t i,
    size_t (*step)(const struct stix_technique *t))
{
	size_t at = step(&s->techniques[i]), steps = 0;

	for (; at != 0 && steps < CHAIN_MAX; steps++) {
		if (at == i + 1)
			return true;
		if (at < i + 1)
			return false;
		at = step(&s->techniques[at - 1]);
	}
	return false;
}

/* "T1001, T1002, T1001" of the circle from i on. */
static const char *
circle_text(const struct stix *s, size_t i,
    size_t (*step)(const struct stix_technique *t), struct arena *mem)
{
	const char *text = s->techniques[i].id;
	size_t at = i + 1;

	do {
		at = step(&s->techniques[at - 1]);
		text = arena_printf(mem, "%s, %s", text,
		    s->techniques[at - 1].id);
	} while (at != i + 1);
	return text;
}

/* Reports circles; techniques on a circle of parents lose these. */
static void
break_circles(struct stix *s, struct defects *f)
{
	size_t i, at, next;

	for (i = 0; i < s->ntechniques; i++) {
		if (starts_circle(s, i, successor_of))
			defects_add(f, DEFECT_RELATION, 0, "revoked-by in a "
			    "circle: %s", circle_text(s, i, successor_of,
			    f->findings->mem));
		if (!starts_circle(s, i, parent_of))
			continue;
		defects_add(f, DEFECT_RELATION, 0, "subtechnique-of in a circle: "
		    "%s: left out", circle_text(s, i, parent_of,
		    f->findings->mem));
		for (at = i + 1; at != 0; at = next) {
			next = s->techniques[at - 1].parent;
			s->techniques[at - 1].parent = 0;
		}
	}
}

static int
compare_formers(const void *a, const void *b)
{
	const struct stix_former *x = a, *y = b;

	return strcmp(x->id, y->id);
}

/* The place of the actor that revoked-by leads to from that object on, + 1; 0
 * where it leads to none. revoked: relations by what they revoke. */
static size_t
living_actor(const struct ends *e, const struct object *objects,
    const struct lookup *revoked, const char *stix)
{
	size_t next, steps, at = lookup_first(&e->actors, stix);

	for (steps = 0; at == 0 && steps < CHAIN_MAX; steps++) {
		next = lookup_first(revoked, stix);
		if (next == 0)
			return 0;
		stix = objects[next - 1].relation.to;
		at = lookup_first(&e->actors, stix);
	}
	return at;
}

/* Adds a revoked actor to the one that it became. */
static void
add_former(struct stix *s, const struct object *old, size_t to)
{
	struct stix_actor *a = &s->actors[to - 1];
	size_t i;

	for (i = 0; i < a->nformers; i++)
		if (strcmp(a->formers[i].id, old->id) == 0)
			return;
	*LIST_ADD(a->formers, a->nformers) =
	    (struct stix_former){ old->id, old->name };
}

/* Adds relations that revoke what is no technique, by that. */
static void
list_revoked(const struct ends *e, const struct object *objects, size_t n,
    struct lookup *revoked)
{
	const struct object_relation *r;
	size_t i;

	for (i = 0; i < n; i++) {
		r = &objects[i].relation;
		if (objects[i].type == OBJECT_RELATION &&
		    str_equal(r->type, "revoked-by") &&
		    lookup_first(&e->techniques, r->from) == 0)
			lookup_add(revoked, r->from, i);
	}
	lookup_sort(revoked);
}

/* Gives actors those that they revoked. */
static void
join_formers(struct stix *s, const struct ends *e,
    const struct object *objects, size_t n)
{
	struct lookup ids = { 0 }, revoked = { 0 };
	const struct object *old;
	size_t i, from, to;

	list_revoked(e, objects, n, &revoked);
	if (revoked.n > 0)
		object_ids(objects, n, &ids);
	for (i = 0; i < revoked.n; i++) {
		from = lookup_first(&ids, revoked.v[i].text);
		old = from == 0 ? NULL : &objects[from - 1];
		if (old == NULL || old->kind != OBJECT_ACTOR || old->live ||
		    old->id == NULL || old->name == NULL)
			continue;
		to = living_actor(e, objects, &revoked,
		    objects[revoked.v[i].at].relation.to);
		if (to != 0)
			add_former(s, old, to);
	}
	for (i = 0; i < s->nactors; i++)
		if (s->actors[i].nformers > 0)
			qsort(s->actors[i].formers, s->actors[i].nformers,
			    sizeof(*s->actors[i].formers), compare_formers);
	free(ids.v);
	free(revoked.v);
}

void
relations_join(struct stix *s, const struct object *objects, size_t n,
    struct defects *f)
{
	struct ends e = { .f = f };
	size_t i;

	lookup_list(&e.techniques, s->techniques, s->ntechniques,
	    sizeof(*s->techniques), offsetof(struct stix_technique, stix));
	lookup_list(&e.actors, s->actors, s->nactors, sizeof(*s->actors),
	    offsetof(struct stix_actor, stix));
	for (i = 0; i < n; i++)
		if (objects[i].type == OBJECT_RELATION)
			join_relation(s, &e, &objects[i].relation);
	set_successors(s);
	for (i = 0; i < s->ntechniques; i++)
		follow_chain(s, i);
	break_circles(s, f);
	qsort(s->mitigates, s->nmitigates, sizeof(*s->mitigates),
	    compare_mitigates);
	qsort(s->uses, s->nuses, sizeof(*s->uses), compare_pairs);
	qsort(s->links, s->nlinks, sizeof(*s->links), compare_links);
	join_formers(s, &e, objects, n);
	detection_link(s, &e.techniques, objects, n);
	qsort(s->detects, s->ndetects, sizeof(*s->detects), compare_pairs);
	free(e.techniques.v);
	free(e.actors.v);
}
