/* Figures over many controls: counts, outcomes, and the totals kept of them. */
#include "figures.h"

#include <stdlib.h>

#include "base/mem.h"
#include "catalog/logs.h"

#define NAMES_PLATFORM \
	"EXISTS (SELECT 1 FROM control_platform p WHERE p.control = k.pk)"

/* Of controls k: names none, or one of those chosen. */
#define IS_FOR_CHOSEN \
	"(?2 IS NULL OR NOT " NAMES_PLATFORM " OR EXISTS" \
	" (SELECT 1 FROM control_platform p WHERE p.control = k.pk" \
	"  AND p.platform COLLATE NOCASE IN (SELECT value FROM json_each(?2))))"

/* Of mappings m of controls k: the technique has one of those chosen, and the
 * control names none, or one of these. Without a technique, as above. */
#define IS_FOR_TECHNIQUE \
	"(?2 IS NULL OR EXISTS (SELECT 1 FROM technique_platform p" \
	"  WHERE p.technique = m.technique AND p.platform COLLATE NOCASE IN" \
	"  (SELECT value FROM json_each(?2)) AND (NOT EXISTS (SELECT 1 FROM" \
	"   control_platform n WHERE n.control = k.pk) OR EXISTS (SELECT 1 FROM" \
	"   control_platform n WHERE n.control = k.pk" \
	"   AND n.platform = p.platform COLLATE NOCASE)))" \
	" OR (m.technique IS NULL AND " IS_FOR_CHOSEN "))"

/* Of controls k: what none says is less than anything that is asked for. */
#define IS_WORTH \
	" AND (?10 IS NULL OR k.severity >= ?10)" \
	" AND (?11 IS NULL OR k.maturity >= ?11)" \
	" AND (?12 IS NULL OR instr(lower(ifnull(k.author, '')), lower(?12)))" \
	" AND (?13 IS NULL OR ifnull(k.changed, '') >= ?13)"

/* Of controls k: it is one that the baseline chooses. */
#define IS_IN_BASELINE \
	" AND (?14 IS NULL OR k.pk IN (SELECT l.control FROM" \
	" baseline_control l JOIN source x ON x.ord = l.baseline" \
	" WHERE x.id = ?14))"

/* Of controls k: so it runs on the logs that are collected. */
#define RUNS_SO " AND (?15 IS NULL OR k.runs = ?15)"

/* Of controls k of sources s; what has the evidence is k, or a mapping m: ?1 to
 * ?4 are lists as JSON. What is not bound selects all; of whose it is (?6), what
 * a figure of the kind usually is of. */
#define IS_CHOSEN(what) \
	"(?1 IS NULL OR s.id IN (SELECT value FROM json_each(?1)))" \
	" AND (?3 IS NULL OR s.kind IN (SELECT value FROM json_each(?3)))" \
	" AND (?4 IS NULL OR k.type IN (SELECT value FROM json_each(?4)))" \
	" AND (?5 IS NULL OR " what ".evidence >= ?5)" IS_WORTH IS_IN_BASELINE RUNS_SO
#define IS_SELECTED(what) \
	IS_CHOSEN(what) " AND " IS_ASKED("ifnull(?6, s.perspective)")

/* The same, but without ?6 of all. */
#define IS_LISTED(what) \
	IS_CHOSEN(what) " AND (?6 IS NULL OR " IS_ASKED("?6") ")"

