/* What a map is made from. */
#include "inputs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "logs/dettect.h"
#include "words/shape.h"
#include "base/file.h"
#include "base/log.h"
#include "base/pool.h"
#include "catalog/catalog.h"
#include "store/cache.h"
#include "store/content.h"
#include "words/words.h"

/* Can the source be had? Asked of an optional one, which may be missing. */
static bool
is_there(const struct inputs *in, const struct source *s, const char *url)
{
	const struct lock_entry *e = lock_find(&in->lock, s->id);
	char object[DIGEST_HEX + 1];
	long long size;

	if (s->path != NULL)
		return file_exists(s->path);
	return url == NULL || (e != NULL && strcmp(e->url, url) == 0 &&
	    (e->files.n == 0 || lock_is_of(e, &s->files, &s->except)) &&
	    content_find(in->options->cache, e, object, &size));
}

/* Is e the document of the technique that the definition asks for, and in the
 * cache? */
static bool
is_document(struct inputs *in, const struct source *s,
    const struct lock_entry *e, const char *technique)
{
	return shape_is_technique(technique) && strcmp(e->url,
	    source_document_url(s, technique, &in->mem)) == 0 &&
	    cache_has(in->options->cache, e->sha256, e->size);
}

/* Are all documents there that the lock names below prefix? Returns 0, or -1
 * after reporting the error. */
static int
check_files(struct inputs *in, const struct source *s, const char *prefix)
{
	size_t i, all = 0, missing = 0;
	const struct lock_entry *e;

	for (i = 0; i < in->lock.n; i++) {
		e = &in->lock.entries[i];
		if (!str_has_prefix(e->id, prefix))
			continue;
		all++;
		missing += !is_document(in, s, e, e->id + strlen(prefix));
	}
	if (all > 0 && missing == 0)
		return 0;
	if (!s->optional)
		log_error("%s: %zu of %zu documents are not in the cache as %s "
		    "names them: run `sextant fetch`", s->id, missing, all,
		    in->options->lock);
	return -1;
}

/* Finds the documents of a source that has one per technique: entries of the
 * lock below its own. Empty ones are skipped: the source had none for that
 * technique. */
static int
find_files(struct inputs *in, struct input *i)
{
	const char *prefix = arena_printf(&in->mem, "%s/", i->source->id);
	const char *ending = strrchr(path_base(i->source->document_url), '.');
	const struct lock_entry *e;
	struct document_file *f;
	size_t k;

	if (check_files(in, i->source, prefix) == -1)
		return -1;
	i->files = mem_array(in->lock.n, sizeof(*i->files));
	for (k = 0; k < in->lock.n; k++) {
		e = &in->lock.entries[k];
		if (!str_has_prefix(e->id, prefix) || e->size == 0)
			continue;
		f = &i->files[i->nfiles++];
		f->path = arena_printf(&in->mem, "%s%s",
		    e->id + strlen(prefix), ending == NULL ? "" : ending);
		f->object = locked_object(&in->held, e);
		if (f->object == NULL)
			return -1;
	}
	return 0;
}

static int
find_input(struct inputs *in, struct input *i)
{
	const char *url = source_url(i->source, &in->mem);

	if (i->source->optional && !is_there(in, i->source, url))
		return -1;
	if (url == NULL)
		return 0;
	i->lock = locked_entry(&in->held, i->source->id, url);
	if (i->lock == NULL || locked_is_of(&in->held, i->lock, i->source) == -1)
		return -1;
	if (i->source->document_url != NULL)
		return find_files(in, i);
	i->object = locked_object(&in->held, i->lock);
	return i->object == NULL ? -1 : 0;
}

/* Are these the documents that the lock names? Returns 0, or -1 after reporting
 * the error. */
static int
check_content(const struct inputs *in, const struct input *i)
{
	if (i->lock == NULL || i->lock->files.n == 0 ||
	    strcmp(i->documents.digest, i->lock->sha256) == 0)
		return 0;
	log_error("%s: %s: not the documents that %s names: remove it and run "
	    "`%s`", i->source->id, i->object, in->held.lock_path,
	    in->held.advice);
	return -1;
}

static int
read_input(const struct inputs *in, struct input *i)
{
	int rc = i->files != NULL ? documents_read_files(i->files, i->nfiles,
	    &i->documents, &i->findings) : documents_read(i->source,
	    i->object, &i->documents, &i->findings);

	if (rc == 0 && check_content(in, i) == 0)
		return 0;
	if (!i->source->optional)
		return -1;
	/* All or nothing: what was read of it does not count. */
	documents_free(&i->documents);
	i->to_keep = false;
	i->findings.n = 0;
	findings_add(&i->findings, NULL, 0, "source-missing",
	    "an optional source that could not be read");
	return 0;
}

