/* What everything in a catalog is called: how it is kept, and asked. */
#include "called.h"

#include "base/key.h"

/* A row of `called` for each of those that have the word and a key of it. */
#define FILL(thing, by, pk, word, from) \
	"INSERT OR IGNORE INTO called SELECT key, '" by "', " thing ", " pk \
	", word FROM (SELECT word_key(" word ") AS key, " word " AS word, *" \
	" FROM " from ") WHERE key IS NOT NULL"

/* Columns of controls k and their sources s. */
#define NEW_CONTROLS(columns) \
	"(SELECT " columns " FROM source s CROSS JOIN control k" \
	" ON k.source = s.ord WHERE " IS_NEW("s.ord") ")"

/* Of each framework by its first crosswalk; whole is its name and the id. */
#define ELEMENTS \
	"(SELECT min(pk) AS pk, id, title, framework || ' ' || id AS whole" \
	" FROM (SELECT i.pk, i.id, i.key, i.title, iif(i.side = 'from'," \
	" w.from_name, w.to_name) AS framework FROM crosswalk_id i" \
	" JOIN crosswalk w ON w.source = i.crosswalk WHERE i.pk NOT IN" \
	" (SELECT id FROM crosswalk_control)) GROUP BY framework, key)"

/* Of what is laid first. */
static const char *const laid_rows[] = {
	FILL("'technique'", "id", "pk", "id", "technique"),
	FILL("'technique'", "name", "pk", "name", "technique"),
	/* As MITRE writes a sub-technique: "Phishing: Spearphishing Link". */
	FILL("'technique'", "name", "pk", "whole", "(SELECT t.pk,"
	    " p.name || ': ' || t.name AS whole FROM technique t"
	    " JOIN technique p ON p.pk = t.parent)"),
	FILL("'tactic'", "id", "pk", "id", "tactic"),
	FILL("'tactic'", "name", "pk", "name", "tactic"),
	FILL("kind", "id", "pk", "id", "actor"),
	FILL("kind", "name", "pk", "name", "actor"),
	FILL("kind", "alias", "pk", "alias", "(SELECT a.kind, a.pk, l.alias"
	    " FROM actor_alias l JOIN actor a ON a.pk = l.actor)"),
	FILL("kind", "id", "pk", "id", "(SELECT a.kind, a.pk, f.id"
	    " FROM actor_former f JOIN actor a ON a.pk = f.actor)"),
	FILL("kind", "alias", "pk", "name", "(SELECT a.kind, a.pk, f.name"
	    " FROM actor_former f JOIN actor a ON a.pk = f.actor)"),
	FILL("'strategy'", "id", "pk", "id", "strategy"),
	FILL("'strategy'", "name", "pk", "name", "strategy"),
	FILL("'analytic'", "id", "pk", "id", "analytic"),
	FILL("'component'", "id", "pk", "id", "component"),
	FILL("'component'", "name", "pk", "name", "component"),
	FILL("'log-source'", "name", "0", "name",
	    "(SELECT DISTINCT name FROM log_source)"),
	/* As others name a log; what MITRE calls one is a log source of its own. */
	FILL("'log'", "id", "pk", "id", "log"),
	FILL("'log'", "name", "pk", "title", "log"),
	FILL("'log'", "alias", "pk", "name", "(SELECT l.pk, n.name FROM log l"
	    " JOIN log_name n ON n.log = l.pk WHERE n.vocabulary <> 'mitre')"),
	/* What is in frameworks of which no source here has that control. */
	FILL("'element'", "id", "pk", "id", ELEMENTS),
	FILL("'element'", "alias", "pk", "whole", ELEMENTS),
	FILL("'element'", "name", "pk", "title", ELEMENTS),
};

