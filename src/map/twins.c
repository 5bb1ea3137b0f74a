/* Rules of one's own that were made from others' rules, their twins. */
#include "twins.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/lookup.h"
#include "base/str.h"
#include "controls/resolve.h"
#include "whose.h"
#include "words/words.h"

/* A control that may be somebody's twin. */
struct candidate {
	struct control *k;
	const struct input *at;
};

/* What is known while twins are looked for. */
struct pairing {
	struct inputs *in;
	const struct stix *domains;
	struct candidate *v;
	size_t n;
	struct lookup ids, names; /* in lower case: places of v */
	bool *of; /* of, a table: rules of one input may be made from those of
	             another */
	struct arena mem;
};

static bool
may_be_of(const struct pairing *p, size_t own, size_t other)
{
	return p->of[own * p->in->n + other];
}

/* Does some way lead from one input to the other, each made from the next? */
static bool
leads_to(const struct pairing *p, size_t from, size_t to, bool *seen)
{
	size_t i;

	seen[from] = true;
	for (i = 0; i < p->in->n; i++)
		if (may_be_of(p, from, i) && (i == to ||
		    (!seen[i] && leads_to(p, i, to, seen))))
			return true;
	return false;
}

/* Notes whose rules those of an own source are made from. Where two sources are
 * made from each other, those of the first are. */
static void
list_origins(struct pairing *p, size_t own)
{
	struct input *i = &p->in->v[own];
	const struct input *other;
	bool *seen;
	size_t k;

	for (k = 0; i->source->own && k < p->in->n; k++) {
		other = &p->in->v[k];
		if (k == own || other->source->kind != i->source->kind ||
		    other->domain != i->domain ||
		    !strs_has(&i->source->twin_of, other->source->id))
			continue;
		seen = mem_array(p->in->n, sizeof(*seen));
		if (leads_to(p, k, own, seen))
			findings_add(&i->findings, NULL, 0, "twin-of",
			    "%s: its own rules are said to be made from those "
			    "of %s: no rule is joined to it",
			    other->source->id, i->source->id);
		else
			p->of[own * p->in->n + k] = true;
		free(seen);
	}
}

/* Is the input one that some other's rules may be made from? */
static bool
is_origin(const struct pairing *p, size_t other)
{
	size_t i;

	for (i = 0; i < p->in->n; i++)
		if (may_be_of(p, i, other))
			return true;
	return false;
}

static void
list_candidates(struct pairing *p)
{
	struct input *i;
	struct control *k;
	size_t n;

	for (n = 0; n < p->in->n; n++) {
		i = &p->in->v[n];
		if (!is_origin(p, n))
			continue;
		for (k = i->controls; k != LIST_END(i->controls, i->ncontrols); k++) {
			if (k->id != NULL)
				lookup_add(&p->ids, str_lower(&p->mem, k->id),
				    p->n);
			lookup_add(&p->names, str_lower(&p->mem, k->title),
			    p->n);
			*LIST_ADD(p->v, p->n) = (struct candidate){ k, i };
		}
	}
	lookup_sort(&p->ids);
	lookup_sort(&p->names);
}

static bool
is_active_twin(const struct control *k)
{
	return k->lifecycle == LIFECYCLE_ACTIVE;
}

/* The candidates of a text, for a control of that input: those that are active,
 * or all where none is. *n of them; free(). */
static const struct candidate **
find_called(struct pairing *p, const struct lookup *l, const char *text,
    size_t own, size_t *n)
{
	const struct candidate **found, *c;
	const struct lookup_entry *v;
	bool active = false;
	size_t i, all, kept = 0;

	v = lookup_find(l, str_lower(&p->mem, text), &all);
	found = mem_array(all, sizeof(*found));
	for (*n = 0, i = 0; i < all; i++) {
		c = &p->v[v[i].at];
		if (!may_be_of(p, own, (size_t)(c->at - p->in->v)))
			continue;
		found[(*n)++] = c;
		active |= is_active_twin(c->k);
	}
	for (i = 0; active && i < *n; i++)
		if (is_active_twin(found[i]->k))
			found[kept++] = found[i];
	if (active)
		*n = kept;
	return found;
}

/* How much of a twin's evidence is the control's: all that was seen of the rule
 * holds for a copy that searches for the same. */
static enum evidence
most_evidence(const struct control *k, const struct control *twin, bool by_id)
{
	return by_id && (k->query == NULL || str_equal(k->query, twin->query))
	    ? E4 : E1;
}

static void
add_twin(struct input *i, struct control *k, const struct candidate *c,
    bool by_id)
{
	size_t t;

	for (t = 0; t < k->ntwins; t++)
		if (k->twins[t].control == c->k)
			return;
	*ARENA_ADD(&i->mem, k->twins, k->ntwins) = (struct twin){ c->k, c->at,
		by_id ? "id" : "name", k->query != NULL && c->k->query != NULL &&
		!str_equal(k->query, c->k->query), false,
		most_evidence(k, c->k, by_id) };
}

