/* Brings what the network has into the cache. */
#include "fetch/fetch.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/str.h"
#include "pin.h"
#include "url.h"
#include "want.h"

enum {
	JOBS_GENTLE = 2,
};

/* One transfer, for every item that asks for just the same. */
struct task {
	struct fetch *f;
	const struct want *first;  /* of them */
	struct http_transfer *t;
	const char *url;           /* upstream's */
	char *address;             /* the URL, or where a mirror has it */
	struct cache_url of_url;   /* what the cache knows; sha256 "": nothing */
	struct cache_url of_address;
	struct cache_object object;
};

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

	progress_add_bytes(&k->f->log.progress, n);
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

	why = arena_strdup(&f->mem, why);
	for (i = 0; i < f->n; i++)
		if (f->wants[i].task == k)
			want_miss(f, &f->wants[i], why, cause);
}

static const char *
or_null(const char *s)
{
	return s != NULL && *s != '\0' ? s : NULL;
}

/*
 * Notes what is known now of the address, and of the URL where a mirror
 * answered: then with the ETag of upstream, not the mirror's. What came by a
 * commit's address is what there is at the item's own.
 */
static int
task_remember(struct task *k, struct cache_url *u)
{
	struct cache_url of_url = *u;
	const char *root = k->f->o->cache, *own = k->first->item->url;
	bool same = strcmp(u->sha256, k->of_url.sha256) == 0;

	if (k->t->result == HTTP_DONE) {
		u->etag = or_null(k->t->got_etag);
		u->modified = or_null(k->t->got_modified);
	}
	of_url.etag = of_url.modified = NULL;
	if (strcmp(k->url, own) != 0 && !k->f->o->locked &&
	    cache_remember(root, own, &of_url) == -1)
		return -1;
	if (strcmp(k->address, k->url) == 0)
		return cache_remember(root, k->address, u);
	of_url.etag = same ? k->of_url.etag : NULL;
	of_url.modified = same ? k->of_url.modified : NULL;
	if (cache_remember(root, k->url, &of_url) == -1)
		return -1;
	/* A file is read anew each time: there is nothing to ask. */
	return str_has_prefix(k->address, "file:") ? 0
	    : cache_remember(root, k->address, u);
}

/* Reads the arrival for each that waits for it; false: none may have it. */
static bool
task_read(struct task *k, const struct arrival *a)
{
	struct fetch *f = k->f;
	const char *why;
	bool any = false;
	size_t i;

	for (i = 0; i < f->n; i++) {
		if (f->wants[i].task != k)
			continue;
		f->wants[i].fits = want_read(f, &f->wants[i], a, &why);
		any |= f->wants[i].fits;
		if (!f->wants[i].fits)
			want_miss(f, &f->wants[i], why, OWN);
	}
	return any;
}

/* For those that it fits. */
static void
task_settle(struct task *k, struct cache_url *u, enum came came)
{
	struct fetch *f = k->f;
	bool known;
	size_t i;

	u->edition = k->first->item->edition;
	known = task_remember(k, u) == 0;
	for (i = 0; i < f->n; i++) {
		if (f->wants[i].task != k || !f->wants[i].fits)
			continue;
		if (known)
			want_settle(f, &f->wants[i], u, came);
		else
			want_fail(f, &f->wants[i], NULL, OWN);
	}
}

/* Did the address have these bytes before, or the lock what is in them? */
static bool
is_same_fetch(const struct task *k, const struct cache_url *u)
{
	const struct lock_entry *e = want_locked(k->f, k->first);

	return strcmp(u->sha256, k->of_url.sha256) == 0 || (e != NULL &&
	    strcmp(e->sha256, k->first->content.sha256) == 0);
}

static void
task_keep(struct task *k)
{
	struct cache_url u = { .size = k->object.size };
	struct arrival a = { .size = k->object.size };

	if (cache_object_end(&k->object) == -1) {
		task_fail(k, k->object.why, DISK);
		return;
	}
	a.path = k->object.file.path;
	a.sha256 = k->object.sha256;
	if (!task_read(k, &a))
		return;
	if (cache_object_commit(&k->object, k->f->o->cache) == -1) {
		task_fail(k, k->object.why, DISK);
		return;
	}
	memcpy(u.sha256, k->object.sha256, sizeof(u.sha256));
	str_copy(u.first, sizeof(u.first), want_first_day(k->f, k->first,
	    &k->of_url, u.sha256));
	task_settle(k, &u, is_same_fetch(k, &u) ? CAME_SAME : CAME_NEW);
}

