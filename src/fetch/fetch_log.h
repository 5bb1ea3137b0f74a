/* Reports what becomes of each item: a line each, or one for many. */
#ifndef FETCH_FETCH_LOG_H
#define FETCH_FETCH_LOG_H

#include "base/mem.h"
#include "base/progress.h"
#include "fetch/fetch.h"

/* Where an item came from. */
enum came { CAME_NEW, CAME_SAME, CAME_CACHED, CAME_ABSENT, CAMES };

/* Why an item failed; of all but OWN one line reports all items. */
enum cause { OWN, DISK, NETWORK, LATE };

struct outcome {
	enum cause cause;
	const char *why;
};

struct fetch_log {
	const struct fetch_item *items;
	size_t n;
	const char *documents_of; /* as in struct fetch_options */
	struct progress progress;
	struct outcome *outcomes; /* by item */
	size_t came[CAMES], failed;
	long long bytes;          /* that are new */
	const char *first_failed; /* "id: URL: why" */
	struct arena mem;
};

/* Begins the report of n items; all is borrowed until fetch_log_end. */
void fetch_log_begin(struct fetch_log *t, const struct fetch_item *items, size_t n,
    const char *documents_of, bool quiet);

/* Reports that i was obtained, of that many bytes. */
void fetch_log_had(struct fetch_log *t, const struct fetch_item *i, enum came came,
    long long size);

/* Tells people that i's host wants to be asked later, as why says, and that this is
 * waited for. */
void fetch_log_waits(struct fetch_log *t, const struct fetch_item *i,
    const char *why);

/* Reports that i failed; why is NULL where that was reported already. */
void fetch_log_failed(struct fetch_log *t, const struct fetch_item *i,
    enum cause cause, const char *why);

/* Reports what is left, and frees everything. */
void fetch_log_end(struct fetch_log *t);

#endif