#define OUTCOMES \
	"WITH c AS (SELECT k.source, count(*) AS controls," \
	"  total(lifecycle = 'active') AS active FROM control k" \
	"  JOIN source s ON s.ord = k.source WHERE " IS_LISTED("k") \
	"  AND " IS_FOR_CHOSEN " GROUP BY k.source)," \
	" m AS (SELECT k.source, count(DISTINCT iif(m.counted," \
	"   k.pk, NULL)) AS mapped," \
	"  total(k.counts AND outcome = 'exact') AS exact," \
	"  total(k.counts AND outcome = 'remapped') AS remapped," \
	"  total(k.counts AND merged) AS merged," \
	"  total(k.counts AND outcome = 'retired') AS retired," \
	"  total(k.counts AND outcome = 'deprecated') AS deprecated," \
	"  total(k.counts AND outcome = 'unknown') AS unknown," \
	"  total(k.counts AND outcome = 'malformed') AS malformed," \
	"  total(k.counts AND outcome = 'other-framework')" \
	"   AS other_framework," \
	"  total(counted) AS mappings," \
	"  total(k.counts AND newer) AS newer" \
	"  FROM mapping m JOIN control k ON k.pk = m.control" \
	"  JOIN source s ON s.ord = k.source WHERE " IS_LISTED("m") \
	"  AND " IS_FOR_TECHNIQUE " GROUP BY k.source)" \
	" SELECT s.ord AS source, ifnull(c.controls, 0) AS controls," \
	" CAST(ifnull(c.active, 0) AS INTEGER) AS active," \
	" ifnull(m.mapped, 0) AS mapped," \
	" CAST(ifnull(m.exact, 0) AS INTEGER) AS exact," \
	" CAST(ifnull(m.remapped, 0) AS INTEGER) AS remapped," \
	" CAST(ifnull(m.merged, 0) AS INTEGER) AS merged," \
	" CAST(ifnull(m.retired, 0) AS INTEGER) AS retired," \
	" CAST(ifnull(m.deprecated, 0) AS INTEGER) AS deprecated," \
	" CAST(ifnull(m.unknown, 0) AS INTEGER) AS unknown," \
	" CAST(ifnull(m.malformed, 0) AS INTEGER) AS malformed," \
	" CAST(ifnull(m.other_framework, 0) AS INTEGER) AS other_framework," \
	" CAST(ifnull(m.mappings, 0) AS INTEGER) AS mappings," \
	" CAST(ifnull(m.newer, 0) AS INTEGER) AS newer" \
	" FROM source s LEFT JOIN c ON c.source = s.ord" \
	" LEFT JOIN m ON m.source = s.ord ORDER BY s.ord"

#define ALL_COUNTS(which) \
	"SELECT m.technique, k.source, s.kind, count(*) AS count," \
	" sum(m.evidence >= 2) AS tested, max(m.evidence) AS evidence," \
	" sum(" NAMES_PLATFORM ") AS named," \
	" sum(m.evidence >= 2 AND " NAMES_PLATFORM ") AS named_tested," \
	" sum(k.whose = 'yours') AS yours" \
	" FROM mapping m JOIN control k ON k.pk = m.control" \
	" JOIN source s ON s.ord = k.source" \
	" WHERE " COUNTS " AND m.technique " which " AND " IS_SELECTED("m") \
	" AND " IS_FOR_TECHNIQUE \
	" GROUP BY m.technique, k.source ORDER BY m.technique, k.source"

/* Of those in a list, ?8. */
#define IS_LISTED_TECHNIQUE "IN (SELECT value FROM json_each(?8))"

static const char counts_sql[] = ALL_COUNTS("IS NOT NULL");
static const char counts_of_sql[] = ALL_COUNTS(IS_LISTED_TECHNIQUE);

/* The same where nothing but whose they are is chosen: of what is kept, of one
 * pair a row for whose they are. */
#define KEPT_COUNTS(where) \
	"SELECT k.technique, k.source, s.kind, k.count, k.tested, k.evidence," \
	" k.named, k.named_tested, iif(k.whose = 'yours', k.count, 0) AS yours" \
	" FROM technique_count k JOIN source s ON s.ord = k.source" \
	" WHERE " where IS_ASKED("ifnull(?6, s.perspective)") \
	" ORDER BY k.technique, k.source"

static const char kept_sql[] = KEPT_COUNTS("");
static const char kept_of_sql[] =
    KEPT_COUNTS("k.technique " IS_LISTED_TECHNIQUE " AND ");

static const char keep_sql[] =
    "INSERT INTO technique_count SELECT m.technique, k.source, k.whose,"
    " count(*), sum(m.evidence >= 2), max(m.evidence),"
    " sum(" NAMES_PLATFORM "), sum(m.evidence >= 2 AND " NAMES_PLATFORM ")"
    " FROM source s CROSS JOIN control k ON k.source = s.ord"
    " CROSS JOIN mapping m ON m.control = k.pk"
    " WHERE " IS_NEW("s.ord") " AND " COUNTS " AND m.technique IS NOT NULL"
    " GROUP BY m.technique, k.source, k.whose";

static const char keep_breadth_sql[] =
    "INSERT INTO breadth SELECT k.pk, (SELECT count(*) FROM mapping m"
    " JOIN technique t ON t.pk = m.technique"
    " WHERE m.control = k.pk AND " COUNTS " AND t.scoped), d.of"
    " FROM source s JOIN (SELECT domain, count(*) AS of FROM technique"
    "  WHERE scoped GROUP BY domain) d ON d.domain = s.domain"
    " JOIN control k ON k.source = s.ord"
    " WHERE " IS_NEW("s.ord") " AND s.kind = 'policy' AND k.counts"
    " ORDER BY k.pk";

