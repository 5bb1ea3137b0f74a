/* Objects that stand twice in a bundle: one of each stays. */
#include "duplicates.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/lookup.h"

struct deduping {
	struct object *objects;
	struct lookup aliases; /* by STIX id: the object that takes its
	                          relationships */
	struct defects *f;
};

static const char *
or_empty(const char *s)
{
	return s != NULL ? s : "";
}

/* What makes two of a kind the same thing. */
static int
compare_things(const struct object *x, const struct object *y)
{
	const struct object_relation *r = &x->relation, *t = &y->relation;
	int order;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if ((x->type == OBJECT_RELATION) != (y->type == OBJECT_RELATION))
		return x->type == OBJECT_RELATION ? -1 : 1;
	if (x->type == OBJECT_RELATION) {
		order = strcmp(r->type, t->type);
		if (order == 0)
			order = strcmp(r->from, t->from);
		return order != 0 ? order : strcmp(r->to, t->to);
	}
	if (x->id != NULL || y->id != NULL)
		return strcasecmp(or_empty(x->id), or_empty(y->id));
	return strcmp(or_empty(x->name), or_empty(y->name));
}

static int
compare_stix(const void *a, const void *b)
{
	const struct object *x = *(struct object *const *)a;
	const struct object *y = *(struct object *const *)b;
	int order = strcmp(x->stix, y->stix);

	if (order == 0)
		order = compare_things(x, y);
	return order != 0 ? order : object_compare(x, y);
}

static bool
is_revoked(const struct object *o)
{
	return o->type == OBJECT_TECHNIQUE && o->technique.revoked;
}

static int
compare_ids(const void *a, const void *b)
{
	const struct object *x = *(struct object *const *)a;
	const struct object *y = *(struct object *const *)b;
	int order = strcasecmp(x->id, y->id);

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (order == 0 && x->live != y->live)
		return x->live ? -1 : 1;
	if (order == 0 && is_revoked(x) != is_revoked(y))
		return is_revoked(x) ? -1 : 1;
	return order != 0 ? order : object_compare(x, y);
}

/* Is the short name made from the name? */
static bool
is_own_shortname(const struct stix_tactic *t)
{
	const char *name = t->name, *s = t->shortname;

	for (; *name != '\0' && *s != '\0'; name++, s++)
		if (tolower((unsigned char)*name) != *s &&
		    (*name != ' ' || *s != '-'))
			return false;
	return *name == *s;
}

static int
compare_shortnames(const void *a, const void *b)
{
	const struct object *x = *(struct object *const *)a;
	const struct object *y = *(struct object *const *)b;
	int order = strcmp(x->tactic.shortname, y->tactic.shortname);
	bool own = is_own_shortname(&x->tactic);

	if (order == 0 && own != is_own_shortname(&y->tactic))
		return own ? -1 : 1;
	return order != 0 ? order : object_compare(x, y);
}

static void
drop(struct deduping *s, struct object *o, const struct object *for_it,
    const char *what)
{
	if (o->why == NULL && (o->live || for_it->live))
		defects_add(s->f, DEFECT_DUPLICATE, o->slice->line, "%s: %s of "
		    "%s at line %d: left out",
		    object_label(o, s->f->findings->mem), what,
		    object_label(for_it, s->f->findings->mem),
		    for_it->slice->line);
	o->type = OBJECT_OTHER;
	o->why = what;
}

/* Of two different things with one STIX id: does x own it? */
static bool
is_owner(const struct object *x, const struct object *than)
{
	if ((x->type != OBJECT_OTHER) != (than->type != OBJECT_OTHER))
		return x->type != OBJECT_OTHER;
	return object_compare(x, than) < 0;
}

