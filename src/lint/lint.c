/* The ids in one's own rules, checked against ATT&CK. */
#include "lint/lint.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "base/pool.h"
#include "lint_calls.h"
#include "lint_document.h"
#include "lint_report.h"
#include "map/bundles.h"

enum { SHOWN = 100 }; /* bytes of an id or a title in a message */

/* All of one run. */
struct run {
	struct linting l;
	struct lint_files files;
	struct lock lock;
	struct locked held;
	struct bundle bundles[DOMAINS];
	struct stix stix[DOMAINS], newer[DOMAINS];
	struct lint_document *docs;
	size_t n;
	struct arena *kept, *scratch; /* one a worker */
	int workers;
	struct arena mem;
};

static int
read_attack(struct run *r, const struct config *c,
    const struct lint_options *o)
{
	size_t i;

	r->held = (struct locked){ .cache = o->cache, .lock_path = o->lock,
		.lock = &r->lock, .advice = "sextant fetch attack",
		.loose = true, .mem = &r->mem };
	if (lock_read(o->lock, &r->lock) == -1 ||
	    bundles_find(c, &r->held, true, r->bundles) == -1)
		return -1;
	for (i = 0; i < c->nattacks; i++) {
		if (bundle_read(&r->bundles[i], o->jobs, &r->stix[i]) == -1)
			return -1;
		r->stix[i].peers = r->stix;
		r->stix[i].npeers = c->nattacks;
	}
	return 0;
}

static int
read_document(void *ctx, size_t i, int worker)
{
	struct run *r = ctx;

	return lint_document(&r->l, &r->kept[worker], &r->scratch[worker],
	    &r->docs[i]);
}

static int
read_documents(struct run *r, const struct lint_options *o)
{
	size_t i;

	r->n = r->files.n;
	r->docs = mem_array(r->n, sizeof(*r->docs));
	for (i = 0; i < r->n; i++)
		r->docs[i].file = &r->files.v[i];
	r->workers = pool_jobs(o->jobs);
	r->kept = mem_array((size_t)r->workers, sizeof(*r->kept));
	r->scratch = mem_array((size_t)r->workers, sizeof(*r->scratch));
	return pool_run(o->jobs, r->n, read_document, r);
}

/* The newer bundle in which the id stands, where no domain has it yet; or
 * NULL. */
static const struct stix *
newer_of(const struct run *r, const char *id)
{
	size_t i;

	for (i = 0; i < r->l.config->nattacks; i++)
		if (stix_find(&r->stix[i], id) != NULL)
			return NULL;
	for (i = 0; i < r->l.config->nattacks; i++)
		if (r->stix[i].newer != NULL &&
		    stix_find(r->stix[i].newer, id) != NULL)
			return r->stix[i].newer;
	return NULL;
}

/* Unknown ids that a newer version has are problems of another rule. */
static void
mark_newer(struct run *r, struct problems *all)
{
	const struct stix *newer;
	struct problem *p;
	size_t i;

	for (i = 0; i < all->n; i++) {
		p = &all->v[i];
		newer = p->rule != LINT_UNKNOWN_ID ? NULL
		    : newer_of(r, p->technique);
		if (newer == NULL)
			continue;
		p->message = arena_printf(&r->mem, "%s is of ATT&CK %s, which "
		    "is newer", p->technique, newer->version);
		p->rule = LINT_NEWER_ID;
		if (p->level > lint_rules[LINT_NEWER_ID].level)
			p->level = lint_rules[LINT_NEWER_ID].level;
	}
}

/* Reads the bundles ahead, only if there are ids that nothing else explains. */
static int
look_for_newer(struct run *r, int jobs)
{
	bool unknown = false;
	size_t i, k;

	for (i = 0; i < r->n && !unknown; i++)
		for (k = 0; k < r->docs[i].problems.n && !unknown; k++)
			unknown = r->docs[i].problems.v[k].rule ==
			    LINT_UNKNOWN_ID;
	for (i = 0; unknown && i < r->l.config->nattacks; i++)
		if (ahead_read(&r->bundles[i], jobs, &r->newer[i],
		    &r->stix[i]) == -1)
			return -1;
	for (i = 0; unknown && i < r->n; i++)
		mark_newer(r, &r->docs[i].problems);
	return 0;
}