/* Of sources that are new. */
static const char *const new_rows[] = {
	/* As others know actors: what their profiles are called. */
	FILL("kind", "alias", "pk", "text", "(SELECT a.kind, a.pk, w.text"
	    " FROM profile p JOIN profile_actor x ON x.profile = p.pk"
	    " JOIN actor a ON a.pk = x.actor JOIN profile_word w"
	    " ON w.profile = p.pk WHERE " IS_NEW("p.source")
	    " AND w.what = 'alias')"),
	FILL("kind", "alias", "pk", "name", "(SELECT a.kind, a.pk, p.name"
	    " FROM profile p JOIN profile_actor x ON x.profile = p.pk"
	    " JOIN actor a ON a.pk = x.actor WHERE " IS_NEW("p.source") ")"),
	/* Who asks for an id of ATT&CK means that. */
	FILL("'framework-id'", "id", "0", "tagged",
	    "(SELECT DISTINCT m.tagged FROM mapping m"
	    " JOIN control k ON k.pk = m.control"
	    " WHERE m.framework IS NOT NULL AND " IS_NEW("k.source")
	    " AND NOT EXISTS (SELECT 1 FROM technique t WHERE t.id = m.tagged)"
	    " AND NOT EXISTS (SELECT 1 FROM tactic t WHERE t.id = m.tagged))"),
	FILL("kind", "id", "pk", "id", NEW_CONTROLS("s.kind, k.pk, k.id")),
	FILL("kind", "name", "pk", "title", NEW_CONTROLS("s.kind, k.pk, k.title")),
	/* As people say it: NIST 800-53 AC-2, by its source's title or id. */
	FILL("'policy'", "alias", "pk", "whole",
	    NEW_CONTROLS("k.pk, s.title || ' ' || k.id AS whole, s.kind")
	    " WHERE kind = 'policy'"),
	FILL("'policy'", "alias", "pk", "whole",
	    NEW_CONTROLS("k.pk, s.id || ' ' || k.id AS whole, s.kind")
	    " WHERE kind = 'policy'"),
};

/* Synonyms lead to what has their id now. */
static const char synonyms_sql[] =
	"INSERT OR IGNORE INTO called SELECT word_key(y.word), 'synonym',"
	" c.thing, ifnull(t.successor, c.pk), y.word FROM temp.synonym y"
	" JOIN called c ON c.key = word_key(y.id) AND c.by = 'id' AND c.thing IN"
	" ('technique', 'tactic', 'group', 'campaign', 'software', 'policy')"
	" LEFT JOIN technique t ON c.thing = 'technique' AND t.pk = c.pk"
	" WHERE word_key(y.word) IS NOT NULL"
	" AND (t.successor IS NOT NULL OR t.state IS NOT 'revoked')";

static const char synonym_table[] =
	"CREATE TEMP TABLE IF NOT EXISTS synonym (id TEXT, word TEXT)";

/* Of one thing the first of what it is called: ids before names. */
#define FIRST "min(iif(c.by = 'id', 0, iif(c.by = 'name', 1, 2)) || c.word)"

