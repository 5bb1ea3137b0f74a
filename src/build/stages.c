/* The stages, as commands run them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "build/build.h"
#include "compare/history.h"
#include "fetch/fetch.h"
#include "map/map.h"
#include "site/render.h"
#include "store/cache.h"
#include "store/lock.h"
#include "technique_documents.h"
#include "words/words.h"

/* What is to be fetched for one run. */
struct plan {
	const struct build_options *c;
	const struct config *config;
	struct fetch_options options;
	char *cache, *lock_path;
	struct lock old, fresh; /* fresh: only what is configured */
	struct fetch_pins pins;
	bool disk;              /* our own disk failed: no more is tried */
	struct arena mem;
};

static const char ahead[] = "attack/ahead/";

/* Optional, and it failed: what it was, it is still; but that something is
 * ahead only where its bytes are there. */
static bool
is_kept(const struct plan *p, const struct fetch_item *i,
    const struct lock_entry *old)
{
	return old != NULL && (!str_has_prefix(i->id, ahead) ||
	    (strcmp(old->url, i->url) == 0 &&
	    cache_has(p->cache, old->sha256, old->size)));
}

/* A bundle, by what was asked for. */
struct bundle_wish {
	const char *domain, *version;
	bool ahead;
	int jobs;
};

static int
check_bundle(const struct fetch_item *i, const char *path, const char *name)
{
	const struct bundle_wish *w = i->of;

	return map_accept_bundle(path, name, w->domain, w->version, w->ahead,
	    w->jobs);
}

static int
check_index(const struct fetch_item *i, const char *path, const char *name)
{
	(void)i;
	return map_accept_index(path, name);
}

static int
check_document(const struct fetch_item *i, const char *path, const char *name)
{
	return map_accept_document(path, name, i->of);
}

static void
set_bundle(struct plan *p, struct fetch_item *item, const char *domain,
    const char *version, bool is_ahead)
{
	struct bundle_wish *w = arena_alloc(&p->mem, sizeof(*w));

	w->domain = domain;
	w->version = version;
	w->ahead = is_ahead;
	w->jobs = p->c->jobs;
	item->json = true;
	item->check = check_bundle;
	item->of = w;
}

static void
set_source(const struct source *s, const char *url, struct fetch_item *item)
{
	item->id = s->id;
	item->url = url;
	item->archive = s->github != NULL;
	item->files = &s->files;
	item->except = &s->except;
	item->json = !item->archive && s->format == FORMAT_JSON;
	item->check = check_document;
	item->of = s;
	item->optional = s->optional;
	item->accessed = s->accessed;
}

static int
fetch_some(struct plan *p, struct fetch_item *items, size_t n)
{
	const struct lock_entry *old;
	size_t i;

	if (n > 0 && fetch_items(items, n, &p->old, &p->options) == -1)
		return -1;
	for (i = 0; i < n; i++) {
		old = lock_find(&p->old, items[i].id);
		if (!items[i].failed)
			lock_set(&p->fresh, &items[i].got);
		else if (is_kept(p, &items[i], old))
			lock_set(&p->fresh, old);
		else if (str_has_prefix(items[i].id, ahead))
			lock_set(&p->fresh, &(struct lock_entry){
			    .id = items[i].id, .url = "", .none = true });
	}
	return 0;
}

/* Is a version ahead of it configured, and to be fetched? */
static bool
wants_ahead(const struct config_attack *a)
{
	return a->ahead != NULL && strcmp(a->ahead, "none") != 0;
}

/*
 * The index first: it names the latest version, and where a given one stands.
 * A given version can do without: then *object, its path, is NULL. The caller
 * frees it.
 */