static const char keep_uses_sql[] =
    "INSERT INTO use_count SELECT u.technique, sum(a.kind = 'group'),"
    " sum(a.kind = 'campaign'), sum(a.kind = 'software')"
    " FROM uses u JOIN actor a ON a.pk = u.actor"
    " GROUP BY u.technique ORDER BY u.technique";

static const char below_sql[] =
    "SELECT t.parent AS technique, s.kind, count(DISTINCT k.pk) AS count"
    " FROM technique t JOIN mapping m ON m.technique = t.pk"
    " JOIN control k ON k.pk = m.control JOIN source s ON s.ord = k.source"
    " WHERE t.parent IS NOT NULL AND t.state = 'active' AND " COUNTS
    " AND " IS_SELECTED("m") " AND " IS_FOR_TECHNIQUE
    " GROUP BY t.parent, s.kind ORDER BY t.parent, s.kind";

/* ?7 is a kind, ?8 a list of techniques, ?9 how many of each. */
#define BEST_OF(where, first) \
	"SELECT technique, kind, source_id, control, id, title, url, type, level," \
	" status, evidence, count" \
	" FROM (SELECT m.technique, s.kind, s.id AS source_id, k.pk AS control," \
	"  k.id, k.title, k.url, k.type, k.level, k.status, m.evidence," \
	"  count(*) OVER (PARTITION BY m.technique, s.kind) AS count," \
	"  row_number() OVER (" \
	"   PARTITION BY m.technique, s.kind ORDER BY " first BEST_FIRST \
	"  ) AS place" \
	"  FROM json_each(?8) t JOIN mapping m ON m.technique = t.value" \
	"  JOIN control k ON k.pk = m.control JOIN source s ON s.ord = k.source" \
	"  WHERE " COUNTS " AND " where ")" \
	" WHERE place <= ?9 ORDER BY technique, kind, place"

/* Of what could be adopted first what runs on the logs that are collected; where
 * nobody tells which are, nothing does. */
#define RUNS_FIRST "k.runs <> 'yes', "

#define IS_COUNTED "(" IS_SELECTED("m") " AND " IS_FOR_TECHNIQUE ")"

static const char closers_sql[] =
    BEST_OF("(s.kind <> ?7 OR NOT " IS_COUNTED ")", RUNS_FIRST);

/* What runs and is for the platforms, but not counted by the selection. */
static const char adoptable_sql[] = BEST_OF("s.kind = ?7"
    " AND k.whose = 'available' AND k.runs = 'yes' AND (" IS_FOR_TECHNIQUE ")"
    " AND NOT " IS_COUNTED, "");

static const char runs_sql[] =
    "SELECT m.technique, k.runs, count(*) AS count FROM mapping m"
    " JOIN control k ON k.pk = m.control JOIN source s ON s.ord = k.source"
    " WHERE " COUNTS " AND m.technique IS NOT NULL"
    " AND (?8 IS NULL OR m.technique " IS_LISTED_TECHNIQUE ")"
    " AND " IS_SELECTED("m") " AND (" IS_FOR_TECHNIQUE ")"
    " GROUP BY m.technique, k.runs ORDER BY m.technique, k.runs";

static const char lacking_sql[] =
    "SELECT m.technique, l.id AS log, l.title AS name,"
    " count(DISTINCT k.pk) AS rules FROM json_each(?8) t"
    " JOIN mapping m ON m.technique = t.value"
    " JOIN control k ON k.pk = m.control AND k.runs = 'no'"
    " JOIN source s ON s.ord = k.source JOIN need n ON n.control = k.pk"
    " JOIN log l ON l.pk = n.log"
    " WHERE " COUNTS " AND " IS_SELECTED("m") " AND (" IS_FOR_TECHNIQUE ")"
    " AND NOT EXISTS (SELECT 1 FROM need o LEFT JOIN log c ON c.pk = o.log"
    "  WHERE o.control = n.control AND o.ord = n.ord"
    "  AND ifnull(c.collected, 1) > 0)"
    " GROUP BY m.technique, l.pk ORDER BY m.technique, rules DESC, l.pk";

static const char answers_sql[] =
    BEST_OF("s.kind = ?7 AND " IS_COUNTED, "");

