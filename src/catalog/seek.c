/* What a search asks of the catalog, to order what it finds. */
#include "catalog/seek.h"

#include <string.h>

#include "db.h"
#include "full_text.h"

/* Of a policy the other columns are those of any control. */
#define CONTROL_COLUMNS \
	CONTROL_FROM " + k.pk AS \"row\", s.kind, ifnull(k.id, '') AS id," \
	" k.title AS name, NULL AS parent, s.id AS source," \
	" NOT k.counts AS aside, k.lifecycle = 'active' AS active" \
	" FROM control k JOIN source s ON s.ord = k.source"

/* By block, each in the order of rows as it stands: together they would be sorted. An id
 * is one actor in all domains; the index has the first row. */
static const char *const places_sql[] = {
	"SELECT t.pk AS \"row\", 'technique' AS kind, t.id, t.name,"
	" p.name AS parent, NULL AS source, t.state <> 'active' AS aside,"
	" 0 AS active"
	" FROM technique t LEFT JOIN technique p ON p.pk = t.parent"
	" WHERE t.state <> 'revoked' ORDER BY t.pk",
	"SELECT " ACTOR_FROM " + a.pk, a.kind, a.id, a.name, NULL, NULL, 0, 0"
	" FROM actor a WHERE a.pk IN (SELECT min(pk) FROM actor GROUP BY id)"
	" ORDER BY a.pk",
	"SELECT " CONTROL_COLUMNS " WHERE s.kind = 'policy' ORDER BY s.ord, k.pk",
	"SELECT " TACTIC_FROM " + pk, 'tactic', id, name, NULL, NULL, 0, 0 FROM tactic"
	" ORDER BY pk",
	"SELECT " LOG_FROM " + pk, 'log', id, title, NULL, NULL, 0, 0 FROM log"
	" ORDER BY pk",
};

/* The one of a table with the pk ?1. */
#define OTHER(kind, table, name, from) \
	"SELECT " from " + pk, '" kind "', ifnull(id, ''), ifnull(" name ", '')," \
	" NULL, NULL, 0, 0 FROM " table " WHERE pk = ?1 ORDER BY pk"

/* By block; NULL: those are places. One statement for each row is less than a list of
 * rows that is read as JSON for each block, and sorted. */
static const char *const things_sql[SEEK_BLOCKS] = {
	[SEEK_CONTROLS] = "SELECT " CONTROL_COLUMNS " WHERE k.pk = ?1 ORDER BY k.pk",
	[SEEK_STRATEGIES] = OTHER("strategy", "strategy", "name", STRATEGY_FROM),
	[SEEK_ANALYTICS] = OTHER("analytic", "analytic", "name", ANALYTIC_FROM),
	[SEEK_COMPONENTS] = OTHER("component", "component", "name", COMPONENT_FROM),
	[SEEK_VULNERABILITIES] =
	    OTHER("vulnerability", "vulnerability", "title", VULNERABILITY_FROM),
};

/* The names of revoked techniques lead to their successors, those of actors to
 * the first row of their id. A log is called by its id, too. Synonyms are the last. */
static const char *const names_sql[] = {
	"SELECT successor, name, 0 FROM technique"
	" WHERE state = 'revoked' AND successor IS NOT NULL ORDER BY 1, 2",
	"SELECT " ACTOR_FROM " + (SELECT min(f.pk) FROM actor f WHERE f.id = a.id),"
	" l.alias, 0 FROM actor_alias l JOIN actor a ON a.pk = l.actor ORDER BY 1, 2",
	"SELECT " LOG_FROM " + pk, id, 0 FROM log ORDER BY pk, 2",
	"SELECT CASE c.thing WHEN 'technique' THEN c.pk"
	"  WHEN 'tactic' THEN " TACTIC_FROM " + c.pk"
	"  WHEN 'policy' THEN " CONTROL_FROM " + c.pk"
	"  ELSE " ACTOR_FROM " + (SELECT min(f.pk) FROM actor f JOIN actor a"
	"   ON a.id = f.id WHERE a.pk = c.pk) END, c.word, 1 FROM called c"
	" WHERE c.by = 'synonym' ORDER BY 1, 2",
};

static const char blocks_sql[] =
	"SELECT (SELECT count(*) FROM technique), (SELECT count(*) FROM actor),"
	" (SELECT count(*) FROM control), 0, (SELECT count(*) FROM tactic),"
	" (SELECT count(*) FROM strategy), (SELECT count(*) FROM analytic),"
	" (SELECT count(*) FROM component), (SELECT count(*) FROM vulnerability),"
	" (SELECT count(*) FROM log)";

_Static_assert(SEEK_VOTES == 8, "as votes_sql has it");

