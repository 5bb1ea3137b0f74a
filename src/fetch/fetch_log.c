/* Reports what becomes of each item: a line each, or one for many. */
#include "fetch_log.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/log.h"

static const char *const words[CAMES] = { "fetched", "unchanged",
	"in the cache", "not there" };

void
fetch_log_begin(struct fetch_log *t, const struct fetch_item *items, size_t n,
    const char *documents_of, bool quiet)
{
	memset(t, 0, sizeof(*t));
	t->items = items;
	t->n = n;
	t->documents_of = documents_of;
	t->outcomes = mem_array(n, sizeof(*t->outcomes));
	progress_begin(&t->progress, "fetching", n, quiet);
}

/* "fetched, 1.2 kB" */
static void
put_had(struct buf *b, enum came came, long long size)
{
	buf_puts(b, words[came]);
	if (came == CAME_NEW) {
		buf_puts(b, ", ");
		progress_put_size(b, size);
	}
}

void
fetch_log_had(struct fetch_log *t, const struct fetch_item *i, enum came came,
    long long size)
{
	struct buf text = BUF_INIT;

	t->came[came]++;
	if (came == CAME_NEW)
		t->bytes += size;
	put_had(&text, came, size);
	if (t->documents_of != NULL)
		progress_pass(&t->progress);
	else
		progress_step(&t->progress, "%s: %s", i->id, buf_str(&text));
	buf_free(&text);
}

void
fetch_log_waits(struct fetch_log *t, const struct fetch_item *i,
    const char *why)
{
	if (!t->progress.bar && !t->progress.lines)
		return; /* quiet */
	progress_hide(&t->progress);
	log_info("%s: %s: waiting", i->id, why);
}

void
fetch_log_failed(struct fetch_log *t, const struct fetch_item *i,
    enum cause cause, const char *why)
{
	struct outcome *o = &t->outcomes[i - t->items];

	t->failed++;
	o->cause = cause;
	o->why = arena_strdup(&t->mem, why);
	if (t->first_failed == NULL && why != NULL)
		t->first_failed = arena_printf(&t->mem, "%s: %s: %s", i->id,
		    i->url, why);
	progress_hide(&t->progress);
	if (cause != OWN || t->documents_of != NULL)
		why = NULL; /* fetch_log_end says it of all together */
	if (why != NULL && i->optional)
		log_warn("%s: %s: %s", i->id, i->url, why);
	else if (why != NULL)
		log_error("%s: %s: %s", i->id, i->url, why);
	progress_pass(&t->progress);
}

static void
say_fetch_log(bool needed, const struct buf *line)
{
	if (needed)
		log_error("%s", buf_str(line));
	else
		log_warn("%s", buf_str(line));
}

/* "id: URL: why; so also: id, id": of all items that failed by this cause. */
static void
say_cause(const struct fetch_log *t, enum cause cause)
{
	const struct fetch_item *i, *first = NULL;
	struct buf line = BUF_INIT;
	const char *before = "; so also: ";
	bool needed = false;

	for (i = t->items; i != LIST_END(t->items, t->n); i++) {
		if (t->outcomes[i - t->items].cause != cause)
			continue;
		needed |= !i->optional;
		if (first == NULL) {
			first = i;
			buf_printf(&line, "%s: %s: %s", i->id, i->url,
			    t->outcomes[i - t->items].why);
			continue;
		}
		buf_printf(&line, "%s%s", before, i->id);
		before = ", ";
	}
	if (first != NULL)
		say_fetch_log(needed, &line);
	buf_free(&line);
}

/* "d3fend: 691 documents: 12 fetched, 3.4 MB, 679 in the cache" */
static void
note_documents(struct fetch_log *t)
{
	struct buf line = BUF_INIT;
	int i;

	for (i = 0; i < CAMES; i++) {
		if (t->came[i] == 0)
			continue;
		buf_printf(&line, "%s%zu ", line.len > 0 ? ", " : "",
		    t->came[i]);
		put_had(&line, (enum came)i, t->bytes);
	}
	progress_note(&t->progress, "%s: %zu documents: %s", t->documents_of,
	    t->n, buf_str(&line));
	buf_free(&line);
}

static void
say_documents(struct fetch_log *t)
{
	struct buf line = BUF_INIT;

	if (t->first_failed != NULL)
		buf_printf(&line, "%s; ", t->first_failed);
	else
		buf_printf(&line, "%s: ", t->documents_of);
	buf_printf(&line, "%zu of %zu documents failed", t->failed, t->n);
	say_fetch_log(!t->items->optional, &line);
	buf_free(&line);
}

void
fetch_log_end(struct fetch_log *t)
{
	progress_hide(&t->progress);
	if (t->documents_of == NULL) {
		say_cause(t, DISK);
		say_cause(t, NETWORK);
		say_cause(t, LATE);
	} else if (t->failed > 0) {
		say_documents(t);
	} else if (t->progress.done == t->n) {
		note_documents(t);
	}
	progress_end(&t->progress);
	free(t->outcomes);
	arena_free(&t->mem);
}
