/* Problems of correlations, whose rules may stand in any document. */
#include "lint_calls.h"

#include <stdlib.h>
#include <string.h>

#include "controls/called.h"

enum { SHOWN = 100 }; /* bytes of a name in a message */

/* The controls of one source, from all documents. */
struct gathered {
	struct caller *rules;
	struct place {
		const struct lint_control *c;
		struct lint_document *d; /* that it stands in */
	} *v;
	size_t n;
};

static void
gather(struct lint_document *docs, size_t n, const struct source *source,
    struct gathered *g)
{
	const struct lint_control *c;
	struct lint_document *d;
	size_t k;

	*g = (struct gathered){ 0 };
	for (d = docs; d != LIST_END(docs, n); d++)
		g->n += d->source == source ? d->ncontrols : 0;
	g->rules = mem_array(g->n, sizeof(*g->rules));
	g->v = mem_array(g->n, sizeof(*g->v));
	for (g->n = 0, d = docs; d != LIST_END(docs, n); d++) {
		for (k = 0; d->source == source && k < d->ncontrols; k++) {
			c = &d->controls[k];
			g->v[g->n] = (struct place){ c, d };
			g->rules[g->n++] = (struct caller){ c->id, c->name,
				d->file->path, c->starts, c->calls, c->ncalls,
				c->active };
		}
	}
}

static enum lint_rule
rule_of(const char *what)
{
	return strcmp(what, "unknown-rule") == 0 ? LINT_UNKNOWN_RULE
	    : strcmp(what, "ambiguous-rule") == 0 ? LINT_AMBIGUOUS_RULE
	    : LINT_CIRCULAR_RULE;
}

/* Adds what is wrong with a call. */
static void
add_problem(const struct gathered *g, const struct call *call,
    const char *what, const char *why, struct arena *mem)
{
	const struct lint_control *c = g->v[call->from].c;
	struct lint_document *d = g->v[call->from].d;
	const struct rule_name *name = &c->calls[call->place];
	enum lint_rule rule = rule_of(what);
	struct problem *p = lint_document_add(d, mem, c, rule, arena_printf(mem,
	    "%.*s: %s", str_fit(name->text, SHOWN), name->text, why));

	p->line = name->line;
	p->column = c->columns[call->place];
	/* A file that was asked for by itself may call a rule of another. */
	if (c->past || (rule == LINT_UNKNOWN_RULE && d->file->alone))
		p->level = LINT_NOTE;
}

/* Removes the problems of a lint rule that were found in a control. */
static void
drop(const struct gathered *g, size_t control, enum lint_rule rule)
{
	struct lint_document *d = g->v[control].d;
	struct problem *all = d->problems;
	unsigned i, n = 0;

	for (i = 0; i < d->nproblems; i++)
		if (all[i].rule != rule ||
		    all[i].line != g->v[control].c->starts)
			all[n++] = all[i];
	d->nproblems = n;
}

static bool
is_made_of(const struct call *c)
{
	return c->how == CALLED_ONE || c->how == CALLED_SEVERAL;
}

/* A correlation has the ids of its rules, and a rule that alerts only by a
 * correlation needs none. */
static void
take_back(const struct gathered *g, const struct calls *calls)
{
	enum { SILENT = 1, ALERTS = 2, HAS_IDS = 4 };
	unsigned char *is = mem_array(g->n, sizeof(*is));
	const struct lint_control *from;
	const struct call *c, *end = LIST_END(calls->v, calls->n);
	size_t i, k;

	for (i = 0; i < g->n; i++)
		is[i] = g->v[i].c->nids > 0 ? HAS_IDS : 0;
	for (i = 0; i < g->n; i++) {
		k = calls->order[i];
		for (c = calls->v + calls->first[k]; c < end && c->from == k;
		    c++)
			if (is_made_of(c))
				is[k] |= is[c->to] & HAS_IDS;
	}
	for (c = calls->v; c < end; c++) {
		from = g->v[c->from].c;
		if (is_made_of(c) && from->active)
			is[c->to] |= from->generates ? ALERTS : SILENT;
	}
	for (i = 0; i < g->n; i++) {
		if ((is[i] & HAS_IDS) != 0 || (is[i] & (SILENT | ALERTS)) ==
		    SILENT)
			drop(g, i, LINT_NO_TECHNIQUE);
		if ((is[i] & (SILENT | ALERTS)) == SILENT)
			drop(g, i, LINT_CATCH_ALL);
	}
	free(is);
}

static void
judge_calls(struct lint_document *docs, size_t n, const struct source *source,
    struct arena *mem)
{
	struct calls calls = { 0 };
	struct gathered g;
	const char *what, *why;
	size_t i, many;

	gather(docs, n, source, &g);
	calls_find(g.rules, g.n, &calls);
	for (i = 0; i < calls.n; i += many) {
		why = calls_why(&calls, i, g.rules, mem, &what, &many);
		if (why != NULL)
			add_problem(&g, &calls.v[i], what, why, mem);
	}
	take_back(&g, &calls);
	calls_free(&calls);
	free(g.rules);
	free(g.v);
}

static bool
calls_any(const struct lint_document *d)
{
	size_t i;

	for (i = 0; i < d->ncontrols; i++)
		if (d->controls[i].ncalls > 0)
			return true;
	return false;
}

void
lint_calls(struct lint_document *docs, size_t n, struct arena *mem)
{
	const struct source **seen = mem_array(n, sizeof(*seen));
	size_t i, k, nseen = 0;

	for (i = 0; i < n; i++) {
		if (!calls_any(&docs[i]))
			continue;
		for (k = 0; k < nseen; k++)
			if (seen[k] == docs[i].source)
				break;
		if (k < nseen)
			continue;
		seen[nseen++] = docs[i].source;
		judge_calls(docs, n, docs[i].source, mem);
	}
	free(seen);
}
