/* Cache and lock in, catalog out. */
#include "map/map.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attack/scope.h"
#include "base/log.h"
#include "base/pool.h"
#include "catalog/catalog.h"
#include "controls/closed_fields.h"
#include "controls/correlation.h"
#include "controls/mitigations.h"
#include "controls/resolve.h"
#include "controls/shared_ids.h"
#include "controls/unrecognized.h"
#include "baselines.h"
#include "crosswalks.h"
#include "evidence.h"
#include "ground.h"
#include "guard.h"
#include "inputs.h"
#include "log_needs.h"
#include "recorded.h"
#include "reference.h"
#include "threats.h"
#include "twins.h"
#include "whose.h"
#include "words/words.h"
#include "write.h"

/* So many documents leave room behind that is given back. */
enum { TRIM = 8192 };

/* One document of one input, and what it gave. */
struct task {
	struct input *input;
	struct document *document;
	struct kept_document *gave;
};

struct mapping {
	struct inputs in;
	struct stix stix[DOMAINS], newer[DOMAINS]; /* as in.bundles */
	struct task *tasks; /* input by input */
	struct kept_document *gave; /* likewise, */
	struct kept_packed *packed; /* or as bytes, where these are to be kept */
	size_t ntasks;
	struct worker *each;
	int workers;
};

struct worker {
	struct arena kept, scratch;
	struct arena packed, taken; /* what is packed; of the document at hand */
	struct buf bytes;           /* likewise */
};

static void
take_lists(struct mapping *m, struct task *t, struct worker *w, struct arena *mem)
{
	t->gave->findings.mem = mem;
	control_take(t->input->source, t->document, m->in.logs, &w->scratch, mem,
	    &t->gave->controls, &t->gave->findings);
}

/* Leaves nothing but where it comes from. */
static void
gave_free(struct kept_document *gave)
{
	controls_free(&gave->controls);
	free(gave->findings.v);
	*gave = (struct kept_document){ .path = gave->path };
}

/* Takes it as bytes, which need less room than lists. Returns 0, or -1. */
static int
take_packed(struct mapping *m, struct task *t, struct worker *w)
{
	struct kept_packed *to = &m->packed[t - m->tasks];
	char *bytes;
	int rc;

	take_lists(m, t, w, &w->taken);
	buf_reset(&w->bytes);
	rc = kept_pack(t->input->source, t->gave, &w->bytes);
	if (rc == 0) {
		bytes = arena_room(&w->packed, w->bytes.len);
		memcpy(bytes, buf_str(&w->bytes), w->bytes.len);
		*to = (struct kept_packed){ bytes, w->bytes.len };
	}
	gave_free(t->gave);
	arena_reset(&w->taken);
	return rc;
}

static int
take_controls(void *ctx, size_t i, int worker)
{
	struct mapping *m = ctx;
	struct task *t = &m->tasks[i];
	struct worker *w = &m->each[worker];

	if (t->input->kept.n > 0)
		return 0;
	if (documents_load(&t->input->documents, t->document) == -1)
		return -1;
	if (!t->input->to_keep || take_packed(m, t, w) == -1)
		take_lists(m, t, w, &w->kept);
	/* Nobody asks for them again. */
	free(t->document->bytes);
	t->document->bytes = NULL;
	if (i % TRIM == TRIM - 1)
		mem_trim();
	return 0;
}

/* Moves what the documents of an input gave, which is prepared. */
static void
move_kept(struct input *in, struct kept_document *gave)
{
	size_t k;

	for (k = 0; k < in->documents.n; k++) {
		gave[k] = in->kept.v[k];
		in->kept.v[k] = (struct kept_document){ 0 };
		gave[k].path = in->documents.v[k].path;
	}
}

static void
list_tasks(struct mapping *m)
{
	struct kept_document *gave;
	struct input *in;
	size_t k;

	for (in = m->in.v; in != LIST_END(m->in.v, m->in.n); in++)
		m->ntasks += in->documents.n;
	m->tasks = mem_array(m->ntasks, sizeof(*m->tasks));
	m->packed = mem_array(m->ntasks, sizeof(*m->packed));
	m->gave = gave = mem_array(m->ntasks, sizeof(*gave));
	m->ntasks = 0;
	for (in = m->in.v; in != LIST_END(m->in.v, m->in.n); in++) {
		if (in->kept.n > 0)
			move_kept(in, gave);
		for (k = 0; k < in->documents.n; k++, gave++) {
			gave->path = in->documents.v[k].path;
			m->tasks[m->ntasks++] = (struct task){ in,
				&in->documents.v[k], gave };
		}
	}
}

