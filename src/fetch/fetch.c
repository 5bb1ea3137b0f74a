/* Brings what the network has into the cache. */
#include "fetch/fetch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/log.h"
#include "base/str.h"
#include "http.h"
#include "looks.h"
#include "store/archive.h"
#include "store/cache.h"
#include "telling.h"
#include "url.h"

enum {
	JOBS_MAX = 32,
	JOBS_GENTLE = 2,
};

struct fetch {
	struct fetch_item *items;
	size_t n;
	struct lock *l;
	const struct fetch_options *o;
	struct task **task_of; /* by item; NULL: needs no transfer */
	struct task *tasks;
	size_t tasks_n;
	struct telling telling;
	struct arena mem;
	char today[DATE_LEN + 1];
};

/* One transfer, for every item that asks for just the same. */
struct task {
	struct fetch *f;
	const struct fetch_item *item; /* the first of them */
	struct http_transfer *t;
	char *address;             /* the URL, or where a mirror has it */
	struct cache_url of_url;   /* what the cache knows; sha256 "": nothing */
	struct cache_url of_address;
	struct cache_object object;
};

/* ---- results ---- */

/* "id: URL", in the run's arena. */
static const char *
label(struct fetch *f, const struct fetch_item *i)
{
	return arena_printf(&f->mem, "%s: %s", i->id, i->url);
}

/* why NULL: somebody has said it. */
static void
fail(struct fetch *f, struct fetch_item *i, const char *why)
{
	i->failed = true;
	telling_failed(&f->telling, i, OWN, why);
}

/* The day on which these bytes first came, as far as anybody knows. */
static const char *
first_day(const struct fetch *f, const struct fetch_item *i,
    const struct cache_url *known, const char *sha256)
{
	const struct lock_entry *e = lock_find(f->l, i->id);

	if (e != NULL && strcmp(e->sha256, sha256) == 0)
		return e->accessed;
	if (strcmp(known->sha256, sha256) == 0)
		return known->first;
	return f->today;
}

/* The object of u is in the cache: it becomes the item's entry. */
static void
settle(struct fetch *f, struct fetch_item *i, const struct cache_url *u,
    enum came came)
{
	char revision[ARCHIVE_REVISION + 1] = "";
	char *path = cache_object_path(f->o->cache, u->sha256);
	struct lock_entry e = { .id = i->id, .url = i->url, .size = u->size };
	bool lacks = i->may_lack && u->size == 0;
	const char *why = i->json && !lacks ? looks_why_no_json(path) : NULL;

	progress_hide(&f->telling.progress);
	if (why != NULL) {
		fail(f, i, why);
	} else if (i->archive &&
	    archive_revision(path, label(f, i), revision) == -1) {
		fail(f, i, NULL);
	} else {
		e.revision = revision[0] != '\0' ? revision : NULL;
		memcpy(e.sha256, u->sha256, sizeof(e.sha256));
		str_copy(e.accessed, sizeof(e.accessed),
		    i->accessed != NULL ? i->accessed
					: first_day(f, i, u, u->sha256));
		lock_set(f->l, &e);
		telling_had(&f->telling, i, lacks ? CAME_ABSENT : came,
		    u->size);
	}
	free(path);
}

/* ---- transfers ---- */

static int
task_begin(void *ctx)
{
	struct task *k = ctx;
	int rc = cache_object_begin(&k->object, k->f->o->cache);

	if (rc == -1)
		str_copy(k->t->why, sizeof(k->t->why), k->object.why);
	return rc;
}

static int
task_add(void *ctx, const char *bytes, size_t n)
{
	struct task *k = ctx;
	int rc = cache_object_add(&k->object, bytes, n);

	progress_add_bytes(&k->f->telling.progress, n);
	if (rc == -1)
		str_copy(k->t->why, sizeof(k->t->why), k->object.why);
	return rc;
}

