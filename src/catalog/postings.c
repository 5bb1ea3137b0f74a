/* The full-text index, told as a whole. */
#include "catalog/postings.h"

#include <string.h>

#include "db.h"
#include "full_text.h"

enum { COLUMNS_MAX = 32 };

/* A walk over the index: two tables of fts5vocab, one that has each word and how
 * often it stands anywhere, one that has each place. Both are in the order of the
 * words, so that the second need not say the word again, which takes longest. There
 * are millions of places: a function of SQL takes them, which is called for each. */
struct walk {
	struct catalog *c;
	sqlite3_stmt *words;
	long long left;          /* places of the word that are still to come */
	struct catalog_posting posting; /* of the word; of the last place */
	struct strs columns;     /* the last one first */
	size_t column;           /* of them that of the last place */
	int (*take)(void *ctx, const struct catalog_posting *posting);
	void *ctx;
	bool stopped;            /* by take, which said why */
};

/* What the type of a pointer to a walk is called in SQL. */
static const char walk_type[] = "walk";

static int
read_columns(struct walk *w)
{
	sqlite3_stmt *s = db_statement(w->c, STATEMENT_COLUMNS,
	    "SELECT name FROM pragma_table_info('search') ORDER BY cid DESC");
	int step = SQLITE_ERROR;

	while (s != NULL && (step = sqlite3_step(s)) == SQLITE_ROW)
		strs_add(&w->columns, (const char *)sqlite3_column_text(s, 0));
	sqlite3_reset(s);
	return step == SQLITE_DONE && w->columns.n <= COLUMNS_MAX ? 0
	    : db_error(w->c, "read");
}

static unsigned
column_bit(struct walk *w, const char *name)
{
	size_t i;

	/* It mostly is the same as before. */
	if (strcmp(w->columns.v[w->column], name) != 0)
		for (i = 0; i < w->columns.n; i++)
			if (strcmp(w->columns.v[i], name) == 0)
				w->column = i;
	return 1U << w->column;
}

static int
begin_word(struct walk *w)
{
	if (sqlite3_step(w->words) != SQLITE_ROW)
		return -1;
	w->posting.word = (const char *)sqlite3_column_text(w->words, 0);
	w->posting.first = true;
	w->posting.columns = 0;
	w->left = sqlite3_column_int64(w->words, 1);
	return 0;
}

/* Tells of a row that has the word. */
static void
tell_row_of_word(struct walk *w)
{
	w->stopped = w->take(w->ctx, &w->posting) == -1;
	w->posting.first = false;
	w->posting.columns = 0;
}

/* In SQL: take_place(walk, row, column). */
static void
take_place_of_word(sqlite3_context *at, int n, sqlite3_value **v)
{
	struct walk *w = sqlite3_value_pointer(v[0], walk_type);
	long long row = sqlite3_value_int64(v[1]);

	(void)n;
	if (w == NULL || (w->left == 0 && begin_word(w) == -1)) {
		sqlite3_result_error(at, "the index of words is damaged", -1);
		return;
	}
	if (w->posting.columns != 0 && row != w->posting.row)
		tell_row_of_word(w);
	w->posting.row = row;
	w->posting.columns |= column_bit(w,
	    (const char *)sqlite3_value_text(v[2]));
	if (--w->left == 0 && !w->stopped)
		tell_row_of_word(w);
	if (w->stopped)
		sqlite3_result_error(at, "stopped", -1);
}

static void
end_places(sqlite3_context *at)
{
	sqlite3_result_null(at);
}

static int
walk_places(struct walk *w)
{
	/* The table has words in their order, and of a word the rows in theirs: to
	 * ask for that would sort them again. */
	sqlite3_stmt *s = db_statement(w->c, STATEMENT_PLACES,
	    "SELECT take_place(?1, doc, col) FROM temp.place ORDER BY 1");
	int rc;

	if (s == NULL)
		return -1;
	sqlite3_bind_pointer(s, 1, w, walk_type, NULL);
	rc = sqlite3_step(s) == SQLITE_ROW ? 0 : w->stopped ? -1
	    : db_error(w->c, "read");
	if (rc == 0 && (w->left > 0 || sqlite3_step(w->words) != SQLITE_DONE))
		rc = db_tell(w->c, "damaged: search: not a sound index");
	sqlite3_reset(s);
	sqlite3_clear_bindings(s);
	return rc;
}

int
catalog_postings(struct catalog *c, int (*take)(void *ctx,
    const struct catalog_posting *posting), void *ctx)
{
	struct walk w = { .c = c, .take = take, .ctx = ctx };
	int rc = -1;

	if (read_columns(&w) == -1 || db_execute(c,
	    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.term"
	    " USING fts5vocab(main, search, row);"
	    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.place"
	    " USING fts5vocab(main, search, instance)") == -1)
		goto out;
	w.words = db_statement(c, STATEMENT_WORDS,
	    "SELECT term, cnt FROM temp.term ORDER BY term");
	if (sqlite3_create_function_v2(c->db, "take_place", 3,
	    SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL, NULL, take_place_of_word, end_places,
	    NULL) != SQLITE_OK)
		db_error(c, "read");
	else if (w.words != NULL)
		rc = walk_places(&w);
	sqlite3_reset(w.words);
out:
	strs_free(&w.columns);
	return rc;
}

