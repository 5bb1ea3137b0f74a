/* The full-text index: how it is filled. */
#include "full_text.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "tell.h"

/* The other names of an actor, in any domain, and their order. */
#define ALIASES_OF(actor) \
	"SELECT l.alias, min(y.pk * 65536 + l.ord) AS place FROM actor y" \
	" JOIN actor_alias l ON l.actor = y.pk WHERE y.id = " actor ".id" \
	" GROUP BY l.alias"

/* While it is filled: it is held in memory, and not merged again and again. */
static const char *const before[] = {
	"INSERT INTO search (search, rank) VALUES ('hashsize', 67108864)",
	"INSERT INTO search (search, rank) VALUES ('automerge', 0)",
};

static const char control_sql[] =
    "INSERT INTO search (rowid, title, tag, log, file, text, query)"
    " VALUES (" CONTROL_FROM " + ?1, ?2, ?3, ?4, ?5, ?6, ?7)";

/* The log sources that are read, each once. */
#define LOGS_OF(column, what) \
	"(SELECT group_concat(l, ' ') FROM (SELECT DISTINCT" \
	" s.name || ' ' || ifnull(s.channel, '') AS l FROM log_source s" \
	" WHERE s." column " = " what ".pk ORDER BY l))"

#define INTO "INSERT INTO search (rowid, id, old, name, alias, tag, log, text)"

/* What sources know beside controls. */
#define VULNERABILITIES \
	" SELECT * FROM (SELECT " VULNERABILITY_FROM " + v.pk, v.id," \
	"  NULL, v.title, NULL, (SELECT group_concat(tagged, ' ') FROM (SELECT" \
	"   tagged FROM vulnerability_technique WHERE vulnerability = v.pk" \
	"   ORDER BY tagged)), NULL, v.category" \
	"  FROM vulnerability v WHERE " IS_NEW("v.source") " ORDER BY v.pk)"

static const char fill_new_sql[] = INTO VULNERABILITIES;

/* All but the controls, in the order of the index, by one statement: each would
 * leave a part of the index of its own. */
static const char fill_sql[] = INTO
    " SELECT * FROM (SELECT t.pk, t.id, (SELECT group_concat(w, ' ') FROM"
    "  (SELECT o.id || ' ' || o.name AS w FROM technique o"
    "   WHERE o.successor = t.pk ORDER BY o.pk)), t.name,"
    "  (SELECT p.name FROM technique p WHERE p.pk = t.parent),"
    "  NULL, NULL, t.description FROM technique t WHERE t.state <> 'revoked'"
    " ORDER BY t.pk)"
    " UNION ALL SELECT * FROM (SELECT " ACTOR_FROM " + a.pk, a.id,"
    "  (SELECT group_concat(w, ' ') FROM (SELECT f.id || ' ' || f.name AS w"
    "   FROM actor_former f WHERE f.actor = a.pk ORDER BY f.ord)),"
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
    " UNION ALL" VULNERABILITIES
    " UNION ALL SELECT * FROM (SELECT " LOG_FROM " + l.pk, l.id, NULL,"
    "  l.title, (SELECT group_concat(w, ' ') FROM (SELECT DISTINCT n.name ||"
    "   ' ' || ifnull(n.channel, '') AS w FROM log_name n"
    "   WHERE n.log = l.pk ORDER BY w)), NULL, NULL, NULL"
    "  FROM log l ORDER BY l.pk)";

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
	sqlite3_stmt *s;
	const char *const texts[] = { k->title, k->tags, k->log, NULL,
		k->description, k->logic };
	enum { FILE_NAME = 3, TEXTS = sizeof(texts) / sizeof(texts[0]) };
	struct buf file = BUF_INIT;
	int i, rc = 0;

	/* All else is in its row. */
	tell(c, STATEMENT_INDEX, "sss", k->tags, k->log, k->logic);
	if (c->db == NULL)
		return 0;
	s = db_statement(c, STATEMENT_INDEX, control_sql);
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
	return db_execute(c, c->laid ? fill_new_sql : fill_sql);
}