/* why NULL: somebody has said it. */
static void
task_fail(struct task *k, const char *why, enum cause cause)
{
	struct fetch *f = k->f;
	size_t i;

	for (i = 0; i < f->n; i++) {
		if (f->task_of[i] != k)
			continue;
		f->items[i].failed = true;
		f->items[i].disk = cause == DISK;
		telling_failed(&f->telling, &f->items[i], cause, why);
	}
}

/* What came is what may be kept? 0, or -1 and the items have failed. */
static int
task_check(struct task *k)
{
	struct archive_reader none = { NULL, NULL, NULL };
	const struct fetch_item *i = k->item;
	const struct lock_entry *e = lock_find(k->f->l, i->id);
	const char *why = NULL;

	if (k->f->o->locked && e != NULL &&
	    strcmp(e->sha256, k->object.sha256) != 0)
		why = arena_printf(&k->f->mem, "the lock has SHA-256 %s, what "
		    "came has %s", e->sha256, k->object.sha256);
	else if (i->json && k->object.size > 0)
		why = looks_why_no_json(k->object.path);
	if (why == NULL && i->archive) {
		progress_hide(&k->f->telling.progress);
		if (archive_read(k->object.path, label(k->f, i), &none,
		    NULL) == 0)
			return 0;
	} else if (why == NULL) {
		return 0;
	}
	task_fail(k, why, OWN);
	return -1;
}

static const char *
or_null(const char *s)
{
	return s != NULL && *s != '\0' ? s : NULL;
}

/*
 * Notes what is known now of the address, and of the URL where a mirror
 * answered: then with the ETag of upstream, not the mirror's.
 */
static int
task_remember(struct task *k, struct cache_url *u)
{
	struct cache_url of_url = *u;
	const char *root = k->f->o->cache;
	bool same = strcmp(u->sha256, k->of_url.sha256) == 0;

	if (k->t->result == HTTP_DONE) {
		u->etag = or_null(k->t->got_etag);
		u->modified = or_null(k->t->got_modified);
	}
	if (strcmp(k->address, k->item->url) == 0)
		return cache_remember(root, k->address, u);
	of_url.etag = same ? k->of_url.etag : NULL;
	of_url.modified = same ? k->of_url.modified : NULL;
	if (cache_remember(root, k->item->url, &of_url) == -1)
		return -1;
	/* A file is read anew each time: there is nothing to ask. */
	return str_has_prefix(k->address, "file:") ? 0
	    : cache_remember(root, k->address, u);
}

static void
task_settle(struct task *k, struct cache_url *u, enum came came)
{
	struct fetch *f = k->f;
	size_t i;

	u->edition = k->item->edition;
	if (task_remember(k, u) == -1) {
		task_fail(k, NULL, OWN);
		return;
	}
	for (i = 0; i < f->n; i++)
		if (f->task_of[i] == k)
			settle(f, &f->items[i], u, came);
}

static void
task_keep(struct task *k)
{
	struct cache_url u = { .size = k->object.size };
	bool same;

	if (cache_object_end(&k->object) == -1) {
		task_fail(k, k->object.why, DISK);
		return;
	}
	if (task_check(k) == -1)
		return;
	if (cache_object_commit(&k->object, k->f->o->cache) == -1) {
		task_fail(k, k->object.why, DISK);
		return;
	}
	memcpy(u.sha256, k->object.sha256, sizeof(u.sha256));
	str_copy(u.first, sizeof(u.first),
	    first_day(k->f, k->item, &k->of_url, u.sha256));
	same = strcmp(u.sha256, k->of_url.sha256) == 0;
	task_settle(k, &u, same ? CAME_SAME : CAME_NEW);
}

/* It is not there, and may be: as if no byte had come. */
static void
task_lack(struct task *k)
{
	if (cache_object_begin(&k->object, k->f->o->cache) == -1)
		task_fail(k, k->object.why, DISK);
	else
		task_keep(k);
}

