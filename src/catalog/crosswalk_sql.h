/* What is asked of crosswalks: rows of the table in query.c. */
#ifndef CATALOG_CROSSWALK_SQL_H
#define CATALOG_CROSSWALK_SQL_H

/* Each pair from either side: what here is of there. */
#define BOTH_WAYS \
	"(SELECT from_id AS here, to_id AS there, relation, joint, note" \
	" FROM crosswalk_pair UNION ALL SELECT to_id, from_id," \
	" CASE relation WHEN 'subset-of' THEN 'superset-of'" \
	" WHEN 'superset-of' THEN 'subset-of' ELSE relation END, joint, note" \
	" FROM crosswalk_pair)"

/* Of a row i of crosswalk_id, and w of its crosswalk: its framework, and what people
 * call that. */
#define FRAMEWORK \
	"ifnull(iif(i.side = 'from', w.from_of, w.to_of)," \
	" iif(i.side = 'from', w.from_name, w.to_name)) AS framework," \
	" iif(i.side = 'from', w.from_name, w.to_name) AS name"

/* Of a row of crosswalk_id: the first control that it is, and what it is titled: as
 * that, unless that only repeats the id. */
#define FIRST_OF(i) \
	"(SELECT min(y.control) FROM crosswalk_control y WHERE y.id = " i ".pk)"
#define TITLE_OF(i) \
	"coalesce((SELECT o.title FROM control o WHERE o.pk = " FIRST_OF(i) \
	" AND instr(o.title, o.id) = 0), " i ".title)"
#define ID_OF(i) \
	"coalesce((SELECT o.id FROM control o WHERE o.pk = " FIRST_OF(i) "), " \
	i ".id)"

#define SIDE(i, side) \
	"ifnull(w." side "_of, w." side "_name) AS \"" side "\", " ID_OF(i) \
	" AS " side "_id, " TITLE_OF(i) " AS " side "_title, " FIRST_OF(i) \
	" AS " side "_control, (SELECT 1 FROM crosswalk_control y JOIN control o" \
	" ON o.pk = y.control WHERE y.id = " i ".pk AND o.whose = 'yours')" \
	" AS " side "_yours"

#define OTHERS \
	" s.id AS crosswalk, s.title AS crosswalk_title, " FRAMEWORK "," \
	" x.relation, NULLIF(x.joint,0) AS joint, x.note, " ID_OF("i") " AS id, " \
	TITLE_OF("i") " AS title, " FIRST_OF("i") " AS control"
#define OTHERS_FROM \
	" JOIN crosswalk_id i ON i.pk = x.there" \
	" JOIN crosswalk w ON w.source = i.crosswalk" \
	" JOIN source s ON s.ord = w.source"

#define CROSSWALK_SQL \
	[Q_CROSSWALKS] = "SELECT s.id AS source, s.title, s.url, s.revision," \
	    " s.sha256, s.accessed, w.from_of, w.from_name, w.to_of, w.to_name," \
	    " w.version, w.date, (SELECT count(*) FROM crosswalk_pair p" \
	    " JOIN crosswalk_id i ON i.pk = p.from_id" \
	    " WHERE i.crosswalk = w.source) AS pairs" \
	    " FROM crosswalk w JOIN source s ON s.ord = w.source" \
	    " ORDER BY w.source", \
	[Q_CROSSWALK_PAIRS] = "SELECT s.id AS crosswalk, " SIDE("f", "from") \
	    ", p.relation, " SIDE("t", "to") ", NULLIF(p.joint,0) AS joint," \
	    " p.note, p.path, p.line FROM crosswalk_pair p" \
	    " JOIN crosswalk_id f ON f.pk = p.from_id" \
	    " JOIN crosswalk_id t ON t.pk = p.to_id" \
	    " JOIN crosswalk w ON w.source = f.crosswalk" \
	    " JOIN source s ON s.ord = w.source ORDER BY p.from_id, p.to_id", \
	[Q_CONTROL_CROSSWALKS] = "SELECT DISTINCT" OTHERS \
	    " FROM crosswalk_control c JOIN " BOTH_WAYS " x ON x.here = c.id" \
	    OTHERS_FROM " WHERE c.control = CAST(?1 AS INTEGER)" \
	    " ORDER BY framework, i.pk, x.here", \
	[Q_ELEMENT] = "SELECT " ID_OF("i") " AS id, " TITLE_OF("i") " AS title, " \
	    FRAMEWORK " FROM crosswalk_id i" \
	    " JOIN crosswalk w ON w.source = i.crosswalk" \
	    " WHERE i.pk = CAST(?1 AS INTEGER) ORDER BY i.pk", \
	[Q_ELEMENT_CROSSWALKS] = "WITH n AS (SELECT i.pk, i.key, " FRAMEWORK \
	    " FROM crosswalk_id i JOIN crosswalk w ON w.source = i.crosswalk)" \
	    " SELECT" OTHERS " FROM n AS own JOIN n AS c ON c.key = own.key" \
	    " AND c.framework = own.framework JOIN " BOTH_WAYS \
	    " x ON x.here = c.pk" OTHERS_FROM \
	    " WHERE own.pk = CAST(?1 AS INTEGER)" \
	    " ORDER BY framework, i.pk, x.here", \
	[Q_DERIVED] = "SELECT t.pk AS technique, t.id AS technique_id," \
	    " t.name AS technique_name, t.domain, " FRAMEWORK ", " \
	    ID_OF("i") " AS id, " TITLE_OF("i") " AS title, " FIRST_OF("i") \
	    " AS control, x.relation, NULLIF(x.joint,0) AS joint," \
	    " q.id AS by_source, q.title AS by_source_title," \
	    " ifnull(k.id, k.title) AS by, k.title AS by_title," \
	    " k.pk AS by_control, iif(k.whose = 'yours', 1, NULL) AS yours," \
	    " s.id AS crosswalk, s.title AS crosswalk_title" \
	    " FROM crosswalk_control c JOIN control k ON k.pk = c.control" \
	    " JOIN mapping m ON m.control = k.pk" \
	    " JOIN technique t ON t.pk = m.technique" \
	    " JOIN source q ON q.ord = k.source" \
	    " JOIN " BOTH_WAYS " x ON x.there = c.id" \
	    " JOIN crosswalk_id i ON i.pk = x.here" \
	    " JOIN crosswalk w ON w.source = i.crosswalk" \
	    " JOIN source s ON s.ord = w.source WHERE " COUNTS \
	    " AND (?1 IS NULL OR m.technique = CAST(?1 AS INTEGER))" \
	    " AND NOT EXISTS (SELECT 1 FROM crosswalk_control y" \
	    " JOIN mapping n ON n.control = y.control" \
	    " WHERE y.id = i.pk AND n.technique = m.technique AND n.counted)" \
	    " ORDER BY t.pk, framework, i.pk, k.pk, s.ord"

#endif
