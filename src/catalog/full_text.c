/* The full-text index: how it is filled, and asked. */
#include "full_text.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "fts_query.h"

/*
 * Best first: an id, an old id, a name; a title; another name, the technique
 * that it is part of; a tag, a file's name; and last what is said of it, and what
 * it looks for. In the columns' order.
 */
#define SCORE "bm25(search, 20, 12, 10, 5, 6, 3, 2, 2, 1, 1)"

/* A row of one table that matches ?1, of which rowids are from..to. */
#define HITS(from, to) \
	"(SELECT rowid - " from " AS pk, " SCORE " AS score FROM search" \
	" WHERE search MATCH ?1 AND rowid > " from " AND rowid < " to ")"

/* The best ?5 of each kind of hits (NULL: all), as b; found: how many there
 * are. */
#define BEST(hits) \
	"(SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY kind" \
	" ORDER BY tier, score, pk) AS place," \
	" count(*) OVER (PARTITION BY kind) AS found FROM (" hits \
	")) WHERE ?5 IS NULL OR place <= ?5) b"

/* The other names of an actor, in any domain, and their order. */
#define ALIASES_OF(actor) \
	"SELECT l.alias, min(y.pk * 65536 + l.ord) AS place FROM actor y" \
	" JOIN actor_alias l ON l.actor = y.pk WHERE y.id = " actor ".id" \
	" GROUP BY l.alias"

/* ?3: kinds, ?4: sources, as JSON; not bound is all. */
#define IS_AMONG(what, list) \
	"(" list " IS NULL OR " what " IN (SELECT value FROM json_each(" list ")))"

/* ?2: the text as it was typed. Lower tiers first: it is the id, an old id, the
 * name; and what is no longer in use comes last. */
static const char *const full_text_sql[] = {
	"SELECT b.kind, b.found, NULLIF(b.tier < 3, 0) AS exact, t.id, t.name,"
	" t.url, t.domain, t.state,"
	" p.name AS parent_name, " COUNT_OF("t", "policy") ", "
	COUNT_OF("t", "detection") ", " COUNT_OF("t", "test") " FROM "
	BEST("SELECT 'technique' AS kind, x.pk, h.score,"
	    " CASE WHEN x.id = ?2 COLLATE NOCASE THEN 0"
	    " WHEN EXISTS (SELECT 1 FROM technique o WHERE o.successor = x.pk"
	    "  AND o.id = ?2 COLLATE NOCASE) THEN 1"
	    " WHEN x.name = ?2 COLLATE NOCASE THEN 2"
	    " ELSE 3 + (x.state <> 'active') END AS tier FROM "
	    HITS("0", ACTOR_FROM) " h JOIN technique x ON x.pk = h.pk"
	    " WHERE ?4 IS NULL AND " IS_AMONG("'technique'", "?3"))
	" JOIN technique t ON t.pk = b.pk"
	" LEFT JOIN technique p ON p.pk = t.parent ORDER BY b.place",
	/* An id is one actor in all domains; the index has the first row. */
	"SELECT b.kind, b.found, NULLIF(b.tier < 3, 0) AS exact, a.id, a.name,"
	" a.url, (SELECT group_concat(domain, ', ') FROM (SELECT d.id AS domain"
	"  FROM domain d WHERE EXISTS (SELECT 1 FROM actor x WHERE x.id = a.id"
	"  AND x.domain = d.id) ORDER BY d.ord)) AS domains,"
	" (SELECT group_concat(alias, ', ') FROM (" ALIASES_OF("a")
	"  ORDER BY place)) AS aliases,"
	" (SELECT count(DISTINCT u.technique) FROM (SELECT a.id AS id UNION"
	"  SELECT f.id FROM actor o JOIN actor_link l ON l.other = o.pk"
	"  AND l.kind = 'attributed-to' JOIN actor f ON f.pk = l.actor"
	"  WHERE o.id = a.id) w JOIN actor x ON x.id = w.id"
	"  JOIN uses u ON u.actor = x.pk"
	"  JOIN technique t ON t.pk = u.technique AND t.state = 'active')"
	" AS techniques"
	" FROM "
	BEST("SELECT x.kind, x.pk, h.score,"
	    " CASE WHEN x.id = ?2 COLLATE NOCASE THEN 0"
	    " WHEN x.name = ?2 COLLATE NOCASE THEN 1"
	    " WHEN EXISTS (SELECT 1 FROM (" ALIASES_OF("x") ")"
	    "  WHERE alias = ?2 COLLATE NOCASE) THEN 2 ELSE 3 END AS tier"
	    " FROM " HITS(ACTOR_FROM, CONTROL_FROM) " h"
	    " JOIN actor x ON x.pk = h.pk WHERE ?4 IS NULL AND "
	    IS_AMONG("x.kind", "?3"))
	" JOIN actor a ON a.pk = b.pk ORDER BY b.kind, b.place",
	"SELECT b.kind, b.found, NULLIF(b.tier < 2, 0) AS exact, k.id,"
	" k.title AS name, k.url, o.id AS source,"
	" k.path, k.lifecycle, k.evidence,"
	" (SELECT group_concat(id, ', ') FROM (SELECT DISTINCT t.id"
	"  FROM mapping m JOIN technique t ON t.pk = m.technique"
	"  WHERE m.control = k.pk AND " COUNTS " ORDER BY t.pk)) AS techniques,"
	" " PROVED("', '") " AS proved FROM "
	BEST("SELECT s.kind, x.pk, h.score,"
	    " CASE WHEN x.id = ?2 COLLATE NOCASE THEN 0"
	    " WHEN x.title = ?2 COLLATE NOCASE THEN 1"
	    " ELSE 3 - x.counts END AS tier FROM "
	    HITS(CONTROL_FROM, TACTIC_FROM) " h"
	    " JOIN control x ON x.pk = h.pk JOIN source s ON s.ord = x.source"
	    " WHERE " IS_AMONG("s.id", "?4") " AND " IS_AMONG("s.kind", "?3"))
	" JOIN control k ON k.pk = b.pk JOIN source o ON o.ord = k.source"
	" ORDER BY b.kind, b.place",
};