/* Takes what the documents gave last time, if that is prepared. */
static bool
find_kept(const struct inputs *in, struct input *i)
{
	struct documents *d = &i->documents;
	const struct finding *f;
	size_t k;

	if (!kept_open(in->options->cache, in->config, i->source, i->lock->url,
	    i->lock->sha256, &i->kept))
		return false;
	str_copy(d->digest, sizeof(d->digest), i->kept.digest);
	d->v = mem_array(i->kept.n, sizeof(*d->v));
	for (d->n = 0; d->n < i->kept.n; d->n++)
		d->v[d->n].path = i->kept.v[d->n].path;
	for (k = 0; k < i->kept.findings.n; k++) {
		f = &i->kept.findings.v[k];
		findings_add(&i->findings, f->path, f->line, f->what, "%s", f->why);
	}
	return true;
}

static int
read_archive(void *ctx, size_t n, int worker)
{
	struct inputs *in = ctx;
	struct input *i = &in->v[n];

	(void)worker;
	if (i->object == NULL && i->files == NULL)
		return 0;
	i->before = i->findings.n;
	if (i->object != NULL && find_kept(in, i))
		return 0;
	i->to_keep = i->object != NULL;
	return read_input(in, i);
}

bool
input_keep(const struct inputs *in, struct input *i,
    const struct kept_packed *documents)
{
	const struct kept k = { .digest = i->documents.digest,
		.n = i->documents.n,
		.findings = { LIST_END(i->findings.v, i->before),
		i->findings.n - i->before, NULL } };

	kept_keep(in->options->cache, in->config, i->source, i->lock->url,
	    i->lock->sha256, &k, documents);
	return kept_find(in->options->cache, in->config, i->source, i->lock->url,
	    i->lock->sha256, &i->kept);
}

/* A link that was asked for by `auto`, and could not be found. */
static void
report_link(struct input *i)
{
	const struct source *s = i->source;

	if (s->no_link != NULL)
		findings_add(&i->findings, s->no_link_file, s->no_link_line,
		    "no-link", "link: auto: %s", s->no_link);
}

bool
input_is_local(const struct input *i)
{
	return i->source->path != NULL;
}

/* Finds the input, and reads it if it is local. Returns 0, also where an
 * optional one is missing, or -1 after reporting the error. */
static int
have_input(struct inputs *in, struct input *i)
{
	report_link(i);
	if (find_input(in, i) == 0)
		return input_is_local(i) ? read_input(in, i) : 0;
	if (!i->source->optional)
		return -1;
	findings_add(&i->findings, NULL, 0, "source-missing",
	    "an optional source that is unavailable");
	return 0;
}

int
inputs_load(struct inputs *in)
{
	return pool_run(in->options->jobs, in->n, read_archive, in);
}

/* Adds the findings of a folder, which do not show in its documents' digest. */
static void
digest_findings(struct digest *sum, const struct findings *f)
{
	size_t i;

	for (i = 0; i < f->n; i++) {
		digest_add_str(sum, f->v[i].path == NULL ? "" : f->v[i].path);
		digest_add_str(sum, f->v[i].what);
		digest_add_str(sum, f->v[i].why);
	}
}

static void
digest_bundles(const struct inputs *in, struct digest *sum)
{
	const struct bundle *b;

	for (b = in->bundles; b != LIST_END(in->bundles, in->nbundles); b++) {
		digest_add_str(sum, b->attack->domain);
		digest_add_str(sum, b->file.sha256);
		digest_add_str(sum, b->version == NULL ? "" : b->version);
		if (b->file.lock != NULL) {
			digest_add_str(sum, b->file.lock->url);
			digest_add_str(sum, b->file.lock->accessed);
		}
		digest_add_str(sum, b->ahead.sha256);
	}
}

static void
digest_input(struct digest *sum, const struct input *i)
{
	const struct lock_entry *e = i->lock;
	size_t k;

	digest_add_str(sum, i->source->id);
	digest_add_str(sum, i->documents.digest);
	digest_findings(sum, &i->findings);
	for (k = 0; k < i->nfiles; k++) {
		digest_add_str(sum, i->files[k].path);
		/* An object's name is the digest of its bytes. */
		digest_add_str(sum, path_base(i->files[k].object));
	}
	if (e == NULL)
		return;
	digest_add_str(sum, e->sha256);
	digest_add_str(sum, e->revision == NULL ? "" : e->revision);
	digest_add_str(sum, e->accessed);
}