static size_t
first_task(const struct mapping *m, const struct input *in)
{
	const struct input *i;
	size_t n = 0;

	for (i = m->in.v; i != in; i++)
		n += i->documents.n;
	return n;
}

/* Prepares what the documents of the input at n gave for the next time. */
static int
keep_input(void *ctx, size_t n, int worker)
{
	struct mapping *m = ctx;
	struct input *in = &m->in.v[n];
	const struct kept_packed *packed = m->packed + first_task(m, in);
	size_t k;

	(void)worker;
	for (k = 0; in->to_keep && k < in->documents.n; k++)
		if (packed[k].bytes == NULL)
			in->to_keep = false;
	if (in->to_keep)
		in->to_keep = input_keep(&m->in, in, packed);
	return 0;
}

/* Its texts then stay in that file; where it could not be kept, here. */
static int
unpack_input(void *ctx, size_t n, int worker)
{
	struct mapping *m = ctx;
	struct input *in = &m->in.v[n];
	size_t k, first = first_task(m, in);
	const struct kept_packed *packed = m->packed + first;

	if (in->to_keep) {
		if (!kept_take(in->source, &in->kept) ||
		    in->kept.n != in->documents.n) {
			log_error("%s: what was prepared of it cannot be read",
			    in->source->id);
			return -1;
		}
		move_kept(in, m->gave + first);
		return 0;
	}
	for (k = 0; k < in->documents.n; k++)
		if (packed[k].bytes != NULL && kept_unpack(in->source,
		    &packed[k], &m->each[worker].kept, &m->gave[first + k]) == -1)
			return -1;
	return 0;
}

/* All that documents gave; and what is packed of it is given back where that is kept. */
static int
keep_all(struct mapping *m)
{
	const struct task *t;
	bool all = true;
	int w;

	if (pool_run(m->in.options->jobs, m->in.n, keep_input, m) == -1)
		return -1;
	for (t = m->tasks; t != LIST_END(m->tasks, m->ntasks); t++)
		all = all && (m->packed[t - m->tasks].bytes == NULL ||
		    t->input->to_keep);
	for (w = 0; all && w < m->workers; w++)
		arena_free(&m->each[w].packed);
	if (all)
		mem_trim();
	return pool_run(m->in.options->jobs, m->in.n, unpack_input, m);
}

/* The lists of s go on where those of the domain before it end. */
static void
set_first(struct stix *s, const struct stix *before)
{
	s->first.technique = before->first.technique +
	    (long long)before->ntechniques;
	s->first.actor = before->first.actor + (long long)before->nactors;
	s->first.strategy = before->first.strategy +
	    (long long)before->nstrategies;
	s->first.analytic = before->first.analytic +
	    (long long)before->nanalytics;
	s->first.component = before->first.component +
	    (long long)before->ncomponents;
}

static void
append_findings(struct findings *to, const struct findings *from)
{
	size_t i;

	for (i = 0; i < from->n; i++)
		findings_add(to, from->v[i].path, from->v[i].line,
		    from->v[i].what, "%s", from->v[i].why);
}

static int
read_bundles(struct mapping *m)
{
	struct strs *absent;
	size_t i;

	for (i = 0; i < m->in.nbundles; i++) {
		if (bundle_read(&m->in.bundles[i], m->in.options->jobs,
		    &m->stix[i]) == -1)
			return -1;
		if (ahead_read(&m->in.bundles[i], m->in.options->jobs,
		    &m->newer[i], &m->stix[i]) == -1)
			return -1;
		append_findings(&m->in.findings, &m->stix[i].findings);
		if (i > 0)
			set_first(&m->stix[i], &m->stix[i - 1]);
		m->stix[i].peers = m->stix;
		m->stix[i].npeers = m->in.nbundles;
	}
	if (scope_mark(m->stix, m->in.nbundles, m->in.config,
	    m->in.options->scope) == -1)
		return -1;
	absent = m->in.options->absent;
	scope_report_absent(m->stix, m->in.nbundles, m->in.config, absent != NULL
	    ? NULL : &m->in.findings, absent != NULL ? absent : &m->in.told);
	scope_pages(m->stix, m->in.nbundles, &m->in.findings);
	return 0;
}

