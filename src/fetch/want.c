/* One item while it is fetched, and what becomes of it. */
#include "want.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "url.h"

const struct lock_entry *
want_locked(const struct fetch *f, const struct want *w)
{
	return lock_find(f->l, w->item->id);
}

void
want_fail(struct fetch *f, struct want *w, const char *why, enum cause cause)
{
	w->next = w->n;
	w->item->failed = true;
	w->item->disk = cause == DISK;
	fetch_log_failed(&f->log, w->item, cause, why);
}

void
want_miss(struct fetch *f, struct want *w, const char *why, enum cause cause)
{
	w->why[w->next] = why;
	if (cause == OWN && ++w->next < w->n)
		return;
	if (cause == OWN && why != NULL && w->n > 1 && w->why[0] != NULL)
		why = arena_printf(&f->mem, "%s; by its commit: %s", why,
		    w->why[0]);
	want_fail(f, w, why, cause);
}

bool
want_read(struct fetch *f, struct want *w, const struct arrival *a,
    const char **why)
{
	const struct lock_entry *e = want_locked(f, w);
	const char *name = arena_printf(&f->mem, "%s: %s", w->item->id,
	    w->next < w->n ? w->addresses[w->next] : w->item->url);
	const char *has;

	progress_hide(&f->log.progress);
	if (inspect_read(w->item, e, f->o->cache, a, name, &w->content,
	    why) == -1)
		return false;
	if (!f->o->locked)
		return true;
	has = w->item->archive && e->files.n == 0 ? a->sha256
						  : w->content.sha256;
	if (strcmp(e->sha256, has) == 0)
		return true;
	*why = arena_printf(&f->mem, "the lock has SHA-256 %s, what came has "
	    "%s", e->sha256, has);
	return false;
}

const char *
want_first_day(const struct fetch *f, const struct want *w,
    const struct cache_url *known, const char *sha256)
{
	const struct lock_entry *e = want_locked(f, w);

	if (e != NULL && (strcmp(e->sha256, w->content.sha256) == 0 ||
	    strcmp(e->sha256, sha256) == 0))
		return e->accessed;
	if (strcmp(known->sha256, sha256) == 0)
		return known->first;
	return f->today;
}

/* The commit of what came, as far as anybody knows; in f's memory. Of a file
 * that has not changed it is the one that the lock has. */
static const char *
revision_of(struct fetch *f, const struct want *w)
{
	const struct lock_entry *e = want_locked(f, w);
	const char *revision;
	char *own;

	if (w->item->archive)
		return *w->content.revision == '\0' ? NULL
		    : arena_strdup(&f->mem, w->content.revision);
	if (e != NULL && e->revision != NULL &&
	    strcmp(e->url, w->item->url) == 0 &&
	    strcmp(e->sha256, w->content.sha256) == 0)
		return arena_strdup(&f->mem, e->revision);
	own = url_commit(w->item->url);
	revision = own != NULL ? arena_strdup(&f->mem, own) : w->commit;
	free(own);
	return revision;
}

/* What the lock is to say of it. */
static void
fill_entry(struct fetch *f, const struct want *w, const struct cache_url *u,
    struct lock_entry *e)
{
	const struct fetch_item *i = w->item;
	const struct lock_entry *old = lock_find(f->l, i->id);

	memset(e, 0, sizeof(*e));
	e->id = i->id;
	e->url = i->url;
	e->revision = revision_of(f, w);
	if (i->archive) {
		e->files = *i->files;
		e->except = *i->except;
	}
	memcpy(e->sha256, w->content.sha256, sizeof(e->sha256));
	e->size = w->content.size;
	str_copy(e->accessed, sizeof(e->accessed), i->accessed != NULL
	    ? i->accessed : want_first_day(f, w, u, u->sha256));
	if (old != NULL)
		lock_inherit(e, old);
}

void
want_settle(struct fetch *f, struct want *w, const struct cache_url *u,
    enum came came)
{
	struct lock_entry e;

	w->next = w->n;
	if (f->o->locked)
		e = *want_locked(f, w);
	else
		fill_entry(f, w, u, &e);
	if (content_remember(f->o->cache, &e, u->sha256, u->size) == -1) {
		want_fail(f, w, NULL, OWN);
		return;
	}
	lock_set(f->l, &e);
	fetch_log_had(&f->log, w->item,
	    w->item->may_lack && u->size == 0 ? CAME_ABSENT : came, u->size);
}

bool
want_settle_cached(struct fetch *f, struct want *w,
    const struct cache_url *u, enum came came, const char **why)
{
	char *path = cache_object_path(f->o->cache, u->sha256);
	const struct arrival a = { path, u->sha256, u->size };
	bool fits = want_read(f, w, &a, why);

	if (fits)
		want_settle(f, w, u, came);
	free(path);
	return fits;
}
