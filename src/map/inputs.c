/* What a map is made from. */
#include "inputs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/log.h"
#include "base/pool.h"
#include "catalog/catalog.h"
#include "newer.h"
#include "store/cache.h"
#include "tagging.h"

static int
digest_file(const char *path, char sum[DIGEST_HEX + 1])
{
	struct mapped m;
	struct digest d;

	if (file_map(path, &m) == -1)
		return -1;
	digest_begin(&d);
	digest_add(&d, m.bytes, m.len);
	digest_end(&d, sum);
	file_unmap(&m);
	return 0;
}

/*
 * The object of a lock entry, where it is in the cache as it should be. NULL
 * once said.
 */
static char *
find_object(const struct inputs *in, const struct lock_entry *e)
{
	char *path = cache_object_path(in->options->cache, e->sha256);
	char sum[DIGEST_HEX + 1] = "";
	struct stat st;

	if (stat(path, &st) == -1 || (long long)st.st_size != e->size)
		log_error("%s: not in the cache: run `sextant fetch` (%s)",
		    e->id, e->url);
	else if (digest_file(path, sum) == 0 && strcmp(sum, e->sha256) == 0)
		return path;
	else if (*sum != '\0')
		log_error("%s: %s: not the bytes that %s names: remove it and "
		    "run `sextant fetch`", e->id, path, in->options->lock);
	free(path);
	return NULL;
}

/* What the lock says of an id, if it is of that URL; NULL once said. */
static const struct lock_entry *
find_entry(const struct inputs *in, const char *id, const char *url)
{
	const struct lock_entry *e = lock_find(&in->lock, id);

	if (e == NULL)
		log_error("%s: not in %s: run `sextant fetch`", id,
		    in->options->lock);
	else if (strcmp(e->url, url) == 0)
		return e;
	else
		log_error("%s: %s has %s, not %s: run `sextant fetch`", id,
		    in->options->lock, e->url, url);
	return NULL;
}

/* The bytes of the bundle have this digest. */
static int
digest_bundle(struct bundle *b)
{
	return digest_file(b->path, b->sha256);
}

/* Where index.json in the cache says that the version stands. */
static const char *
indexed_url(struct inputs *in, struct bundle *b)
{
	const struct config_attack *a = b->attack;
	const struct source *s = &in->config->attack_source;
	const struct lock_entry *e = lock_find(&in->lock, "attack/index");
	bool newest = strcmp(a->version, "latest") == 0;
	const char *url = NULL;
	char *object;

	b->version = a->version;
	if (e == NULL && newest) {
		log_error("attack/index: not in %s: run `sextant fetch`",
		    in->options->lock);
		return NULL;
	}
	if (e != NULL) {
		object = find_object(in, e);
		if (object == NULL || map_index(object, a->domain,
		    newest ? NULL : a->version, &in->mem, &b->version,
		    &url) == -1) {
			free(object);
			return NULL;
		}
		free(object);
	}
	if (url == NULL) {
		struct source_word words[] = { { "domain", a->domain },
			{ "version", b->version } };

		url = source_expand(&in->mem, s->bundle, words, 2);
	}
	return url;
}

static int
find_bundle(struct inputs *in, struct bundle *b)
{
	const struct config_attack *a = b->attack;
	const char *url, *id;

	if (a->path != NULL) {
		b->version = a->version;
		b->path = mem_strdup(a->path);
		return digest_bundle(b);
	}
	url = indexed_url(in, b);
	if (url == NULL)
		return -1;
	id = arena_printf(&in->mem, "attack/%s", a->domain);
	b->lock = find_entry(in, id, url);
	if (b->lock == NULL)
		return -1;
	b->path = find_object(in, b->lock);
	if (b->path == NULL)
		return -1;
	memcpy(b->sha256, b->lock->sha256, DIGEST_HEX + 1);
	return 0;
}

/* Nothing is said of an optional source that is not there but a finding. */
static bool
is_there(const struct inputs *in, const struct source *s, const char *url)
{
	const struct lock_entry *e = lock_find(&in->lock, s->id);

	if (s->path != NULL)
		return file_exists(s->path);
	return url == NULL || (e != NULL && strcmp(e->url, url) == 0 &&
	    cache_has(in->options->cache, e->sha256, e->size));
}

/* The place of the source's domain among the bundles; the config has it. */
static size_t
domain_place(const struct inputs *in, const struct source *s)
{
	size_t i;

	for (i = 0; i + 1 < in->nbundles; i++)
		if (strcmp(in->bundles[i].attack->domain,
		    source_domain_name(s->domain)) == 0)
			break;
	return i;
}

/* Is e, of this technique, what the definition asks for, and in the cache? */
static bool
is_document(struct inputs *in, const struct source *s,
    const struct lock_entry *e, const char *technique)
{
	return tagging_is_formed(technique) && strcmp(e->url,
	    source_document_url(s, technique, &in->mem)) == 0 &&
	    cache_has(in->options->cache, e->sha256, e->size);
}

/* Are all there that the lock names below prefix? 0, or -1 once said. */
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

/* "T1003.001.json": the technique, and how the pattern ends. */
static const char *
file_name(struct inputs *in, const struct source *s, const char *technique)
{
	const char *ending = strrchr(path_base(s->document_url), '.');

	return arena_printf(&in->mem, "%s%s", technique,
	    ending == NULL ? "" : ending);
}

/* The documents of a source that has one a technique: entries of the lock
 * below its own. Those of no bytes are none: there was nothing to be had. */