/* While it is filled: it is held in memory, and not merged again and again. */
static const char *const before[] = {
	"INSERT INTO search (search, rank) VALUES ('hashsize', 67108864)",
	"INSERT INTO search (search, rank) VALUES ('automerge', 0)",
};

static const char control_sql[] =
    "INSERT INTO search (rowid, id, title, tag, log, file, text, query)"
    " VALUES (" CONTROL_FROM " + ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

/* The log sources that are read, each once. */
#define LOGS_OF(column, what) \
	"(SELECT group_concat(l, ' ') FROM (SELECT DISTINCT" \
	" s.name || ' ' || ifnull(s.channel, '') AS l FROM log_source s" \
	" WHERE s." column " = " what ".pk ORDER BY l))"

/* All but the controls, in the order of the index, by one statement: each would
 * leave a part of the index of its own. */
static const char fill_sql[] =
    "INSERT INTO search (rowid, id, old, name, alias, tag, log, text)"
    " SELECT * FROM (SELECT t.pk, t.id, (SELECT group_concat(w, ' ') FROM"
    "  (SELECT o.id || ' ' || o.name AS w FROM technique o"
    "   WHERE o.successor = t.pk ORDER BY o.pk)), t.name,"
    "  (SELECT p.name FROM technique p WHERE p.pk = t.parent),"
    "  NULL, NULL, t.description FROM technique t WHERE t.state <> 'revoked'"
    " ORDER BY t.pk)"
    " UNION ALL SELECT * FROM (SELECT " ACTOR_FROM " + a.pk, a.id, NULL,"
    "  a.name, (SELECT group_concat(alias, ' ') FROM (" ALIASES_OF("a")
    "   ORDER BY place)), NULL, NULL, a.description"
    "  FROM actor a WHERE a.pk IN (SELECT min(pk) FROM actor GROUP BY id)"
    "  ORDER BY a.pk)"
    " UNION ALL SELECT * FROM (SELECT " TACTIC_FROM " + pk, id, NULL, name,"
    "  shortname, NULL, NULL, description FROM tactic ORDER BY pk)"
    " UNION ALL SELECT * FROM (SELECT " STRATEGY_FROM " + pk, id, NULL, name,"
    "  NULL, NULL, NULL, NULL FROM strategy ORDER BY pk)"
    " UNION ALL SELECT * FROM (SELECT " ANALYTIC_FROM " + a.pk, a.id, NULL,"
    "  a.name, NULL, NULL, " LOGS_OF("analytic", "a") ", a.description"
    "  FROM analytic a ORDER BY a.pk)"
    " UNION ALL SELECT * FROM (SELECT " COMPONENT_FROM " + c.pk, c.id, NULL,"
    "  c.name, NULL, NULL, " LOGS_OF("component", "c") ", NULL"
    "  FROM component c ORDER BY c.pk)"
    " UNION ALL SELECT * FROM (SELECT " VULNERABILITY_FROM " + v.pk, v.id,"
    "  NULL, v.title, NULL, (SELECT group_concat(tagged, ' ') FROM (SELECT"
    "   tagged FROM vulnerability_technique WHERE vulnerability = v.pk"
    "   ORDER BY tagged)), NULL, v.category"
    "  FROM vulnerability v ORDER BY v.pk)";

