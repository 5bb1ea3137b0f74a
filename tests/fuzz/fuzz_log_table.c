/* The table of logs: any bytes as a file; then its names are looked up, and what its
 * rows hold is settled. */
#include "in_file.h"
#include "logs/logs.h"

static struct in_file file;

/* A name without a wildcard or event stands for a row, if not for this one; and what
 * is found has an id that is found, too. */
static void
look_up(struct logs *l, const struct log_table *t, const struct log_name *name,
    struct arena *mem)
{
	struct log_key key, again;

	if (name->vocabulary >= t->nvocabularies)
		abort();
	logs_strip(l, name->vocabulary, name->name, mem);
	if (!logs_find(l, name->vocabulary, name->name, mem, &key)) {
		if (name->channel == NULL && strchr(name->name, '*') == NULL &&
		    strchr(name->name, '[') == NULL &&
		    strchr(name->name, '\\') == NULL &&
		    strstr(name->name, log_event) == NULL)
			abort();
		return;
	}
	if (!logs_find_id(l, key.id, mem, &again))
		abort();
	logs_is_whole(l, &key);
	logs_put(l, &key);
}

static void
check(struct logs *l, const struct log_table *t, struct arena *mem)
{
	const struct log *log;
	size_t i, k, n;

	for (i = 0; i < t->n; i++)
		for (k = 0; k < t->rows[i].nnames; k++)
			look_up(l, t, &t->rows[i].names[k], mem);
	if (logs_settle(l) == -1)
		return;
	n = logs_count(l);
	for (i = 0; i < n; i++) {
		log = logs_at(l, i);
		if (log->pk < 1 || log->pk > (long long)n || log->id == NULL ||
		    log->title == NULL)
			abort();
		for (k = 0; k < log->nparts; k++)
			if (log->parts[k] >= n || log->parts[k] == i)
				abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 };
	struct log_table t;
	struct logs *l;

	in_file(&file, data, size);
	l = log_table_read(file.path, &mem, &t) == 0 ? logs_new(&t) : NULL;
	if (l != NULL)
		check(l, &t, &mem);
	logs_free(l);
	log_table_free(&t);
	arena_free(&mem);
	return 0;
}