static int
fetch_index(struct plan *p, char **object)
{
	struct fetch_item item = { 0 };
	bool newest = false, asked = false;
	const struct config_attack *a;
	size_t i;
	int rc;

	*object = NULL;
	for (i = 0; i < p->config->nattacks; i++) {
		a = &p->config->attacks[i];
		asked |= a->path == NULL || wants_ahead(a);
		newest |= a->path == NULL &&
		    strcmp(a->version, "latest") == 0;
	}
	if (!asked)
		return 0;
	item.id = "attack/index";
	item.url = p->config->attack_source.index;
	item.json = true;
	item.check = check_index;
	item.optional = !newest;
	if (!newest && (p->options.offline || p->options.locked) &&
	    lock_find(&p->old, item.id) == NULL)
		return 0;
	p->options.more = true;
	rc = fetch_some(p, &item, 1);
	p->options.more = false;
	if (rc == -1)
		p->disk = item.disk;
	else if (!item.failed)
		*object = cache_object_path(p->cache, item.got.sha256);
	return rc;
}

/*
 * Where a version of the domain stands by the index (its path, or NULL), or
 * the latest, which *version then is. Returns NULL after reporting the error.
 */
static const char *
bundle_url(struct plan *p, const char *domain, const char *index,
    const char **version)
{
	struct source_word words[] = { { "domain", domain },
		{ "version", *version } };
	bool newest = strcmp(*version, "latest") == 0;
	const char *url = NULL;

	if (index != NULL && map_index(index, domain,
	    newest ? NULL : *version, &p->mem, version, &url) == -1)
		return NULL;
	return url != NULL ? url : source_expand(&p->mem,
	    p->config->attack_source.bundle, words, 2);
}

/*
 * The bundle ahead of the chosen version: the one that is configured, else the
 * newest of the index, which need not be there. 1: it is to be fetched, 0:
 * nothing is ahead, -1 after reporting the error.
 */
static int
plan_ahead(struct plan *p, const struct config_attack *a, const char *index,
    const char *chosen, struct fetch_item *item)
{
	const char *url, *version = wants_ahead(a) ? a->ahead : "latest";
	const struct lock_entry *old;

	item->id = arena_printf(&p->mem, "%s%s", ahead,
	    a->domain);
	old = lock_find(&p->old, item->id);
	if (!wants_ahead(a) && (a->ahead != NULL || a->path != NULL ||
	    index == NULL || (p->options.locked && (old == NULL || old->none))))
		return 0;
	url = bundle_url(p, a->domain, index, &version);
	if (url == NULL)
		return -1;
	if (chosen != NULL && !map_version_is_later(version, chosen))
		return 0;
	item->url = url;
	set_bundle(p, item, a->domain, version, true);
	item->optional = !wants_ahead(a);
	return 1;
}

/* Is it to be fetched: "attack", or a source by its id? */
static bool
is_asked_stages(const struct plan *p, const char *id)
{
	return p->c->only.n == 0 || strs_has(&p->c->only, id);
}

static int
plan_attack(struct plan *p, struct fetch_item *items, size_t *n)
{
	const struct config_attack *a;
	struct fetch_item *item;
	const char *chosen;
	char *index;
	size_t i;
	int rc;

	if (!is_asked_stages(p, "attack"))
		return 0;
	rc = fetch_index(p, &index);
	for (i = 0; rc == 0 && i < p->config->nattacks; i++) {
		a = &p->config->attacks[i];
		chosen = a->version;
		if (a->path == NULL) {
			item = &items[*n];
			item->id = arena_printf(&p->mem, "attack/%s",
			    a->domain);
			item->url = bundle_url(p, a->domain, index, &chosen);
			item->accessed = a->accessed;
			set_bundle(p, item, a->domain, chosen, false);
			rc = item->url == NULL ? -1 : 0;
			*n += rc == 0;
		}
		if (rc == 0)
			rc = plan_ahead(p, a, index, chosen, &items[*n]);
		*n += rc == 1;
		rc = rc == -1 ? -1 : 0;
	}
	free(index);
	return rc;
}

/* The bundle of a domain: a local one, or what was fetched; caller frees. NULL
 * where it could not be had. */
