/* What the statements of a catalog share. */
#include "db.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "catalog/ground.h"
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

/* A row on the heap, where each has its own names. */
static cJSON *
row_object(sqlite3_stmt *s)
{
	cJSON *row = cJSON_CreateObject(), *value;
	int i, n = sqlite3_column_count(s);

	for (i = 0; i < n; i++) {
		value = column_value(s, i);
		if (value != NULL)
			cJSON_AddItemToObject(row, sqlite3_column_name(s, i),
			    value);
	}
	return row;
}

/* What rows in an arena share, and the types of the one that is read. */
struct columns {
	const char **names;
	int *types, n;
};

static void
read_columns(struct columns *k, sqlite3_stmt *s, struct arena *mem)
{
	int i;

	k->n = sqlite3_column_count(s);
	k->names = arena_alloc(mem, (size_t)k->n * sizeof(*k->names));
	k->types = arena_alloc(mem, (size_t)k->n * sizeof(*k->types));
	for (i = 0; i < k->n; i++)
		k->names[i] = arena_strdup(mem, sqlite3_column_name(s, i));
}

/* A row in the arena. */
static cJSON *
row_in_arena(sqlite3_stmt *s, struct arena *mem, const struct columns *k)
{
	cJSON *row, *one;
	size_t said = 0;
	int i;

	for (i = 0; i < k->n; i++) {
		k->types[i] = sqlite3_column_type(s, i);
		said += k->types[i] == SQLITE_INTEGER ||
		    k->types[i] == SQLITE_FLOAT || k->types[i] == SQLITE_TEXT;
	}
	row = value_row(said);
	for (i = 0; i < k->n; i++) {
		switch (k->types[i]) {
		case SQLITE_INTEGER:
		case SQLITE_FLOAT:
			one = value_row_add(row, k->names[i]);
			one->type = cJSON_Number;
			cJSON_SetNumberHelper(one, sqlite3_column_double(s, i));
			break;
		case SQLITE_TEXT:
			one = value_row_add(row, k->names[i]);
			one->type = cJSON_String;
			one->valuestring = arena_strndup(mem,
			    (const char *)sqlite3_column_text(s, i),
			    (size_t)sqlite3_column_bytes(s, i));
		}
	}
	return row;
}

/* At most so many rows. 1: there may be more; 0: there are none; or -1. */
static int
some_rows(struct catalog *c, sqlite3_stmt *s, size_t most, cJSON **rows)
{
	struct arena *mem = value_arena();
	struct columns k = { 0 };
	int rc = SQLITE_ROW;

	*rows = cJSON_CreateArray();
	while (most-- > 0 && (rc = sqlite3_step(s)) == SQLITE_ROW) {
		if (k.names == NULL && mem != NULL)
			read_columns(&k, s, mem);
		cJSON_AddItemToArray(*rows, mem == NULL ? row_object(s)
		    : row_in_arena(s, mem, &k));
	}
	if (rc == SQLITE_ROW)
		return 1;
	if (rc == SQLITE_DONE) {
		sqlite3_reset(s);
		return 0;
	}
	cJSON_Delete(*rows);
	*rows = NULL;
	return db_error(c, "read");
}

int
db_rows(struct catalog *c, sqlite3_stmt *s, cJSON **rows)
{
	return some_rows(c, s, SIZE_MAX, rows);
}

int
db_each(struct catalog *c, sqlite3_stmt *s, each_rows some, void *ctx)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	cJSON *rows;
	int rc = s == NULL ? -1 : 1;

	while (rc == 1) {
		rc = some_rows(c, s, EACH_ROWS, &rows);
		if (rc != -1 && rows->child != NULL && some(ctx, rows) == -1)
			rc = -1;
		arena_reset(&mem);
	}
	if (rc == -1)
		sqlite3_reset(s);
	value_use(before);
	arena_free(&mem);
	return rc;
}

int
db_execute(struct catalog *c, const char *sql)
{
	if (sqlite3_exec(c->db, sql, NULL, NULL, NULL) == SQLITE_OK)
		return 0;
	return db_error(c, "write");
}

int
db_insert(struct catalog *c, int number, const char *sql, const char *types,
    va_list values)
{
	sqlite3_stmt *s = db_statement(c, number, sql);
	const char *text;
	long long key;
	int i;

	if (s == NULL)
		return -1;
	for (i = 0; types[i] != '\0'; i++) {
		if (types[i] == 's') {
			text = va_arg(values, const char *);
			sqlite3_bind_text(s, i + 1, text, -1, SQLITE_STATIC);
			continue;
		}
		if (types[i] == 'd') {
			sqlite3_bind_double(s, i + 1, va_arg(values, double));
			continue;
		}
		key = va_arg(values, long long);
		if (types[i] == 'i' || key != 0)
			sqlite3_bind_int64(s, i + 1, key);
	}
	return sqlite3_step(s) == SQLITE_DONE ? 0 : db_error(c, "write");
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
	char sum[DIGEST_HEX + 1];
	size_t i;

	if (c->telling != NULL)
		catalog_digest_end(c, sum);
	for (i = 0; i < STATEMENTS_MAX; i++)
		sqlite3_finalize(c->statements[i]);
	sqlite3_close(c->db);
	buf_free(&c->bytes);
	free(c->path);
	temp_abort(&c->aside);
	free(c);
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
