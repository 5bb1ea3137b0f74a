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

struct lint_found {
	struct linting l;
	struct lint_files files;
	struct lint_document *docs;
	size_t n;
	struct lint_worker *workers;
	int nworkers;
	struct arena mem; /* of what is found when all documents are read */
	size_t doc, at;   /* the next result: of this document, this problem */
};

/* What only the run needs. */
struct run {
	struct lint_found *f;
	struct lock lock;
	struct locked held;
	struct bundle bundles[DOMAINS];
	struct stix stix[DOMAINS], newer[DOMAINS];
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
	struct lint_found *f = ctx;

	return lint_document(&f->l, &f->workers[worker], &f->docs[i]);
}

static int
read_documents(struct lint_found *f, const struct lint_options *o)
{
	size_t i;

	f->n = f->files.n;
	f->docs = mem_array(f->n, sizeof(*f->docs));
	for (i = 0; i < f->n; i++)
		f->docs[i].file = &f->files.v[i];
	f->nworkers = pool_jobs(o->jobs);
	f->workers = mem_array((size_t)f->nworkers, sizeof(*f->workers));
	return pool_run(o->jobs, f->n, read_document, f);
}

/* The newer bundle in which the id stands, where no domain has it yet; or
 * NULL. */
static const struct stix *
newer_of(const struct run *r, const char *id)
{
	size_t i;

	for (i = 0; i < r->f->l.config->nattacks; i++)
		if (stix_find(&r->stix[i], id) != NULL)
			return NULL;
	for (i = 0; i < r->f->l.config->nattacks; i++)
		if (r->stix[i].newer != NULL &&
		    stix_find(r->stix[i].newer, id) != NULL)
			return r->stix[i].newer;
	return NULL;
}

static bool
is_unknown(const struct problem *p)
{
	return p->rule == LINT_UNKNOWN_ID && !p->fixed;
}

/* Unknown ids that a newer version has are problems of another rule. */
static void
mark_newer(struct run *r, struct lint_document *d)
{
	const struct stix *newer;
	struct problem *p = d->problems;

	for (; p != LIST_END(d->problems, d->nproblems); p++) {
		newer = is_unknown(p) ? newer_of(r, p->technique) : NULL;
		if (newer == NULL)
			continue;
		p->message = arena_printf(&r->f->mem, "%s is of ATT&CK %s, "
		    "which is newer", p->technique, newer->version);
		p->rule = LINT_NEWER_ID;
		if (p->level > lint_rules[LINT_NEWER_ID].level)
			p->level = (unsigned char)lint_rules[LINT_NEWER_ID].level;
	}
}

/* Reads the bundles ahead, only if there are ids that nothing else explains. */
static int
look_for_newer(struct run *r, int jobs)
{
	const struct lint_document *d;
	bool unknown = false;
	size_t i, k;

	for (i = 0; i < r->f->n && !unknown; i++) {
		d = &r->f->docs[i];
		for (k = 0; k < d->nproblems && !unknown; k++)
			unknown = is_unknown(&d->problems[k]);
	}
	for (i = 0; unknown && i < r->f->l.config->nattacks; i++)
		if (ahead_read(&r->bundles[i], jobs, &r->newer[i],
		    &r->stix[i]) == -1)
			return -1;
	for (i = 0; unknown && i < r->f->n; i++)
		mark_newer(r, &r->f->docs[i]);
	return 0;
}

/* A control with an id, and the document that it is in. */
struct twin {
	const struct lint_control *c;
	struct lint_document *d;
};

static int
compare_twins(const void *a, const void *b)
{
	const struct twin *x = a, *y = b;
	int order = strcasecmp(x->c->id, y->c->id);

	if (order == 0 && x->d->source != y->d->source)
		order = strcmp(x->d->source->id, y->d->source->id);
	if (order == 0 && x->d != y->d)
		order = x->d < y->d ? -1 : 1;
	return order != 0 ? order : x->c->line - y->c->line;
}

