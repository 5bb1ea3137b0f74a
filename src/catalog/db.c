/* Builds catalogs aside and commits them; what their statements share. */
#include "db.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "base/log.h"
#include "base/mem.h"
#include "called.h"
#include "figures.h"
#include "full_text.h"
#include "value/value.h"

enum { PIECE_HEAD = 8 }; /* bytes, as SQLite aligns */

const char db_schema[] =
#include "schema.h"
    ;

int
db_tell(struct catalog *c, const char *fmt, ...)
{
	struct buf b = BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&b, fmt, ap);
	va_end(ap);
	if (!c->quiet)
		log_error("%s: %s", c->path, buf_str(&b));
	buf_free(&b);
	return -1;
}

int
db_error(struct catalog *c, const char *what)
{
	const char *why = c->db != NULL ? sqlite3_errmsg(c->db)
					: "out of memory";

	if (c->db != NULL && sqlite3_errcode(c->db) == SQLITE_INTERRUPT)
		why = "given up: its queries take too long";
	return db_tell(c, "%s: %s", what, why);
}

sqlite3_stmt *
db_statement(struct catalog *c, int number, const char *sql)
{
	sqlite3_stmt **s = &c->statements[number];

	if (*s == NULL && sqlite3_prepare_v3(c->db, sql, -1,
	    SQLITE_PREPARE_PERSISTENT, s, NULL) != SQLITE_OK) {
		db_error(c, "prepare");
		return NULL;
	}
	sqlite3_reset(*s);
	sqlite3_clear_bindings(*s);
	return *s;
}

/* A column of the row, or NULL. */
static cJSON *
column_value(sqlite3_stmt *s, int i)
{
	switch (sqlite3_column_type(s, i)) {
	case SQLITE_INTEGER:
		return cJSON_CreateNumber((double)sqlite3_column_int64(s, i));
	case SQLITE_FLOAT:
		return cJSON_CreateNumber(sqlite3_column_double(s, i));
	case SQLITE_TEXT:
		return cJSON_CreateString((const char *)sqlite3_column_text(s, i));
	default:
		return NULL;
	}
}

/* Rows share their names in the arena; on the heap (NULL) each has its own. */
static cJSON *
row_object(sqlite3_stmt *s, const char *const *names)
{
	cJSON *row = cJSON_CreateObject(), *value;
	int i, n = sqlite3_column_count(s);

	for (i = 0; i < n; i++) {
		value = column_value(s, i);
		if (value == NULL)
			continue;
		if (names == NULL) {
			cJSON_AddItemToObject(row, sqlite3_column_name(s, i),
			    value);
			continue;
		}
		/* No constant: a copy of the row may live longer than the arena. */
		cJSON_AddItemToObjectCS(row, names[i], value);
		value->type &= ~cJSON_StringIsConst;
	}
	return row;
}

/* The names of the columns in the thread's arena, or NULL where there is none. */
static const char **
column_names(sqlite3_stmt *s)
{
	struct arena *mem = value_arena();
	int i, n = sqlite3_column_count(s);
	const char **names;

	if (mem == NULL)
		return NULL;
	names = arena_alloc(mem, (size_t)n * sizeof(*names));
	for (i = 0; i < n; i++)
		names[i] = arena_strdup(mem, sqlite3_column_name(s, i));
	return names;
}

int
db_rows(struct catalog *c, sqlite3_stmt *s, cJSON **rows)
{
	const char **names = NULL;
	int rc;

	*rows = cJSON_CreateArray();
	while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
		if (names == NULL)
			names = column_names(s);
		cJSON_AddItemToArray(*rows, row_object(s, names));
	}
	if (rc == SQLITE_DONE) {
		sqlite3_reset(s);
		return 0;
	}
	cJSON_Delete(*rows);
	*rows = NULL;
	return db_error(c, "read");
}

int
db_execute(struct catalog *c, const char *sql)
{
	if (sqlite3_exec(c->db, sql, NULL, NULL, NULL) == SQLITE_OK)
		return 0;
	return db_error(c, "write");
}

void
db_bind_list(sqlite3_stmt *s, int place, const struct strs *list)
{
	cJSON *array;
	char *text;
	size_t i;

	if (list->n == 0)
		return;
	array = cJSON_CreateArray();
	for (i = 0; i < list->n; i++)
		cJSON_AddItemToArray(array, cJSON_CreateString(list->v[i]));
	text = cJSON_PrintUnformatted(array);
	sqlite3_bind_text(s, place, text, -1, SQLITE_TRANSIENT);
	cJSON_free(text);
	cJSON_Delete(array);
}

void
db_release(struct catalog *c)
{
	size_t i;

	for (i = 0; i < STATEMENTS_MAX; i++)
		sqlite3_finalize(c->statements[i]);
	sqlite3_close(c->db);
	buf_free(&c->bytes);
	free(c->path);
	temp_abort(&c->aside);
	free(c);
}

