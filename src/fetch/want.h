/* One item while it is fetched, and what becomes of it. */
#ifndef FETCH_WANT_H
#define FETCH_WANT_H

#include "fetch/fetch.h"
#include "fetch_log.h"
#include "http.h"
#include "inspect.h"
#include "store/cache.h"

enum { ADDRESSES = 2 };

struct task;

/* An item to fetch, from one address, else from the next. */
struct want {
	struct fetch_item *item;
	const char *commit; /* as its host says; or NULL */
	const char *addresses[ADDRESSES], *why[ADDRESSES];
	size_t n, next;     /* next is n: done */
	struct task *task;  /* the transfer that it waits for; or NULL */
	struct content content;
	bool fits;          /* content is of what was received, and valid */
};

/* What all items of a run share. */
struct fetch {
	struct want *wants;
	size_t n;
	struct lock *l;
	const struct fetch_options *o;
	struct fetch_pins *pins;
	struct http_options http;
	struct task *tasks; /* of this round */
	size_t tasks_n;
	struct fetch_log log;
	struct arena mem;
	char today[DATE_LEN + 1];
};

/* The lock's entry for it, or NULL. */
const struct lock_entry *want_locked(const struct fetch *f,
    const struct want *w);

/* Marks it as failed; why is NULL where that was reported already. */
void want_fail(struct fetch *f, struct want *w, const char *why,
    enum cause cause);

/* This address does not have it: tries the next, or marks it as failed. why is
 * borrowed until the run ends. */
void want_miss(struct fetch *f, struct want *w, const char *why,
    enum cause cause);

/* Is the arrival valid for w? Where it is not, *why is as of inspect_read. */
bool want_read(struct fetch *f, struct want *w, const struct arrival *a,
    const char **why);

/* The day on which these bytes were first fetched, as far as is known: of an
 * object, and of its content as want_read found it. */
const char *want_first_day(const struct fetch *f, const struct want *w,
    const struct cache_url *known, const char *sha256);

/* Makes the object of u, which is in the cache and was read, the item's entry. */
void want_settle(struct fetch *f, struct want *w, const struct cache_url *u,
    enum came came);

/* The same for what the cache has already, which is read first; returns false,
 * with *why, where that is not valid. */
bool want_settle_cached(struct fetch *f, struct want *w,
    const struct cache_url *u, enum came came, const char **why);

#endif
