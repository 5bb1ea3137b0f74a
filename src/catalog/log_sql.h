/* What is asked of logs and of what needs them: rows of the table in query.c. */
#ifndef CATALOG_LOG_SQL_H
#define CATALOG_LOG_SQL_H

#define LOG_SQL \
	[Q_NEEDS] = "SELECT n.control, n.ord, n.name, l.id AS log, l.title," \
	    " l.collected, k.runs FROM need n JOIN control k" \
	    " ON k.pk = n.control LEFT JOIN log l ON l.pk = n.log" \
	    " WHERE ?1 IS NULL OR n.control IN (SELECT value FROM" \
	    " json_each(?1)) ORDER BY n.control, n.ord, n.n"

#endif
