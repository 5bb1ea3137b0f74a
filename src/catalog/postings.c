/* The full-text index, told as a whole. */
#include "catalog/postings.h"

#include <string.h>

#include "db.h"
#include "full_text.h"

enum { COLUMNS_MAX = 32 };

/* A walk over the index: two tables of fts5vocab, one that has each word and how
 * often it stands anywhere, one that has each place. Both are in the order of the
 * words, so that the second need not say the word again, which takes longest. */
struct walk {
	struct catalog *c;
	sqlite3_stmt *words, *places;
	struct strs columns;     /* the last one first */
	size_t column;           /* of them that of the last place */
	int (*take)(void *ctx, const struct catalog_posting *posting);
	void *ctx;
};

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

/* Tells of the next n places, which are those of a word. */
static int
take_places(struct walk *w, const char *word, long long n)
{
	struct catalog_posting posting = { .word = word, .first = true };
	long long row;
	unsigned bit;

	for (; n > 0; n--) {
		if (sqlite3_step(w->places) != SQLITE_ROW)
			return db_error(w->c, "read");
		row = sqlite3_column_int64(w->places, 0);
		bit = column_bit(w,
		    (const char *)sqlite3_column_text(w->places, 1));
		if (posting.columns != 0 && row != posting.row) {
			if (w->take(w->ctx, &posting) == -1)
				return -1;
			posting.first = false;
			posting.columns = 0;
		}
		posting.row = row;
		posting.columns |= bit;
	}
	return posting.columns == 0 ? 0 : w->take(w->ctx, &posting);
}

int
catalog_postings(struct catalog *c, int (*take)(void *ctx,
    const struct catalog_posting *posting), void *ctx)
{
	struct walk w = { .c = c, .take = take, .ctx = ctx };
	int step = SQLITE_ERROR, rc = -1;

	if (read_columns(&w) == -1 || db_execute(c,
	    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.term"
	    " USING fts5vocab(main, search, row);"
	    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.place"
	    " USING fts5vocab(main, search, instance)") == -1)
		goto out;
	w.words = db_statement(c, STATEMENT_WORDS,
	    "SELECT term, cnt FROM temp.term ORDER BY term");
	/* Of a word the table has the rows in their order: to ask for that, too,
	 * would sort them again. */
	w.places = db_statement(c, STATEMENT_PLACES,
	    "SELECT doc, col FROM temp.place ORDER BY term");
	rc = w.words == NULL || w.places == NULL ? -1 : 0;
	while (rc == 0 && (step = sqlite3_step(w.words)) == SQLITE_ROW)
		rc = take_places(&w, (const char *)sqlite3_column_text(w.words,
		    0), sqlite3_column_int64(w.words, 1));
	if (rc == 0 && step != SQLITE_DONE)
		rc = db_error(c, "read");
	sqlite3_reset(w.words);
	sqlite3_reset(w.places);
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
catalog_indexed_controls(struct catalog *c, cJSON **rows)
{
	sqlite3_stmt *s = db_statement(c, STATEMENT_INDEXED_CONTROLS,
	    controls_sql);

	*rows = NULL;
	return s == NULL ? -1 : db_rows(c, s, rows);
}
