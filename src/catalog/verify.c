/* A catalog may be anybody's: all that the schema promises, looked at. */
#include "verify.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/log.h"

/* Bytes of a catalog, and its rows' numbers: what map writes is far below. */
enum { CATALOG_MAX = 1 << 30 };
#define NUMBER_MAX 2147483647

/* Bytes of the header of SQLite's file format, and places in it: 1 is a journal,
 * 2 a write-ahead log. */
enum { HEADER = 100, WRITE_VERSION = 18, READ_VERSION = 19 };

static const char tables_sql[] =
    "SELECT type, name, tbl_name, ifnull(sql, '') FROM sqlite_schema"
    " ORDER BY type, name, tbl_name";

/* Keys that arrays are made by, which go from a number on without a gap: in
 * what table, and within what. */
#define NUMBERED(key, from, of, in) \
	"SELECT '" of ": " in ", and not so here' FROM (SELECT count(*) AS n," \
	" min(" key ") AS a, max(" key ") AS z FROM " of ") WHERE n > 0" \
	" AND (a <> " from " OR z - a <> n - 1)"

/* Pages, indexes, types, NOT NULL, UNIQUE and CHECK. */
static const char integrity_sql[] =
    "SELECT integrity_check FROM pragma_integrity_check"
    " WHERE integrity_check <> 'ok'";

/* What is wrong, a row each: of a sound catalog there is none. */
static const char *const wrong_sql[] = {
	"SELECT \"table\" || ': a row leads to a ' || parent ||"
	" ' that is not there' FROM pragma_foreign_key_check",
	NUMBERED("ord", "0", "domain", "domains are numbered from 0"),
	NUMBERED("pk", "1", "tactic", "keys are 1, 2, 3 …"),
	NUMBERED("pk", "1", "technique", "keys are 1, 2, 3 …"),
	NUMBERED("pk", "1", "actor", "keys are 1, 2, 3 …"),
	NUMBERED("pk", "1", "strategy", "keys are 1, 2, 3 …"),
	NUMBERED("pk", "1", "analytic", "keys are 1, 2, 3 …"),
	NUMBERED("pk", "1", "component", "keys are 1, 2, 3 …"),
	NUMBERED("ord", "1", "source", "keys are 1, 2, 3 …"),
	NUMBERED("pk", "1", "control", "keys are 1, 2, 3 …"),
	"SELECT 'called: a row leads to a ' || thing || ' that is not there'"
	" FROM called WHERE pk > CASE thing"
	" WHEN 'technique' THEN (SELECT count(*) FROM technique)"
	" WHEN 'tactic' THEN (SELECT count(*) FROM tactic)"
	" WHEN 'strategy' THEN (SELECT count(*) FROM strategy)"
	" WHEN 'analytic' THEN (SELECT count(*) FROM analytic)"
	" WHEN 'component' THEN (SELECT count(*) FROM component)"
	" WHEN 'log-source' THEN 0"
	" WHEN 'log' THEN (SELECT count(*) FROM log)"
	" WHEN 'element' THEN (SELECT count(*) FROM crosswalk_id)"
	" WHEN 'group' THEN (SELECT count(*) FROM actor)"
	" WHEN 'campaign' THEN (SELECT count(*) FROM actor)"
	" WHEN 'software' THEN (SELECT count(*) FROM actor)"
	" ELSE (SELECT count(*) FROM control) END",
	NUMBERED("pk", "1", "log", "keys are 1, 2, 3 …"),
	NUMBERED("pk", "1", "crosswalk_id", "keys are 1, 2, 3 …"),
	"SELECT 'crosswalk_pair: a row is not from one side of a crosswalk to the'"
	" || ' other' FROM crosswalk_pair p"
	" JOIN crosswalk_id f ON f.pk = p.from_id"
	" JOIN crosswalk_id t ON t.pk = p.to_id WHERE f.side <> 'from'"
	" OR t.side <> 'to' OR f.crosswalk <> t.crosswalk",
	NUMBERED("pk", "1", "vulnerability", "keys are 1, 2, 3 …"),
	NUMBERED("pk", "1", "profile", "keys are 1, 2, 3 …"),
	"SELECT 'total: a source has no row' FROM source"
	" WHERE ord NOT IN (SELECT source FROM total)",
};