static int
find_files(struct inputs *in, struct input *i)
{
	const char *prefix = arena_printf(&in->mem, "%s/", i->source->id);
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
		f->path = file_name(in, i->source, e->id + strlen(prefix));
		f->object = find_object(in, e);
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
	i->lock = find_entry(in, i->source->id, url);
	if (i->lock == NULL)
		return -1;
	if (i->source->document_url != NULL)
		return find_files(in, i);
	i->object = find_object(in, i->lock);
	return i->object == NULL ? -1 : 0;
}

static int
read_documents(struct input *i)
{
	if (i->files != NULL)
		return documents_read_files(i->files, i->nfiles, &i->documents,
		    &i->findings);
	return documents_read(i->source, i->object, &i->documents,
	    &i->findings);
}

static int
read_input(struct input *i)
{
	if (read_documents(i) == 0)
		return 0;
	if (!i->source->optional)
		return -1;
	/* Not in part: what was read of it does not count. */
	documents_free(&i->documents);
	i->findings.n = 0;
	findings_add(&i->findings, NULL, 0, "source-missing",
	    "an optional source that could not be read");
	return 0;
}

static int
read_archive(void *ctx, size_t n, int worker)
{
	struct inputs *in = ctx;

	(void)worker;
	return in->v[n].object == NULL && in->v[n].files == NULL ? 0
	    : read_input(&in->v[n]);
}

/* 0 where the input is there, or optional; -1 once said. */
static int
have_input(struct inputs *in, struct input *i)
{
	if (find_input(in, i) == 0)
		return i->source->path != NULL ? read_input(i) : 0;
	if (!i->source->optional)
		return -1;
	findings_add(&i->findings, NULL, 0, "source-missing",
	    "an optional source that could not be had");
	return 0;
}

int
inputs_load(struct inputs *in)
{
	return pool_run(in->options->jobs, in->n, read_archive, in);
}

/* What was found wrong with a folder: its documents do not show it. */
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

	for (b = in->bundles; b < in->bundles + in->nbundles; b++) {
		digest_add_str(sum, b->attack->domain);
		digest_add_str(sum, b->sha256);
		digest_add_str(sum, b->version == NULL ? "" : b->version);
		if (b->lock != NULL) {
			digest_add_str(sum, b->lock->url);
			digest_add_str(sum, b->lock->accessed);
		}
		digest_add_str(sum, b->newer.sha256);
		digest_add_str(sum, b->newer.version == NULL
		    ? "" : b->newer.version);
	}
}

static void
digest_files(struct digest *sum, const struct input *i)
{
	size_t k;

	for (k = 0; k < i->nfiles; k++) {
		digest_add_str(sum, i->files[k].path);
		/* An object's name is the digest of its bytes. */
		digest_add_str(sum, path_base(i->files[k].object));
	}
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
	for (i = 0; i < in->n; i++) {
		digest_add_str(&sum, in->v[i].source->id);
		digest_add_str(&sum, in->v[i].documents.digest);
		digest_findings(&sum, &in->v[i].findings);
		digest_files(&sum, &in->v[i]);
		if (in->v[i].lock != NULL) {
			digest_add_str(&sum, in->v[i].lock->sha256);
			digest_add_str(&sum, in->v[i].lock->accessed);
		}
	}
	digest_end(&sum, in->key);
}

static int
find_bundles(struct inputs *in)
{
	const struct config *c = in->config;
	struct cache_known *known = NULL;
	struct bundle *b;
	size_t n = 0;
	int rc = cache_urls(in->options->cache, &in->mem, &known, &n);

	in->nbundles = c->nattacks;
	for (b = in->bundles; b < in->bundles + in->nbundles; b++) {
		b->attack = &c->attacks[b - in->bundles];
		if (find_bundle(in, b) == -1)
			rc = -1;
		else
			newer_find(b, c->attack_source.bundle,
			    in->options->cache, known, n, &in->mem);
	}
	free(known);
	return rc;
}

int
inputs_find(const struct config *c, const struct map_options *o,
    struct inputs *in)
{
	bool missing = false;
	size_t i;

	memset(in, 0, sizeof(*in));
	in->config = c;
	in->options = o;
	if (lock_read(o->lock, &in->lock) == -1)
		return -1;
	in->findings.mem = &in->mem;
	in->n = c->n;
	in->v = mem_array(c->n, sizeof(*in->v));
	missing = find_bundles(in) == -1;
	for (i = 0; i < in->n; i++) {
		in->v[i].source = &c->sources[i];
		in->v[i].domain = domain_place(in, &c->sources[i]);
		in->v[i].findings.mem = &in->v[i].mem;
		if (have_input(in, &in->v[i]) == -1)
			missing = true;
	}
	if (missing)
		return -1;
	digest_inputs(in);
	return 0;
}

static void
files_free(struct input *i)
{
	size_t k;

	for (k = 0; k < i->nfiles; k++)
		free(i->files[k].object);
	free(i->files);
}

void
inputs_free(struct inputs *in)
{
	size_t i;

	for (i = 0; i < in->n; i++) {
		files_free(&in->v[i]);
		free(in->v[i].object);
		free(in->v[i].findings.v);
		free(in->v[i].controls);
		free(in->v[i].proofs);
		free(in->v[i].joined);
		strs_free(&in->v[i].assessed);
		documents_free(&in->v[i].documents);
		arena_free(&in->v[i].mem);
	}
	free(in->v);
	for (i = 0; i < in->nbundles; i++)
		free(in->bundles[i].path);
	free(in->findings.v);
	lock_free(&in->lock);
	arena_free(&in->mem);
	memset(in, 0, sizeof(*in));
}
