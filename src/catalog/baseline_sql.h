/* What is asked of baselines: rows of the table in query.c. */
#ifndef CATALOG_BASELINE_SQL_H
#define CATALOG_BASELINE_SQL_H

/* Is the id i a control that counts for a technique? */
#define IS_MAPPED \
	"EXISTS (SELECT 1 FROM baseline_control l JOIN control k" \
	" ON k.pk = l.control JOIN mapping m ON m.control = k.pk" \
	" WHERE l.baseline = i.baseline AND l.ord = i.ord AND " COUNTS ")"

#define BASELINE_SQL \
	[Q_BASELINES] = "SELECT s.id AS source, s.title, s.url, s.revision," \
	    " s.sha256, s.accessed, b.name, b.of," \
	    " (SELECT 1 FROM source o WHERE o.id = b.of) AS here, b.version," \
	    " b.date, count(i.id) AS ids, CAST(total(" IS_MAPPED ") AS INTEGER)" \
	    " AS mapped" \
	    " FROM baseline b JOIN source s ON s.ord = b.source" \
	    " LEFT JOIN baseline_id i ON i.baseline = b.source" \
	    " GROUP BY b.source ORDER BY b.source", \
	[Q_BASELINE_REST] = "SELECT i.id FROM source s" \
	    " JOIN baseline_id i ON i.baseline = s.ord" \
	    " WHERE s.id = ?1 AND NOT " IS_MAPPED " ORDER BY i.ord", \
	[Q_BASELINE_CONTROLS] = "SELECT DISTINCT l.control FROM source s" \
	    " JOIN baseline_control l ON l.baseline = s.ord" \
	    " WHERE s.id = ?1 ORDER BY l.control", \
	[Q_CONTROL_BASELINES] = "SELECT DISTINCT s.id AS source, s.title," \
	    " b.name FROM baseline_control l" \
	    " JOIN baseline b ON b.source = l.baseline" \
	    " JOIN source s ON s.ord = l.baseline" \
	    " WHERE l.control = CAST(?1 AS INTEGER) ORDER BY s.ord"

#endif