static const char called_sql[] =
	"SELECT CAST(substr(" FIRST ", 1, 1) AS INTEGER) AS by, c.thing, c.pk,"
	" substr(" FIRST ", 2) AS word,"
	" iif(" FIRST " GLOB '0*' AND substr(" FIRST ", 2) <> a.id,"
	"  substr(" FIRST ", 2), NULL) AS old,"
	" coalesce(t.id, y.id, a.id, e.id, n.id, d.id, l.id, k.id, w.id,"
	"  iif(c.thing = 'framework-id', c.word, NULL)) AS id,"
	" coalesce(t.name, y.name, a.name, e.name, n.name, d.name, l.title,"
	"  k.title, w.title, w.id, (SELECT min(f.title) FROM mapping m"
	"   JOIN framework f ON f.id = m.framework"
	"   WHERE c.thing = 'framework-id' AND m.tagged = c.word),"
	"  c.word) AS name,"
	" coalesce(t.domain, y.domain, a.domain, e.domain, n.domain,"
	"  d.domain, s.domain) AS domain, t.state, s.id AS source,"
	" k.path, NULLIF(k.counts,0) AS counts FROM called c"
	" LEFT JOIN technique t ON c.thing = 'technique' AND t.pk = c.pk"
	" LEFT JOIN tactic y ON c.thing = 'tactic' AND y.pk = c.pk"
	" LEFT JOIN actor a ON c.thing IN ('group', 'campaign', 'software')"
	"  AND a.pk = c.pk"
	" LEFT JOIN strategy e ON c.thing = 'strategy' AND e.pk = c.pk"
	" LEFT JOIN analytic n ON c.thing = 'analytic' AND n.pk = c.pk"
	" LEFT JOIN component d ON c.thing = 'component' AND d.pk = c.pk"
	" LEFT JOIN log l ON c.thing = 'log' AND l.pk = c.pk"
	" LEFT JOIN control k ON c.thing IN ('policy', 'detection', 'test')"
	"  AND k.pk = c.pk"
	" LEFT JOIN source s ON s.ord = k.source"
	" LEFT JOIN crosswalk_id w ON c.thing = 'element' AND w.pk = c.pk"
	" WHERE c.key = ?1 GROUP BY c.thing, c.pk, iif(c.pk = 0, c.word, 0)"
	" ORDER BY by, instr('technique tactic group campaign software"
	" strategy analytic component log-source log framework-id policy"
	" detection test element',"
	" c.thing), t.state <> 'active', t.page DESC, c.pk, word";

/* word_key(TEXT): its key, or NULL where it has none. */
static void
word_key(sqlite3_context *to, int n, sqlite3_value **words)
{
	const char *word = (const char *)sqlite3_value_text(words[0]);
	struct buf key = BUF_INIT;

	(void)n;
	key_put(word != NULL ? word : "", &key);
	if (key.len > 0)
		sqlite3_result_text(to, buf_str(&key), (int)key.len,
		    SQLITE_TRANSIENT);
	buf_free(&key);
}

static int
run_all(struct catalog *c, const char *const *statements, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (db_execute(c, statements[i]) == -1)
			return -1;
	return 0;
}

int
called_fill(struct catalog *c)
{
	if (sqlite3_create_function(c->db, "word_key", 1, SQLITE_UTF8 |
	    SQLITE_DETERMINISTIC, NULL, word_key, NULL, NULL) != SQLITE_OK)
		return db_error(c, "write");
	if ((!c->laid && run_all(c, laid_rows,
	    sizeof(laid_rows) / sizeof(laid_rows[0])) == -1) ||
	    run_all(c, new_rows, sizeof(new_rows) / sizeof(new_rows[0])) == -1 ||
	    db_execute(c, synonym_table) == -1)
		return -1;
	return db_execute(c, synonyms_sql);
}

int
catalog_put_synonym(struct catalog *c, const char *id, const char *word)
{
	sqlite3_stmt *s;
	int rc = 0;

	if (db_execute(c, synonym_table) == -1)
		return -1;
	s = db_statement(c, STATEMENT_SYNONYM,
	    "INSERT INTO temp.synonym VALUES (?1, ?2)");
	if (s == NULL)
		return -1;
	sqlite3_bind_text(s, 1, id, -1, SQLITE_STATIC);
	sqlite3_bind_text(s, 2, word, -1, SQLITE_STATIC);
	if (sqlite3_step(s) != SQLITE_DONE)
		rc = db_error(c, "write");
	sqlite3_reset(s);
	sqlite3_clear_bindings(s);
	return rc;
}

int
catalog_called(struct catalog *c, const char *word, cJSON **rows)
{
	sqlite3_stmt *s = db_statement(c, STATEMENT_CALLED, called_sql);
	struct buf key = BUF_INIT;
	int rc;

	*rows = NULL;
	if (s == NULL)
		return -1;
	key_put(word, &key);
	sqlite3_bind_text(s, 1, buf_str(&key), -1, SQLITE_STATIC);
	rc = db_rows(c, s, rows);
	buf_free(&key);
	return rc;
}
