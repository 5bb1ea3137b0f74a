/* Digests of what a catalog says, in slices. */
#include "catalog/slices.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "db.h"

/* Tables of what belongs to a control: the first column is its number. A column that
 * is the number of another control is left out: pairs have it. */
static const struct {
	const char *table, *order;
	const char *other; /* column, or NULL */
} of_control[] = {
	{ "control", "pk", NULL },
	{ "control_platform", "control, ord", NULL },
	{ "control_cve", "control, cve", NULL },
	{ "control_line", "control, what, ord", NULL },
	{ "correlated", "control, ord", "base" },
	{ "twin", "control, ord", "twin" },
	{ "mapping", "control, tagged", NULL },
	{ "evidence", "control, ord", NULL },
	{ "evidence_technique", "control, ord, technique", NULL },
	{ "need", "control, ord, n", NULL },
};

enum { TABLES = sizeof(of_control) / sizeof(of_control[0]) };

static const char techniques_sql[] =
    "SELECT control, technique FROM mapping WHERE technique IS NOT NULL"
    " ORDER BY control, tagged";

/* Also by ids that a newer ATT&CK has, and of what was seen. */
static const char told_sql[] =
    "SELECT technique, control FROM mapping WHERE technique IS NOT NULL"
    " UNION SELECT technique, control FROM evidence_technique"
    " UNION SELECT t.pk, m.control FROM technique t JOIN mapping m"
    "  ON m.tagged = t.moved_id"
    " ORDER BY 1, 2";

static const char others_sql[] =
    "SELECT control, twin AS other FROM twin"
    " UNION ALL SELECT twin, control FROM twin"
    " UNION ALL SELECT control, base FROM correlated"
    " UNION ALL SELECT base, control FROM correlated"
    " UNION ALL SELECT e.control, o.pk FROM evidence e JOIN control o"
    "  ON o.id = e.test WHERE e.named"
    " UNION ALL SELECT c.control, y.control FROM crosswalk_control c"
    "  JOIN crosswalk_pair p ON p.from_id = c.id"
    "  JOIN crosswalk_control y ON y.id = p.to_id"
    " UNION ALL SELECT y.control, c.control FROM crosswalk_control c"
    "  JOIN crosswalk_pair p ON p.from_id = c.id"
    "  JOIN crosswalk_control y ON y.id = p.to_id"
    " ORDER BY 1, 2";

/* Tables and columns (NULL: all) that are in no slice. */
static const char *const left_out[][2] = {
	{ "source", "sha256" }, { "source", "documents" }, { "total", NULL },
	{ "measure", NULL }, { "finding", NULL }, { "called", NULL },
};

bool
slices_leave(const char *table, const char *column)
{
	size_t i;

	for (i = 0; i < sizeof(left_out) / sizeof(left_out[0]); i++)
		if (strcmp(table, left_out[i][0]) == 0 && (left_out[i][1] ==
		    NULL || (column != NULL &&
		    strcmp(column, left_out[i][1]) == 0)))
			return true;
	return str_has_prefix(table, "search") ||
	    str_has_prefix(table, "sqlite_");
}

/* Appends the value of a column so that no two rows are one text. */
static void
put_column(struct buf *out, sqlite3_stmt *s, int i)
{
	int type = sqlite3_column_type(s, i), n;
	sqlite3_int64 number;
	double real;

	buf_putc(out, (char)type);
	if (type == SQLITE_INTEGER) {
		number = sqlite3_column_int64(s, i);
		buf_put(out, &number, sizeof(number));
	} else if (type == SQLITE_FLOAT) {
		real = sqlite3_column_double(s, i);
		buf_put(out, &real, sizeof(real));
	} else if (type != SQLITE_NULL) {
		n = sqlite3_column_bytes(s, i);
		buf_put(out, &n, sizeof(n));
		buf_put(out, sqlite3_column_blob(s, i), (size_t)n);
	}
}