int
full_text_begin(struct catalog *c)
{
	size_t i;

	for (i = 0; i < sizeof(before) / sizeof(before[0]); i++)
		if (db_execute(c, before[i]) == -1)
			return -1;
	return 0;
}

/* The name of the file at path, without its extension. */
static void
put_file(struct buf *b, const char *path)
{
	const char *name = path_base(path), *dot = strrchr(name, '.');

	buf_put(b, name, dot == NULL ? strlen(name) : (size_t)(dot - name));
}

int
full_text_put_control(struct catalog *c, const struct catalog_control *k)
{
	sqlite3_stmt *s = db_statement(c, STATEMENT_INDEX, control_sql);
	const char *const texts[] = { k->id, k->title, k->tags, k->log, NULL,
		k->description, k->logic };
	enum { FILE_NAME = 4, TEXTS = sizeof(texts) / sizeof(texts[0]) };
	struct buf file = BUF_INIT;
	int i, rc = 0;

	if (s == NULL)
		return -1;
	put_file(&file, k->path != NULL ? k->path : "");
	sqlite3_bind_int64(s, 1, k->pk);
	for (i = 0; i < TEXTS; i++)
		sqlite3_bind_text(s, i + 2, i == FILE_NAME ? buf_str(&file)
		    : texts[i], -1, SQLITE_STATIC);
	if (sqlite3_step(s) != SQLITE_DONE)
		rc = db_error(c, "write");
	sqlite3_reset(s);
	sqlite3_clear_bindings(s);
	buf_free(&file);
	return rc;
}

int
full_text_index(struct catalog *c)
{
	return db_execute(c, fill_sql);
}

/* The rows of one statement behind those in *rows. */
static int
add_rows_full_text(struct catalog *c, size_t i, const char *query,
    const char *plain, const struct catalog_search *x, cJSON *rows)
{
	sqlite3_stmt *s =
	    db_statement(c, STATEMENT_SEARCH + (int)i, full_text_sql[i]);
	cJSON *some = NULL;

	if (s == NULL)
		return -1;
	sqlite3_bind_text(s, 1, query, -1, SQLITE_STATIC);
	sqlite3_bind_text(s, 2, plain, -1, SQLITE_STATIC);
	db_bind_list(s, 3, &x->kinds);
	db_bind_list(s, 4, &x->sources);
	if (x->limit > 0)
		sqlite3_bind_int(s, 5, x->limit);
	if (db_rows(c, s, &some) == -1)
		return -1;
	while (some->child != NULL)
		cJSON_AddItemToArray(rows,
		    cJSON_DetachItemViaPointer(some, some->child));
	cJSON_Delete(some);
	return 0;
}

int
catalog_search(struct catalog *c, const struct catalog_search *x, cJSON **rows)
{
	struct buf query = BUF_INIT, plain = BUF_INIT;
	size_t i, n = fts_query(x->words, &query);
	int rc = 0;

	fts_plain(x->words, &plain);
	*rows = cJSON_CreateArray();
	for (i = 0; n > 0 && rc == 0 &&
	     i < sizeof(full_text_sql) / sizeof(full_text_sql[0]);
	     i++)
		rc = add_rows_full_text(c, i, buf_str(&query), buf_str(&plain),
		    x, *rows);
	if (rc == -1) {
		cJSON_Delete(*rows);
		*rows = NULL;
	}
	buf_free(&query);
	buf_free(&plain);
	return rc;
}

int
catalog_terms(struct catalog *c, cJSON **rows)
{
	sqlite3_stmt *s;

	*rows = NULL;
	if (db_execute(c, "CREATE VIRTUAL TABLE IF NOT EXISTS temp.term"
	    " USING fts5vocab(main, search, row)") == -1)
		return -1;
	s = db_statement(c, STATEMENT_TERMS,
	    "SELECT term, doc AS n FROM temp.term ORDER BY term");
	return s == NULL ? -1 : db_rows(c, s, rows);
}