/* A pipe without a writer would let the program wait for ever. */
static bool
is_file_db(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/*
 * Does something stand at path that is no catalog? It is told by the header of
 * SQLite's file format: the magic string, and the application's id at byte 68.
 */
static bool
is_strangers(const char *path)
{
	static const char magic[16] = "SQLite format 3";
	static const unsigned char id[4] = { APPLICATION_ID >> 24 & 0xff,
		APPLICATION_ID >> 16 & 0xff, APPLICATION_ID >> 8 & 0xff,
		APPLICATION_ID & 0xff };
	unsigned char head[72];
	FILE *file;
	size_t n;

	if (!file_exists(path))
		return false;
	file = is_file_db(path) ? fopen(path, "re") : NULL;
	if (file == NULL)
		return true;
	n = fread(head, 1, sizeof(head), file);
	fclose(file);
	if (n == 0)
		return false;
	return n < sizeof(magic) || memcmp(head, magic, sizeof(magic)) != 0 ||
	    (n == sizeof(head) && memcmp(head + 68, id, sizeof(id)) != 0);
}

struct catalog *
catalog_create(const char *path)
{
	struct catalog *c;
	char pragma[64];

	if (file_make_parents(path) == -1)
		return NULL;
	if (is_strangers(path)) {
		log_error("%s: not a catalog of Sextant, and not overwritten; "
		    "name another file", path);
		return NULL;
	}
	c = mem_alloc(sizeof(*c));
	c->path = mem_strdup(path);
	if (temp_begin(&c->aside, path) == -1) {
		log_error("%s: cannot write: %s", path, strerror(errno));
		goto fail;
	}
	snprintf(pragma, sizeof(pragma), "PRAGMA application_id=%d",
	    APPLICATION_ID);
	/* Nobody asks how much memory SQLite has: it need not count under a lock. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (sqlite3_open_v2(c->aside.path, &c->db,
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		db_error(c, "cannot write");
		goto fail;
	}
	/* Built aside: nobody else reads it, and a crash leaves no catalog. */
	if (db_execute(c, "PRAGMA page_size=8192") == -1 ||
	    db_execute(c, "PRAGMA journal_mode=OFF") == -1 ||
	    db_execute(c, "PRAGMA synchronous=OFF") == -1 ||
	    db_execute(c, "PRAGMA cache_size=-16384") == -1 ||
	    db_execute(c, pragma) == -1 || db_execute(c, "BEGIN") == -1 ||
	    db_execute(c, db_schema) == -1)
		goto fail;
	snprintf(pragma, sizeof(pragma), "PRAGMA user_version=%d",
	    CATALOG_SCHEMA);
	if (db_execute(c, pragma) == -1 || full_text_begin(c) == -1)
		goto fail;
	return c;
fail:
	catalog_abort(c);
	return NULL;
}

int
catalog_commit(struct catalog *c)
{
	size_t i;
	struct catalog_seen seen = { "" };
	int rc = figures_keep(c);

	memcpy(seen.stamp, c->stamp, sizeof(seen.stamp));
	if (rc == 0)
		rc = called_fill(c);
	if (rc == 0)
		rc = full_text_index(c);
	if (rc == 0)
		rc = interrupted() ? -1 : db_execute(c, "COMMIT");

	for (i = 0; i < STATEMENTS_MAX; i++) {
		sqlite3_finalize(c->statements[i]);
		c->statements[i] = NULL;
	}
	if (rc == 0 && sqlite3_close(c->db) != SQLITE_OK)
		rc = db_error(c, "close");
	else if (rc == 0)
		c->db = NULL;
	/* Between the two renames the previous one is the one that stands. */
	if (rc == 0)
		rc = previous_keep(c->path, &seen);
	if (rc == 0 && temp_commit(&c->aside, c->path) == -1) {
		log_error("%s: %s", c->path, strerror(errno));
		rc = -1;
	}
	if (rc == 0)
		db_note_sound(c->path);
	db_release(c);
	return rc;
}

void
catalog_abort(struct catalog *c)
{
	if (c == NULL)
		return;
	db_release(c);
}

/* ---- SQLite's memory, which cannot fail: a text that it has no memory for it
 * would else give as NULL. The size of each piece stands before it. ---- */

static int
size_of_memory(void *p)
{
	int n;

	memcpy(&n, (char *)p - PIECE_HEAD, sizeof(n));
	return n;
}

static void *
resize_memory(void *p, int n)
{
	char *piece = p == NULL ? NULL : (char *)p - PIECE_HEAD;

	piece = mem_resize(piece, (size_t)n + PIECE_HEAD);
	memcpy(piece, &n, sizeof(n));
	return piece + PIECE_HEAD;
}

static void *
get_memory(int n)
{
	return resize_memory(NULL, n);
}

static void
free_memory(void *p)
{
	free(p == NULL ? NULL : (char *)p - PIECE_HEAD);
}

static int
round_memory(int n)
{
	return (n + PIECE_HEAD - 1) / PIECE_HEAD * PIECE_HEAD;
}

static int
begin_memory(void *arg)
{
	(void)arg;
	return SQLITE_OK;
}

static void
end_memory(void *arg)
{
	(void)arg;
}

void
catalog_init(void)
{
	const sqlite3_mem_methods memory = { get_memory, free_memory,
		resize_memory, size_of_memory, round_memory, begin_memory,
		end_memory, NULL };

	sqlite3_config(SQLITE_CONFIG_MALLOC, &memory);
}

void
catalog_library(char *version, size_t n)
{
	snprintf(version, n, "%s", sqlite3_libversion());
}