/* A walk over what belongs to controls, side by side. */
struct walk {
	sqlite3_stmt *s[TABLES];
	int other[TABLES]; /* the column that is left out; 0: none */
	bool at_row[TABLES];
};

static int
step(struct catalog *c, sqlite3_stmt *s, bool *at_row)
{
	int rc = sqlite3_step(s);

	*at_row = rc == SQLITE_ROW;
	return *at_row || rc == SQLITE_DONE ? 0 : db_error(c, "read");
}

static int
prepare(struct catalog *c, sqlite3_stmt **s, const char *sql, bool *at_row)
{
	return sqlite3_prepare_v2(c->db, sql, -1, s, NULL) == SQLITE_OK
	    ? step(c, *s, at_row) : db_error(c, "read");
}

static int
begin_walk(struct catalog *c, struct walk *w)
{
	struct buf sql = BUF_INIT;
	int i, k, rc = 0;

	for (i = 0; rc == 0 && i < TABLES; i++) {
		buf_reset(&sql);
		buf_printf(&sql, "SELECT * FROM %s ORDER BY %s",
		    of_control[i].table, of_control[i].order);
		rc = prepare(c, &w->s[i], buf_str(&sql), &w->at_row[i]);
		for (k = 1; rc == 0 && of_control[i].other != NULL &&
		    k < sqlite3_column_count(w->s[i]); k++)
			if (strcmp(sqlite3_column_name(w->s[i], k),
			    of_control[i].other) == 0)
				w->other[i] = k;
	}
	buf_free(&sql);
	return rc;
}

/* Appends the rows of a table that are a control's. */
static int
put_rows(struct catalog *c, struct walk *w, int i, long long pk, struct buf *out)
{
	int n = sqlite3_column_count(w->s[i]), k, rc = 0;

	while (rc == 0 && w->at_row[i] &&
	    sqlite3_column_int64(w->s[i], 0) == pk) {
		buf_putc(out, (char)i);
		for (k = 1; k < n; k++)
			if (k != w->other[i])
				put_column(out, w->s[i], k);
		rc = step(c, w->s[i], &w->at_row[i]);
	}
	return rc;
}

/* Numbers of controls are 1, 2, ...: the schema promises it. */
static int
read_controls(struct catalog *c, struct slices *s)
{
	struct walk w = { 0 };
	struct buf text = BUF_INIT;
	struct slice *one;
	int i, rc = begin_walk(c, &w);

	while (rc == 0 && w.at_row[0]) {
		one = LIST_ADD(s->all.v, s->all.n);
		one->source = sqlite3_column_int64(w.s[0], 1);
		buf_reset(&text);
		for (i = 0; rc == 0 && i < TABLES; i++)
			rc = put_rows(c, &w, i, (long long)s->all.n, &text);
		digest_bytes(buf_str(&text), text.len, one->hex);
	}
	for (i = 0; i < TABLES; i++)
		sqlite3_finalize(w.s[i]);
	buf_free(&text);
	return rc;
}

static int
read_pairs(struct catalog *c, const char *sql, struct slice_pairs *to)
{
	sqlite3_stmt *s = NULL;
	bool at_row = false;
	int rc = prepare(c, &s, sql, &at_row);

	while (rc == 0 && at_row) {
		*LIST_ADD(to->v, to->n) = (struct slice_pair){
			sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1) };
		rc = step(c, s, &at_row);
	}
	sqlite3_finalize(s);
	return rc;
}

static bool
is_of_control(const char *table)
{
	size_t i;

	for (i = 0; i < TABLES; i++)
		if (strcmp(table, of_control[i].table) == 0)
			return true;
	return false;
}

/* Of a row of meta: it tells one build from another of the same. */
static bool
is_of_build(sqlite3_stmt *s)
{
	return strcmp((const char *)sqlite3_column_text(s, 0), "inputs") == 0;
}

enum { COLUMNS_MAX = 64 };

