/* One item on its way, and what becomes of it. */
#ifndef FETCH_WANT_H
#define FETCH_WANT_H

#include "fetch/fetch.h"
#include "fetch_log.h"
#include "http.h"
#include "inspect.h"
#include "store/cache.h"

enum { ADDRESSES = 2 };

struct task;

/* It is asked for at one address, then at the next. */
struct want {
	struct fetch_item *item;
	const char *commit; /* that its host told; or NULL */
	const char *addresses[ADDRESSES], *why[ADDRESSES];
	size_t n, next;     /* next is n: nothing more is to be done */
	struct task *task;  /* that it waits for; or NULL */
	struct content content;
	bool fits;          /* content is of what came, and as it must be */
};

/* A run: what all of them share. */
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

/* What the lock says of it, or NULL. */
const struct lock_entry *want_locked(const struct fetch *f,
    const struct want *w);

/* It failed for good; why NULL: somebody has said it. */
void want_fail(struct fetch *f, struct want *w, const char *why,
    enum cause cause);

/* It is not to be had at this address: it fails unless there is another. why is
 * borrowed until the run ends. */
void want_miss(struct fetch *f, struct want *w, const char *why,
    enum cause cause);

/* Is the arrival what w may have? Else *why, as inspect_read has it. */
bool want_read(struct fetch *f, struct want *w, const struct arrival *a,
    const char **why);

/* The day on which these bytes first came, as far as anybody knows: of an
 * object, and of the content of it that want_read found. */
const char *want_first_day(const struct fetch *f, const struct want *w,
    const struct cache_url *known, const char *sha256);

/* The object of u is in the cache, and read: it becomes the item's entry. */
void want_settle(struct fetch *f, struct want *w, const struct cache_url *u,
    enum came came);

/* The same of what is in the cache already, which is read first; false, with
 * *why, where it may not have that. */
bool want_settle_cached(struct fetch *f, struct want *w,
    const struct cache_url *u, enum came came, const char **why);

#endif