/* A control, and the document that it is in. */
struct twin {
	const struct lint_control *c;
	size_t doc;
};

static int
compare_twins(const void *a, const void *b)
{
	const struct twin *x = a, *y = b;
	int order = strcasecmp(x->c->id, y->c->id);

	if (order == 0 && x->c->source != y->c->source)
		order = strcmp(x->c->source->id, y->c->source->id);
	if (order == 0 && x->doc != y->doc)
		order = x->doc < y->doc ? -1 : 1;
	return order != 0 ? order : x->c->line - y->c->line;
}

static void
add_twin(struct run *r, const struct twin *t, const struct twin *other)
{
	const struct lint_control *c = t->c;
	struct problem *p = problems_add(&r->docs[t->doc].problems,
	    LINT_DUPLICATE_CONTROL, "%.*s is the id of %.*s too: %s:%d",
	    str_fit(c->id, SHOWN), c->id, str_fit(other->c->title, SHOWN),
	    other->c->title, other->c->path, other->c->line);

	p->path = c->path;
	p->line = c->line;
	p->column = c->column;
	p->title = c->title;
	p->control = c->id;
	p->other = other->c->path;
	if (c->past || other->c->past)
		p->level = LINT_NOTE;
}

static void
add_twins(struct run *r)
{
	struct twin *v;
	size_t i, k, end, n = 0;

	for (i = 0; i < r->n; i++)
		n += r->docs[i].ncontrols;
	v = mem_array(n, sizeof(*v));
	for (n = 0, i = 0; i < r->n; i++)
		for (k = 0; k < r->docs[i].ncontrols; k++)
			if (r->docs[i].controls[k].id != NULL)
				v[n++] = (struct twin){ &r->docs[i].controls[k], i };
	if (n > 0)
		qsort(v, n, sizeof(*v), compare_twins);
	for (i = 0; i < n; i = end) {
		for (end = i + 1; end < n && v[end].c->source ==
		    v[i].c->source && strcasecmp(v[end].c->id, v[i].c->id) == 0;)
			end++;
		if (end == i + 1 || v[i].c->source->unite)
			continue;
		add_twin(r, &v[i], &v[i + 1]);
		for (k = i + 1; k < end; k++)
			add_twin(r, &v[k], &v[i]);
	}
	free(v);
}

/* It is an error if there was nothing to check. Returns 0, or -1 after
 * reporting the error. */
static int
refuse_nothing(const struct run *r)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (r->docs[i].nrules > 0 || r->docs[i].problems.n > 0)
			return 0;
	log_error(r->n == 0 ? "no file found that might have a rule"
	    : "no rule found in %zu file%s that might have one", r->n,
	    r->n == 1 ? "" : "s");
	return -1;
}

static void
run_free(struct run *r)
{
	size_t i;
	int w;

	for (i = 0; i < r->n; i++)
		lint_document_free(&r->docs[i]);
	free(r->docs);
	for (w = 0; w < r->workers; w++) {
		arena_free(&r->kept[w]);
		arena_free(&r->scratch[w]);
	}
	free(r->kept);
	free(r->scratch);
	for (i = 0; i < DOMAINS; i++) {
		stix_free(&r->stix[i]);
		stix_free(&r->newer[i]);
	}
	bundles_free(r->bundles);
	lint_files_free(&r->files);
	lock_free(&r->lock);
	arena_free(&r->mem);
}

int
lint_run(const struct config *c, const struct lint_options *o, cJSON **report)
{
	struct run r = { 0 };
	size_t i;
	int rc = -1;

	*report = NULL;
	r.l = (struct linting){ c, o, &r.files, r.stix };
	if (lint_files_list(c, o, &r.files) == -1 ||
	    read_attack(&r, c, o) == -1 || read_documents(&r, o) == -1 ||
	    look_for_newer(&r, o->jobs) == -1 || refuse_nothing(&r) == -1)
		goto out;
	add_twins(&r);
	lint_calls(r.docs, r.n);
	for (i = 0; o->diff != NULL && i < r.n; i++)
		if (r.docs[i].rewritten)
			edit_diff(r.docs[i].file->path, &r.docs[i].was,
			    &r.docs[i].is, o->diff);
	*report = lint_report(&r.l, r.docs, r.n);
	rc = 0;
out:
	run_free(&r);
	return rc;
}