/* What beside controls the n documents of one input gave. */
static void
gather_rest(struct input *in, const struct task *tasks, size_t n)
{
	const struct controls *from;
	size_t i, k;

	for (i = 0; i < n; i++) {
		from = &tasks[i].gave->controls;
		in->silent += from->n + from->nassessed + from->nproofs +
		    from->nthreats + from->npairs + from->ntitles == 0;
		for (k = 0; k < from->nthreats; k++)
			*LIST_ADD(in->threats, in->nthreats) = from->threats[k];
		for (k = 0; k < from->npairs; k++)
			*LIST_ADD(in->pairs, in->npairs) = from->pairs[k];
		for (k = 0; k < from->ntitles; k++)
			*LIST_ADD(in->titles, in->ntitles) = from->titles[k];
		for (k = 0; k < from->nproofs; k++)
			*LIST_ADD(in->proofs, in->nproofs) = from->proofs[k];
		closed_fields_join(&in->unknowns, &from->unknowns);
		for (k = 0; k < from->nassessed; k++)
			strs_add(&in->assessed, from->assessed[k]);
		if (in->version == NULL)
			in->version = from->version;
		if (in->day == NULL)
			in->day = from->day;
		if (in->attack_version == NULL)
			in->attack_version = from->attack_version;
	}
	strs_sort(&in->assessed);
}

/* Joins what the documents of one input gave, in their order. */
static void
gather(struct mapping *m, struct input *in, struct task *tasks)
{
	const struct config *c = m->in.config;
	const struct stix *stix = &m->stix[in->domain];
	struct controls all = { 0 }, *from;
	size_t i, k, n = in->documents.n;

	if (in->source->format == FORMAT_STIX)
		mitigations_take(stix, &in->mem, &all);
	for (k = all.n, i = 0; i < n; i++)
		k += tasks[i].gave->controls.n;
	all.v = mem_grow(all.v, k, sizeof(*all.v));
	for (i = 0; i < n; i++) {
		append_findings(&in->findings, &tasks[i].gave->findings);
		from = &tasks[i].gave->controls;
		for (k = 0; k < from->n; k++)
			all.v[all.n++] = from->v[k];
		free(from->v);
		from->v = NULL;
	}
	unrecognized_unite(&in->findings, in->source->id, &m->in.told);
	gather_rest(in, tasks, n);
	if (n > TRIM)
		mem_trim();
	if (!c->lifecycle_all || in->source->unite)
		shared_ids_unite(&all, in->source->unite, &in->findings);
	correlation_resolve(&all, c->lifecycle_all, &in->findings);
	for (i = 0; i < all.n; i++)
		resolve_control(stix, c, &all.v[i], &in->findings);
	threats_resolve(in, stix, c);
	if (in->source->kind == KIND_BASELINE) {
		in->chosen = all.v;
		in->nchosen = all.n;
	} else {
		in->controls = all.v;
		in->ncontrols = all.n;
	}
	log_detail("%s: %zu documents, %zu controls, %zu findings",
	    in->source->id, n, all.n, in->findings.n);
}

static void
report_unread(const struct task *t)
{
	const struct finding *why = &t->gave->findings.v[0];
	char line[16] = "";

	if (why->line > 0)
		snprintf(line, sizeof(line), ":%d", why->line);
	log_error("%s: %s%s: cannot be understood: %s", t->input->source->id,
	    t->document->path, line, why->why);
}

/* Evidence that cannot be read, or of which not one row says anything, is no
 * answer. */
static int
check_understood(const struct mapping *m)
{
	const struct task *t;
	const char *first;
	int rc = 0;

	for (t = m->tasks; t != LIST_END(m->tasks, m->ntasks); t++) {
		if (t->gave->controls.understood > 0 || t->input->source->accepted ||
		    (t->gave->controls.rows == 0 && !t->gave->controls.unread))
			continue;
		first = t->gave->findings.n > 0 ? t->gave->findings.v[0].why : NULL;
		if (t->gave->controls.unread)
			report_unread(t);
		else
			log_error("%s: 0 of %zu rows of %s were understood%s%s",
			    t->input->source->id, t->gave->controls.rows,
			    t->document->path,
			    first != NULL ? "; the first finding: " : "",
			    first != NULL ? first : "");
		rc = -1;
	}
	return rc;
}

