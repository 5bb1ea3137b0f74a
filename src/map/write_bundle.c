/* Writes what a bundle says beyond techniques and tactics. */
#include "write_bundle.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "catalog/put_detection.h"
#include "controls/resolve.h"

static int
compare_numbers(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* Writes the n uses of one actor, each technique once. */
static int
write_uses(struct catalog *c, const struct config *config,
    const struct stix *s, const struct stix_pair *uses, size_t n)
{
	size_t *ends = mem_array(n, sizeof(*ends)), i;
	int rc = 0;

	for (i = 0; i < n; i++)
		ends[i] = resolve_place(s, config, uses[i].to + 1);
	if (n > 0)
		qsort(ends, n, sizeof(*ends), compare_numbers);
	for (i = 0; rc == 0 && i < n; i++)
		if (ends[i] != 0 && (i == 0 || ends[i] != ends[i - 1]))
			rc = catalog_put_use(c,
			    s->first.actor + (long long)uses->from + 1,
			    s->first.technique + (long long)ends[i]);
	free(ends);
	return rc;
}

static int
write_links(struct catalog *c, const struct stix *s)
{
	const struct stix_link *l, *before = NULL;

	for (l = s->links; l != LIST_END(s->links, s->nlinks); before = l++) {
		if (before != NULL && before->from == l->from &&
		    before->to == l->to && str_equal(before->kind, l->kind))
			continue;
		if (catalog_put_actor_link(c,
		    s->first.actor + (long long)l->from + 1, l->kind,
		    s->first.actor + (long long)l->to + 1) == -1)
			return -1;
	}
	return 0;
}

static int
write_formers(struct catalog *c, const struct stix_actor *a, long long pk)
{
	size_t i;

	for (i = 0; i < a->nformers; i++)
		if (catalog_put_former(c, pk, (int)i, a->formers[i].id,
		    a->formers[i].name) == -1)
			return -1;
	return 0;
}

int
write_actors(struct catalog *c, const struct config *config,
    const struct stix *s)
{
	struct catalog_actor row = { 0 };
	const struct stix_actor *a;
	size_t i, n, use = 0;

	for (i = 0; i < s->nactors; i++) {
		a = &s->actors[i];
		row.pk = s->first.actor + (long long)i + 1;
		row.domain = s->domain;
		row.id = a->id;
		row.kind = a->kind;
		row.name = a->name;
		row.description = a->description;
		row.url = a->url;
		row.aliases = &a->aliases;
		for (n = 0; use + n < s->nuses && s->uses[use + n].from == i;)
			n++;
		if (catalog_put_actor(c, &row) == -1 ||
		    write_formers(c, a, row.pk) == -1 ||
		    write_uses(c, config, s, s->uses + use, n) == -1)
			return -1;
		use += n;
	}
	return write_links(c, s);
}

static int
write_strategies(struct catalog *c, const struct stix *s)
{
	struct catalog_strategy row = { 0 };
	const struct stix_strategy *y;
	size_t i, k;

	for (i = 0; i < s->nstrategies; i++) {
		y = &s->strategies[i];
		row.pk = s->first.strategy + (long long)i + 1;
		row.domain = s->domain;
		row.id = y->id;
		row.name = y->name;
		row.url = y->url;
		if (catalog_put_strategy(c, &row) == -1)
			return -1;
		for (k = 0; k < y->nanalytics; k++)
			if (catalog_put_strategy_analytic(c, row.pk,
			    (long long)k, s->first.analytic +
			    (long long)y->analytics[k] + 1) == -1)
				return -1;
	}
	return 0;
}

/* Writes what an analytic reads, and what is to be tuned in it. */
static int
write_parts(struct catalog *c, const struct logs *logs,
    const struct stix *s, const struct stix_analytic *a, long long pk)
{
	const struct stix_log *l;
	size_t k;

	for (k = 0; k < a->nlogs; k++) {
		l = &a->logs[k];
		if (catalog_put_log_source(c, pk, (long long)k,
		    l->component == 0 ? 0
		    : s->first.component + (long long)l->component, l->name,
		    l->channel, logs_source_collected(logs, l->name, l->channel,
		    &a->platforms)) == -1)
			return -1;
	}
	for (k = 0; k < a->nmutables; k++)
		if (catalog_put_mutable(c, pk, (long long)k,
		    a->mutables[k].field, a->mutables[k].description) == -1)
			return -1;
	return 0;
}

static int
write_analytics(struct catalog *c, const struct logs *logs,
    const struct stix *s)
{
	struct catalog_analytic row = { 0 };
	const struct stix_analytic *a;
	size_t i;

	for (i = 0; i < s->nanalytics; i++) {
		a = &s->analytics[i];
		row.pk = s->first.analytic + (long long)i + 1;
		row.domain = s->domain;
		row.id = a->id;
		row.name = a->name;
		row.description = a->description;
		row.url = a->url;
		row.platforms = &a->platforms;
		if (catalog_put_analytic(c, &row) == -1 ||
		    write_parts(c, logs, s, a, row.pk) == -1)
			return -1;
	}
	return 0;
}

/* A strategy may name both a revoked technique and its successor. */
static int
write_detects(struct catalog *c, const struct config *config,
    const struct stix *s)
{
	size_t i, end;

	for (i = 0; i < s->ndetects; i++) {
		end = resolve_place(s, config, s->detects[i].to + 1);
		if (end != 0 && catalog_put_detects(c, s->first.strategy +
		    (long long)s->detects[i].from + 1,
		    s->first.technique + (long long)end) == -1)
			return -1;
	}
	return 0;
}

static int
write_components(struct catalog *c, const struct stix *s)
{
	struct catalog_component row = { 0 };
	const struct stix_component *k;
	size_t i;

	for (i = 0; i < s->ncomponents; i++) {
		k = &s->components[i];
		row.pk = s->first.component + (long long)i + 1;
		row.domain = s->domain;
		row.id = k->id;
		row.name = k->name;
		row.description = k->description;
		row.url = k->url;
		if (catalog_put_component(c, &row) == -1)
			return -1;
	}
	return 0;
}

int
write_detection(struct catalog *c, const struct config *config,
    const struct logs *logs, const struct stix *s)
{
	if (write_components(c, s) == -1)
		return -1;
	if (write_strategies(c, s) == -1 || write_analytics(c, logs, s) == -1)
		return -1;
	return write_detects(c, config, s);
}
