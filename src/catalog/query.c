/* Reads rows: one table of questions, one way to ask them. */
#include <stdio.h>

#include "base/buf.h"
#include "baseline_sql.h"
#include "crosswalk_sql.h"
#include "db.h"
#include "log_list_sql.h"
#include "log_sql.h"
#include "query_subject.h"
#include "threat_sql.h"
#include "visible_sql.h"

/* Columns that several questions share. */
#define TECHNIQUE_COLUMNS \
	"t.pk, t.domain, t.id, t.name, t.url, NULLIF(t.sub,0) AS sub," \
	" t.state, NULLIF(t.scoped,0) AS scoped, t.reason," \
	" t.owner, t.until," \
	" NULLIF(t.page,0) AS page, t.parent," \
	" p.id AS parent_id, p.name AS parent_name," \
	" s.id AS successor_id, s.name AS successor_name," \
	" t.moved_version, t.moved_id, t.moved_name"
#define TECHNIQUE_TABLES \
	" FROM technique t LEFT JOIN technique p ON p.pk = t.parent" \
	" LEFT JOIN technique s ON s.pk = t.successor"

#define ACTOR_COLUMNS "a.pk, a.domain, a.id, a.kind, a.name, a.url"

/* An id is one actor in all domains; it goes by its first row. */
#define ACTOR_HEADS "(SELECT min(pk) AS actor, id FROM actor GROUP BY id)"

/* Titles beside a control k, a line each: of the rules that it is made of, and
 * of the correlations that it is only the base of. */
#define BASES \
	"(SELECT group_concat(title, char(10)) FROM (SELECT b.title" \
	" FROM correlated l JOIN control b ON b.pk = l.base" \
	" WHERE l.control = k.pk ORDER BY l.ord)) AS bases"
#define BASE_OF \
	"iif(k.lifecycle = 'base', (SELECT group_concat(title, char(10))" \
	" FROM (SELECT b.title FROM correlated l JOIN control b" \
	" ON b.pk = l.control WHERE l.base = k.pk AND" \
	" b.lifecycle IN ('active', 'base') ORDER BY b.pk)), NULL) AS base_of"

/* One's own control that was made from k, one that counts if there is any: its
 * title, and where it does not count, why. Most catalogs have no twin: that is
 * asked once, and not of each control. */
#define COPY(what) \
	"iif((SELECT 1 FROM twin LIMIT 1) IS NULL, NULL," \
	" (SELECT " what " FROM twin w JOIN control c ON c.pk = w.control" \
	" WHERE w.twin = k.pk ORDER BY c.counts DESC, c.pk LIMIT 1))"
#define COPIES \
	COPY("c.title") " AS copy, " COPY("iif(c.counts, NULL," \
	" iif(c.lifecycle <> 'active', c.lifecycle," \
	" iif(c.catch_all, 'catch-all', c.whose)))") \
	" AS copy_state"

/* That a control k is a catch-all, and of what sort its source says these are. */
#define CATCH_ALL_WORDS \
	"iif(k.catch_all, (SELECT 'catch-all' || coalesce(': ' || a.catch_all, '')" \
	" FROM source a WHERE a.ord = k.source), NULL) AS catch_all_words"
#define CATCH_ALL "NULLIF(k.catch_all,0) AS catch_all, " CATCH_ALL_WORDS

/* It fired and that stands, or it is a test that ran. */
#define IS_SEEN \
	"(e.stands AND e.level >= 4" \
	" OR e.level = 0 AND e.outcome <> 'not-run')"

/* Of evidence e: what the test that it names is called. */
#define TEST_TITLE \
	"iif(e.named, (SELECT o.title FROM control o JOIN source p" \
	" ON p.ord = o.source WHERE o.id = e.test AND p.kind = 'test'" \
	" ORDER BY o.pk LIMIT 1), NULL) AS test_title"

/* Of a technique some controls only: the technique, and which. */
#define TECHNIQUE_FIRST "json_extract(?1, '$.technique')"
#define FIRST "(SELECT value FROM json_each(?1, '$.controls'))"
#define ALL_OF \
	"(SELECT control FROM mapping WHERE technique = CAST(?1 AS INTEGER))"

