/* Questions about names, and from the sides of tactics and of how MITRE would
 * detect a technique: strategies, analytics, what these read. */
#include "query_subject.h"

#include "db.h"

/* Of the analytics of a technique. */
#define OF_TECHNIQUE \
	" WHERE analytic IN (SELECT o.analytic FROM detects d" \
	" JOIN strategy_analytic o ON o.strategy = d.strategy" \
	" WHERE d.technique = CAST(?1 AS INTEGER)) ORDER BY analytic, ord"

/* Is a channel the word, or does it list that number: "EventCode=3, 22"? */
#define CHANNEL_IS(w) \
	"(channel = " w " COLLATE NOCASE OR (instr(" w ", '=') > 0" \
	" AND substr(channel, 1, instr(" w ", '=')) =" \
	" substr(" w ", 1, instr(" w ", '=')) COLLATE NOCASE" \
	" AND instr(', ' || substr(channel, instr(channel, '=') + 1) || ','," \
	" ', ' || substr(" w ", instr(" w ", '=') + 1) || ',') > 0))"

/* Is the subject, kind:name, of that kind (with its colon), and its name. Asked once,
 * not of each row. */
#define IS_OF(kind) "substr(?1, 1, length('" kind "')) = '" kind "'"
#define NAME_OF(kind) "substr(?1, length('" kind "') + 1)"

/* The analytics that a subject stands for (Q_READERS). */
#define CHOSEN \
	"WITH chosen AS MATERIALIZED (SELECT o.analytic" \
	" FROM strategy s JOIN strategy_analytic o ON o.strategy = s.pk" \
	" WHERE " IS_OF("strategy:") " AND s.id = " NAME_OF("strategy:") \
	" UNION SELECT pk FROM analytic" \
	" WHERE " IS_OF("analytic:") " AND id = " NAME_OF("analytic:") \
	" UNION SELECT analytic FROM log_source" \
	" WHERE " IS_OF("component:") " AND component IN (SELECT pk" \
	"  FROM component WHERE ifnull(id, name) = " NAME_OF("component:") ")" \
	" UNION SELECT analytic FROM log_source" \
	" WHERE " IS_OF("log-source:") " AND name = " NAME_OF("log-source:") \
	" UNION SELECT analytic FROM log_source" \
	" WHERE " IS_OF("channel:") " AND " CHANNEL_IS(NAME_OF("channel:")) ") "