/* n objects of one STIX id, of which no two are the same thing. */
static void
part_strangers(struct deduping *s, struct object **v, size_t n)
{
	struct arena *mem = s->f->findings->mem;
	const struct object *owner = v[0];
	struct object *o;
	size_t i;

	for (i = 1; i < n; i++)
		if (is_owner(v[i], owner))
			owner = v[i];
	for (i = 0; i < n; i++) {
		o = v[i];
		if (o == owner || o->type == OBJECT_OTHER)
			continue;
		defects_add(s->f, DEFECT_DUPLICATE, o->slice->line, "%s: its STIX "
		    "id is that of %s at line %d, which has the relationships "
		    "of that id", object_label(o, mem),
		    object_label(owner, mem), owner->slice->line);
		object_set_stix(o, arena_printf(mem, "%s#%s", o->stix,
		    o->id != NULL ? o->id : or_empty(o->name)));
	}
}

/* Objects of one STIX id, the same things together, the better one first. */
static void
drop_copies(struct deduping *s, struct object **v, size_t n)
{
	size_t i, kept = 1;

	for (i = 1; i < n; i++) {
		if (compare_things(v[kept - 1], v[i]) == 0)
			drop(s, v[i], v[kept - 1], "a copy");
		else
			v[kept++] = v[i];
	}
	if (kept > 1)
		part_strangers(s, v, kept);
}

/* Relationships of from become those of to. */
static void
add_alias(struct deduping *s, const struct object *from,
    const struct object *to)
{
	lookup_add(&s->aliases, from->stix, (size_t)(to - s->objects));
}

/* Objects of one ATT&CK id, none of them live, revoked ones first: techniques
 * become one, which has the successors of all. */
static void
unite_past(struct deduping *s, struct object **v, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++) {
		if (v[0]->type != OBJECT_TECHNIQUE ||
		    v[i]->type != OBJECT_TECHNIQUE)
			continue;
		defects_add(s->f, DEFECT_DUPLICATE, v[i]->slice->line,
		    "%s: revoked or deprecated; its id is that of %s at line "
		    "%d, which has the relationships of both",
		    object_label(v[i], s->f->findings->mem),
		    object_label(v[0], s->f->findings->mem),
		    v[0]->slice->line);
		add_alias(s, v[i], v[0]);
		drop(s, v[i], v[0], "its id is that");
	}
}

/* Objects of one ATT&CK id: live ones, the better one first, then those that
 * are not live, which only give way. */
static void
drop_same_ids(struct deduping *s, struct object **v, size_t n)
{
	struct object *o;
	size_t i;

	if (!v[0]->live) {
		unite_past(s, v, n);
		return;
	}
	for (i = 1; i < n; i++) {
		o = v[i];
		if (!o->live) {
			defects_add(s->f, DEFECT_DUPLICATE, o->slice->line,
			    "%s: revoked or deprecated; its id is that of %s at "
			    "line %d, which counts",
			    object_label(o, s->f->findings->mem),
			    object_label(v[0], s->f->findings->mem),
			    v[0]->slice->line);
			continue;
		}
		if (str_equal_nocase(o->name, v[0]->name))
			add_alias(s, o, v[0]);
		drop(s, o, v[0], "its id is that");
	}
}

static void
drop_same_shortnames(struct deduping *s, struct object **v, size_t n)
{
	size_t i;

	for (i = 1; i < n; i++)
		drop(s, v[i], v[0], "its x_mitre_shortname is that");
}

static bool
same_stix(const struct object *x, const struct object *y)
{
	return strcmp(x->stix, y->stix) == 0;
}

static bool
same_id(const struct object *x, const struct object *y)
{
	return x->kind == y->kind && strcasecmp(x->id, y->id) == 0;
}

static bool
same_shortname(const struct object *x, const struct object *y)
{
	return strcmp(x->tactic.shortname, y->tactic.shortname) == 0;
}

static bool
has_stix(const struct object *o)
{
	return o->stix != NULL;
}

static bool
has_id(const struct object *o)
{
	return o->id != NULL && o->why == NULL && o->kind != OBJECT_OTHER &&
	    o->kind != OBJECT_UNUSED && o->kind != OBJECT_MATRIX &&
	    o->kind != OBJECT_COLLECTION && o->kind != OBJECT_DATA_SOURCE &&
	    o->kind != OBJECT_RELATION;
}

static bool
has_shortname(const struct object *o)
{
	return o->type == OBJECT_TACTIC;
}