/* Controls that name a technique. */
#define CONTROLS_OF(which) \
	"SELECT k.pk AS control, k.id, k.title, k.url, k.path, k.line," \
	" k.lifecycle, k.type, k.level, k.status, k.author, k.date," \
	" k.modified, k.executor, NULLIF(k.elevated,0) AS elevated," \
	" NULLIF(k.cleanup,0) AS cleanup, m.evidence," \
	" k.whose," \
	" m.tagged, m.outcome, m.score, m.note, k.source," \
	" s.id AS source_id, s.kind, " CATCH_ALL "," \
	" NULLIF(k.counts,0) AS counts, NULLIF(m.merged,0) AS merged," \
	" NULLIF(" COUNTS ",0) AS counted, NULLIF(m.aside,0) AS aside, " \
	COPIES ", " BASES ", " BASE_OF \
	" FROM mapping m JOIN control k ON k.pk = m.control" \
	" JOIN source s ON s.ord = k.source" \
	" WHERE " which \
	" ORDER BY k.pk, m.tagged"

#define PLATFORMS_OF(which) \
	"SELECT control, platform FROM control_platform" \
	" WHERE control IN " which " ORDER BY control, ord"

/* What controls were made from. */
#define TWINS_OF(which) \
	"SELECT w.control, s.id AS source, s.title AS source_title, k.id," \
	" k.title, k.url, w.by, NULLIF(w.changed,0) AS changed," \
	" NULLIF(w.techniques,0) AS techniques FROM twin w" \
	" JOIN control k ON k.pk = w.twin JOIN source s ON s.ord = k.source" \
	" WHERE " which " ORDER BY w.control, w.ord"

/* What was seen of a technique. */
#define EVIDENCE_OF(which) \
	"SELECT e.control, e.level, s.id AS source_id, e.test," \
	" NULLIF(e.named,0) AS named, " TEST_TITLE ", e.date" \
	" FROM evidence_technique x" \
	" JOIN evidence e ON e.control = x.control AND e.ord = x.ord" \
	" JOIN source s ON s.ord = e.source" \
	" WHERE " which " AND " IS_SEEN " ORDER BY e.control, e.ord"

