/* What `sextant diff` compares: a file of any kind that knows of a build. */
#include "compare/operand.h"

#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "catalog/catalog.h"
#include "compare/history.h"
#include "compare/snapshot.h"
#include "store/lock.h"
#include "value/csv.h"
#include "value/json.h"
#include "value/member.h"
#include "value/value.h"

enum { FILE_MAX = 64 << 20 };

static int
read_catalog(struct operand *o)
{
	const struct snapshot_options links = { .links = true,
		.lacks = true };
	struct catalog *c = catalog_open(o->path);
	const cJSON *snapshot;

	if (c == NULL)
		return -1;
	snapshot = snapshot_of(c, &links);
	catalog_close(c);
	o->what = "a catalog";
	state_of_snapshot(snapshot, &o->state);
	return snapshot == NULL ? -1 : 0;
}

static int
is_none(const struct operand *o)
{
	log_error("%s: not a catalog, a snapshot, a history, a lock, nor what "
	    "`export json`, `export csv` or `stats --format json` prints",
	    o->path);
	return -1;
}

static int
read_json(struct operand *o, const struct buf *text)
{
	const char *what;
	cJSON *doc;

	if (json_read(o->path, buf_str(text), text->len, &doc) == -1)
		return -1;
	what = member_text(doc, "what");
	if (what == NULL) {
		o->what = "an export of statistics";
		return state_of_stats(doc, &o->state) ? 0 : is_none(o);
	}
	if (strcmp(what, "history") == 0) {
		o->what = "a history";
		if (history_check(o->path, doc) == -1)
			return -1;
		if (state_of_history(doc, &o->state))
			return 0;
		log_error("%s: a history without a build", o->path);
		return -1;
	}
	if (strcmp(what, "export") == 0) {
		o->what = "an export";
		state_of_export(doc, &o->state);
		return 0;
	}
	o->what = "a snapshot";
	state_of_snapshot(doc, &o->state);
	return snapshot_check(o->path, doc);
}

static int
read_csv(struct operand *o, const struct buf *text)
{
	struct value_error why = { 0 };
	cJSON *rows;

	if (csv_parse(buf_str(text), text->len, &rows, &why) == -1) {
		log_error("%s:%d: %s", o->path, why.line, why.what);
		return -1;
	}
	o->what = "an export as CSV";
	return state_of_csv(rows, &o->state) ? 0 : is_none(o);
}

/* Its sources; what ATT&CK is of, only the address says. */
static int
read_lock(struct operand *o)
{
	struct lock l = { 0 };
	int rc = lock_read(o->path, &l);
	cJSON *sources = cJSON_CreateObject(), *one;
	const struct lock_entry *e;
	size_t i;

	for (i = 0; rc == 1 && i < l.n; i++) {
		e = &l.entries[i];
		one = cJSON_AddObjectToObject(sources, e->id);
		member_add_text(one, "revision",
		    e->none ? "none" : e->revision);
		if (e->none)
			continue;
		member_add_text(one, "accessed", e->accessed);
		member_add_text(one, "sha256", e->sha256);
	}
	o->what = "a lock";
	o->state.sources = sources;
	lock_free(&l);
	return rc == 1 ? 0 : -1;
}

/* Where what was written by hand or by us begins: behind comments of YAML. */
static const char *
skip_comments(const char *s)
{
	s += strspn(s, " \t\r\n");
	while (*s == '#') {
		s += strcspn(s, "\n");
		s += strspn(s, " \t\r\n");
	}
	return s;
}

int
operand_read(const char *path, struct operand *o)
{
	struct buf text = BUF_INIT;
	const char *s;
	int rc = -1;

	memset(o, 0, sizeof(*o));
	o->path = path;
	if (str_has_suffix(path, ".db"))
		return read_catalog(o);
	if (file_read(path, FILE_MAX, &text) == -1)
		goto out;
	s = skip_comments(buf_str(&text));
	if (str_has_prefix(s, "SQLite format 3"))
		rc = read_catalog(o);
	else if (*s == '{')
		rc = read_json(o, &text);
	else if (str_has_prefix(s, "technique,"))
		rc = read_csv(o, &text);
	else if (str_has_prefix(s, "schema:"))
		rc = read_lock(o);
	else
		rc = is_none(o);
out:
	buf_free(&text);
	return rc;
}
