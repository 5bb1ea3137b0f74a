/* How MITRE would detect a technique: strategies, analytics, data sources. */
#include "detection.h"

#include <stdlib.h>
#include <string.h>

/* The places of what is joined, by STIX ids. */
struct places {
	struct lookup strategies, analytics, components, sources;
};

/* "Process: Process Creation", as older techniques say it themselves. */
static void
add_data_source(struct stix *s, const struct places *p, struct strs *to,
    const struct stix_component *c)
{
	size_t at = c->source == NULL ? 0 : lookup_first(&p->sources, c->source);
	char *name = at == 0 ? arena_strdup(s->mems, c->name)
	    : arena_printf(s->mems, "%s: %s", s->data_sources[at - 1].name,
	    c->name);

	if (!strs_has(to, name))
		*ARENA_ADD(s->mems, to->v, to->n) = name;
}

static void
join_detection(struct stix *s, const struct places *p,
    const struct lookup *techniques, const struct object_relation *r)
{
	size_t to = lookup_first(techniques, r->to), from;

	if (to == 0)
		return;
	from = lookup_first(&p->strategies, r->from);
	if (from != 0) {
		s->detects[s->ndetects++] =
		    (struct stix_pair){ from - 1, to - 1 };
		return;
	}
	from = lookup_first(&p->components, r->from);
	if (from != 0)
		add_data_source(s, p, &s->techniques[to - 1].data_sources,
		    &s->components[from - 1]);
}

/* Sorted, each once. */
static void
sort_data_sources(struct strs *l)
{
	size_t i, n = 0;

	if (l->n > 0)
		strs_sort(l);
	for (i = 0; i < l->n; i++)
		if (n == 0 || strcmp(l->v[n - 1], l->v[i]) != 0)
			l->v[n++] = l->v[i];
	l->n = n;
}

/* Resolves what strategies and analytics refer to, and skips what is
 * missing. */
static void
follow_refs(struct stix *s, const struct places *p)
{
	struct stix_strategy *y;
	struct stix_analytic *a;
	size_t i, k, at;

	for (i = 0; i < s->nstrategies; i++) {
		y = &s->strategies[i];
		y->analytics = arena_alloc(s->mems,
		    (y->refs.n + 1) * sizeof(*y->analytics));
		for (k = 0; k < y->refs.n; k++) {
			at = lookup_first(&p->analytics, y->refs.v[k]);
			if (at != 0)
				y->analytics[y->nanalytics++] = at - 1;
		}
	}
	for (i = 0; i < s->nanalytics; i++) {
		a = &s->analytics[i];
		for (k = 0; k < a->nlogs; k++)
			if (a->logs[k].ref != NULL)
				a->logs[k].component = lookup_first(
				    &p->components, a->logs[k].ref);
	}
}

void
detection_link(struct stix *s, const struct lookup *techniques,
    const struct object *objects, size_t n)
{
	struct places p = { 0 };
	size_t i;

	lookup_list(&p.strategies, s->strategies, s->nstrategies,
	    sizeof(*s->strategies), offsetof(struct stix_strategy, stix));
	lookup_list(&p.analytics, s->analytics, s->nanalytics,
	    sizeof(*s->analytics), offsetof(struct stix_analytic, stix));
	lookup_list(&p.components, s->components, s->ncomponents,
	    sizeof(*s->components), offsetof(struct stix_component, stix));
	lookup_list(&p.sources, s->data_sources, s->ndata_sources,
	    sizeof(*s->data_sources), offsetof(struct stix_component, stix));
	for (i = 0; i < n; i++)
		if (objects[i].type == OBJECT_RELATION &&
		    strcmp(objects[i].relation.type, "detects") == 0)
			join_detection(s, &p, techniques, &objects[i].relation);
	for (i = 0; i < s->ntechniques; i++)
		sort_data_sources(&s->techniques[i].data_sources);
	follow_refs(s, &p);
	free(p.strategies.v);
	free(p.analytics.v);
	free(p.components.v);
	free(p.sources.v);
}