static const char *const sql[Q_END] = {
	[Q_META] = "SELECT key, value FROM meta ORDER BY key",
	[Q_DOMAINS] = "SELECT *, iif(id IN ('enterprise', 'mobile', 'ics'),"
		      " 'ATT&CK', upper(id)) AS framework"
		      " FROM domain ORDER BY ord",
	[Q_SOURCES] =
	    "SELECT ord, id, title, kind, domain, NULLIF(own,0) AS own, perspective,"
	    " homepage, licence, credit, url, revision, sha256, definition,"
	    " accessed, documents, attack_version, compass_title, compass_url, compass_tree,"
	    " compass_blob, compass_folder,"
	    " compass_list, compass_file, compass_column,"
	    " (SELECT count(*) FROM finding f WHERE f.source = source.id)"
	    " AS findings"
	    " FROM source ORDER BY ord",
	[Q_SOURCE_HEADS] =
	    "SELECT ord, id, title, kind, domain, NULLIF(own,0) AS own,"
	    " perspective, homepage, revision, sha256, accessed,"
	    " compass_column FROM source"
	    " ORDER BY ord",
	[Q_OUTCOMES] = "SELECT * FROM total ORDER BY source",
	[Q_TACTICS] = "SELECT t.pk, t.domain, t.ord, t.id, t.shortname,"
		      " t.name, t.url, t.description FROM tactic t"
		      " JOIN domain d ON d.id = t.domain"
		      " ORDER BY d.ord, t.ord",
	[Q_TECHNIQUES] = "SELECT " TECHNIQUE_COLUMNS TECHNIQUE_TABLES
			 " WHERE ?1 IS NULL OR t.pk IN (SELECT value"
			 " FROM json_each(?1)) ORDER BY t.pk",
	[Q_TECHNIQUE] = "SELECT " TECHNIQUE_COLUMNS
			", t.description, t.stix" TECHNIQUE_TABLES
			" WHERE t.id = ?1 ORDER BY t.page DESC, t.pk",
	[Q_TECHNIQUE_STIX] = "SELECT " TECHNIQUE_COLUMNS TECHNIQUE_TABLES
			     " WHERE t.stix = ?1 ORDER BY t.page DESC, t.pk",
	[Q_MOVED] = "SELECT s.kind, count(DISTINCT k.pk) AS controls"
		    " FROM technique t JOIN mapping m ON m.tagged = t.moved_id"
		    " JOIN control k ON k.pk = m.control"
		    " JOIN source s ON s.ord = k.source"
		    " AND s.domain = t.domain"
		    " WHERE t.pk = CAST(?1 AS INTEGER) AND k.counts"
		    " AND " IS_ASKED("s.perspective")
		    " GROUP BY s.kind ORDER BY s.kind",
	[Q_FORMERLY] = "SELECT id, name FROM technique"
		       " WHERE successor = CAST(?1 AS INTEGER) ORDER BY id, pk",
	[Q_SUBS] = "SELECT id, name FROM technique"
		   " WHERE parent = CAST(?1 AS INTEGER) AND state = 'active'"
		   " ORDER BY id, pk",
	[Q_KIN] =
	    "SELECT iif(x.pk = t.parent, 'parent', iif(x.parent = t.pk,"
	    " 'sub-technique', 'sibling')) AS kin, x.id, x.name, "
	    COUNT_OF("x", "policy") ", " COUNT_OF("x", "detection") ", "
	    COUNT_OF("x", "test") " FROM technique t JOIN technique x"
	    " ON x.parent IN (t.pk, t.parent) OR x.pk = t.parent"
	    " WHERE t.pk = CAST(?1 AS INTEGER) AND x.pk <> t.pk"
	    " AND x.state = 'active' ORDER BY kin = 'sibling', x.id, x.pk",
	[Q_PHASES] = "SELECT p.shortname, ifnull(a.name, p.shortname) AS name,"
		     " a.id, a.url FROM technique_tactic p"
		     " JOIN technique t ON t.pk = p.technique"
		     " LEFT JOIN tactic a ON a.domain = t.domain"
		     " AND a.shortname = p.shortname"
		     " WHERE p.technique = CAST(?1 AS INTEGER) ORDER BY p.ord",
	[Q_ALL_PHASES] = "SELECT technique, shortname FROM technique_tactic"
			 " WHERE " OF_THESE("technique")
			 " ORDER BY technique, ord",
	[Q_PLATFORMS] = "SELECT platform FROM technique_platform"
			" WHERE technique = CAST(?1 AS INTEGER) ORDER BY ord",
	[Q_ALL_PLATFORMS] = "SELECT technique, platform"
			    " FROM technique_platform"
			    " WHERE " OF_THESE("technique")
			    " ORDER BY technique, ord",
	[Q_FACETS] =
	    "WITH p AS (SELECT control, group_concat(platform, char(10))"
	    "  AS platforms FROM control_platform GROUP BY control)"
	    " SELECT m.technique, k.source, p.platforms, k.level, k.status,"
	    " m.evidence, k.whose, iif((SELECT 1 FROM meta WHERE key = 'logs')"
	    " IS NULL, NULL, k.runs) AS runs, count(*) AS count FROM mapping m"
	    " JOIN control k ON k.pk = m.control"
	    " LEFT JOIN p ON p.control = k.pk"
	    " WHERE " COUNTS " AND m.technique IS NOT NULL"
	    " GROUP BY 1, 2, 3, 4, 5, 6, 7, 8"
	    " ORDER BY 1, 2, 3, 4, 5, 6, 7, 8",
	/* What is sorted is narrow: what is told of the best is read behind that. */
	[Q_ANSWERS] =
	    "SELECT p.technique, p.control, k.title, k.url, k.level, p.evidence,"
	    " s.title AS source_title, p.whose, k.runs, p.count FROM"
	    " (SELECT m.technique, k.pk AS control, m.evidence, k.whose,"
	    "  count(*) OVER (PARTITION BY m.technique, k.whose) AS count,"
	    "  row_number() OVER (PARTITION BY m.technique, k.whose"
	    "  ORDER BY k.whose = 'available' AND k.runs <> 'yes', " BEST_FIRST ") AS place"
	    "  FROM mapping m JOIN control k ON k.pk = m.control"
	    "  JOIN source s ON s.ord = k.source WHERE " COUNTS
	    "  AND s.kind = ?1 AND m.technique IS NOT NULL) p"
	    " JOIN control k ON k.pk = p.control"
	    " JOIN source s ON s.ord = k.source"
	    " WHERE p.place <= iif(p.whose = 'yours', 3, 1)"
	    " ORDER BY p.technique, p.whose = 'available', p.place",
	[Q_DETECTED] = "SELECT DISTINCT technique FROM detects"
		       " ORDER BY technique",
	[Q_KNOWN_PLATFORMS] =
	    "SELECT DISTINCT d.id AS domain, p.platform"
	    " FROM technique_platform p JOIN technique t ON t.pk = p.technique"
	    " JOIN domain d ON d.id = t.domain WHERE t.state = 'active'"
	    " ORDER BY d.ord, p.platform",
	[Q_REFERENCES] = "SELECT name, description, url FROM reference"
			 " WHERE technique = CAST(?1 AS INTEGER) ORDER BY ord",
	[Q_CONTROLS] = CONTROLS_OF("m.technique = CAST(?1 AS INTEGER)"),
	[Q_CONTROLS_FIRST] = CONTROLS_OF("m.technique = " TECHNIQUE_FIRST
	    " AND m.control IN " FIRST),
	[Q_ALL_CONTROLS] =
	    "SELECT pk, source, id, title, path, line, url, lifecycle,"
	    " NULLIF(catch_all,0) AS catch_all, whose,"
	    " NULLIF(counts,0) AS counts, evidence, runs FROM control"
	    " ORDER BY source, ifnull(id, path), path, pk",
	[Q_ALL_MAPPINGS] =
	    "SELECT m.control, m.tagged, t.id AS resolved, m.outcome,"
	    " NULLIF(m.merged,0) AS merged, NULLIF(" COUNTS ",0) AS counted,"
	    " NULLIF(m.aside,0) AS aside, m.note, m.score, m.evidence,"
	    " m.framework, m.framework_url"
	    " FROM mapping m LEFT JOIN technique t ON t.pk = m.technique"
	    " ORDER BY m.control, m.tagged",
	[Q_RESOLVED] =
	    "SELECT m.control, m.tagged, t.id AS resolved, m.outcome,"
	    " NULLIF(m.aside,0) AS aside, m.evidence"
	    " FROM mapping m LEFT JOIN technique t ON t.pk = m.technique"
	    " ORDER BY m.control, m.tagged",
	[Q_LISTED] =
	    "SELECT k.pk, k.id, k.title, k.url, k.lifecycle, k.type, k.level,"
	    " k.status, k.evidence, " CATCH_ALL ","
	    " k.whose, NULLIF(k.counts,0) AS counts,"
	    " (SELECT group_concat(id, ' ') FROM (SELECT t.id FROM mapping m"
	    "  JOIN technique t ON t.pk = m.technique"
	    "  WHERE m.control = k.pk AND " COUNTS " ORDER BY t.pk))"
	    " AS techniques, " PROVED("' '") " AS proved, " COPIES ", " BASE_OF
	    " FROM control k"
	    " WHERE k.source = CAST(?1 AS INTEGER)"
	    " ORDER BY k.title COLLATE NOCASE, k.pk",
	[Q_CONTROL] =
	    "SELECT k.*, " CATCH_ALL_WORDS ", k.pk AS control, s.id AS source_id,"
	    " s.title AS source_title, s.kind, NULLIF(s.own,0) AS own,"
	    " (SELECT group_concat(platform, char(10)) FROM (SELECT platform"
	    "  FROM control_platform p WHERE p.control = k.pk ORDER BY ord))"
	    " AS platforms, " BASES ", " BASE_OF ", " COPIES
	    " FROM control k JOIN source s ON s.ord = k.source"
	    " WHERE k.pk = CAST(?1 AS INTEGER) ORDER BY k.pk",
	[Q_CONTROL_TWINS] =
	    "SELECT w.control, s.id AS source, s.title AS source_title, k.id,"
	    " k.title, k.url, w.by, NULLIF(w.changed,0) AS changed,"
	    " NULLIF(w.techniques,0) AS techniques, k.pk AS twin FROM twin w"
	    " JOIN control k ON k.pk = w.twin JOIN source s ON s.ord = k.source"
	    " WHERE w.control = CAST(?1 AS INTEGER) ORDER BY w.ord",
	[Q_AT_PATH] =
	    "SELECT s.kind AS thing, k.pk, 3 AS by, k.id, k.title AS name,"
	    " k.path, s.id AS source, ?1 AS word FROM control k"
	    " JOIN source s ON s.ord = k.source WHERE k.path = ?1 OR s.own"
	    " AND substr(?1, -length(k.path) - 1) = '/' || k.path"
	    " ORDER BY k.pk",
	[Q_CONTROL_NAMES] = "SELECT pk, id, title, path, line FROM control"
			    " WHERE source = CAST(?1 AS INTEGER) ORDER BY pk",
	[Q_CONTROL_LINES] = "SELECT what, text FROM control_line"
			    " WHERE control = CAST(?1 AS INTEGER)"
			    " ORDER BY what, ord",
	[Q_CONTROL_MAPPINGS] =
	    "SELECT m.tagged, m.technique, t.id AS technique_id,"
	    " t.name AS technique_name, m.outcome, NULLIF(m.merged,0) AS merged,"
	    " NULLIF(" COUNTS ",0) AS counted, NULLIF(m.aside,0) AS aside,"
	    " NULLIF(m.newer,0) AS newer, m.note, m.score, m.evidence,"
	    " f.id AS framework, f.title AS framework_title, m.framework_url"
	    " FROM mapping m LEFT JOIN technique t ON t.pk = m.technique"
	    " LEFT JOIN framework f ON f.id = m.framework"
	    " WHERE m.control = CAST(?1 AS INTEGER) ORDER BY m.tagged",
	[Q_BREADTH] = "SELECT control, techniques, of FROM breadth"
		      " ORDER BY control",
	[Q_CONTROL_PROOFS] =
	    "SELECT e.level, e.test, NULLIF(e.named,0) AS named, " TEST_TITLE
	    ", e.outcome, NULLIF(e.stands,0) AS stands, e.date, e.path,"
	    " e.line, s.id AS source_id, s.title AS source_title,"
	    " (SELECT group_concat(id, ' ') FROM (SELECT t.id"
	    "  FROM evidence_technique x JOIN technique t"
	    "  ON t.pk = x.technique WHERE x.control = e.control"
	    "  AND x.ord = e.ord ORDER BY t.pk)) AS techniques"
	    " FROM evidence e JOIN source s ON s.ord = e.source"
	    " WHERE e.control = CAST(?1 AS INTEGER) ORDER BY e.ord",
	[Q_RELATED] =
	    "WITH own AS (SELECT k.source, s.kind FROM control k"
	    "  JOIN source s ON s.ord = k.source"
	    "  WHERE k.pk = CAST(?1 AS INTEGER)),"
	    " mine AS (SELECT DISTINCT technique FROM mapping"
	    "  WHERE control = CAST(?1 AS INTEGER) AND technique IS NOT NULL)"
	    " SELECT technique_id, technique_name, count, control, id, title, url,"
	    " source_id, source_title, level, type, evidence FROM"
	    " (SELECT t.pk AS technique, t.id AS technique_id,"
	    "  t.name AS technique_name, k.pk AS control, k.id, k.title, k.url,"
	    "  s.id AS source_id, s.title AS source_title, k.level, k.type,"
	    "  m.evidence, count(*) OVER (PARTITION BY m.technique) AS count,"
	    "  row_number() OVER (PARTITION BY m.technique ORDER BY "
	    BEST_FIRST ") AS place"
	    "  FROM mine JOIN mapping m ON m.technique = mine.technique"
	    "  JOIN technique t ON t.pk = m.technique"
	    "  JOIN control k ON k.pk = m.control"
	    "  JOIN source s ON s.ord = k.source JOIN own"
	    "  WHERE " COUNTS " AND s.kind = own.kind"
	    "  AND k.source <> own.source)"
	    " WHERE place <= 3 ORDER BY technique, place",
	[Q_TITLES] =
	    "SELECT min(m.technique) AS technique, k.title FROM mapping m"
	    " JOIN control k ON k.pk = m.control"
	    " WHERE " COUNTS " AND m.technique IS NOT NULL"
	    " GROUP BY k.title ORDER BY 1, 2",
	[Q_CONTROL_PLATFORMS] = PLATFORMS_OF(ALL_OF),
	[Q_CONTROL_PLATFORMS_FIRST] = PLATFORMS_OF(FIRST),
	[Q_ALL_CONTROL_PLATFORMS] = "SELECT control, platform"
				    " FROM control_platform"
				    " ORDER BY control, ord",
	[Q_TWINS] = TWINS_OF("?1 IS NULL OR w.control IN " ALL_OF),
	[Q_TWINS_FIRST] = TWINS_OF("w.control IN " FIRST),
	[Q_EVIDENCE] = EVIDENCE_OF("x.technique = CAST(?1 AS INTEGER)"),
	[Q_EVIDENCE_FIRST] = EVIDENCE_OF("x.technique = " TECHNIQUE_FIRST
	    " AND x.control IN " FIRST),
	[Q_ALL_EVIDENCE] = "SELECT e.control, e.level, s.id AS source,"
			   " e.test, NULLIF(e.named,0) AS named, e.date,"
			   " (SELECT group_concat(id, ' ') FROM (SELECT t.id"
			   " FROM evidence_technique x JOIN technique t"
			   " ON t.pk = x.technique WHERE x.control = e.control"
			   " AND x.ord = e.ord ORDER BY t.pk)) AS techniques"
			   " FROM evidence e JOIN source s ON s.ord = e.source"
			   " WHERE " IS_SEEN " ORDER BY e.control, e.ord",
	[Q_ALL_LOG_SOURCES] =
	    "SELECT name, channel, NULLIF(max(collected),0) AS collected"
	    " FROM log_source GROUP BY name, channel ORDER BY name, channel",
	[Q_LATER] = "SELECT DISTINCT s.id AS source, e.path, e.line, e.date"
		    " FROM evidence e JOIN source s ON s.ord = e.source"
		    " WHERE e.date > ?1 ORDER BY s.ord, e.path, e.line",
	[Q_RESULTS] = "SELECT e.control, e.level, e.test, NULLIF(e.named,0) AS named,"
		      " e.outcome, NULLIF(e.stands,0) AS stands, e.date,"
		      " (SELECT group_concat(technique, ' ') FROM (SELECT"
		      " technique FROM evidence_technique x"
		      " WHERE x.control = e.control AND x.ord = e.ord"
		      " ORDER BY technique)) AS techniques"
		      " FROM evidence e WHERE e.level >= 4"
		      " ORDER BY e.control, e.date, e.ord",
	THREAT_SQL,
	VISIBLE_SQL,
	BASELINE_SQL,
	CROSSWALK_SQL,
	LOG_SQL,
	LOG_LIST_SQL,
	/* Only where the source maps nothing to it. */
	[Q_ASSESSED] = "SELECT s.id AS source_id, s.title,"
		       " min(a.tagged) AS tagged"
		       " FROM assessed a JOIN source s ON s.ord = a.source"
		       " WHERE a.technique = CAST(?1 AS INTEGER)"
		       " AND NOT EXISTS (SELECT 1 FROM mapping m"
		       "  JOIN control k ON k.pk = m.control"
		       "  WHERE m.technique = a.technique AND " COUNTS
		       "  AND k.source = a.source)"
		       " GROUP BY a.source ORDER BY a.source",
	[Q_LEDGER] = "SELECT s.id AS source_id, m.tagged, t.id AS resolved,"
		     " m.outcome, f.title AS framework_title,"
		     " m.framework_url, count(*) AS controls FROM mapping m"
		     " LEFT JOIN framework f ON f.id = m.framework"
		     " JOIN control k ON k.pk = m.control"
		     " JOIN source s ON s.ord = k.source"
		     " LEFT JOIN technique t ON t.pk = m.technique"
		     " WHERE k.counts AND m.outcome <> 'exact'"
		     " GROUP BY s.ord, m.tagged, t.id, m.outcome"
		     " ORDER BY s.ord, m.tagged, t.id, m.outcome",
	[Q_ACTORS] = "SELECT " ACTOR_COLUMNS " FROM actor a JOIN " ACTOR_HEADS
		     " h ON h.actor = a.pk ORDER BY a.pk",
	[Q_ACTOR] =
	    "SELECT pk, domain, id, kind, name, url, description, by FROM"
	    " (SELECT *, row_number() OVER (PARTITION BY id ORDER BY by, pk)"
	    " AS place FROM (SELECT *,"
	    " CASE WHEN a.id = ?1 COLLATE NOCASE THEN 0"
	    " WHEN a.name = ?1 COLLATE NOCASE THEN 1 ELSE 2 END AS by"
	    " FROM actor a WHERE a.id = ?1 COLLATE NOCASE"
	    " OR a.name = ?1 COLLATE NOCASE OR EXISTS (SELECT 1"
	    " FROM actor_alias l WHERE l.actor = a.pk"
	    " AND l.alias = ?1 COLLATE NOCASE)))"
	    " WHERE place = 1 ORDER BY by, pk",
	[Q_ACTOR_ALIASES] = "SELECT alias FROM actor_alias"
			    " WHERE actor = CAST(?1 AS INTEGER) ORDER BY ord",
	[Q_ALL_ALIASES] = "SELECT h.actor, l.alias FROM actor_alias l"
			  " JOIN actor a ON a.pk = l.actor"
			  " JOIN " ACTOR_HEADS " h ON h.id = a.id"
			  " GROUP BY h.actor, l.alias"
			  " ORDER BY h.actor, min(a.pk), min(l.ord)",
	/* Of an actor of several domains, each by the first that has it. */
	[Q_ACTOR_LINKS] =
	    "SELECT kind, \"from\", min(pk) AS pk, id, name, other_kind FROM"
	    " (SELECT l.kind, 1 AS \"from\", a.pk, a.id, a.name,"
	    " a.kind AS other_kind FROM actor x JOIN actor_link l"
	    " ON l.actor = x.pk JOIN actor a ON a.pk = l.other"
	    " WHERE x.id = ?1 UNION ALL"
	    " SELECT l.kind, NULL, a.pk, a.id, a.name, a.kind FROM actor x"
	    " JOIN actor_link l ON l.other = x.pk"
	    " JOIN actor a ON a.pk = l.actor WHERE x.id = ?1)"
	    " GROUP BY \"from\", kind, id ORDER BY 2 DESC, 1, 3",
	[Q_ACTOR_TECHNIQUES] = "SELECT " TECHNIQUE_COLUMNS TECHNIQUE_TABLES
			       " WHERE t.pk IN (SELECT u.technique FROM actor a"
			       " JOIN uses u ON u.actor = a.pk"
			       " WHERE a.id = ?1) ORDER BY t.pk",
	[Q_USERS] = "SELECT a.domain, a.id, a.kind, a.name, a.url FROM uses u"
		    " JOIN actor a ON a.pk = u.actor"
		    " WHERE u.technique = CAST(?1 AS INTEGER)"
		    " ORDER BY a.kind <> 'group', a.kind, a.pk",
	[Q_USE_COUNTS] = "SELECT technique, groups, campaigns, software"
			 " FROM use_count WHERE " OF_THESE("technique")
			 " ORDER BY technique",
	[Q_ALL_USES] = "SELECT DISTINCT h.actor, u.technique FROM uses u"
		       " JOIN actor a ON a.pk = u.actor"
		       " JOIN " ACTOR_HEADS " h ON h.id = a.id"
		       " ORDER BY 1, 2",
	[Q_ALL_ACTOR_LINKS] =
	    "SELECT DISTINCT f.actor, l.kind, t.actor AS other"
	    " FROM actor_link l JOIN actor a ON a.pk = l.actor"
	    " JOIN actor b ON b.pk = l.other"
	    " JOIN " ACTOR_HEADS " f ON f.id = a.id"
	    " JOIN " ACTOR_HEADS " t ON t.id = b.id ORDER BY 1, 2, 3",
	[Q_ACTOR_PROSE] = "SELECT h.actor AS pk, d.description FROM "
			  ACTOR_HEADS " h LEFT JOIN (SELECT min(pk), id,"
			  " description FROM actor WHERE description"
			  " IS NOT NULL GROUP BY id) d ON d.id = h.id"
			  " ORDER BY 1",
	[Q_FINDINGS] = "SELECT source, path, line, what, why FROM finding"
		       " ORDER BY pk",
	[Q_MEASURES] = "SELECT m.source, m.name, m.n, d.version"
		       " FROM measure m LEFT JOIN domain d"
		       " ON m.source = 'attack/' || d.id"
		       " ORDER BY m.source, m.ord",
};