const char *const query_subject[Q_END] = {
	[Q_STRATEGIES] = "SELECT s.pk, s.id, s.name, s.url FROM detects d"
			 " JOIN strategy s ON s.pk = d.strategy"
			 " WHERE d.technique = CAST(?1 AS INTEGER)"
			 " ORDER BY s.pk",
	[Q_ANALYTIC_COUNTS] = "SELECT d.technique,"
			      " count(DISTINCT o.analytic) AS analytics"
			      " FROM detects d JOIN strategy_analytic o"
			      " ON o.strategy = d.strategy"
			      " WHERE " OF_THESE("d.technique")
			      " GROUP BY d.technique ORDER BY d.technique",
	[Q_ANALYTICS] = "SELECT o.strategy, a.pk, a.id, a.name, a.description,"
			" a.url FROM detects d JOIN strategy_analytic o"
			" ON o.strategy = d.strategy"
			" JOIN analytic a ON a.pk = o.analytic"
			" WHERE d.technique = CAST(?1 AS INTEGER)"
			" ORDER BY o.strategy, o.ord",
	[Q_ANALYTIC_PLATFORMS] = "SELECT analytic, platform"
				 " FROM analytic_platform" OF_TECHNIQUE,
	[Q_LOG_SOURCES] = "SELECT analytic, l.name, l.channel,"
			  " k.id AS component_id, k.name AS component,"
			  " NULLIF(l.collected,0) AS collected"
			  " FROM log_source l LEFT JOIN component k"
			  " ON k.pk = l.component" OF_TECHNIQUE,
	[Q_DOMAIN_READS] = "SELECT k.name AS component,"
		" min(k.id) AS component_id, p.platform, l.name, l.channel,"
		" NULLIF(max(l.collected),0) AS collected FROM component k"
		" JOIN log_source l ON l.component = k.pk"
		" JOIN analytic_platform p ON p.analytic = l.analytic"
		" WHERE k.domain = ?1"
		" GROUP BY k.name, p.platform, l.name, l.channel"
		" ORDER BY k.name, p.platform, l.name, l.channel",
	[Q_COLLECTED] = "SELECT ord, name, what, log, channel, path, line,"
		" (SELECT group_concat(platform, char(10)) FROM (SELECT platform"
		"  FROM collected_platform p WHERE p.collected = c.ord"
		"  ORDER BY p.ord)) AS platforms, CASE what"
		" WHEN 'log-source' THEN EXISTS (SELECT 1 FROM log_source s"
		"  WHERE s.collected AND s.name = c.name COLLATE NOCASE)"
		" WHEN 'log' THEN EXISTS (SELECT 1 FROM log_name n"
		"  JOIN log_source s ON s.collected AND s.name = n.name"
		"  WHERE n.vocabulary = 'mitre' AND (n.log = c.log OR n.log IN"
		"  (SELECT part FROM log_part p WHERE p.log = c.log)))"
		" ELSE what = 'component' END AS read"
		" FROM collected c ORDER BY ord",
	[Q_MUTABLES] = "SELECT analytic, field, description"
		       " FROM analytic_mutable" OF_TECHNIQUE,
	[Q_DATA_SOURCES] = "SELECT name FROM technique_data_source"
			   " WHERE technique = CAST(?1 AS INTEGER)"
			   " ORDER BY ord",
	[Q_NAMES] = "SELECT thing, pk, by, word FROM called"
		    " WHERE (thing <> 'technique' OR pk IN (SELECT pk"
		    "  FROM technique WHERE state = 'active'))"
		    " AND (thing <> 'policy' OR by <> 'alias') ORDER BY"
		    " instr('technique tactic group campaign software"
		    " strategy analytic component log-source log framework-id"
		    " policy detection test element', thing), pk, by, word",
	[Q_TACTIC] = "SELECT * FROM tactic WHERE pk = CAST(?1 AS INTEGER)"
		     " ORDER BY pk",
	[Q_TACTIC_TECHNIQUES] = "SELECT t.pk, t.id FROM tactic a"
		" JOIN technique_tactic p ON p.shortname = a.shortname"
		" JOIN technique t ON t.pk = p.technique"
		" AND t.domain = a.domain"
		" WHERE a.pk = CAST(?1 AS INTEGER) AND t.state = 'active'"
		" ORDER BY t.pk",
	[Q_CVE_TECHNIQUES] = "SELECT t.pk, t.id, s.id AS source, x.type,"
		" x.tagged, x.note FROM vulnerability v"
		" JOIN vulnerability_technique x ON x.vulnerability = v.pk"
		" JOIN technique t ON t.pk = x.technique"
		" JOIN source s ON s.ord = v.source"
		" WHERE v.id = ?1 AND x.counted"
		" ORDER BY t.pk, v.source, x.tagged",
	[Q_CVE_CONTROLS] = "SELECT k.pk, s.kind, k.id, k.title AS name, k.url,"
		" k.path, s.id AS source, k.lifecycle, (SELECT"
		"  group_concat(id, ' ') FROM (SELECT DISTINCT t.id"
		"  FROM mapping m JOIN technique t ON t.pk = m.technique"
		"  WHERE m.control = k.pk AND " COUNTS " ORDER BY t.pk))"
		" AS techniques FROM control_cve c"
		" JOIN control k ON k.pk = c.control"
		" JOIN source s ON s.ord = k.source"
		" WHERE c.cve = ?1 ORDER BY s.kind, k.counts DESC, s.ord, k.pk",
	[Q_CVE_CONTROL_TECHNIQUES] = "SELECT DISTINCT t.pk, t.id,"
		" s.id AS source FROM control_cve c"
		" JOIN control k ON k.pk = c.control"
		" JOIN source s ON s.ord = k.source"
		" JOIN mapping m ON m.control = k.pk"
		" JOIN technique t ON t.pk = m.technique"
		" WHERE c.cve = ?1 AND " COUNTS " ORDER BY t.pk, s.ord",
	[Q_FRAMEWORK_CONTROLS] = "SELECT k.pk, s.kind, k.id, k.title AS name,"
		" k.url, k.path, s.id AS source, k.lifecycle, (SELECT"
		"  group_concat(id, ' ') FROM (SELECT DISTINCT t.id"
		"  FROM mapping m JOIN technique t ON t.pk = m.technique"
		"  WHERE m.control = k.pk AND " COUNTS " ORDER BY t.pk))"
		" AS techniques, x.framework, x.framework_url FROM mapping x"
		" JOIN control k ON k.pk = x.control"
		" JOIN source s ON s.ord = k.source"
		" WHERE x.framework IS NOT NULL AND x.tagged = ?1"
		" ORDER BY s.kind, k.counts DESC, s.ord, k.pk",
	[Q_FRAMEWORK_TECHNIQUES] = "SELECT DISTINCT t.pk, t.id,"
		" s.id AS source FROM mapping x"
		" JOIN control k ON k.pk = x.control"
		" JOIN source s ON s.ord = k.source"
		" JOIN mapping m ON m.control = k.pk"
		" JOIN technique t ON t.pk = m.technique"
		" WHERE x.framework IS NOT NULL AND x.tagged = ?1 AND " COUNTS
		" ORDER BY t.pk, s.ord",
	[Q_ACTOR_PROFILE] = "SELECT s.id AS source, w.what, w.text, w.word"
		" FROM actor a JOIN profile_actor x ON x.actor = a.pk"
		" JOIN profile p ON p.pk = x.profile"
		" JOIN source s ON s.ord = p.source"
		" JOIN profile_word w ON w.profile = p.pk"
		" WHERE a.id = ?1 ORDER BY p.pk, w.ord",
	[Q_STRATEGY] = "SELECT pk, domain, id, name, url FROM strategy"
		       " WHERE pk = CAST(?1 AS INTEGER) ORDER BY pk",
	[Q_COMPONENT] = "SELECT pk, domain, id, name, description, url"
			" FROM component WHERE pk = CAST(?1 AS INTEGER)"
			" ORDER BY pk",
	[Q_CHANNELS] = "SELECT DISTINCT channel FROM log_source"
		       " WHERE " CHANNEL_IS("?1") " ORDER BY channel",
	[Q_READERS] = CHOSEN "SELECT a.pk, a.domain, a.id, a.name,"
		      " a.description, a.url, s.id AS strategy_id,"
		      " s.name AS strategy_name, s.url AS strategy_url,"
		      " (SELECT group_concat(platform, char(10)) FROM"
		      "  (SELECT platform FROM analytic_platform p"
		      "  WHERE p.analytic = a.pk ORDER BY ord)) AS platforms"
		      " FROM chosen JOIN analytic a ON a.pk = chosen.analytic"
		      " LEFT JOIN strategy_analytic o ON o.analytic = a.pk"
		      " LEFT JOIN strategy s ON s.pk = o.strategy"
		      " ORDER BY o.strategy, o.ord, a.pk",
	[Q_READER_LOGS] = CHOSEN "SELECT l.analytic, l.name, l.channel,"
			  " k.id AS component_id, k.name AS component,"
			  " k.url AS component_url"
			  " FROM chosen JOIN log_source l USING (analytic)"
			  " LEFT JOIN component k ON k.pk = l.component"
			  " ORDER BY l.analytic, l.ord",
	[Q_READER_MUTABLES] = CHOSEN "SELECT m.analytic, m.field,"
			      " m.description FROM chosen"
			      " JOIN analytic_mutable m USING (analytic)"
			      " ORDER BY m.analytic, m.ord",
	/* A strategy may have no analytic; a component of before 18 none. */
	[Q_READER_TECHNIQUES] = CHOSEN "SELECT pk, id FROM technique"
		" WHERE pk IN (SELECT d.technique FROM detects d"
		"  JOIN strategy s ON s.pk = d.strategy"
		"  WHERE " IS_OF("strategy:")
		"  AND s.id = " NAME_OF("strategy:")
		" UNION SELECT d.technique FROM chosen"
		"  JOIN strategy_analytic o USING (analytic)"
		"  JOIN detects d ON d.strategy = o.strategy"
		" UNION SELECT x.technique FROM technique_data_source x"
		"  JOIN component k ON x.name = k.name"
		"  OR substr(x.name, -length(k.name) - 2) = ': ' || k.name"
		"  WHERE " IS_OF("component:")
		"  AND ifnull(k.id, k.name) = " NAME_OF("component:") ")"
		" ORDER BY pk",
};