#define PAIRS \
    " FROM mapping m JOIN control k ON k.pk = m.control" \
    " JOIN source s ON s.ord = k.source JOIN technique t ON t.pk = m.technique" \
    " WHERE " COUNTS " AND t.scoped AND " IS_SELECTED("m") \
    " AND " IS_FOR_TECHNIQUE " GROUP BY k.pk, t.pk ORDER BY k.pk, t.pk"

static const char pairs_sql[] =
    "SELECT k.pk AS control, s.id AS source, s.kind, k.id, k.title, k.url,"
    " k.path, k.type, k.level, k.executor, NULLIF(k.elevated,0) AS elevated,"
    " s.runner, (SELECT group_concat(platform, char(10)) FROM (SELECT platform"
    "  FROM control_platform p WHERE p.control = k.pk ORDER BY p.ord))"
    " AS platforms, t.domain, t.pk AS technique, t.id AS technique_id,"
    " t.parent, max(m.evidence) AS evidence" PAIRS;

static const char pair_numbers_sql[] =
    "SELECT k.pk AS control, t.pk AS technique" PAIRS;

static const char controls_sql[] =
    "SELECT k.pk, s.id AS source, s.kind, k.id, k.title, k.description,"
    " k.path, k.line, k.url, k.lifecycle, k.type, k.level,"
    " k.status, k.author, k.date, k.modified, k.changed, k.evidence,"
    " NULLIF(k.catch_all,0) AS catch_all,"
    " k.whose, NULLIF(k.counts,0) AS counts"
    " FROM control k JOIN source s ON s.ord = k.source WHERE " IS_LISTED("k")
    " AND " IS_FOR_CHOSEN " ORDER BY k.pk";

static const char chooses_sql[] =
    "SELECT 1 FROM control k JOIN source s ON s.ord = k.source"
    " WHERE " IS_LISTED("k") " AND " IS_FOR_CHOSEN " LIMIT 1";

static const char chooses_counted_sql[] =
    "SELECT 1 FROM mapping m JOIN control k ON k.pk = m.control"
    " JOIN source s ON s.ord = k.source"
    " WHERE " COUNTS " AND m.technique IS NOT NULL AND " IS_SELECTED("m")
    " AND " IS_FOR_TECHNIQUE " LIMIT 1";

/* What IS_SELECTED asks for. */
static void
bind_selection(sqlite3_stmt *s, const struct catalog_selection *x)
{
	sqlite3_clear_bindings(s);
	if (x == NULL)
		return;
	db_bind_list(s, 1, &x->sources);
	db_bind_list(s, 2, &x->platforms);
	db_bind_list(s, 3, &x->kinds);
	db_bind_list(s, 4, &x->types);
	if (x->evidence > 0)
		sqlite3_bind_int(s, 5, x->evidence);
	if (x->of != OF_DEFAULT)
		sqlite3_bind_text(s, 6, of_name(x->of), -1, SQLITE_STATIC);
	if (x->worth.level != LEVEL_UNKNOWN)
		sqlite3_bind_int(s, 10, (int)x->worth.level);
	if (x->worth.status != STATUS_UNKNOWN)
		sqlite3_bind_int(s, 11, (int)x->worth.status);
	if (x->author != NULL)
		sqlite3_bind_text(s, 12, x->author, -1, SQLITE_STATIC);
	if (x->since != NULL)
		sqlite3_bind_text(s, 13, x->since, -1, SQLITE_STATIC);
	if (x->baseline != NULL)
		sqlite3_bind_text(s, 14, x->baseline, -1, SQLITE_STATIC);
	if (x->runs != NULL)
		sqlite3_bind_text(s, 15, x->runs, -1, SQLITE_STATIC);
}

bool
catalog_selects_all(const struct catalog_selection *s)
{
	return s->sources.n + s->platforms.n + s->kinds.n + s->types.n == 0 &&
	    s->evidence == E0 && s->worth.level == 0 && s->worth.status == 0 &&
	    s->author == NULL && s->since == NULL && s->baseline == NULL &&
	    s->runs == NULL;
}

/* The rows of a statement that asks IS_SELECTED. */
static int
selected_rows(struct catalog *c, sqlite3_stmt *s,
    const struct catalog_selection *x, cJSON **rows)
{
	*rows = NULL;
	if (s == NULL)
		return -1;
	bind_selection(s, x);
	return db_rows(c, s, rows);
}