/* Of what analytics are in, the first technique that they are for. */
#define FIRST_OF(thing, from) \
	"(SELECT " thing " AS thing, min(d.technique) AS technique FROM " from \
	" JOIN detects d ON d.strategy = o.strategy GROUP BY 1)"

/* Rows of a table of ATT&CK's, each with that technique. */
#define PART(from, kind, name, firsts) \
	" UNION ALL SELECT " from " + x.pk, '" kind "', ifnull(x.id, '')," \
	" ifnull(x." name ", ''), NULL, NULL, NULL, NULL, f.technique FROM " kind \
	" x LEFT JOIN " firsts " f ON f.thing = x.pk"

static const char indexed_sql[] =
	"SELECT t.pk AS \"row\", 'technique' AS kind, t.id, t.name, t.parent,"
	" NULLIF(t.state <> 'active', 0) AS aside,"
	" (SELECT count(*) FROM uses u WHERE u.technique = t.pk) AS used,"
	" (SELECT group_concat(o.id || char(10) || o.name, char(10))"
	"  FROM (SELECT id, name FROM technique o WHERE o.successor = t.pk"
	"  ORDER BY o.pk) o) AS others, NULL AS at"
	" FROM technique t WHERE t.state <> 'revoked'"
	" UNION ALL SELECT " ACTOR_FROM " + a.pk, a.kind, a.id, a.name, NULL, NULL,"
	" (SELECT count(*) FROM uses u WHERE u.actor = a.pk),"
	" (SELECT group_concat(alias, char(10)) FROM (SELECT l.alias"
	"  FROM actor y JOIN actor_alias l ON l.actor = y.pk WHERE y.id = a.id"
	"  GROUP BY l.alias ORDER BY min(y.pk * 65536 + l.ord))), NULL"
	" FROM actor a WHERE a.pk IN (SELECT min(pk) FROM actor GROUP BY id)"
	" UNION ALL SELECT " TACTIC_FROM " + pk, 'tactic', id, name, NULL, NULL,"
	" NULL, NULL, NULL FROM tactic"
	PART(STRATEGY_FROM, "strategy", "name", "(SELECT strategy AS thing,"
	    " min(technique) AS technique FROM detects GROUP BY 1)")
	PART(ANALYTIC_FROM, "analytic", "name",
	    FIRST_OF("o.analytic", "strategy_analytic o"))
	PART(COMPONENT_FROM, "component", "name",
	    FIRST_OF("l.component", "log_source l"
	    " JOIN strategy_analytic o ON o.analytic = l.analytic"))
	" UNION ALL SELECT " VULNERABILITY_FROM " + v.pk, 'vulnerability', v.id,"
	" v.title, NULL, NULL, NULL, s.id, NULL FROM vulnerability v"
	" JOIN source s ON s.ord = v.source"
	" UNION ALL SELECT " LOG_FROM " + pk, 'log', id, title, NULL, NULL, NULL,"
	" NULL, NULL FROM log ORDER BY 1";

static const char controls_sql[] =
	"WITH crowd AS (SELECT m.technique, count(*) AS n FROM mapping m"
	" WHERE " COUNTS " AND m.technique IS NOT NULL GROUP BY m.technique)"
	" SELECT k.pk, s.id AS source, s.kind, k.id, k.title,"
	" NULLIF(k.counts, 0) AS counts,"
	" NULLIF(k.lifecycle = 'active', 0) AS active,"
	" (SELECT group_concat(technique, ' ') FROM (SELECT DISTINCT"
	"  m.technique FROM mapping m WHERE m.control = k.pk"
	"  AND m.technique IS NOT NULL ORDER BY 1)) AS techniques,"
	" (SELECT m.technique FROM mapping m"
	"  JOIN crowd c ON c.technique = m.technique"
	"  WHERE m.control = k.pk AND " COUNTS
	"  ORDER BY c.n, m.technique LIMIT 1) AS at,"
	" row_number() OVER (PARTITION BY k.source"
	"  ORDER BY k.title COLLATE NOCASE, k.pk) - 1 AS place"
	" FROM control k JOIN source s ON s.ord = k.source ORDER BY k.pk";

int
catalog_indexed(struct catalog *c, cJSON **rows)
{
	sqlite3_stmt *s = db_statement(c, STATEMENT_INDEXED, indexed_sql);

	*rows = NULL;
	return s == NULL ? -1 : db_rows(c, s, rows);
}

int
catalog_indexed_controls(struct catalog *c, each_rows some, void *ctx)
{
	return db_each(c, db_statement(c, STATEMENT_INDEXED_CONTROLS,
	    controls_sql), some, ctx);
}