static char *
bundle_path(struct plan *p, const char *domain)
{
	const struct config_attack *a = p->config->attacks;
	const struct lock_entry *e;

	while (strcmp(a->domain, domain) != 0)
		a++;
	if (a->path != NULL)
		return mem_strdup(a->path);
	e = lock_find(&p->fresh, arena_printf(&p->mem, "attack/%s", domain));
	return e == NULL ? NULL : cache_object_path(p->cache, e->sha256);
}

/* Which documents there are, ATT&CK says: these sources come after it. */
static int
fetch_documents(struct plan *p)
{
	const struct source *s = p->config->sources;
	char *bundle;
	int rc = 0;

	for (; s != LIST_END(p->config->sources, p->config->n); s++) {
		if (s->document_url == NULL || s->path != NULL ||
		    !is_asked_stages(p, s->id))
			continue;
		bundle = bundle_path(p, source_domain(s));
		if (bundle == NULL || technique_documents_fetch(s, bundle, &p->options,
		    &p->old, &p->fresh) == -1)
			rc = -1;
		free(bundle);
	}
	return rc;
}

/* One of many documents of a source is told with that: "d3fend/T1003". */
static bool
is_part(const struct lock *l, const char *id)
{
	const char *slash = strrchr(id, '/');
	bool is;
	char *of;

	if (slash == NULL)
		return false;
	of = mem_strndup(id, (size_t)(slash - id));
	is = lock_find(l, of) != NULL;
	free(of);
	return is;
}

/* What is only the same again while its address has it. */
static void
tell_unpinned(const struct plan *p)
{
	const struct lock_entry *e;
	size_t i, all = 0, n = 0;

	for (i = 0; i < p->fresh.n; i++) {
		e = &p->fresh.entries[i];
		if (e->none || is_part(&p->fresh, e->id))
			continue;
		all++;
		n += e->revision == NULL;
	}
	if (n > 0 && !p->options.quiet)
		log_info("%s: %zu of %zu %s no known commit: pinned by digest "
		    "only", p->lock_path, n, all, n == 1 ? "has" : "have");
}

static int
fetch_all(struct plan *p)
{
	const struct config *config = p->config;
	struct fetch_item *items = mem_array(config->n +
	    2 * config->nattacks, sizeof(*items));
	const char *url;
	bool failed = false;
	size_t i, n = 0;
	int rc = -1;

	failed = plan_attack(p, items, &n) == -1;
	if (p->disk)
		goto out;
	/* Whatever became of ATT&CK: all that cannot be had is to be named. */
	for (i = 0; i < config->n; i++) {
		url = source_url(&config->sources[i], &p->mem);
		if (url == NULL || config->sources[i].document_url != NULL ||
		    !is_asked_stages(p, config->sources[i].id))
			continue;
		set_source(&config->sources[i], url, &items[n++]);
	}
	if (n > 0 && fetch_some(p, items, n) == -1)
		failed = true;
	if (fetch_documents(p) == -1)
		failed = true;
	if (failed)
		goto out;
	rc = 0;
	if (n + p->fresh.n > 0 && !p->options.locked && !p->c->aside) {
		tell_unpinned(p);
		rc = lock_write(p->lock_path, &p->fresh);
	}
out:
	free(items);
	return rc;
}

/* What is not asked for stays as it was. */
static int
keep_rest(struct plan *p)
{
	size_t i;

	for (i = 0; p->c->only.n > 0 && i < p->old.n; i++)
		lock_set(&p->fresh, &p->old.entries[i]);
	return build_check_only(p->c, p->config);
}

int
stage_fetch(const struct build_options *c, const struct config *config)
{
	struct plan p = { 0 };
	long long start = log_clock();
	int rc = -1;

	p.c = c;
	p.config = config;
	p.lock_path = lock_path(config->path);
	p.cache = cache_root(c->cache);
	if (p.cache == NULL)
		goto out;
	p.options.cache = p.cache;
	p.options.mirror = c->mirror;
	p.options.offline = c->offline;
	p.options.locked = c->locked;
	p.options.quiet = c->quiet;
	p.options.jobs = c->jobs;
	p.options.pins = &p.pins;
	fetch_begin(&p.options, c->timeout);
	if (lock_read(p.lock_path, &p.old) != -1 && keep_rest(&p) == 0)
		rc = fetch_all(&p);
	log_detail("fetch: %lld ms, cache %s, lock %s", log_clock() - start,
	    p.cache, p.lock_path);
out:
	lock_free(&p.old);
	lock_free(&p.fresh);
	fetch_pins_free(&p.pins);
	arena_free(&p.mem);
	free(p.cache);
	free(p.lock_path);
	return rc;
}