static int
put_table(struct catalog *c, const char *table, struct digest *d)
{
	struct buf sql = BUF_INIT, text = BUF_INIT;
	bool at_row = false, leave[COLUMNS_MAX];
	bool meta = strcmp(table, "meta") == 0;
	sqlite3_stmt *s = NULL;
	int k, n, rc;

	buf_printf(&sql, "SELECT * FROM \"%s\"", table);
	rc = prepare(c, &s, buf_str(&sql), &at_row);
	n = sqlite3_column_count(s);
	for (k = 0; k < n && k < COLUMNS_MAX; k++)
		leave[k] = slices_leave(table, sqlite3_column_name(s, k));
	while (rc == 0 && at_row) {
		for (k = meta && is_of_build(s) ? n : 0; k < n; k++)
			if (k >= COLUMNS_MAX || !leave[k])
				put_column(&text, s, k);
		rc = step(c, s, &at_row);
	}
	digest_add_str(d, table);
	digest_add(d, buf_str(&text), text.len);
	sqlite3_finalize(s);
	buf_free(&sql);
	buf_free(&text);
	return rc;
}

static int
read_rest(struct catalog *c, struct slices *s)
{
	sqlite3_stmt *names = NULL;
	const char *table;
	struct digest d;
	bool at_row = false;
	int rc = prepare(c, &names, "SELECT name FROM sqlite_schema"
	    " WHERE type = 'table' ORDER BY name", &at_row);

	digest_begin(&d);
	while (rc == 0 && at_row) {
		table = (const char *)sqlite3_column_text(names, 0);
		if (!slices_leave(table, NULL) && !is_of_control(table) &&
		    strcmp(table, "technique_count") != 0)
			rc = put_table(c, table, &d);
		if (rc == 0)
			rc = step(c, names, &at_row);
	}
	digest_end(&d, s->rest);
	sqlite3_finalize(names);
	return rc;
}

static int
read_counts(struct catalog *c, struct slice_list *to)
{
	sqlite3_stmt *s = NULL;
	struct buf text = BUF_INIT;
	bool at_row = false;
	long long pk;
	int k, rc = prepare(c, &s, "SELECT * FROM technique_count"
	    " ORDER BY technique, source, whose", &at_row);

	while (rc == 0 && at_row) {
		pk = sqlite3_column_int64(s, 0);
		buf_reset(&text);
		while (rc == 0 && at_row && sqlite3_column_int64(s, 0) == pk) {
			for (k = 1; k < sqlite3_column_count(s); k++)
				put_column(&text, s, k);
			rc = step(c, s, &at_row);
		}
		while (to->n < (size_t)pk)
			*LIST_ADD(to->v, to->n) = (struct slice){ "", 0 };
		digest_bytes(buf_str(&text), text.len, to->v[pk - 1].hex);
	}
	sqlite3_finalize(s);
	buf_free(&text);
	return rc;
}

int
slices_read(struct catalog *c, struct slices *s)
{
	if (read_controls(c, s) == -1 ||
	    read_pairs(c, techniques_sql, &s->techniques) == -1 ||
	    read_pairs(c, others_sql, &s->others) == -1 ||
	    read_pairs(c, told_sql, &s->controls) == -1 ||
	    read_counts(c, &s->counts) == -1)
		return -1;
	return read_rest(c, s);
}

void
slices_free(struct slices *s)
{
	free(s->all.v);
	free(s->counts.v);
	free(s->techniques.v);
	free(s->others.v);
	free(s->controls.v);
	memset(s, 0, sizeof(*s));
}

const struct slice_pair *
slices_of(const struct slice_pairs *p, long long a, size_t *n)
{
	size_t low = 0, high = p->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (p->v[middle].a < a)
			low = middle + 1;
		else
			high = middle;
	}
	for (*n = 0; low + *n < p->n && p->v[low + *n].a == a; *n += 1)
		;
	return p->n > 0 ? p->v + low : NULL;
}