/* A name that several have says nothing. */
static void
report_several(struct input *i, const struct control *k, const char *name,
    const struct candidate **v, size_t n)
{
	char more[40] = "";

	if (!k->counts)
		return;
	if (n > 2)
		snprintf(more, sizeof(more), ", and %zu more", n - 2);
	findings_add(&i->findings, k->path, k->line, "ambiguous-twin",
	    "\"%.*s\" is the name of several rules, so that it is joined to "
	    "none: %s: %s, and %s: %s%s", str_fit(name, 200), name,
	    v[0]->at->source->id, v[0]->k->id != NULL ? v[0]->k->id
	    : v[0]->k->path, v[1]->at->source->id, v[1]->k->id != NULL
	    ? v[1]->k->id : v[1]->k->path, more);
}

/* Finds the twins of one control of the input at own. */
static void
find_twins(struct pairing *p, size_t own, struct control *k)
{
	struct input *i = &p->in->v[own];
	const struct candidate **v;
	size_t c, t, n = 0;

	for (c = 0; c < k->twin_ids.n; c++) {
		v = find_called(p, &p->ids, k->twin_ids.v[c], own, &n);
		for (t = 0; t < n; t++)
			add_twin(i, k, v[t], true);
		free(v);
	}
	n = k->ntwins;
	for (c = 0; n == 0 && c < k->twin_names.n; c++) {
		v = find_called(p, &p->names, k->twin_names.v[c], own, &n);
		if (n == 1)
			add_twin(i, k, v[0], false);
		else if (n > 1)
			report_several(i, k, k->twin_names.v[c], v, n);
		free(v);
	}
}

static bool
names_technique(const struct control *k)
{
	size_t i;

	for (i = 0; i < k->ntags; i++)
		if (k->tags[i].formed)
			return true;
	return false;
}

/* Adds the twins' tags to a control that names no technique. */
static void
inherit_twin_tags(struct pairing *p, struct input *i, struct control *k)
{
	struct findings said = { .mem = &i->mem }; /* of the twins' sources */
	const struct tag *from, *before = k->tags;
	size_t t, n, nbefore = k->ntags;

	k->tags = NULL;
	k->ntags = 0;
	for (n = 0; n < nbefore; n++)
		*ARENA_ADD(&i->mem, k->tags, k->ntags) = before[n];
	for (t = 0; t < k->ntwins; t++) {
		for (n = 0; n < k->twins[t].control->ntags; n++) {
			from = &k->twins[t].control->tags[n];
			if (!from->formed)
				continue;
			k->twins[t].techniques = true;
			if (control_find_tag(k, from->id) == NULL)
				*ARENA_ADD(&i->mem, k->tags, k->ntags) =
				    (struct tag){ .id = from->id,
				    .formed = true, .line = k->line,
				    .known = from->known };
		}
	}
	resolve_control(&p->domains[i->domain], p->in->config, k, &said);
	free(said.v);
}

/* What a control has of its twins, but for what is of tests. */
static void
inherit_twins(struct pairing *p, struct input *i, struct control *k)
{
	enum evidence most, level;
	size_t t;

	if (k->ntwins == 0 || !k->counts)
		return;
	/* The copy of a copy has what that has; no way leads back to it. */
	for (t = 0; t < k->ntwins; t++)
		inherit_twins(p, &p->in->v[k->twins[t].at - p->in->v],
		    k->twins[t].control);
	if (!names_technique(k))
		inherit_twin_tags(p, i, k);
	for (t = 0; t < k->ntwins; t++) {
		most = k->twins[t].most > E2 ? E2 : E1;
		level = k->twins[t].control->evidence;
		if (level > most)
			level = most;
		if (level > k->evidence)
			k->evidence = level;
	}
}

void
twins_find(struct inputs *in, const struct stix *domains)
{
	struct pairing p = { .in = in, .domains = domains };
	struct control *k;
	size_t i, n;

	p.of = mem_array(in->n * in->n, sizeof(*p.of));
	for (i = 0; i < in->n; i++)
		list_origins(&p, i);
	list_candidates(&p);
	for (i = 0; p.n > 0 && i < in->n; i++)
		for (n = 0; n < in->v[i].ncontrols; n++)
			find_twins(&p, i, &in->v[i].controls[n]);
	for (i = 0; p.n > 0 && i < in->n; i++)
		for (n = 0; n < in->v[i].ncontrols; n++) {
			k = &in->v[i].controls[n];
			inherit_twins(&p, &in->v[i], k);
		}
	free(p.v);
	free(p.ids.v);
	free(p.names.v);
	free(p.of);
	arena_free(&p.mem);
}

void
twins_exclude(struct inputs *in)
{
	struct control **twins = NULL, *k;
	struct input *i;
	size_t n = 0, c, t;

	/* One may have a twin, and be another's. */
	for (i = in->v; i != LIST_END(in->v, in->n); i++)
		for (c = 0; c < i->ncontrols; c++) {
			k = &i->controls[c];
			for (t = 0; k->counts && t < k->ntwins; t++)
				*LIST_ADD(twins, n) = k->twins[t].control;
		}
	for (c = 0; c < n; c++)
		if (twins[c]->counts)
			whose_exclude(twins[c], WHOSE_TWIN);
	free(twins);
}
