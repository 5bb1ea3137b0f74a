/* A catalog as text: all its tables, in one order. */
#include "base/buf.h"
#include "db.h"

/* A value on one line: \n and \t and \ escaped. */
static void
dump_value(struct buf *out, const char *text)
{
	if (text == NULL)
		buf_puts(out, "-");
	for (; text != NULL && *text != '\0'; text++) {
		if (*text == '\n')
			buf_puts(out, "\\n");
		else if (*text == '\t')
			buf_puts(out, "\\t");
		else if (*text == '\\')
			buf_puts(out, "\\\\");
		else
			buf_putc(out, *text);
	}
}

static int
dump_table(struct catalog *c, const char *table, const char *order,
    struct buf *out)
{
	struct buf query = BUF_INIT;
	sqlite3_stmt *s = NULL;
	int i, rc = -1;

	buf_printf(&query, "SELECT * FROM %s ORDER BY %s", table, order);
	if (sqlite3_prepare_v2(c->db, buf_str(&query), -1, &s, NULL) !=
	    SQLITE_OK)
		goto out;
	buf_printf(out, "[%s]\n", table);
	while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
		for (i = 0; i < sqlite3_column_count(s); i++) {
			if (i > 0)
				buf_putc(out, '\t');
			dump_value(out,
			    (const char *)sqlite3_column_text(s, i));
		}
		buf_putc(out, '\n');
	}
	rc = rc == SQLITE_DONE ? 0 : -1;
out:
	if (rc == -1)
		db_error(c, "read");
	sqlite3_finalize(s);
	buf_free(&query);
	return rc;
}

/* All tables that are told, in what order. */
static const struct {
	const char *table, *order;
} dumped[] = {
	{ "meta", "key" },
	{ "domain", "id" },
	{ "tactic", "pk" },
	{ "technique", "pk" },
	{ "technique_tactic", "technique, ord" },
	{ "technique_platform", "technique, ord" },
	{ "reference", "technique, ord" },
	{ "actor", "pk" },
	{ "actor_alias", "actor, ord" },
	{ "actor_former", "actor, ord" },
	{ "uses", "actor, technique" },
	{ "actor_link", "actor, kind, other" },
	{ "strategy", "pk" },
	{ "detects", "strategy, technique" },
	{ "analytic", "pk" },
	{ "strategy_analytic", "strategy, ord" },
	{ "analytic_platform", "analytic, ord" },
	{ "analytic_mutable", "analytic, ord" },
	{ "component", "pk" },
	{ "log_source", "analytic, ord" },
	{ "technique_data_source", "technique, ord" },
	{ "source", "ord" },
	{ "control", "pk" },
	{ "control_platform", "control, ord" },
	{ "control_cve", "control, cve" },
	{ "control_line", "control, what, ord" },
	{ "correlated", "control, ord" },
	{ "twin", "control, ord" },
	{ "framework", "ord" },
	{ "mapping", "control, tagged" },
	{ "total", "source" },
	{ "technique_count", "technique, source, whose" },
	{ "breadth", "control" },
	{ "use_count", "technique" },
	{ "evidence", "control, ord" },
	{ "evidence_technique", "control, ord, technique" },
	{ "assessed", "technique, source, tagged" },
	{ "baseline", "source" },
	{ "baseline_id", "baseline, ord" },
	{ "baseline_control", "baseline, ord, control" },
	{ "crosswalk", "source" },
	{ "crosswalk_id", "pk" },
	{ "crosswalk_control", "id, control" },
	{ "crosswalk_pair", "from_id, to_id" },
	{ "called", "key, thing, pk, by, word" },
	{ "vulnerability", "pk" },
	{ "vulnerability_technique", "vulnerability, tagged" },
	{ "profile", "pk" },
	{ "profile_word", "profile, ord" },
	{ "profile_actor", "profile, actor" },
	{ "same_word", "what, key" },
	{ "factor", "source, name, tagged" },
	{ "log", "pk" },
	{ "log_platform", "log, ord" },
	{ "log_name", "log, ord" },
	{ "log_part", "log, part" },
	{ "log_gives", "name, log" },
	{ "need", "control, ord, n" },
	{ "collected", "ord" },
	{ "collected_platform", "collected, ord" },
	{ "finding", "pk" },
	{ "measure", "source, ord" },
};

int
catalog_dump(struct catalog *c, struct buf *out)
{
	size_t i;

	for (i = 0; i < sizeof(dumped) / sizeof(dumped[0]); i++)
		if (dump_table(c, dumped[i].table, dumped[i].order, out) == -1)
			return -1;
	return 0;
}