static const char votes_sql[] =
	"SELECT technique, votes, voters, (SELECT count(DISTINCT n.control)"
	"  FROM mapping n JOIN control k ON k.pk = n.control"
	"  JOIN source s ON s.ord = k.source WHERE n.technique = v.technique"
	"  AND k.lifecycle = 'active' AND s.kind <> 'policy') AS controls"
	" FROM (SELECT technique, sum(n) AS votes, count(*) AS voters FROM"
	"  (SELECT DISTINCT j.key, m.technique, j.value % 8 AS n"
	"   FROM json_each(?1) j JOIN mapping m ON m.control = j.value / 8"
	"   JOIN technique t ON t.pk = m.technique AND t.state = 'active'"
	"   WHERE NOT EXISTS (SELECT 1 FROM mapping b JOIN technique u"
	"    ON u.pk = b.technique AND u.parent = t.pk"
	"    WHERE b.control = m.control)) GROUP BY technique"
	"  HAVING count(*) > 1 AND sum(n) >= ?2) v ORDER BY technique";

static const char used_sql[] =
	"SELECT j.value, CASE WHEN j.value < " ACTOR_FROM " THEN"
	"  (SELECT count(*) FROM uses u WHERE u.technique = j.value)"
	" ELSE (SELECT count(*) FROM uses u"
	"  WHERE u.actor = j.value - " ACTOR_FROM ") END FROM json_each(?1) j"
	" ORDER BY j.key";

static const char *
column_text(sqlite3_stmt *s, int column)
{
	return (const char *)sqlite3_column_text(s, column);
}

/* Binds an array as JSON. */
static void
bind_array(sqlite3_stmt *s, const cJSON *array)
{
	char *text = cJSON_PrintUnformatted(array);

	sqlite3_bind_text(s, 1, text, -1, SQLITE_TRANSIENT);
	cJSON_free(text);
}

/* Where rows ended: rc of the last one that was taken, or of SQLite. */
static int
end_of_rows(struct catalog *c, sqlite3_stmt *s, int step, int rc)
{
	if (rc == 0 && step != SQLITE_DONE)
		rc = db_error(c, "read");
	sqlite3_reset(s);
	return rc;
}

static int
take_things(struct catalog *c, sqlite3_stmt *s, seek_take_thing *take, void *ctx)
{
	int step = SQLITE_DONE, rc = 0;
	struct seek_thing t;

	while (rc == 0 && (step = sqlite3_step(s)) == SQLITE_ROW) {
		t = (struct seek_thing){ sqlite3_column_int64(s, 0),
			column_text(s, 1), column_text(s, 2), column_text(s, 3),
			column_text(s, 4), column_text(s, 5),
			sqlite3_column_int(s, 6) != 0,
			sqlite3_column_int(s, 7) != 0 };
		rc = take(ctx, &t);
	}
	return end_of_rows(c, s, step, rc);
}

int
catalog_seek_places(struct catalog *c, seek_take_thing *take, void *ctx)
{
	sqlite3_stmt *s;
	int i, rc = 0;

	for (i = 0; rc == 0 && i < SEEK_PLACE_PARTS; i++) {
		s = db_statement(c, STATEMENT_SEEK_PLACES + i, places_sql[i]);
		rc = s == NULL ? -1 : take_things(c, s, take, ctx);
	}
	return rc;
}

int
catalog_seek_things(struct catalog *c, const cJSON *rows, seek_take_thing *take,
    void *ctx)
{
	const cJSON *one;
	sqlite3_stmt *s;
	long long row, block;
	int rc = 0;

	cJSON_ArrayForEach(one, rows) {
		row = (long long)one->valuedouble;
		block = row >> SEEK_BLOCK_BITS;
		if (block < 0 || block >= SEEK_BLOCKS || things_sql[block] == NULL)
			continue;
		s = db_statement(c, STATEMENT_SEEK_THINGS + (int)block,
		    things_sql[block]);
		if (s == NULL)
			return -1;
		sqlite3_bind_int64(s, 1, row & ((1LL << SEEK_BLOCK_BITS) - 1));
		rc = take_things(c, s, take, ctx);
		if (rc != 0)
			break;
	}
	return rc;
}

static int
take_names(struct catalog *c, sqlite3_stmt *s, int (*take)(void *ctx, long long row,
    const char *name, bool synonym), void *ctx)
{
	int step = SQLITE_DONE, rc = 0;

	while (rc == 0 && (step = sqlite3_step(s)) == SQLITE_ROW)
		rc = take(ctx, sqlite3_column_int64(s, 0), column_text(s, 1),
		    sqlite3_column_int(s, 2) != 0);
	return end_of_rows(c, s, step, rc);
}

int
catalog_seek_names(struct catalog *c, int (*take)(void *ctx, long long row,
    const char *name, bool synonym), void *ctx)
{
	sqlite3_stmt *s;
	int i, rc = 0;

	for (i = 0; rc == 0 && i < SEEK_NAME_PARTS; i++) {
		s = db_statement(c, STATEMENT_SEEK_NAMES + i, names_sql[i]);
		rc = s == NULL ? -1 : take_names(c, s, take, ctx);
	}
	return rc;
}