/* Writes the catalog and reports what was found. */
static int
write_all(struct mapping *m)
{
	struct catalog *c = ground_lay(&m->in, m->stix);
	size_t i, n = m->in.findings.n;

	if (c == NULL)
		return -1;
	if (write_rest(c, &m->in, m->stix) == -1) {
		catalog_abort(c);
		return -1;
	}
	catalog_replaces(c, &m->in.seen);
	if (catalog_commit(c) == -1)
		return -1;
	for (i = 0; i < m->in.told.n; i++)
		log_warn("%s", m->in.told.v[i]);
	for (i = 0; i < m->in.n; i++)
		n += m->in.v[i].findings.n;
	if (n > 0 && !m->in.options->quiet)
		log_info("%zu %s: see `sextant sources --findings`", n,
		    n == 1 ? "finding" : "findings");
	return 0;
}

static void
tasks_free(struct mapping *m)
{
	size_t i;

	for (i = 0; i < m->ntasks; i++)
		gave_free(m->tasks[i].gave);
	free(m->gave);
	free(m->packed);
	free(m->tasks);
	m->gave = NULL;
	m->packed = NULL;
	m->tasks = NULL;
	m->ntasks = 0;
}

static int
map_all(struct mapping *m)
{
	struct task *task;
	size_t i;

	/* A bundle's text has gone when the documents come. */
	if (read_bundles(m) == -1 || inputs_load(&m->in) == -1 ||
	    log_needs_begin(&m->in) == -1)
		return -1;
	list_tasks(m);
	m->workers = pool_jobs(m->in.options->jobs);
	m->each = mem_array((size_t)m->workers, sizeof(*m->each));
	if (pool_run(m->in.options->jobs, m->ntasks, take_controls, m) == -1 ||
	    keep_all(m) == -1)
		return -1;
	for (i = 0, task = m->tasks; i < m->in.n; i++) {
		gather(m, &m->in.v[i], task);
		task = LIST_END(task, m->in.v[i].documents.n);
	}
	if (check_understood(m) == -1)
		return -1;
	tasks_free(m);
	mem_trim();
	profiles_join(&m->in, m->stix);
	recorded_join(&m->in);
	twins_find(&m->in, m->stix);
	evidence_join(&m->in, m->stix);
	whose_decide(&m->in);
	twins_exclude(&m->in);
	baselines_join(&m->in);
	crosswalks_join(&m->in);
	if (log_needs_join(&m->in, m->stix) == -1)
		return -1;
	if (guard_check(&m->in, m->stix) == -1)
		return -1;
	for (i = 0; i < m->in.n; i++)
		findings_unite(&m->in.v[i].findings);
	if (write_all(m) == -1)
		return -1;
	return references_keep(&m->in, m->stix);
}

static void
mapping_free(struct mapping *m)
{
	size_t i;
	int w;

	tasks_free(m);
	for (w = 0; w < m->workers; w++) {
		arena_free(&m->each[w].kept);
		arena_free(&m->each[w].scratch);
		arena_free(&m->each[w].packed);
		arena_free(&m->each[w].taken);
		buf_free(&m->each[w].bytes);
	}
	free(m->each);
	for (i = 0; i < DOMAINS; i++) {
		stix_free(&m->stix[i]);
		stix_free(&m->newer[i]);
	}
	inputs_free(&m->in);
}

int
map_run(const struct config *c, const struct map_options *o, bool *written)
{
	struct mapping m = { 0 };
	char key[DIGEST_HEX + 1];
	bool fresh = false;
	int rc = -1;

	if (inputs_find(c, o, &m.in) == -1)
		goto out;
	/* Is the catalog made from just these inputs? */
	fresh = catalog_inputs_seen(o->catalog, key, sizeof(key),
	    &m.in.seen) != 1 ||
	    strcmp(key, m.in.key) != 0;
	if (!m.in.seen.unread)
		rc = fresh ? map_all(&m) : references_fill(&m.in);
out:
	if (written != NULL)
		*written = rc == 0 && fresh;
	mapping_free(&m);
	return rc;
}
