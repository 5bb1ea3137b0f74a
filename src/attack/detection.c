/* How MITRE would detect a technique: strategies, analytics, data sources. */
#include "detection.h"

#include <stdlib.h>
#include <string.h>

/* What is joined here, by STIX ids. */
struct joints {
	struct stix_ids strategies, analytics, components, sources;
};

static int
compare_ids(const char *id, const char *stix, const char *other_id,
    const char *other_stix)
{
	int order = strcmp(id != NULL ? id : "",
	    other_id != NULL ? other_id : "");

	return order != 0 ? order : strcmp(stix, other_stix);
}

static int
compare_strategies(const void *a, const void *b)
{
	const struct stix_strategy *x = a, *y = b;

	return compare_ids(x->id, x->stix, y->id, y->stix);
}

static int
compare_analytics(const void *a, const void *b)
{
	const struct stix_analytic *x = a, *y = b;

	return compare_ids(x->id, x->stix, y->id, y->stix);
}

static int
compare_components(const void *a, const void *b)
{
	const struct stix_component *x = a, *y = b;

	return compare_ids(x->id, x->stix, y->id, y->stix);
}

static int
compare_pairs(const void *a, const void *b)
{
	const struct stix_pair *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to < y->to ? -1 : x->to > y->to;
}

void
detection_sort(struct stix *s, const struct object *objects, size_t n)
{
	size_t i;

	s->strategies = mem_array(n, sizeof(*s->strategies));
	s->analytics = mem_array(n, sizeof(*s->analytics));
	s->components = mem_array(n, sizeof(*s->components));
	s->data_sources = mem_array(n, sizeof(*s->data_sources));
	s->detects = mem_array(n, sizeof(*s->detects));
	for (i = 0; i < n; i++) {
		const struct object *o = &objects[i];

		if (o->type == OBJECT_STRATEGY)
			s->strategies[s->nstrategies++] = o->strategy;
		else if (o->type == OBJECT_ANALYTIC)
			s->analytics[s->nanalytics++] = o->analytic;
		else if (o->type == OBJECT_COMPONENT)
			s->components[s->ncomponents++] = o->component;
		else if (o->type == OBJECT_DATA_SOURCE)
			s->data_sources[s->ndata_sources++] = o->component;
	}
	qsort(s->strategies, s->nstrategies, sizeof(*s->strategies),
	    compare_strategies);
	qsort(s->analytics, s->nanalytics, sizeof(*s->analytics),
	    compare_analytics);
	qsort(s->components, s->ncomponents, sizeof(*s->components),
	    compare_components);
}

/* "Process: Process Creation", as techniques of old say it themselves. */
static char *
source_name(struct stix *s, const struct joints *j,
    const struct stix_component *c)
{
	size_t at = c->source == NULL ? 0 : stix_ids_find(&j->sources, c->source);

	if (at == 0)
		return arena_strdup(s->mems, c->name);
	return arena_printf(s->mems, "%s: %s", s->data_sources[at - 1].name,
	    c->name);
}

static void
add_data_source(struct stix *s, struct stix_technique *t, char *name)
{
	char **v;

	if (strs_has(&t->data_sources, name))
		return;
	v = arena_alloc(s->mems, (t->data_sources.n + 1) * sizeof(*v));
	if (t->data_sources.n > 0)
		memcpy(v, t->data_sources.v, t->data_sources.n * sizeof(*v));
	v[t->data_sources.n] = name;
	t->data_sources.v = v;
	t->data_sources.n++;
}

static void
join_detection(struct stix *s, const struct joints *j,
    const struct stix_ids *techniques, const struct object_relation *r)
{
	size_t to = stix_ids_find(techniques, r->to), from;

	if (to == 0)
		return;
	from = stix_ids_find(&j->strategies, r->from);
	if (from != 0) {
		s->detects[s->ndetects].from = from - 1;
		s->detects[s->ndetects++].to = to - 1;
		return;
	}
	from = stix_ids_find(&j->components, r->from);
	if (from != 0)
		add_data_source(s, &s->techniques[to - 1],
		    source_name(s, j, &s->components[from - 1]));
}

/* Sorted, each once. */
static void
settle_data_sources(struct strs *l)
{
	size_t i, n = 0;

	if (l->n > 0)
		strs_sort(l);
	for (i = 0; i < l->n; i++)
		if (n == 0 || strcmp(l->v[n - 1], l->v[i]) != 0)
			l->v[n++] = l->v[i];
	l->n = n;
}

/* What strategies and analytics refer to; what is not there is left out. */
static void
follow_refs(struct stix *s, const struct joints *j)
{
	struct stix_strategy *y;
	struct stix_analytic *a;
	size_t i, k, at;

	for (i = 0; i < s->nstrategies; i++) {
		y = &s->strategies[i];
		y->analytics = arena_alloc(s->mems,
		    (y->refs.n + 1) * sizeof(*y->analytics));
		for (k = 0; k < y->refs.n; k++) {
			at = stix_ids_find(&j->analytics, y->refs.v[k]);
			if (at != 0)
				y->analytics[y->nanalytics++] = at - 1;
		}
	}
	for (i = 0; i < s->nanalytics; i++) {
		a = &s->analytics[i];
		for (k = 0; k < a->nlogs; k++)
			if (a->logs[k].ref != NULL)
				a->logs[k].component = stix_ids_find(
				    &j->components, a->logs[k].ref);
	}
}

void
detection_link(struct stix *s, const struct stix_ids *techniques,
    const struct object *objects, size_t n)
{
	struct joints j = { 0 };
	size_t i;

	stix_ids_list(&j.strategies, s->strategies, s->nstrategies,
	    sizeof(*s->strategies), offsetof(struct stix_strategy, stix));
	stix_ids_list(&j.analytics, s->analytics, s->nanalytics,
	    sizeof(*s->analytics), offsetof(struct stix_analytic, stix));
	stix_ids_list(&j.components, s->components, s->ncomponents,
	    sizeof(*s->components), offsetof(struct stix_component, stix));
	stix_ids_list(&j.sources, s->data_sources, s->ndata_sources,
	    sizeof(*s->data_sources), offsetof(struct stix_component, stix));
	for (i = 0; i < n; i++)
		if (objects[i].type == OBJECT_RELATION &&
		    strcmp(objects[i].relation.type, "detects") == 0)
			join_detection(s, &j, techniques, &objects[i].relation);
	qsort(s->detects, s->ndetects, sizeof(*s->detects), compare_pairs);
	for (i = 0; i < s->ntechniques; i++)
		settle_data_sources(&s->techniques[i].data_sources);
	follow_refs(s, &j);
	free(j.strategies.v);
	free(j.analytics.v);
	free(j.components.v);
	free(j.sources.v);
}

void
detection_free(struct stix *s)
{
	free(s->strategies);
	free(s->analytics);
	free(s->components);
	free(s->data_sources);
	free(s->detects);
}