int
catalog_seek_blocks(struct catalog *c, long long most[SEEK_BLOCKS])
{
	sqlite3_stmt *s = db_statement(c, STATEMENT_SEEK_BLOCKS, blocks_sql);
	int i, step;

	if (s == NULL)
		return -1;
	step = sqlite3_step(s);
	for (i = 0; step == SQLITE_ROW && i < SEEK_BLOCKS; i++)
		most[i] = sqlite3_column_int64(s, i);
	sqlite3_reset(s);
	return step == SQLITE_ROW ? 0 : db_error(c, "read");
}

/* A statement of a table that shows the index; makes the table. */
static sqlite3_stmt *
vocabulary(struct catalog *c, int number, const char *create, const char *sql)
{
	if (c->statements[number] == NULL && db_execute(c, create) == -1)
		return NULL;
	return db_statement(c, number, sql);
}

/* Binds the words that begin like this: from ?1 to before ?2. No byte of UTF-8
 * is 0xff. */
static void
bind_begin(sqlite3_stmt *s, const char *begin)
{
	struct buf end = BUF_INIT;

	buf_printf(&end, "%s\xff", begin);
	sqlite3_bind_text(s, 1, begin, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(s, 2, buf_str(&end), (int)end.len, SQLITE_TRANSIENT);
	buf_free(&end);
}

static enum seek_column
seek_column_of(const char *name)
{
	static const char *const columns[] = { "id", "old", "name", "title",
		"alias", "tag", "log", "file", "text", "query" };
	enum seek_column i = SEEK_ID;

	while (i < SEEK_QUERY && strcmp(columns[i], name) != 0)
		i++;
	return i;
}

int
catalog_seek_words(struct catalog *c, const char *begin,
    int (*take)(void *ctx, const struct seek_place *place), void *ctx)
{
	sqlite3_stmt *s = vocabulary(c, STATEMENT_SEEK_WORDS,
	    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.place"
	    " USING fts5vocab(main, search, instance)",
	    "SELECT term, doc, col, offset FROM temp.place"
	    " WHERE term >= ?1 AND term < ?2");
	int step = SQLITE_DONE, rc = 0;
	struct seek_place p;

	if (s == NULL)
		return -1;
	bind_begin(s, begin);
	while (rc == 0 && (step = sqlite3_step(s)) == SQLITE_ROW) {
		p.word = column_text(s, 0);
		p.row = sqlite3_column_int64(s, 1);
		p.column = seek_column_of(column_text(s, 2));
		p.at = sqlite3_column_int64(s, 3);
		rc = take(ctx, &p);
	}
	return end_of_rows(c, s, step, rc);
}

int
catalog_seek_count(struct catalog *c, const char *word, long long *n)
{
	sqlite3_stmt *s = vocabulary(c, STATEMENT_SEEK_COUNT,
	    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.term"
	    " USING fts5vocab(main, search, row)",
	    "SELECT doc FROM temp.term WHERE term = ?1");
	int step;

	*n = 0;
	if (s == NULL)
		return -1;
	sqlite3_bind_text(s, 1, word, -1, SQLITE_TRANSIENT);
	step = sqlite3_step(s);
	if (step == SQLITE_ROW) {
		*n = sqlite3_column_int64(s, 0);
		step = SQLITE_DONE;
	}
	return end_of_rows(c, s, step, 0);
}

int
catalog_seek_titles(struct catalog *c, const char *begin,
    int (*take)(void *ctx, const char *word, long long n), void *ctx)
{
	sqlite3_stmt *s = vocabulary(c, STATEMENT_SEEK_TITLES,
	    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.title"
	    " USING fts5vocab(main, search, col)",
	    "SELECT term, doc FROM temp.title WHERE term >= ?1 AND term < ?2"
	    " AND col = 'title' ORDER BY term");
	int step = SQLITE_DONE, rc = 0;

	if (s == NULL)
		return -1;
	bind_begin(s, begin);
	while (rc == 0 && (step = sqlite3_step(s)) == SQLITE_ROW)
		rc = take(ctx, column_text(s, 0), sqlite3_column_int64(s, 1));
	return end_of_rows(c, s, step, rc);
}

int
catalog_seek_votes(struct catalog *c, const cJSON *controls, long long least,
    cJSON **rows)
{
	sqlite3_stmt *s = db_statement(c, STATEMENT_SEEK_VOTES, votes_sql);

	*rows = NULL;
	if (s == NULL)
		return -1;
	bind_array(s, controls);
	sqlite3_bind_int64(s, 2, least);
	return db_rows(c, s, rows);
}

int
catalog_seek_used(struct catalog *c, const cJSON *rows,
    int (*take)(void *ctx, long long row, long long used), void *ctx)
{
	sqlite3_stmt *s = db_statement(c, STATEMENT_SEEK_USED, used_sql);
	int step = SQLITE_DONE, rc = 0;

	if (s == NULL)
		return -1;
	bind_array(s, rows);
	while (rc == 0 && (step = sqlite3_step(s)) == SQLITE_ROW)
		rc = take(ctx, sqlite3_column_int64(s, 0),
		    sqlite3_column_int64(s, 1));
	return end_of_rows(c, s, step, rc);
}