static void
task_unchanged(struct task *k)
{
	struct cache_url u = k->of_address;
	char *path = cache_object_path(k->f->o->cache, u.sha256);
	const struct arrival a = { path, u.sha256, u.size };

	if (task_read(k, &a))
		task_settle(k, &u, CAME_SAME);
	free(path);
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
task_waits(void *ctx)
{
	struct task *k = ctx;

	fetch_log_waits(&k->f->log, k->first->item, k->t->why);
}

static void
task_done(void *ctx)
{
	struct task *k = ctx;

	if (k->t->absent && k->first->item->may_lack &&
	    k->first->next + 1 == k->first->n)
		task_lack(k);
	else if (k->t->result == HTTP_FAILED)
		task_fail(k, k->t->why, k->t->local ? DISK :
		    k->t->late ? LATE : k->t->unreachable ? NETWORK : OWN);
	else if (k->t->result == HTTP_UNCHANGED)
		task_unchanged(k);
	else
		task_keep(k);
	cache_object_abort(&k->object);
}

/* ---- what each item needs ---- */

static void
add_address(struct want *w, const char *address)
{
	if (w->n == 0 || strcmp(w->addresses[0], address) != 0)
		w->addresses[w->n++] = address;
}

/* By the commit first, where it is known: then the item's own. */
static void
set_addresses(struct fetch *f, struct want *w)
{
	const struct lock_entry *e = want_locked(f, w);
	const char *commit = f->o->locked ? e->revision : w->commit;
	char *address = commit != NULL ? url_at_commit(w->item->url, commit)
				       : NULL;

	if (address != NULL)
		add_address(w, arena_strdup(&f->mem, address));
	add_address(w, w->item->url);
	free(address);
}

/* Does the cache have it of this very commit? Then it is what there is at the
 * item's own address as well. */
static bool
is_at_commit(struct fetch *f, const struct want *w, struct cache_url *u)
{
	if (w->n < 2 || cache_lookup(f->o->cache, w->addresses[0], &f->mem,
	    u) != 1)
		return false;
	u->etag = u->modified = NULL;
	return cache_remember(f->o->cache, w->item->url, u) == 0;
}

/* Does the cache have it of this very edition? */
static bool
is_current_fetch(struct fetch *f, const struct want *w, struct cache_url *u)
{
	const struct fetch_item *i = w->item;
	const struct lock_entry *e = want_locked(f, w);

	if (i->edition == NULL || cache_lookup(f->o->cache, i->url, &f->mem,
	    u) != 1 || !str_equal(u->edition, i->edition))
		return false;
	/* That there is nothing is believed of a run that went well. */
	return u->size > 0 || (e != NULL && e->size == 0 &&
	    strcmp(e->url, i->url) == 0);
}

/* What the lock names, else what the cache knows of the address; false where
 * the cache does not have it. */
static bool
find_cached(struct fetch *f, const struct want *w, struct cache_url *u)
{
	const struct lock_entry *e = want_locked(f, w);
	const struct fetch_item *i = w->item;

	memset(u, 0, sizeof(*u));
	if (e != NULL && strcmp(e->url, i->url) == 0 &&
	    content_find(f->o->cache, e, u->sha256, &u->size)) {
		memcpy(u->first, e->accessed, sizeof(u->first));
		return true;
	}
	return !f->o->locked &&
	    cache_lookup(f->o->cache, i->url, &f->mem, u) == 1 &&
	    (i->edition == NULL || str_equal(u->edition, i->edition));
}

/* Why it cannot be what the lock has; NULL: it can. */
static const char *
why_not_locked(struct fetch *f, const struct want *w)
{
	const struct fetch_item *i = w->item;
	const struct lock_entry *e = want_locked(f, w);

	if (!f->o->locked)
		return NULL;
	if (e == NULL)
		return "not in the lock";
	if (strcmp(e->url, i->url) != 0)
		return arena_printf(&f->mem, "the lock has another address: %s",
		    e->url);
	return e->files.n > 0 && !(i->archive &&
	    lock_is_of(e, i->files, i->except))
	    ? "the lock has it with other files than the definition now names: "
	      "run `sextant fetch`" : NULL;
}

/* What the cache has and may be taken is settled; what it has, and is not as it
 * should be, is asked for like any other. */
static void
plan(struct fetch *f, struct want *w)
{
	const char *why = url_why_not(w->item->url);
	enum came came = CAME_CACHED;
	struct cache_url u;
	bool found;

	if (why == NULL)
		why = why_not_locked(f, w);
	if (why != NULL) {
		want_fail(f, w, why, OWN);
		return;
	}
	if (f->o->offline) {
		why = "not in the cache, and offline";
		if (!find_cached(f, w, &u) ||
		    !want_settle_cached(f, w, &u, came, &why))
			want_fail(f, w, why, OWN);
		return;
	}
	if (!f->o->locked)
		w->commit = pin_of(f->pins, w->item->url);
	set_addresses(f, w);
	if (f->o->locked) {
		found = find_cached(f, w, &u);
	} else if (is_at_commit(f, w, &u)) {
		found = true;
		came = CAME_SAME;
	} else {
		found = is_current_fetch(f, w, &u);
	}
	if (found)
		want_settle_cached(f, w, &u, came, &why);
}

/* ---- all of them ---- */

/* Returns 0, or -1 after reporting the error. */
static int
task_find(struct fetch *f, struct want *w)
{
	const char *url = w->addresses[w->next], *root = f->o->cache;
	struct task *k;

	for (k = f->tasks; k < f->tasks + f->tasks_n; k++)
		if (strcmp(k->url, url) == 0 &&
		    strcmp(k->first->item->url, w->item->url) == 0 &&
		    k->first->item->archive == w->item->archive &&
		    k->first->item->may_lack == w->item->may_lack &&
		    str_equal(k->first->item->edition, w->item->edition)) {
			w->task = k;
			return 0;
		}
	memset(k, 0, sizeof(*k));
	k->f = f;
	k->first = w;
	k->url = url;
	k->address = url_in_mirror(f->o->mirror, url);
	if (cache_lookup(root, url, &f->mem, &k->of_url) == -1 ||
	    cache_lookup(root, k->address, &f->mem, &k->of_address) == -1) {
		free(k->address);
		return -1;
	}
	f->tasks_n++;
	w->task = k;
	return 0;
}

static void
set_transfer(struct task *k, struct http_transfer *t)
{
	const struct fetch_options *o = k->f->o;

	k->t = t;
	t->url = k->address;
	t->mirror = o->mirror != NULL;
	t->compressed = !k->first->item->archive; /* hashed as it comes */
	if (!o->locked) {
		t->etag = k->of_address.etag;
		t->modified = k->of_address.modified;
	}
	t->begin = task_begin;
	t->add = task_add;
	t->waits = task_waits;
	t->done = task_done;
	t->ctx = k;
}

/* Each that still lacks, at its next address. Returns 0, or -1 after reporting
 * the error. */
static int
run_round(struct fetch *f)
{
	struct http_transfer *t;
	size_t i;
	int rc = 0;

	f->tasks_n = 0;
	for (i = 0; i < f->n; i++) {
		f->wants[i].task = NULL;
		if (f->wants[i].next < f->wants[i].n &&
		    task_find(f, &f->wants[i]) == -1)
			want_fail(f, &f->wants[i], NULL, OWN);
	}
	t = mem_array(f->tasks_n, sizeof(*t));
	for (i = 0; i < f->tasks_n; i++)
		set_transfer(&f->tasks[i], &t[i]);
	if (f->tasks_n > 0)
		rc = http_run(t, f->tasks_n, &f->http);
	for (i = 0; rc == -1 && i < f->n; i++)
		f->wants[i].item->failed |= f->wants[i].task != NULL;
	for (i = 0; i < f->tasks_n; i++)
		free(f->tasks[i].address);
	free(t);
	return rc;
}

static void
set_http(struct fetch *f)
{
	http_of_options(f->o, &f->http);
	f->http.gentle = f->o->documents_of != NULL;
	if (f->http.gentle && f->http.jobs > JOBS_GENTLE)
		f->http.jobs = JOBS_GENTLE;
}

void
fetch_begin(struct fetch_options *o, int timeout)
{
	o->timeout = timeout;
	o->deadline = timeout > 0 ? log_clock() + timeout * 1000LL : 0;
}

const char *
fetch_why_no_mirror(const char *mirror)
{
	return url_why_no_mirror(mirror);
}

/* What must hold before anything is tried; returns 0, or -1 after reporting
 * the error. */
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
fetch_all(struct fetch *f, struct fetch_item *items)
{
	size_t i;
	int rc = 0, round;

	if (!f->o->offline && !f->o->locked &&
	    pin_ask(f->pins, items, f->n, f->o->mirror, &f->http) == -1)
		return -1;
	fetch_log_begin(&f->log, items, f->n, f->o->documents_of,
	    f->o->quiet);
	for (i = 0; i < f->n; i++)
		plan(f, &f->wants[i]);
	for (round = 0; rc == 0 && round < ADDRESSES; round++)
		rc = run_round(f);
	fetch_log_end(&f->log);
	for (i = 0; i < f->n; i++) {
		if (!items[i].failed)
			items[i].got = *lock_find(f->l, items[i].id);
		else if (!items[i].optional)
			rc = -1;
	}
	return rc;
}

int
fetch_items(struct fetch_item *items, size_t n, struct lock *l,
    const struct fetch_options *o)
{
	struct fetch f = { .n = n, .l = l, .o = o, .pins = o->pins };
	struct fetch_pins own = { 0 };
	size_t i;
	int rc = prepare(o);

	for (i = 0; i < n; i++) {
		memset(&items[i].got, 0, sizeof(items[i].got));
		items[i].failed = items[i].disk = rc == -1;
	}
	if (rc == -1)
		return -1;
	if (f.pins == NULL)
		f.pins = &own;
	date_today(f.today);
	set_http(&f);
	f.wants = mem_array(n, sizeof(*f.wants));
	for (i = 0; i < n; i++)
		f.wants[i].item = &items[i];
	f.tasks = mem_array(n, sizeof(*f.tasks));
	rc = fetch_all(&f, items);
	free(f.wants);
	free(f.tasks);
	fetch_pins_free(&own);
	arena_free(&f.mem);
	return rc;
}

void
fetch_library(char *version, size_t n)
{
	http_library(version, n);
}