/* Everything that decides what the catalog will hold. */
static void
digest_inputs(struct inputs *in)
{
	struct digest sum;
	char text[64];
	size_t i;

	digest_begin(&sum);
	snprintf(text, sizeof(text), "%s %d", SEXTANT_VERSION, CATALOG_SCHEMA);
	digest_add_str(&sum, text);
	digest_add_str(&sum, in->config->digest);
	digest_bundles(in, &sum);
	for (i = 0; i < in->n; i++)
		digest_input(&sum, &in->v[i]);
	for (i = 0; i < in->config->nlogs; i++)
		digest_add_str(&sum, buf_str(&in->dettect_texts[i]));
	digest_end(&sum, in->key);
}

/* Reads the files of DeTT&CT that are said to tell what is collected. Returns 0, or
 * -1 after reporting the errors. */
static int
read_dettect(struct inputs *in)
{
	const struct config *c = in->config;
	size_t i;
	int rc = 0;

	in->dettect_texts = mem_array(c->nlogs, sizeof(*in->dettect_texts));
	in->dettect = mem_array(c->nlogs, sizeof(struct dettect *));
	for (i = 0; i < c->nlogs; i++)
		if (c->logs[i].dettect != NULL &&
		    file_read(c->logs[i].dettect, DETTECT_MAX,
		    &in->dettect_texts[i]) == -1)
			rc = -1;
	return rc;
}

/* Does any of it come from what was fetched? */
static bool
is_fetched(const struct config *c, struct arena *mem)
{
	size_t i;

	for (i = 0; i < c->nattacks; i++)
		if (c->attacks[i].path == NULL)
			return true;
	for (i = 0; i < c->n; i++)
		if (c->sources[i].path == NULL && !c->sources[i].optional &&
		    source_url(&c->sources[i], mem) != NULL)
			return true;
	return false;
}

int
inputs_find(const struct config *c, const struct map_options *o,
    struct inputs *in)
{
	bool missing = false;
	int found;
	size_t i;

	memset(in, 0, sizeof(*in));
	in->config = c;
	in->options = o;
	found = lock_read(o->lock, &in->lock);
	if (found == -1)
		return -1;
	in->held = (struct locked){ .cache = o->cache, .lock_path = o->lock,
		.lock = &in->lock, .loose = o->loose,
		.advice = o->advice != NULL ? o->advice : "sextant fetch",
		.mem = &in->mem };
	/* One line instead of one for each source. */
	if (found == 0 && !o->loose && is_fetched(c, &in->mem)) {
		log_error("%s: there is none: run `%s` first", o->lock,
		    in->held.advice);
		return -1;
	}
	in->findings.mem = &in->mem;
	in->n = c->n;
	in->v = mem_array(c->n, sizeof(*in->v));
	in->nbundles = c->nattacks;
	missing = bundles_find(c, &in->held, false, in->bundles) == -1;
	for (i = 0; i < in->n; i++) {
		in->v[i].source = &c->sources[i];
		in->v[i].domain = config_attack_of(c, &c->sources[i]);
		in->v[i].findings.mem = &in->v[i].mem;
		if (have_input(in, &in->v[i]) == -1)
			missing = true;
	}
	if (read_dettect(in) == -1 || missing)
		return -1;
	digest_inputs(in);
	return 0;
}

void
inputs_free(struct inputs *in)
{
	size_t i, k;

	for (i = 0; i < in->n; i++) {
		for (k = 0; k < in->v[i].nfiles; k++)
			free(in->v[i].files[k].object);
		free(in->v[i].files);
		free(in->v[i].object);
		free(in->v[i].findings.v);
		free(in->v[i].controls);
		free(in->v[i].proofs);
		free(in->v[i].joined);
		free(in->v[i].chosen);
		free(in->v[i].choices);
		free(in->v[i].pairs);
		free(in->v[i].titles);
		free(in->v[i].related);
		for (k = 0; k < CROSSWALK_SIDES; k++)
			free(in->v[i].sides[k].v);
		free(in->v[i].threats);
		free(in->v[i].weighed);
		free(in->v[i].unknowns.v);
		strs_free(&in->v[i].assessed);
		documents_free(&in->v[i].documents);
		kept_close(&in->v[i].kept);
		arena_free(&in->v[i].mem);
	}
	free(in->v);
	bundles_free(in->bundles);
	logs_free(in->logs);
	for (i = 0; in->dettect != NULL && i < in->config->nlogs; i++) {
		buf_free(&in->dettect_texts[i]);
		dettect_free(in->dettect[i]);
	}
	free(in->dettect_texts);
	free(in->dettect);
	log_table_free(&in->log_table);
	free(in->findings.v);
	strs_free(&in->told);
	lock_free(&in->lock);
	arena_free(&in->mem);
	memset(in, 0, sizeof(*in));
}