/* Questions that have no rows where a table has none, as in most catalogs: that is
 * asked sooner than such a long statement is made. */
static const struct {
	enum catalog_query q;
	const char *any;
} rare[] = {
	{ Q_DERIVED, "SELECT 1 FROM crosswalk_pair LIMIT 1" },
	{ Q_TWINS, "SELECT 1 FROM twin LIMIT 1" },
	{ Q_TWINS_FIRST, "SELECT 1 FROM twin LIMIT 1" },
};

/* Has a rare question no rows, whatever its parameter? Asked once. */
static bool
has_none(struct catalog *c, enum catalog_query q)
{
	sqlite3_stmt *s = NULL;
	size_t i;

	for (i = 0; i < sizeof(rare) / sizeof(rare[0]) && rare[i].q != q;)
		i++;
	if (i == sizeof(rare) / sizeof(rare[0]))
		return false;
	if (c->none[i] == UNASKED && sqlite3_prepare_v2(c->db, rare[i].any, -1,
	    &s, NULL) == SQLITE_OK)
		c->none[i] = sqlite3_step(s) == SQLITE_DONE ? NONE : SOME;
	sqlite3_finalize(s);
	return c->none[i] == NONE;
}

/* The statement of a query, with its parameter; NULL on error. */
static sqlite3_stmt *
ask(struct catalog *c, enum catalog_query q, const char *param)
{
	sqlite3_stmt *s = db_statement(c, STATEMENT_QUERY + (int)q,
	    sql[q] != NULL ? sql[q] : query_subject[q]);

	if (s != NULL && param != NULL)
		sqlite3_bind_text(s, 1, param, -1, SQLITE_STATIC);
	return s;
}

int
catalog_rows(struct catalog *c, enum catalog_query q, const char *param,
    cJSON **rows)
{
	sqlite3_stmt *s;

	*rows = NULL;
	if (has_none(c, q)) {
		*rows = cJSON_CreateArray();
		return 0;
	}
	s = ask(c, q, param);
	return s == NULL ? -1 : db_rows(c, s, rows);
}

int
catalog_each(struct catalog *c, enum catalog_query q, const char *param,
    each_rows some, void *ctx)
{
	return has_none(c, q) ? 0 : db_each(c, ask(c, q, param), some, ctx);
}

int
catalog_rows_of(struct catalog *c, enum catalog_query q, long long pk,
    cJSON **rows)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", pk);
	return catalog_rows(c, q, text, rows);
}
