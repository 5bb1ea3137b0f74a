/* What is asked of the list of logs: rows of the table in query.c. */
#ifndef CATALOG_LOG_LIST_SQL_H
#define CATALOG_LOG_LIST_SQL_H

/* How many of the detection rules k that count are yours, and how many are not. */
#define RULES_BY_WHOSE \
	" count(DISTINCT iif(k.whose = 'yours', k.pk, NULL)) AS yours," \
	" count(DISTINCT iif(k.whose = 'available', k.pk, NULL)) AS available"

#define LOG_LIST_SQL \
	[Q_ALL_LOG_NAMES] = "SELECT n.log, n.vocabulary, n.name, n.channel" \
	    " FROM log_name n JOIN log l ON l.pk = n.log ORDER BY l.id, n.ord", \
	[Q_LOG_PARTS] = "SELECT log, part, kind FROM log_part" \
	    " ORDER BY log, part", \
	[Q_UNKNOWN_LOGS] = "SELECT n.name, s.id AS source," \
	    " s.title AS source_title," RULES_BY_WHOSE " FROM need n" \
	    " JOIN control k ON k.pk = n.control" \
	    " JOIN source s ON s.ord = k.source" \
	    " WHERE k.counts AND s.kind = 'detection' AND n.log IS NULL" \
	    " GROUP BY s.ord, n.name" \
	    " ORDER BY count(DISTINCT k.pk) DESC, n.name, s.ord", \
	[Q_COLLECTED_LOGS] = "SELECT c.name, c.what, c.channel, l.id AS log," \
	    " (SELECT group_concat(platform, char(10)) FROM (SELECT platform" \
	    "  FROM collected_platform p WHERE p.collected = c.ord" \
	    "  ORDER BY p.ord)) AS platforms FROM collected c" \
	    " LEFT JOIN log l ON l.pk = c.log ORDER BY c.ord", \
	[Q_RUN_COUNTS] = "SELECT k.whose, k.runs, count(*) AS count" \
	    " FROM control k JOIN source s ON s.ord = k.source" \
	    " WHERE k.counts AND s.kind = 'detection'" \
	    " GROUP BY 1, 2 ORDER BY 1, 2"

#endif
