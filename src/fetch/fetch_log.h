/* What is said of items: a line each, or of many together. */
#ifndef FETCH_FETCH_LOG_H
#define FETCH_FETCH_LOG_H

#include "base/mem.h"
#include "base/progress.h"
#include "fetch/fetch.h"

/* How an item came to be had. */
enum came { CAME_NEW, CAME_SAME, CAME_CACHED, CAME_ABSENT, CAMES };

/* What makes several items fail at once, and is said in one line. */
enum cause { OWN, DISK, NETWORK };

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

/* Starts; n items are to come. All is borrowed until fetch_log_end. */
void fetch_log_begin(struct fetch_log *t, const struct fetch_item *items, size_t n,
    const char *documents_of, bool quiet);

/* i was had, size bytes of it. */
void fetch_log_had(struct fetch_log *t, const struct fetch_item *i, enum came came,
    long long size);

/* i failed; why NULL: somebody has said it. */
void fetch_log_failed(struct fetch_log *t, const struct fetch_item *i,
    enum cause cause, const char *why);

/* Says what is left to say, and gives all back. */
void fetch_log_end(struct fetch_log *t);

#endif