/* The statement that counts; of techniques those listed, or NULL. */
static sqlite3_stmt *
counting(struct catalog *c, const struct catalog_selection *selection,
    const char *techniques)
{
	bool kept = selection == NULL || catalog_selects_all(selection);
	sqlite3_stmt *s;

	if (techniques == NULL)
		s = kept ? db_statement(c, STATEMENT_KEPT, kept_sql)
		    : db_statement(c, STATEMENT_COUNTS, counts_sql);
	else
		s = kept ? db_statement(c, STATEMENT_KEPT_OF, kept_of_sql)
		    : db_statement(c, STATEMENT_COUNTS_OF, counts_of_sql);
	if (s == NULL)
		return NULL;
	bind_selection(s, selection);
	if (techniques != NULL)
		sqlite3_bind_text(s, 8, techniques, -1, SQLITE_STATIC);
	return s;
}

/* Adds a row to the one before it, where that is of the same technique and
 * source. */
static void
add_count(const struct catalog_count *one, struct catalog_count **v, size_t *n)
{
	struct catalog_count *last = *n > 0 ? &(*v)[*n - 1] : NULL;

	if (last == NULL || last->technique != one->technique ||
	    last->source != one->source) {
		*LIST_ADD(*v, *n) = *one;
		return;
	}
	last->count += one->count;
	last->tested += one->tested;
	if (one->evidence > last->evidence)
		last->evidence = one->evidence;
	last->named += one->named;
	last->named_tested += one->named_tested;
	last->yours += one->yours;
}

int
catalog_read_counts(struct catalog *c, const struct catalog_selection *selection,
    const char *techniques, struct catalog_count **v, size_t *n)
{
	sqlite3_stmt *s = counting(c, selection, techniques);
	struct catalog_count one;
	int rc;

	*v = NULL;
	*n = 0;
	if (s == NULL)
		return -1;
	while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
		one.technique = sqlite3_column_int64(s, 0);
		one.source = sqlite3_column_int64(s, 1);
		one.kind = kind_read((const char *)sqlite3_column_text(s, 2));
		one.count = sqlite3_column_int64(s, 3);
		one.tested = sqlite3_column_int64(s, 4);
		one.evidence = (enum evidence)sqlite3_column_int(s, 5);
		one.named = sqlite3_column_int64(s, 6);
		one.named_tested = sqlite3_column_int64(s, 7);
		one.yours = sqlite3_column_int64(s, 8);
		add_count(&one, v, n);
	}
	sqlite3_reset(s);
	if (rc == SQLITE_DONE)
		return 0;
	free(*v);
	*v = NULL;
	return db_error(c, "read");
}

static void
add_count_row(cJSON *rows, const struct catalog_count *one)
{
	const struct {
		const char *name;
		long long n;
	} numbers[] = { { "technique", one->technique },
		{ "source", one->source }, { "count", one->count },
		{ "tested", one->tested }, { "evidence", one->evidence },
		{ "named", one->named }, { "named_tested", one->named_tested },
		{ "yours", one->yours } };
	cJSON *row = cJSON_CreateObject();
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		cJSON_AddNumberToObject(row, numbers[i].name,
		    (double)numbers[i].n);
	cJSON_AddStringToObject(row, "kind", kind_name(one->kind));
	cJSON_AddItemToArray(rows, row);
}

int
catalog_counts(struct catalog *c, const struct catalog_selection *selection,
    cJSON **rows)
{
	struct catalog_count *v;
	size_t n, i;

	*rows = NULL;
	if (catalog_read_counts(c, selection, NULL, &v, &n) == -1)
		return -1;
	*rows = cJSON_CreateArray();
	for (i = 0; i < n; i++)
		add_count_row(*rows, &v[i]);
	free(v);
	return 0;
}

int
catalog_below(struct catalog *c, const struct catalog_selection *selection,
    cJSON **rows)
{
	return selected_rows(c, db_statement(c, STATEMENT_BELOW, below_sql),
	    selection, rows);
}

int
catalog_chooses(struct catalog *c, const struct catalog_selection *selection,
    bool counted)
{
	cJSON *rows = NULL;
	int rc = selected_rows(c, counted ? db_statement(c,
	    STATEMENT_CHOOSES_COUNTED, chooses_counted_sql) : db_statement(c,
	    STATEMENT_CHOOSES, chooses_sql), selection, &rows);

	if (rc == 0)
		rc = rows->child != NULL;
	cJSON_Delete(rows);
	return rc;
}

int
catalog_controls(struct catalog *c, const struct catalog_selection *selection,
    cJSON **rows)
{
	return selected_rows(c, db_statement(c, STATEMENT_CONTROLS,
	    controls_sql), selection, rows);
}