int
stage_map(const struct build_options *c, const struct config *config)
{
	struct map_options o = { 0 };
	char *cache = cache_root(c->cache), *lock = lock_path(config->path);
	char *catalog = build_catalog(c);
	long long start = log_clock();
	bool written = false;
	int rc = -1;

	if (cache == NULL)
		goto out;
	o.cache = cache;
	o.lock = lock;
	o.catalog = catalog;
	o.jobs = c->jobs;
	o.quiet = c->quiet;
	o.changed = c->changed_found;
	o.keep_lock = c->locked || c->changed_found != NULL;
	rc = map_run(config, &o, &written);
	log_detail("map: %lld ms, cache %s, lock %s", log_clock() - start,
	    cache, lock);
	if (rc == 0 && !c->quiet)
		log_info("%s: %s", o.catalog,
		    written ? "written" : "nothing changed");
out:
	free(catalog);
	free(cache);
	free(lock);
	return rc;
}

int
stage_fetch_map(const struct build_options *c, const struct config *config)
{
	char *path = lock_path(config->path);
	struct buf was = BUF_INIT;
	bool there = file_exists(path);
	struct outfile f;
	int rc = -1;

	if (there && file_read(path, 0, &was) == -1)
		goto out;
	rc = stage_fetch(c, config);
	if (rc == -1)
		goto out;
	rc = stage_map(c, config);
	/* Where map failed, the lock is again what it was; that this failed,
	 * too, is said. */
	if (rc == -1 && there) {
		outfile_begin(&f, path);
		buf_put(&f.text, was.s, was.len);
		outfile_commit(&f);
	} else if (rc == -1) {
		remove(path);
	}
out:
	buf_free(&was);
	free(path);
	return rc;
}

int
stage_render(const struct build_options *c, const struct config *config,
    const struct strs *formats)
{
	const struct strs *list = formats->n > 0 ? formats : &config->formats;
	struct render_options o = { 0 };
	struct render_result r;
	long long start = log_clock();
	char *templates = build_home("templates");
	char *catalog = build_catalog(c);
	char *previous = catalog_previous(catalog);
	char *history = history_path(config->path);
	struct buf stamp = BUF_INIT;
	size_t i;
	int rc = -1;

	buf_printf(&stamp, "%s.pages", catalog);
	o.stamp = c->program[0] != '\0' ? buf_str(&stamp) : NULL;
	o.program = c->program;
	o.templates = templates;
	o.out = build_out(c, config);
	o.over = config->templates;
	o.statics = config->statics;
	o.logo = config->look.logo;
	o.accent = config->look.accent;
	o.base = config->look.base;
	o.footer = config->look.footer;
	o.pages = &config->look.pages;
	o.previous = file_exists(previous) ? previous : NULL;
	o.history = file_exists(history) ? history : NULL;
	for (i = 0; i < list->n; i++)
		o.formats |= render_format(list->v[i]);
	if (list->n == 0)
		o.formats = RENDER_HTML | RENDER_MARKDOWN | RENDER_COMPASS;
	o.jobs = c->jobs;
	if (templates == NULL)
		goto out;
	rc = render_run(catalog, &o, &r);
	log_detail("render: %lld ms, catalog %s, templates %s",
	    log_clock() - start, catalog, templates);
	if (rc == 0 && !c->quiet)
		log_info("%s: %zu written, %zu unchanged, %zu gone", o.out,
		    r.written, r.kept, r.gone);
out:
	buf_free(&stamp);
	free(templates);
	free(catalog);
	free(previous);
	free(history);
	return rc;
}
