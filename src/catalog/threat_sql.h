/* What is asked of what sources of threats hold: rows of the table in query.c. */
#ifndef CATALOG_THREAT_SQL_H
#define CATALOG_THREAT_SQL_H

#define VULNERABILITY_COLUMNS \
	"v.pk, v.id, v.title, v.category, v.path, v.line, s.id AS source," \
	" (SELECT count(DISTINCT x.technique) FROM vulnerability_technique x" \
	" WHERE x.vulnerability = v.pk AND x.counted) AS techniques" \
	" FROM vulnerability v JOIN source s ON s.ord = v.source"

#define THREAT_SQL \
	[Q_VULNERABILITIES] = "SELECT " VULNERABILITY_COLUMNS \
	    " ORDER BY v.id, v.source", \
	[Q_VULNERABILITY] = "SELECT " VULNERABILITY_COLUMNS \
	    " WHERE v.id = ?1 ORDER BY v.source", \
	[Q_EXPLOITS] = "SELECT x.tagged, x.technique, t.id AS technique_id," \
	    " x.outcome, NULLIF(x.counted,0) AS counted, x.type, x.note" \
	    " FROM vulnerability_technique x" \
	    " LEFT JOIN technique t ON t.pk = x.technique" \
	    " WHERE x.vulnerability = CAST(?1 AS INTEGER) ORDER BY x.tagged", \
	[Q_EXPLOITED] = "SELECT x.vulnerability, x.technique, x.tagged," \
	    " x.outcome, x.type, x.note, s.id AS source" \
	    " FROM vulnerability_technique x" \
	    " JOIN vulnerability v ON v.pk = x.vulnerability" \
	    " JOIN source s ON s.ord = v.source" \
	    " WHERE x.counted AND x.technique IS NOT NULL" \
	    " ORDER BY x.vulnerability, x.technique, x.tagged", \
	[Q_EXPLOITED_BY] = "SELECT s.id AS source, s.title," \
	    " count(DISTINCT v.id) AS vulnerabilities" \
	    " FROM vulnerability_technique x" \
	    " JOIN vulnerability v ON v.pk = x.vulnerability" \
	    " JOIN source s ON s.ord = v.source" \
	    " WHERE x.technique = CAST(?1 AS INTEGER) AND x.counted" \
	    " GROUP BY s.ord ORDER BY s.ord", \
	[Q_EXPLOIT_RULES] = "SELECT n.cve, n.control, k.title, k.url, k.whose," \
	    " s.title AS source_title FROM control_cve n" \
	    " JOIN control k ON k.pk = n.control JOIN source s ON s.ord = k.source" \
	    " WHERE k.lifecycle = 'active' AND s.kind = 'detection' AND n.cve IN" \
	    " (SELECT id FROM vulnerability)" \
	    " ORDER BY n.cve, k.whose <> 'yours', k.pk", \
	[Q_EXPLOIT_COUNTS] = "SELECT x.technique, count(DISTINCT v.id)" \
	    " AS vulnerabilities FROM vulnerability_technique x" \
	    " JOIN vulnerability v ON v.pk = x.vulnerability" \
	    " WHERE x.counted AND x.technique IS NOT NULL" \
	    " GROUP BY x.technique ORDER BY x.technique", \
	[Q_PROFILES] = "SELECT p.pk, p.id, p.name, p.path, p.line," \
	    " s.id AS source, (SELECT count(*) FROM profile_actor x" \
	    " WHERE x.profile = p.pk) AS actors" \
	    " FROM profile p JOIN source s ON s.ord = p.source ORDER BY p.pk", \
	[Q_PROFILE_WORDS] = "SELECT profile, what, text, word, key" \
	    " FROM profile_word ORDER BY profile, ord", \
	[Q_PROFILE_ACTORS] = "SELECT x.profile, x.actor, a.id AS actor_id," \
	    " a.name AS actor_name, x.by FROM profile_actor x" \
	    " JOIN actor a ON a.pk = x.actor ORDER BY x.profile, x.actor", \
	[Q_SAME_WORDS] = "SELECT what, key, word FROM same_word" \
	    " ORDER BY what, key", \
	[Q_GROUPS_USE] = "SELECT u.technique, count(DISTINCT a.id) AS groups" \
	    " FROM actor a JOIN uses u ON u.actor = a.pk WHERE a.kind = 'group'" \
	    " AND a.id IN (SELECT value FROM json_each(?1))" \
	    " GROUP BY u.technique ORDER BY u.technique", \
	[Q_FACTOR_SOURCES] = "SELECT s.id AS source, s.title, s.revision," \
	    " s.accessed, x.factor FROM (SELECT DISTINCT source, 'kev' AS factor" \
	    " FROM vulnerability UNION SELECT DISTINCT source, name FROM factor)" \
	    " x JOIN source s ON s.ord = x.source ORDER BY s.ord, x.factor", \
	[Q_FACTORS] = "SELECT f.technique, s.id AS source, f.name, f.value," \
	    " f.tagged FROM factor f JOIN source s ON s.ord = f.source" \
	    " WHERE f.counted AND f.technique IS NOT NULL" \
	    " ORDER BY f.technique, f.source, f.name"

#endif
