/* The logs that there are: rows of the table, and those of {event} for the events
 * that anybody names. */
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "parts.h"

/* Of an id A/B/C the row A/B/{event}, and C; NULL: there is none such. */
static const struct log_row *
row_of_event(const struct logs *l, const char *id, struct arena *mem,
    const char **event)
{
	const char *slash = strrchr(id, '/');
	size_t row;

	if (slash == NULL || slash[1] == '\0')
		return NULL;
	row = lookup_first(&l->ids, arena_printf(mem, "%.*s/%s",
	    (int)(slash - id), str_lower(mem, id), log_event));
	*event = slash + 1;
	return row == 0 ? NULL : &l->table->rows[row - 1];
}

bool
logs_find_id(const struct logs *l, const char *id, struct arena *mem,
    struct log_key *key)
{
	size_t row = lookup_first(&l->ids, str_lower(mem, id));
	const char *event = NULL;
	bool of_event = row_of_event(l, id, mem, &event) != NULL;

	if (row == 0 && !of_event)
		return false;
	key->id = row > 0 ? l->table->rows[row - 1].id : arena_strdup(mem, id);
	key->event = of_event ? arena_strdup(mem, event) : NULL;
	return strstr(key->id, log_event) == NULL;
}

bool
logs_is_whole(const struct logs *l, const struct log_key *key)
{
	struct arena mem = { 0 };
	size_t row = lookup_first(&l->ids, str_lower(&mem, key->id));
	const char *event;
	const struct log_row *of = row_of_event(l, key->id, &mem, &event);
	bool whole = (row > 0 && l->table->rows[row - 1].whole) ||
	    (of != NULL && of->whole);

	arena_free(&mem);
	return whole;
}

/* Where among the places by id it is, or belongs. */
static size_t
seek_log(const struct logs *l, const char *fold, bool *found)
{
	size_t from = 0, to = l->n, mid;
	int order;

	*found = false;
	while (from < to && !*found) {
		mid = from + (to - from) / 2;
		order = strcmp(l->v[l->by_id[mid]].fold, fold);
		*found = order == 0;
		if (order >= 0)
			to = mid;
		else
			from = mid + 1;
	}
	return to;
}

static void
add_row_names(struct logs *l, struct log *log, const struct log_row *row,
    const char *event)
{
	struct log_name *n;
	size_t i;

	for (i = 0; i < row->nnames; i++) {
		n = ARENA_ADD(&l->mem, log->names, log->nnames);
		*n = row->names[i];
		n->name = logs_fill(&l->mem, n->name, event);
		n->channel = logs_fill(&l->mem, n->channel, event);
	}
}

/* Takes of the row what the log has not, and all its names. */
static void
take_of_row(struct logs *l, struct log *log, const struct log_row *row,
    const char *event)
{
	bool platforms = log->platforms.n == 0;
	size_t i;

	if (log->title == NULL)
		log->title = logs_fill(&l->mem, row->title, event);
	log->whole |= row->whole;
	for (i = 0; platforms && i < row->platforms.n; i++)
		strs_add(&log->platforms, row->platforms.v[i]);
	for (i = 0; i < row->any.n; i++)
		*ARENA_ADD(&l->mem, log->any_ids, log->nany) =
		    logs_fill(&l->mem, row->any.v[i], event);
	add_row_names(l, log, row, event);
}

size_t
logs_put(struct logs *l, const struct log_key *key)
{
	const char *fold = str_lower(&l->mem, key->id), *event = NULL;
	size_t row = lookup_first(&l->ids, fold), at;
	const struct log_row *of = row_of_event(l, key->id, &l->mem, &event);
	struct log *log;
	bool found;

	at = seek_log(l, fold, &found);
	if (found)
		return l->by_id[at];
	l->by_id = mem_grow(l->by_id, l->n + 1, sizeof(*l->by_id));
	memmove(l->by_id + at + 1, l->by_id + at,
	    (l->n - at) * sizeof(*l->by_id));
	l->by_id[at] = l->n;
	log = LIST_ADD(l->v, l->n);
	log->fold = fold;
	log->id = arena_strdup(&l->mem, key->id);
	if (row > 0)
		take_of_row(l, log, &l->table->rows[row - 1], NULL);
	if (of != NULL)
		take_of_row(l, log, of, arena_strdup(&l->mem, key->event != NULL
		    ? key->event : event));
	if (log->title == NULL)
		log->title = log->id;
	return l->n - 1;
}

size_t
logs_count(const struct logs *l)
{
	return l->n;
}

const struct log *
logs_at(const struct logs *l, size_t place)
{
	return &l->v[place];
}

/* The places of those that record what is an event of any; these are there from
 * now on. */
static void
find_any(struct logs *l, size_t at)
{
	struct arena mem = { 0 };
	struct log_key key;
	size_t i, n = l->v[at].nany, *any = mem_array(n, sizeof(*any));

	for (i = 0; i < n; i++)
		/* All are rows: logs_new has looked. */
		any[i] = logs_find_id(l, l->v[at].any_ids[i], &mem, &key)
		    ? logs_put(l, &key) : at;
	free(l->v[at].any);
	l->v[at].any = any;
	arena_free(&mem);
}

/* What is walked, and what was found of each log on the way: 1 by ids alone, 2 by
 * way of any. */
struct walk {
	struct logs *l;
	char *how;
};

static void walk_from(struct walk *w, size_t at, char how);

static void
walk_below(struct walk *w, size_t at, char how)
{
	struct logs *l = w->l;
	size_t n = strlen(l->v[at].fold), i;
	const char *fold;
	bool found;

	for (i = seek_log(l, l->v[at].fold, &found) + 1; i < l->n; i++) {
		fold = l->v[l->by_id[i]].fold;
		if (strncmp(fold, l->v[at].fold, n) != 0)
			break;
		if (fold[n] == '/')
			walk_from(w, l->by_id[i], how);
	}
}

/* Adds what the log at that place holds. */
static void
walk_from(struct walk *w, size_t at, char how)
{
	size_t i;

	if (w->how[at] != 0 && w->how[at] <= how)
		return;
	w->how[at] = how;
	walk_below(w, at, how);
	for (i = 0; i < w->l->v[at].nany; i++)
		walk_from(w, w->l->v[at].any[i], 2);
}

static int
find_parts(struct logs *l, size_t at)
{
	struct walk w = { l, mem_alloc(l->n) };
	struct log *log = &l->v[at];
	size_t i, k;
	int rc = 0;

	walk_below(&w, at, 1);
	for (i = 0; i < log->nany; i++)
		walk_from(&w, log->any[i], 2);
	if (w.how[at] != 0) {
		log_error("%s: %s: holds itself, by way of any", l->table->path,
		    log->id);
		rc = -1;
	}
	for (i = 0, k = 0; i < l->n; i++)
		log->nparts += w.how[i] != 0;
	log->parts = mem_array(log->nparts, sizeof(*log->parts));
	log->by_any = mem_array(log->nparts, sizeof(*log->by_any));
	for (i = 0; i < l->n; i++)
		if (w.how[l->by_id[i]] != 0) {
			log->parts[k] = l->by_id[i];
			log->by_any[k++] = w.how[l->by_id[i]] == 2;
		}
	free(w.how);
	return rc;
}

int
logs_settle(struct logs *l)
{
	size_t i;

	for (i = 0; i < l->n; i++)
		find_any(l, i);
	logs_spell(l);
	for (i = 0; i < l->n; i++) {
		l->v[l->by_id[i]].pk = (long long)i + 1;
		if (find_parts(l, i) == -1)
			return -1;
	}
	logs_collect(l);
	return 0;
}