/* In this order: each sees what the one before it left. */
static const struct {
	bool (*has)(const struct object *o);
	int (*compare)(const void *a, const void *b);
	bool (*same)(const struct object *x, const struct object *y);
	void (*drop)(struct deduping *s, struct object **v, size_t n);
} passes[] = {
	{ has_stix, compare_stix, same_stix, drop_copies },
	{ has_id, compare_ids, same_id, drop_same_ids },
	{ has_shortname, compare_shortnames, same_shortname,
	    drop_same_shortnames },
};

static void
run_pass(struct deduping *s, size_t pass, size_t n)
{
	struct object **v = mem_array(n, sizeof(struct object *));
	size_t i, k, nv = 0;

	for (i = 0; i < n; i++)
		if (passes[pass].has(&s->objects[i]))
			v[nv++] = &s->objects[i];
	qsort(v, nv, sizeof(struct object *), passes[pass].compare);
	for (i = 0; i < nv; i = k) {
		for (k = i + 1; k < nv && passes[pass].same(v[i], v[k]); k++)
			;
		if (k > i + 1)
			passes[pass].drop(s, v + i, k - i);
	}
	free(v);
}

static const char *
find_alias(const struct deduping *s, const char *stix)
{
	size_t at = stix == NULL ? 0 : lookup_first(&s->aliases, stix);

	return at == 0 ? stix : s->objects[at - 1].stix;
}

/* Redirects references from objects that gave way to those that stay. */
static void
follow_aliases(const struct deduping *s, struct object *o)
{
	struct strs *refs = NULL;
	const char *ref;
	size_t i;

	if (o->type == OBJECT_RELATION) {
		o->relation.from = find_alias(s, o->relation.from);
		o->relation.to = find_alias(s, o->relation.to);
	} else if (o->type == OBJECT_COMPONENT) {
		o->component.source = find_alias(s, o->component.source);
	} else if (o->type == OBJECT_ANALYTIC) {
		for (i = 0; i < o->analytic.nlogs; i++)
			o->analytic.logs[i].ref = find_alias(s,
			    o->analytic.logs[i].ref);
	} else if (o->type == OBJECT_STRATEGY) {
		refs = &o->strategy.refs;
	} else if (o->type == OBJECT_MATRIX) {
		refs = &o->refs;
	}
	for (i = 0; refs != NULL && i < refs->n; i++) {
		ref = find_alias(s, refs->v[i]);
		if (ref != refs->v[i])
			refs->v[i] = arena_strdup(s->f->findings->mem, ref);
	}
}

/* Adds one to the references of all that have the STIX id. */
static void
count_reference(struct object *objects, const struct lookup *ids,
    const char *stix)
{
	size_t i, n;
	const struct lookup_entry *e = lookup_find(ids, stix, &n);

	for (i = 0; i < n; i++)
		objects[e[i].at].references++;
}

/* Counts how often each object is an end of a relationship, or in a matrix. */
static void
count_references(struct object *objects, size_t n)
{
	struct lookup ids = { 0 };
	const struct object *o;
	size_t i;

	object_ids(objects, n, &ids);
	for (o = objects; o != LIST_END(objects, n); o++) {
		if (o->type == OBJECT_RELATION) {
			count_reference(objects, &ids, o->relation.from);
			count_reference(objects, &ids, o->relation.to);
		}
		for (i = 0; o->type == OBJECT_MATRIX && i < o->refs.n; i++)
			count_reference(objects, &ids, o->refs.v[i]);
	}
	free(ids.v);
}

void
duplicates_drop(struct object *objects, size_t n, struct defects *f)
{
	struct deduping s = { .objects = objects, .f = f };
	size_t i;

	count_references(objects, n);
	for (i = 0; i < sizeof(passes) / sizeof(passes[0]); i++)
		run_pass(&s, i, n);
	lookup_sort(&s.aliases);
	for (i = 0; i < n && s.aliases.n > 0; i++)
		follow_aliases(&s, &objects[i]);
	free(s.aliases.v);
}