static int
damaged(struct catalog *c, const char *what)
{
	return db_tell(c, "damaged: %s: run `sextant map` again", what);
}

static const char *
text_of(sqlite3_stmt *s, int column)
{
	const char *text = (const char *)sqlite3_column_text(s, column);

	return text != NULL ? text : "";
}

/* Do two statements give the same rows of n texts? 1, 0, or -1 where either
 * cannot be read. */
static int
same_rows(sqlite3_stmt *a, sqlite3_stmt *b, int n)
{
	int left, right, i;

	do {
		left = sqlite3_step(a);
		right = sqlite3_step(b);
		if ((left != SQLITE_ROW && left != SQLITE_DONE) ||
		    (right != SQLITE_ROW && right != SQLITE_DONE))
			return -1;
		if (left != right)
			return 0;
		for (i = 0; left == SQLITE_ROW && i < n; i++)
			if (strcmp(text_of(a, i), text_of(b, i)) != 0)
				return 0;
	} while (left == SQLITE_ROW);
	return 1;
}

/* Ours is what this SQLite makes of our schema, its own tables included. */
static int
verify_schema(struct catalog *c)
{
	sqlite3_stmt *ours = NULL, *theirs = NULL;
	sqlite3 *db = NULL;
	int same = -1;

	if (sqlite3_open_v2(":memory:", &db, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
	    sqlite3_exec(db, db_schema, NULL, NULL, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(db, tables_sql, -1, &ours, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(c->db, tables_sql, -1, &theirs, NULL) ==
	    SQLITE_OK)
		same = same_rows(ours, theirs, 4);
	if (same == -1)
		db_error(c, "read");
	else if (same == 0)
		db_tell(c, "does not match schema %d: run `sextant map` again",
		    CATALOG_SCHEMA);
	sqlite3_finalize(ours);
	sqlite3_finalize(theirs);
	sqlite3_close(db);
	return same == 1 ? 0 : -1;
}

/* The first row of sql is a text of what is wrong. */
static int
verify_none(struct catalog *c, const char *sql)
{
	sqlite3_stmt *s = NULL;
	int step = SQLITE_ERROR;

	if (sqlite3_prepare_v2(c->db, sql, -1, &s, NULL) == SQLITE_OK)
		step = sqlite3_step(s);
	if (step == SQLITE_ROW)
		damaged(c, text_of(s, 0));
	else if (step != SQLITE_DONE)
		db_error(c, "read");
	sqlite3_finalize(s);
	return step == SQLITE_DONE ? 0 : -1;
}

/* Is a column of that name of addresses? */
static bool
is_address_verify(const char *name)
{
	return strcmp(name, "url") == 0 || strcmp(name, "homepage") == 0 ||
	    str_has_suffix(name, "_url") || str_has_suffix(name, "_tree") ||
	    str_has_suffix(name, "_blob");
}

/* None is negative, and a sum of as many as there can be is a number, too. */
static const char *
wrong_value(sqlite3_stmt *s, int column)
{
	int type = sqlite3_column_type(s, column);
	sqlite3_int64 n = sqlite3_column_int64(s, column);
	const char *text;

	if (type == SQLITE_INTEGER)
		return n < 0 || n > NUMBER_MAX ? "is out of range" : NULL;
	if (type != SQLITE_TEXT)
		return NULL;
	text = (const char *)sqlite3_column_text(s, column);
	if (text == NULL ||
	    !str_is_utf8(text, (size_t)sqlite3_column_bytes(s, column)))
		return "is no UTF-8";
	if (*text != '\0' &&
	    is_address_verify(sqlite3_column_name(s, column)) &&
	    !str_has_prefix(text, "https://") &&
	    !str_has_prefix(text, "http://"))
		return "is no http(s) address";
	return NULL;
}

static int
verify_row(struct catalog *c, const char *table, sqlite3_stmt *s)
{
	struct buf what = BUF_INIT;
	const char *wrong;
	int i, n = sqlite3_column_count(s);

	for (i = 0; i < n; i++) {
		wrong = wrong_value(s, i);
		if (wrong == NULL)
			continue;
		buf_printf(&what, "%s: %s: a value %s", table,
		    sqlite3_column_name(s, i), wrong);
		damaged(c, buf_str(&what));
		buf_free(&what);
		return -1;
	}
	return 0;
}

static int
verify_values(struct catalog *c, const char *table)
{
	struct buf sql = BUF_INIT;
	sqlite3_stmt *s = NULL;
	int rc = 0, step = SQLITE_ERROR;

	buf_printf(&sql, "SELECT * FROM \"%s\"", table);
	if (sqlite3_prepare_v2(c->db, buf_str(&sql), -1, &s, NULL) ==
	    SQLITE_OK)
		while (rc == 0 && (step = sqlite3_step(s)) == SQLITE_ROW)
			rc = verify_row(c, table, s);
	if (rc == 0 && step != SQLITE_DONE)
		rc = db_error(c, "read");
	sqlite3_finalize(s);
	buf_free(&sql);
	return rc;
}

/* The schema is ours by now: its tables are those of the schema. */
static int
verify_all_values(struct catalog *c)
{
	sqlite3_stmt *s = NULL;
	int rc = 0, step = SQLITE_ERROR;

	if (sqlite3_prepare_v2(c->db, "SELECT name FROM sqlite_schema"
	    " WHERE type = 'table' AND name NOT GLOB 'search*'"
	    " AND name NOT GLOB 'sqlite_*' ORDER BY name", -1, &s, NULL) ==
	    SQLITE_OK)
		while (rc == 0 && (step = sqlite3_step(s)) == SQLITE_ROW)
			rc = verify_values(c, text_of(s, 0));
	if (rc == 0 && step != SQLITE_DONE)
		rc = db_error(c, "read");
	sqlite3_finalize(s);
	return rc;
}

/*
 * The bytes as a database in memory: of a file that it may not write SQLite does
 * not even read the CHECKs.
 */
static int
open_bytes(struct catalog *c)
{
	unsigned char *at = (unsigned char *)c->bytes.s;
	sqlite3_int64 n = (sqlite3_int64)c->bytes.len;

	if (c->bytes.len < HEADER || at[WRITE_VERSION] != 1 ||
	    at[READ_VERSION] != 1)
		return damaged(c, "not a catalog's file format");
	sqlite3_close(c->db);
	c->db = NULL;
	if (db_open_guarded(":memory:", &c->db) == -1 ||
	    sqlite3_deserialize(c->db, "main", at, n, n, 0) != SQLITE_OK)
		return db_error(c, "cannot read");
	sqlite3_exec(c->db, "PRAGMA cell_size_check=ON", NULL, NULL, NULL);
	return 0;
}

int
verify_catalog(struct catalog *c)
{
	size_t i;

	c->unread = file_read(c->path, CATALOG_MAX, &c->bytes) == -1;
	if (c->unread || open_bytes(c) == -1 || verify_schema(c) == -1 ||
	    verify_none(c, integrity_sql) == -1)
		return -1;
	/* What PRAGMA integrity_check asks of the full-text index in SQLite from
	 * 3.44 on only: to ask is to insert. */
	if (sqlite3_exec(c->db, "INSERT INTO search (search)"
	    " VALUES ('integrity-check')", NULL, NULL, NULL) != SQLITE_OK)
		return damaged(c, "search: not a sound index");
	for (i = 0; i < sizeof(wrong_sql) / sizeof(wrong_sql[0]); i++)
		if (verify_none(c, wrong_sql[i]) == -1)
			return -1;
	if (verify_all_values(c) == -1)
		return -1;
	sqlite3_exec(c->db, "PRAGMA cell_size_check=OFF", NULL, NULL, NULL);
	return 0;
}