static void
task_done(void *ctx)
{
	struct task *k = ctx;
	struct cache_url u = k->of_address;

	if (k->t->absent && k->item->may_lack)
		task_lack(k);
	else if (k->t->result == HTTP_FAILED)
		task_fail(k, k->t->why, k->t->local ? DISK :
		    k->t->unreachable ? NETWORK : OWN);
	else if (k->t->result == HTTP_UNCHANGED)
		task_settle(k, &u, CAME_SAME);
	else
		task_keep(k);
	cache_object_abort(&k->object);
}

/* ---- what each item needs ---- */

static const char *
locked_digest(const struct fetch *f, const struct fetch_item *i)
{
	const struct lock_entry *e = lock_find(f->l, i->id);

	return e != NULL ? e->sha256 : "";
}

static struct task *
find_task(struct fetch *f, const struct fetch_item *i)
{
	struct task *k;

	for (k = f->tasks; k < f->tasks + f->tasks_n; k++)
		if (strcmp(k->item->url, i->url) == 0 &&
		    k->item->archive == i->archive &&
		    k->item->json == i->json &&
		    k->item->may_lack == i->may_lack &&
		    str_equal(k->item->edition, i->edition) &&
		    (!f->o->locked || strcmp(locked_digest(f, k->item),
		    locked_digest(f, i)) == 0))
			return k;
	return NULL;
}

/* Does the cache have it of this very edition? */
static bool
is_current(const struct fetch *f, const struct fetch_item *i,
    const struct cache_url *u)
{
	const struct lock_entry *e = lock_find(f->l, i->id);

	if (f->o->locked || i->edition == NULL ||
	    !str_equal(u->edition, i->edition))
		return false;
	/* That there is nothing is believed of a run that went well. */
	return u->size > 0 || (e != NULL && e->size == 0 &&
	    strcmp(e->url, i->url) == 0);
}

/* 0, or -1 once said. */
static int
plan_transfer(struct fetch *f, size_t at)
{
	struct fetch_item *i = &f->items[at];
	struct task *k = find_task(f, i);
	const char *root = f->o->cache;

	if (k != NULL) {
		f->task_of[at] = k;
		return 0;
	}
	k = &f->tasks[f->tasks_n];
	k->f = f;
	k->item = i;
	k->address = f->o->mirror != NULL ? url_in_mirror(f->o->mirror, i->url)
					  : mem_strdup(i->url);
	if (cache_lookup(root, i->url, &f->mem, &k->of_url) == -1 ||
	    cache_lookup(root, k->address, &f->mem, &k->of_address) == -1) {
		free(k->address);
		return -1;
	}
	if (is_current(f, i, &k->of_url)) {
		settle(f, i, &k->of_url, CAME_CACHED);
		free(k->address);
		return 0;
	}
	f->tasks_n++;
	f->task_of[at] = k;
	return 0;
}

/* From the lock and the cache alone; false where they do not have it. */
static bool
settle_offline(struct fetch *f, struct fetch_item *i)
{
	const struct lock_entry *e = lock_find(f->l, i->id);
	struct cache_url u = { .size = 0 };

	if (e != NULL && strcmp(e->url, i->url) == 0 &&
	    cache_has(f->o->cache, e->sha256, e->size)) {
		memcpy(u.sha256, e->sha256, sizeof(u.sha256));
		memcpy(u.first, e->accessed, sizeof(u.first));
		u.size = e->size;
		settle(f, i, &u, CAME_CACHED);
		return true;
	}
	if (f->o->locked ||
	    cache_lookup(f->o->cache, i->url, &f->mem, &u) != 1 ||
	    (i->edition != NULL && !str_equal(u.edition, i->edition)))
		return false;
	settle(f, i, &u, CAME_CACHED);
	return true;
}