int
catalog_each_control(struct catalog *c,
    const struct catalog_selection *selection, each_rows some, void *ctx)
{
	sqlite3_stmt *s = db_statement(c, STATEMENT_CONTROLS, controls_sql);

	if (s != NULL)
		bind_selection(s, selection);
	return db_each(c, s, some, ctx);
}

int
catalog_pairs(struct catalog *c, const struct catalog_selection *selection,
    cJSON **rows)
{
	return selected_rows(c, db_statement(c, STATEMENT_PAIRS, pairs_sql),
	    selection, rows);
}

int
catalog_pair_numbers(struct catalog *c,
    const struct catalog_selection *selection, cJSON **rows)
{
	return selected_rows(c, db_statement(c, STATEMENT_PAIR_NUMBERS,
	    pair_numbers_sql), selection, rows);
}

int
catalog_outcomes(struct catalog *c, const struct catalog_selection *selection,
    cJSON **rows)
{
	if (selection == NULL)
		return catalog_rows(c, Q_OUTCOMES, NULL, rows);
	return selected_rows(c, db_statement(c, STATEMENT_OUTCOMES, OUTCOMES),
	    selection, rows);
}

/* The rows of a statement about techniques, those of a list (NULL: all); most: of
 * BEST_OF. */
static int
best_rows(struct catalog *c, sqlite3_stmt *s,
    const struct catalog_selection *selection, const char *kind,
    const cJSON *techniques, int most, cJSON **rows)
{
	char *list;

	*rows = NULL;
	if (s == NULL)
		return -1;
	list = techniques == NULL ? NULL : cJSON_PrintUnformatted(techniques);
	bind_selection(s, selection);
	sqlite3_bind_text(s, 7, kind, -1, SQLITE_STATIC);
	sqlite3_bind_text(s, 8, list, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(s, 9, most);
	cJSON_free(list);
	return db_rows(c, s, rows);
}

int
catalog_closers(struct catalog *c, const struct catalog_selection *selection,
    const char *kind, const cJSON *techniques, int most, cJSON **rows)
{
	return best_rows(c, db_statement(c, STATEMENT_CLOSERS, closers_sql),
	    selection, kind, techniques, most, rows);
}

int
catalog_answers(struct catalog *c, const struct catalog_selection *selection,
    const char *kind, const cJSON *techniques, int most, cJSON **rows)
{
	return best_rows(c, db_statement(c, STATEMENT_ANSWERS, answers_sql),
	    selection, kind, techniques, most, rows);
}

int
catalog_adoptable(struct catalog *c, const struct catalog_selection *selection,
    const char *kind, const cJSON *techniques, int most, cJSON **rows)
{
	return best_rows(c, db_statement(c, STATEMENT_ADOPTABLE,
	    adoptable_sql), selection, kind, techniques, most, rows);
}

int
catalog_runs(struct catalog *c, const struct catalog_selection *selection,
    const cJSON *techniques, cJSON **rows)
{
	return best_rows(c, db_statement(c, STATEMENT_RUNS, runs_sql),
	    selection, NULL, techniques, 0, rows);
}

int
catalog_lacking(struct catalog *c, const struct catalog_selection *selection,
    const cJSON *techniques, cJSON **rows)
{
	return best_rows(c, db_statement(c, STATEMENT_LACKING, lacking_sql),
	    selection, NULL, techniques, 0, rows);
}

/* Fills total, of the sources that have no row there yet. */
static int
keep_totals(struct catalog *c)
{
	sqlite3_stmt *listed = db_statement(c, STATEMENT_NEW,
	    "SELECT json_group_array(id) FROM source WHERE " IS_NEW("ord"));
	sqlite3_stmt *s = db_statement(c, STATEMENT_KEEP,
	    "INSERT INTO total SELECT * FROM (" OUTCOMES ") WHERE "
	    IS_NEW("source"));
	int rc = 0;

	if (listed == NULL || s == NULL)
		return -1;
	if (sqlite3_step(listed) == SQLITE_ROW)
		sqlite3_bind_text(s, 1, (const char *)sqlite3_column_text(listed,
		    0), -1, SQLITE_STATIC);
	if (sqlite3_step(s) != SQLITE_DONE)
		rc = db_error(c, "write");
	sqlite3_reset(listed);
	return rc;
}

int
figures_keep(struct catalog *c)
{
	if (db_execute(c, keep_sql) == -1 ||
	    db_execute(c, keep_breadth_sql) == -1 ||
	    (!c->laid && db_execute(c, keep_uses_sql) == -1))
		return -1;
	return keep_totals(c);
}
