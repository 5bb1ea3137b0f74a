/* Logs, into the catalog. */
#include <stdlib.h>
#include <string.h>

#include "catalog/put_logs.h"
#include "parts.h"

static int
write_log(struct catalog *c, const struct logs *l, const struct log *log)
{
	const struct catalog_log row = { log->pk, log->id, log->title, log->whole,
		log->collected, &log->platforms };
	size_t i;

	if (catalog_put_log(c, &row) == -1)
		return -1;
	for (i = 0; i < log->nnames; i++)
		if (catalog_put_log_name(c, log->pk, (long long)i,
		    l->table->vocabularies[log->names[i].vocabulary].id,
		    log->names[i].name, log->names[i].channel) == -1)
			return -1;
	return 0;
}

static int
write_log_parts(struct catalog *c, const struct logs *l, const struct log *log)
{
	size_t i;

	for (i = 0; i < log->nparts; i++)
		if (catalog_put_log_part(c, log->pk, l->v[log->parts[i]].pk,
		    log->by_any[i] ? "any" : "id") == -1)
			return -1;
	return 0;
}

/* What is collected where all that was told were this one log source. */
static int
write_gives(struct catalog *c, const struct logs *l, const char *name)
{
	struct log_pair pair = { .name = name };
	enum collected *given = mem_array(l->n, sizeof(*given));
	size_t i;
	int rc = 0;

	logs_spread(l, &(struct log_pairs){ &pair, 1 }, given);
	for (i = 0; rc == 0 && i < l->n; i++)
		if (given[l->by_id[i]] == COLLECTED_YES)
			rc = catalog_put_log_gives(c, name, (long long)i + 1);
	free(given);
	return rc;
}

static int
write_told(struct catalog *c, const struct logs *l)
{
	struct catalog_collected row = { 0 };
	const struct log_told *t;
	size_t i;

	for (i = 0; i < l->ntold; i++) {
		t = &l->told[i];
		row.ord = (long long)i;
		row.name = t->name;
		row.what = t->what;
		row.log = t->what == COLLECTED_LOG ? l->v[t->log].pk : 0;
		row.channel = t->channel;
		row.path = t->path;
		row.line = t->line;
		row.platforms = t->platforms;
		if (catalog_put_collected(c, &row) == -1)
			return -1;
	}
	return 0;
}

int
logs_write(struct catalog *c, const struct logs *l)
{
	struct strs names = { 0 };
	size_t i;
	int rc = 0;

	for (i = 0; i < l->sources.n; i++)
		strs_add(&names, l->sources.v[i].name);
	strs_sort(&names);
	for (i = 0; rc == 0 && i < l->n; i++)
		rc = write_log(c, l, &l->v[l->by_id[i]]);
	for (i = 0; rc == 0 && i < l->n; i++)
		rc = write_log_parts(c, l, &l->v[l->by_id[i]]);
	for (i = 0; rc == 0 && i < names.n; i++)
		if (i == 0 || strcmp(names.v[i], names.v[i - 1]) != 0)
			rc = write_gives(c, l, names.v[i]);
	strs_free(&names);
	return rc == 0 ? write_told(c, l) : -1;
}
