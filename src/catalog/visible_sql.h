/* What is asked of what could be seen: rows of the table in query.c. */
#ifndef CATALOG_VISIBLE_SQL_H
#define CATALOG_VISIBLE_SQL_H

#define VISIBLE_SQL \
	[Q_READS] = "SELECT d.technique, a.pk AS analytic, a.id AS analytic_id," \
	    " a.name AS analytic_name, a.url AS analytic_url," \
	    " (SELECT group_concat(platform, char(10)) FROM (SELECT platform" \
	    "  FROM analytic_platform p WHERE p.analytic = a.pk" \
	    "  ORDER BY p.ord)) AS platforms, l.name, l.channel," \
	    " o.id AS component_id, o.name AS component," \
	    " NULLIF(l.collected,0) AS collected" \
	    " FROM detects d JOIN strategy_analytic s" \
	    " ON s.strategy = d.strategy JOIN analytic a ON a.pk = s.analytic" \
	    " JOIN log_source l ON l.analytic = a.pk" \
	    " LEFT JOIN component o ON o.pk = l.component" \
	    " WHERE " OF_THESE("d.technique") \
	    " ORDER BY d.technique, d.strategy, s.ord, l.ord", \
	[Q_OPEN_NEEDS] = "SELECT n.control, n.ord, n.log, k.whose FROM need n" \
	    " JOIN control k ON k.pk = n.control" \
	    " JOIN source s ON s.ord = k.source" \
	    " WHERE k.counts AND s.kind = 'detection' AND NOT EXISTS" \
	    " (SELECT 1 FROM need x JOIN log l ON l.pk = x.log" \
	    "  WHERE x.control = n.control AND x.ord = n.ord" \
	    "  AND l.collected = 2)" \
	    " ORDER BY n.control, n.ord, n.n", \
	[Q_LOG_GIVES] = "SELECT name, log FROM log_gives ORDER BY name, log", \
	[Q_LOG_MITRE] = "SELECT DISTINCT n.name, n.channel FROM log l" \
	    " JOIN log_name n ON n.log = l.pk AND n.vocabulary = 'mitre'" \
	    " WHERE l.id = ?1 COLLATE NOCASE OR EXISTS (SELECT 1" \
	    "  FROM log_name x WHERE x.log = l.pk" \
	    "  AND x.name = ?1 COLLATE NOCASE) ORDER BY 1, 2", \
	[Q_GROUP_USES] = "SELECT u.technique, a.id, a.name FROM uses u" \
	    " JOIN actor a ON a.pk = u.actor WHERE a.kind = 'group'" \
	    " AND " OF_THESE("u.technique") " ORDER BY u.technique, a.pk"

#endif