static void
plan(struct fetch *f, size_t at)
{
	struct fetch_item *i = &f->items[at];
	const struct lock_entry *e = lock_find(f->l, i->id);
	const char *why = url_why_not(i->url);

	if (why == NULL && f->o->locked && e == NULL)
		why = "not in the lock";
	else if (why == NULL && f->o->locked && strcmp(e->url, i->url) != 0)
		why = arena_printf(&f->mem, "the lock has another address: %s",
		    e->url);
	if (why != NULL)
		fail(f, i, why);
	else if ((f->o->offline || f->o->locked) && settle_offline(f, i))
		return;
	else if (f->o->offline)
		fail(f, i, "not in the cache, and offline");
	else if (plan_transfer(f, at) == -1)
		fail(f, i, NULL);
}

/* ---- all of them ---- */

static void
set_transfer(struct task *k, struct http_transfer *t)
{
	const struct fetch_options *o = k->f->o;

	k->t = t;
	t->url = k->address;
	t->mirror = o->mirror != NULL;
	t->compressed = !k->item->archive; /* hashed as it comes */
	if (!o->locked) {
		t->etag = k->of_address.etag;
		t->modified = k->of_address.modified;
	}
	t->begin = task_begin;
	t->add = task_add;
	t->done = task_done;
	t->ctx = k;
}

static int
run(struct fetch *f)
{
	struct http_transfer *t = mem_array(f->tasks_n, sizeof(*t));
	struct http_options http;
	size_t i;
	int rc = 0;

	http_defaults(&http);
	if (f->o->http != NULL)
		http = *f->o->http;
	if (f->o->jobs > 0)
		http.jobs = f->o->jobs < JOBS_MAX ? f->o->jobs : JOBS_MAX;
	http.gentle = f->o->documents_of != NULL;
	if (http.gentle && http.jobs > JOBS_GENTLE)
		http.jobs = JOBS_GENTLE;
	for (i = 0; i < f->tasks_n; i++)
		set_transfer(&f->tasks[i], &t[i]);
	if (f->tasks_n > 0)
		rc = http_run(t, f->tasks_n, &http);
	for (i = 0; rc == -1 && i < f->n; i++)
		f->items[i].failed |= f->task_of[i] != NULL;
	for (i = 0; i < f->tasks_n; i++)
		free(f->tasks[i].address);
	free(t);
	return rc;
}

const char *
fetch_why_no_mirror(const char *mirror)
{
	return url_why_no_mirror(mirror);
}

/* What must hold before anything is tried; 0, or -1 once said. */
static int
prepare(const struct fetch_options *o)
{
	const char *why = o->mirror != NULL ? url_why_no_mirror(o->mirror)
					    : NULL;

	if (why != NULL) {
		log_error("--mirror %s: %s", o->mirror, why);
		return -1;
	}
	return o->offline ? 0 : cache_prepare(o->cache);
}

static int
fetch_all(struct fetch *f)
{
	size_t i;
	int rc = 0;

	telling_begin(&f->telling, f->items, f->n, f->o->documents_of,
	    f->o->quiet);
	for (i = 0; i < f->n; i++)
		plan(f, i);
	if (run(f) == -1)
		rc = -1;
	telling_end(&f->telling);
	for (i = 0; i < f->n; i++) {
		if (!f->items[i].failed)
			f->items[i].got = *lock_find(f->l, f->items[i].id);
		else if (!f->items[i].optional)
			rc = -1;
	}
	return rc;
}

int
fetch_items(struct fetch_item *items, size_t n, struct lock *l,
    const struct fetch_options *o)
{
	struct fetch f = { .items = items, .n = n, .l = l, .o = o };
	size_t i;
	int rc = prepare(o);

	for (i = 0; i < n; i++) {
		memset(&items[i].got, 0, sizeof(items[i].got));
		items[i].failed = items[i].disk = rc == -1;
	}
	if (rc == -1)
		return -1;
	date_today(f.today);
	f.task_of = mem_array(n, sizeof(*f.task_of));
	f.tasks = mem_array(n, sizeof(*f.tasks));
	rc = fetch_all(&f);
	free(f.task_of);
	free(f.tasks);
	arena_free(&f.mem);
	return rc;
}

void
fetch_library(char *version, size_t n)
{
	http_library(version, n);
}
