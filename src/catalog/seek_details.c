/* What a search tells of what it found. */
#include "catalog/seek.h"
#include "db.h"

/* The pks ?1 of a table, in their order. */
#define OF(table) " FROM json_each(?1) j JOIN " table " ON x.pk = j.value"
#define IN_ORDER " ORDER BY j.key"

/* The ids of the active techniques t that a statement leads to. */
#define IDS(from) \
	"(SELECT group_concat(id, ', ') FROM (SELECT DISTINCT t.id FROM " from \
	" ORDER BY t.pk)) AS techniques"
#define DETECTED " JOIN technique t ON t.pk = d.technique" \
	" AND t.state = 'active'"

static const char *const details_sql[SEEK_BLOCKS] = {
	[SEEK_TECHNIQUES] = "SELECT x.pk, x.id, x.name, x.url, x.domain, x.state,"
	    " p.name AS parent_name, " COUNT_OF("x", "policy") ", "
	    COUNT_OF("x", "detection") ", " COUNT_OF("x", "test")
	    OF("technique x") " LEFT JOIN technique p ON p.pk = x.parent"
	    IN_ORDER,
	[SEEK_ACTORS] = "SELECT x.pk, x.kind, x.id, x.name, x.url,"
	    " (SELECT group_concat(domain, ', ') FROM (SELECT d.id AS domain"
	    "  FROM domain d WHERE EXISTS (SELECT 1 FROM actor y"
	    "  WHERE y.id = x.id AND y.domain = d.id) ORDER BY d.ord))"
	    " AS domains, (SELECT group_concat(alias, ', ') FROM"
	    "  (SELECT l.alias, min(y.pk * 65536 + l.ord) AS place FROM actor y"
	    "  JOIN actor_alias l ON l.actor = y.pk WHERE y.id = x.id"
	    "  GROUP BY l.alias ORDER BY place)) AS aliases,"
	    " (SELECT count(DISTINCT u.technique) FROM (SELECT x.id AS id UNION"
	    "  SELECT f.id FROM actor o JOIN actor_link l ON l.other = o.pk"
	    "  AND l.kind = 'attributed-to' JOIN actor f ON f.pk = l.actor"
	    "  WHERE o.id = x.id) w JOIN actor y ON y.id = w.id"
	    "  JOIN uses u ON u.actor = y.pk"
	    "  JOIN technique t ON t.pk = u.technique AND t.state = 'active')"
	    " AS techniques" OF("actor x") IN_ORDER,
	[SEEK_CONTROLS] = "SELECT k.pk, o.kind, k.id, k.title AS name, k.url,"
	    " o.id AS source, k.path, k.lifecycle, k.evidence, "
	    IDS("mapping m JOIN technique t ON t.pk = m.technique"
	    " WHERE m.control = k.pk AND " COUNTS) ", "
	    PROVED("', '") " AS proved FROM json_each(?1) j"
	    " JOIN control k ON k.pk = j.value JOIN source o ON o.ord = k.source"
	    IN_ORDER,
	[SEEK_TACTICS] = "SELECT x.pk, x.id, x.name, x.url, x.domain,"
	    " (SELECT count(*) FROM technique_tactic y"
	    "  JOIN technique t ON t.pk = y.technique WHERE t.state = 'active'"
	    "  AND t.domain = x.domain AND y.shortname = x.shortname)"
	    " AS techniques" OF("tactic x") IN_ORDER,
	[SEEK_STRATEGIES] = "SELECT x.pk, x.id, x.name, x.url, x.domain, "
	    IDS("detects d" DETECTED " WHERE d.strategy = x.pk") OF("strategy x") IN_ORDER,
	[SEEK_ANALYTICS] = "SELECT x.pk, x.id, x.name, x.url, x.domain, "
	    IDS("strategy_analytic y CROSS JOIN detects d"
	    " ON d.strategy = y.strategy"
	    DETECTED " WHERE y.analytic = x.pk")
	    OF("analytic x") IN_ORDER,
	[SEEK_COMPONENTS] = "SELECT x.pk, x.id, x.name, x.domain, "
	    IDS("log_source l CROSS JOIN strategy_analytic y"
	    " ON y.analytic = l.analytic CROSS JOIN detects d"
	    " ON d.strategy = y.strategy"
	    DETECTED " WHERE l.component = x.pk") OF("component x") IN_ORDER,
	[SEEK_VULNERABILITIES] = "SELECT x.pk, x.id, x.title AS name,"
	    " o.id AS source, x.path, "
	    IDS("vulnerability_technique y"
	    " JOIN technique t ON t.pk = y.technique AND t.state = 'active'"
	    " WHERE y.vulnerability = x.pk AND y.counted")
	    OF("vulnerability x") " JOIN source o ON o.ord = x.source" IN_ORDER,
	[SEEK_LOGS] = "SELECT x.pk, x.id, x.title AS name, "
	    IDS("need n JOIN mapping m ON m.control = n.control"
	    " JOIN technique t ON t.pk = m.technique AND t.state = 'active'"
	    " WHERE n.log = x.pk AND " COUNTS) OF("log x") IN_ORDER,
};

int
catalog_seek_details(struct catalog *c, int block, const cJSON *pks,
    cJSON **rows)
{
	sqlite3_stmt *s = db_statement(c, STATEMENT_SEEK_DETAILS + block,
	    details_sql[block]);
	char *text;

	*rows = NULL;
	if (s == NULL)
		return -1;
	text = cJSON_PrintUnformatted(pks);
	sqlite3_bind_text(s, 1, text, -1, SQLITE_TRANSIENT);
	cJSON_free(text);
	return db_rows(c, s, rows);
}