static void
add_twin(struct lint_found *f, const struct twin *t, const struct twin *other)
{
	const struct lint_control *c = t->c;
	struct problem *p = lint_document_add(t->d, &f->mem, c,
	    LINT_DUPLICATE_CONTROL, arena_printf(&f->mem,
	    "%.*s is the id of %.*s too: %s:%d", str_fit(c->id, SHOWN), c->id,
	    str_fit(other->c->title, SHOWN), other->c->title,
	    other->d->file->path, other->c->line));

	p->line = c->line;
	p->column = c->column;
	p->other = other->d->file->path;
	if (c->past || other->c->past)
		p->level = LINT_NOTE;
}

static void
add_twins(struct lint_found *f)
{
	struct lint_document *d;
	struct twin *v;
	size_t i, k, end, n = 0;

	for (d = f->docs; d != LIST_END(f->docs, f->n); d++)
		n += d->ncontrols;
	v = mem_array(n, sizeof(*v));
	for (n = 0, d = f->docs; d != LIST_END(f->docs, f->n); d++)
		for (k = 0; k < d->ncontrols; k++)
			if (d->controls[k].id != NULL)
				v[n++] = (struct twin){ &d->controls[k], d };
	if (n > 0)
		qsort(v, n, sizeof(*v), compare_twins);
	for (i = 0; i < n; i = end) {
		for (end = i + 1; end < n && v[end].d->source ==
		    v[i].d->source && strcasecmp(v[end].c->id, v[i].c->id) == 0;)
			end++;
		if (end == i + 1 || v[i].d->source->unite)
			continue;
		add_twin(f, &v[i], &v[i + 1]);
		for (k = i + 1; k < end; k++)
			add_twin(f, &v[k], &v[i]);
	}
	free(v);
}

/* It is an error if there was nothing to check. Returns 0, or -1 after
 * reporting the error. */
static int
refuse_nothing(const struct lint_found *f)
{
	size_t i;

	for (i = 0; i < f->n; i++)
		if (f->docs[i].ncontrols > 0 || f->docs[i].nproblems > 0)
			return 0;
	log_error(f->n == 0 ? "no file found that might have a rule"
	    : "no rule found in %zu file%s that might have one", f->n,
	    f->n == 1 ? "" : "s");
	return -1;
}

static void
run_free(struct run *r)
{
	size_t i;

	for (i = 0; i < DOMAINS; i++) {
		stix_free(&r->stix[i]);
		stix_free(&r->newer[i]);
	}
	bundles_free(r->bundles);
	lock_free(&r->lock);
	arena_free(&r->mem);
}

void
lint_free(struct lint_found *f)
{
	int w;

	for (w = 0; f != NULL && w < f->nworkers; w++)
		lint_worker_free(&f->workers[w]);
	if (f == NULL)
		return;
	free(f->workers);
	free(f->docs);
	lint_files_free(&f->files);
	arena_free(&f->mem);
	free(f);
}

cJSON *
lint_next(struct lint_found *f, bool first)
{
	const struct lint_document *d;

	if (first)
		f->doc = f->at = 0;
	for (; f->doc < f->n; f->doc++, f->at = 0) {
		d = &f->docs[f->doc];
		if (f->at < d->nproblems)
			return lint_result(&f->l, d, &d->problems[f->at++]);
	}
	return NULL;
}

int
lint_run(const struct config *c, const struct lint_options *o,
    struct lint_found **found, cJSON **report)
{
	struct lint_found *f = mem_alloc(sizeof(*f));
	struct run r = { .f = f };
	size_t i;
	int rc = -1;

	f->l = (struct linting){ c, o, &f->files, r.stix };
	if (lint_files_list(c, o, &f->files) == -1 ||
	    read_attack(&r, c, o) == -1 || read_documents(f, o) == -1 ||
	    look_for_newer(&r, o->jobs) == -1 || refuse_nothing(f) == -1)
		goto out;
	add_twins(f);
	lint_calls(f->docs, f->n, &f->mem);
	for (i = 0; i < f->n; i++)
		if (f->docs[i].diff != NULL)
			buf_put(o->diff, f->docs[i].diff, f->docs[i].ndiff);
	*report = lint_report(&f->l, f->docs, f->n);
	for (i = 0; i < f->n; i++)
		lint_sort(&f->l, &f->docs[i]);
	rc = 0;
out:
	run_free(&r);
	f->l.stix = NULL;
	if (rc == -1) {
		lint_free(f);
		f = NULL;
	}
	*found = f;
	return rc;
}
