/* What `sextant diff` compares: a file of any kind that knows of a build. */
#include "compare/operand.h"

#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "catalog/catalog.h"
#include "compare/history.h"
#include "compare/sheet.h"
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
	const struct snapshot_options links = { .links = true };
	struct catalog *c = catalog_open(o->path);

	if (c == NULL)
		return -1;
	o->what = "a catalog";
	o->snapshot = model_snapshot(c, &links);
	catalog_close(c);
	return o->snapshot == NULL ? -1 : 0;
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
read_history(struct operand *o, const struct buf *text)
{
	cJSON *history;

	if (history_parse(o->path, buf_str(text), text->len, &history) == -1)
		return -1;
	o->what = "a history";
	o->sheet = sheet_of_history(history);
	if (o->sheet != NULL)
		return 0;
	log_error("%s: a history without a build", o->path);
	return -1;
}

static int
read_json(struct operand *o, const struct buf *text)
{
	struct value_error why = { 0 };
	const char *what;
	cJSON *doc;

	if (json_parse(buf_str(text), text->len, &doc, &why) == -1) {
		log_error("%s:%d: %s", o->path, why.line, why.what);
		return -1;
	}
	what = member_text(doc, "what");
	if (what != NULL && strcmp(what, "history") == 0)
		return read_history(o, text);
	if (what != NULL && strcmp(what, "export") == 0) {
		o->what = "an export";
		o->sheet = sheet_of_export(doc);
		return 0;
	}
	if (what != NULL) {
		o->what = "a snapshot";
		return snapshot_parse(o->path, buf_str(text), text->len,
		    &o->snapshot);
	}
	o->what = "an export of statistics";
	o->sheet = sheet_of_stats(doc);
	return o->sheet == NULL ? is_none(o) : 0;
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
	o->sheet = sheet_of_csv(rows);
	return o->sheet == NULL ? is_none(o) : 0;
}

/* Its sources; what ATT&CK is of, only the address says. */
static int
read_lock(struct operand *o)
{
	struct lock l = { 0 };
	int rc = lock_read(o->path, &l);
	cJSON *sources, *one;
	size_t i;

	if (rc == 1) {
		o->what = "a lock";
		o->sheet = cJSON_CreateObject();
		sources = cJSON_AddObjectToObject(o->sheet, "sources");
		for (i = 0; i < l.n; i++) {
			one = cJSON_AddObjectToObject(sources,
			    l.entries[i].id);
			if (l.entries[i].none) {
				cJSON_AddStringToObject(one, "revision",
				    "none");
				continue;
			}
			if (l.entries[i].revision != NULL)
				cJSON_AddStringToObject(one, "revision",
				    l.entries[i].revision);
			cJSON_AddStringToObject(one, "accessed",
			    l.entries[i].accessed);
			cJSON_AddStringToObject(one, "sha256",
			    l.entries[i].sha256);
		}
	}
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

cJSON *
operand_sheet(const struct operand *o)
{
	return o->sheet != NULL ? o->sheet : sheet_of_snapshot(o->snapshot);
}
