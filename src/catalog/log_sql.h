/* What is asked of logs and of what needs them: rows of the table in query.c. */
#ifndef CATALOG_LOG_SQL_H
#define CATALOG_LOG_SQL_H

#define LOG_COLUMNS \
	"l.pk, l.id, l.title, NULLIF(l.whole,0) AS whole, l.collected," \
	" (SELECT group_concat(platform, char(10)) FROM (SELECT platform" \
	"  FROM log_platform p WHERE p.log = l.pk ORDER BY p.ord)) AS platforms"

/* Pairs of a log and what a need may ask for that it meets: itself, what stands
 * below it, and the events that are recorded by these. */
#define MEETS \
	"below AS (SELECT pk AS log, pk AS part FROM log UNION ALL" \
	"  SELECT log, part FROM log_part WHERE kind = 'id')," \
	" meets AS (SELECT log, part AS asked FROM below UNION" \
	"  SELECT b.log, p.log FROM below b JOIN log_part p" \
	"  ON p.part = b.part AND p.kind = 'any')"

/* Pairs of a log and an active technique of which an analytic reads what the log
 * is named; of channels one may list several numbers: "EventCode=3, 22". The names
 * go first (CROSS JOIN): they are few; then each channel once: many analytics read
 * the same. */
#define READ_OF \
	"WITH r AS MATERIALIZED (SELECT lower(name) AS key, channel, analytic" \
	" FROM log_source)," \
	" e AS MATERIALIZED (SELECT DISTINCT key, channel FROM r)" \
	" SELECT DISTINCT n.log, d.technique FROM log_name n" \
	" CROSS JOIN e ON e.key = lower(n.name)" \
	" AND (n.channel IS NULL OR e.channel = n.channel COLLATE NOCASE" \
	"  OR e.channel GLOB n.channel" \
	"  OR (instr(n.channel, '=') > 0" \
	"   AND substr(e.channel, 1, instr(n.channel, '=')) =" \
	"   substr(n.channel, 1, instr(n.channel, '=')) COLLATE NOCASE" \
	"   AND instr(', ' || substr(e.channel, instr(e.channel, '=') + 1)" \
	"   || ',', ', ' || substr(n.channel, instr(n.channel, '=') + 1)" \
	"   || ',') > 0))" \
	" CROSS JOIN r ON r.key = e.key AND r.channel IS e.channel" \
	" CROSS JOIN strategy_analytic o ON o.analytic = r.analytic" \
	" JOIN detects d ON d.strategy = o.strategy" \
	" JOIN technique t ON t.pk = d.technique AND t.state = 'active'" \
	" WHERE n.vocabulary = 'mitre'"

/* How many rules that count ask for it, by whose they are. */
#define ASKED_BY \
	"SELECT meets.log, k.whose, count(DISTINCT n.control) AS rules" \
	" FROM meets JOIN need n ON n.log = meets.asked" \
	" JOIN control k ON k.pk = n.control WHERE k.counts" \
	" GROUP BY meets.log, k.whose"
#define ASKING(whose) \
	"ifnull((SELECT rules FROM asked_by a WHERE a.log = l.pk" \
	" AND a.whose" whose "), 0)"

#define LOG_SQL \
	[Q_LOGS] = "WITH " MEETS ", readers AS MATERIALIZED (" READ_OF ")," \
	    " asked_by AS MATERIALIZED (" ASKED_BY ")" \
	    " SELECT " LOG_COLUMNS ", " ASKING(" = 'yours'") " AS yours, " \
	    ASKING(" = 'available'") " AS available," \
	    " (SELECT count(*) FROM readers r WHERE r.log = l.pk)" \
	    " AS techniques FROM log l ORDER BY l.id", \
	[Q_LOG] = "SELECT " LOG_COLUMNS " FROM log l" \
	    " WHERE l.pk = CAST(?1 AS INTEGER) ORDER BY l.pk", \
	[Q_LOG_NAMES] = "SELECT vocabulary, name, channel FROM log_name" \
	    " WHERE log = CAST(?1 AS INTEGER) ORDER BY vocabulary, ord", \
	[Q_LOG_KIN] = "SELECT iif(p.kind = 'id', 'holds', 'recorded by')" \
	    " AS how, l.id, l.title, l.collected FROM log_part p" \
	    " JOIN log l ON l.pk = p.part WHERE p.log = CAST(?1 AS INTEGER)" \
	    " UNION ALL SELECT iif(p.kind = 'id', 'part of', 'records')," \
	    " l.id, l.title, l.collected FROM log_part p" \
	    " JOIN log l ON l.pk = p.log WHERE p.part = CAST(?1 AS INTEGER)" \
	    " ORDER BY 1, 2", \
	[Q_LOG_RULES] = "WITH " MEETS " SELECT DISTINCT k.pk, s.kind, k.id," \
	    " k.title AS name, k.url, k.path, s.id AS source, k.lifecycle," \
	    " k.whose, k.runs, (SELECT group_concat(id, ' ') FROM (SELECT" \
	    "  DISTINCT t.id FROM mapping m JOIN technique t" \
	    "  ON t.pk = m.technique WHERE m.control = k.pk AND " COUNTS \
	    "  ORDER BY t.pk)) AS techniques FROM meets" \
	    " JOIN need n ON n.log = meets.asked" \
	    " JOIN control k ON k.pk = n.control" \
	    " JOIN source s ON s.ord = k.source" \
	    " WHERE meets.log = CAST(?1 AS INTEGER) AND k.counts" \
	    " ORDER BY k.whose DESC, k.pk", \
	[Q_LOG_TECHNIQUES] = "SELECT t.pk, t.id FROM (" READ_OF \
	    " AND n.log = CAST(?1 AS INTEGER)) r" \
	    " JOIN technique t ON t.pk = r.technique ORDER BY t.pk", \
	[Q_LOG_SOURCE_LOGS] = "SELECT l.id, l.title, n.channel, l.collected" \
	    " FROM log_name n JOIN log l ON l.pk = n.log" \
	    " WHERE n.vocabulary = 'mitre' AND n.name = ?1 COLLATE NOCASE" \
	    " ORDER BY l.id, n.ord", \
	[Q_LOG_SOURCE_COLLECTED] = "SELECT min(collected) + max(collected)" \
	    " AS collected FROM log_source WHERE name = ?1 GROUP BY name" \
	    " ORDER BY 1", \
	[Q_NEEDS] = "SELECT n.control, n.ord, n.name, l.id AS log, l.title," \
	    " l.collected, k.runs FROM need n JOIN control k" \
	    " ON k.pk = n.control LEFT JOIN log l ON l.pk = n.log" \
	    " WHERE n.control IN (SELECT value FROM json_each(ifnull(?1," \
	    " (SELECT json_group_array(pk) FROM control)))) ORDER BY n.control, n.ord, n.n"

#endif
