/* A control as text. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "text/crosswalks.h"
#include "model/description.h"
#include "text/show.h"
#include "value/member.h"
#include "words/words.h"

enum {
	MAPPED = 5, /* techniques told one by one, unless all */
	LINES = 5, /* of tests, false positives and references, unless all */
};

struct control_page {
	struct writer w;
	bool all;
	int cut; /* how many lines were left out */
};

static void
put_fact(struct control_page *p, const char *name, const char *text)
{
	show_put_row(&p->w.t, p->w.columns, name, text);
}

/* "T1059.001 PowerShell, E1, remapped, named as T1086: does not count: …"; "MITRE ATLAS:
 * AML.T0051, https://…" */
static void
put_mapping(struct control_page *p, const char *name, const cJSON *m)
{
	const char *id = member_text(m, "technique_id");
	const char *url = member_text(m, "framework_url");
	struct buf b = BUF_INIT;

	if (member_text(m, "framework") != NULL)
		buf_printf(&b, "%s: %s%s%s", member_text(m, "framework_title"),
		    member_text(m, "tagged"), url == NULL ? "" : ", ",
		    url == NULL ? "" : url);
	else if (id != NULL)
		buf_printf(&b, "%s %s, %s", id,
		    member_text(m, "technique_name"),
		    evidence_name(member_evidence(m)));
	else
		buf_puts(&b, member_text(m, "tagged"));
	if (member_get(m, "moved") != NULL)
		buf_printf(&b, ", named as %s, %s", member_text(m, "tagged"),
		    member_text(m, "outcome"));
	if (member_text(m, "score") != NULL)
		buf_printf(&b, ", %s", member_text(m, "score"));
	if (member_get(m, "counted") == NULL &&
	    member_text(m, "framework") == NULL)
		buf_printf(&b, ": does not count: %s",
		    member_text(m, "not_counted"));
	if (p->all && member_text(m, "note") != NULL) {
		buf_puts(&b, ": ");
		description_plain(member_text(m, "note"), false, &b);
	}
	put_fact(p, name, buf_str(&b));
	buf_free(&b);
}

static void
put_kind(struct control_page *p, const cJSON *k)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s, %s, %s", member_text(k, "kind"),
	    member_text(k, "type"), member_text(k, "whose"));
	put_fact(p, "kind", buf_str(&b));
	buf_free(&b);
}

static void
put_runs(struct control_page *p, const cJSON *k)
{
	struct buf b = BUF_INIT;

	if (member_text(k, "executor") == NULL)
		return;
	buf_printf(&b, "%s%s%s", member_text(k, "executor"),
	    member_get(k, "elevated") != NULL ? ", elevated" : "",
	    member_get(k, "cleanup") != NULL ? ", cleans up" : "");
	put_fact(p, "executor", buf_str(&b));
	buf_free(&b);
}

static void
put_facts_control(struct control_page *p, const cJSON *k)
{
	static const char *const facts[][2] = { { "level", "level" },
		{ "status", "status" }, { "platforms", "platform_list" },
		{ "needs", "needs_text" }, { "runs", "runs_text" },
		{ "made of", "made_of" }, { "from", "from" },
		{ "yours", "copied" }, { "author", "author" },
		{ "changed", "changed" }, { "file", "place" },
		{ "view", "url" }, { "edit", "edit" } };
	const cJSON *m;
	size_t i;

	put_fact(p, "id", member_text(k, "id"));
	put_fact(p, "source", member_text(k, "source_title"));
	put_kind(p, k);
	put_fact(p, "verdict", member_text(k, "why") != NULL ||
	    member_number(k, "counts") == 0 ||
	    cJSON_GetArraySize(member_get(k, "mappings")) > MAPPED
	    ? member_text(k, "verdict") : NULL);
	/* Those of a broad one stand in the table alone. */
	if (p->all || cJSON_GetArraySize(member_get(k, "mappings")) <= MAPPED)
		cJSON_ArrayForEach(m, member_get(k, "mappings"))
			put_mapping(p, m->prev->next == NULL ? "techniques"
			    : "", m);
	put_fact(p, "breadth", member_text(member_get(k, "breadth"), "text"));
	put_fact(p, "baselines", member_text(k, "baseline_list"));
	put_fact(p, "evidence", member_text(k, "evidence_text"));
	put_runs(p, k);
	for (i = 0; i < sizeof(facts) / sizeof(facts[0]); i++)
		put_fact(p, facts[i][0], member_text(k, facts[i][1]));
}

static void
put_heading_control(struct control_page *p, const char *heading)
{
	terminal_printf(&p->w.t, "\n");
	terminal_put(&p->w.t, STYLE_STRONG, heading);
	terminal_printf(&p->w.t, "\n");
}

/* Is this one of a list to be shown? Where not, those left are counted. */
static bool
has_room(struct control_page *p, const cJSON *list, int nth)
{
	int n = cJSON_GetArraySize(list);

	if (p->all || nth < LINES || n == LINES + 1)
		return true;
	if (nth == LINES) {
		terminal_printf(&p->w.t, "  … %d more: --all\n", n - LINES);
		p->cut += n - LINES;
	}
	return false;
}

static void
put_text(struct control_page *p, const char *text)
{
	terminal_printf(&p->w.t, "  ");
	terminal_wrap(&p->w.t, 2, 4, text, p->w.columns);
}

/* "Dump LSASS: detected, E5, 2026-01-05 (results.csv:2)" */
static void
put_proofs(struct control_page *p, const cJSON *proofs)
{
	struct buf b = BUF_INIT;
	const cJSON *e;
	int n = 0;

	if (proofs->child == NULL)
		return;
	put_heading_control(p, "Tests");
	cJSON_ArrayForEach(e, proofs) {
		if (!has_room(p, proofs, n++))
			continue;
		buf_reset(&b);
		buf_printf(&b, "%s: %s", member_text(e, "test_text"),
		    member_text(e, "outcome"));
		if (member_text(e, "proof_level") != NULL)
			buf_printf(&b, ", %s", member_text(e, "proof_level"));
		if (member_text(e, "day") != NULL)
			buf_printf(&b, ", %s", member_text(e, "day"));
		buf_printf(&b, " (%s)", member_text(e,
		    member_text(e, "said_in") != NULL ? "said_in"
		    : "by_title"));
		if (member_get(e, "stands") == NULL)
			buf_puts(&b, ": proves nothing now");
		put_text(p, buf_str(&b));
	}
	buf_free(&b);
}

static void
put_lines_control(struct control_page *p, const char *heading,
    const cJSON *lines)
{
	const cJSON *e;
	int n = 0;

	if (lines->child == NULL)
		return;
	put_heading_control(p, heading);
	cJSON_ArrayForEach(e, lines)
		if (has_room(p, lines, n++))
			put_text(p, member_text(e, "text"));
}

static void
put_related(struct control_page *p, const cJSON *related)
{
	const cJSON *t, *k;

	if (related->child == NULL)
		return;
	put_heading_control(p, "In other sources");
	cJSON_ArrayForEach(t, related) {
		terminal_printf(&p->w.t, "  ");
		terminal_put(&p->w.t, STYLE_PLAIN,
		    member_text(t, "technique_id"));
		terminal_printf(&p->w.t, " ");
		terminal_put(&p->w.t, STYLE_PLAIN,
		    member_text(t, "technique_name"));
		terminal_printf(&p->w.t, ": %lld\n", member_number(t, "count"));
		cJSON_ArrayForEach(k, member_get(t, "controls")) {
			terminal_printf(&p->w.t, "    ");
			terminal_link(&p->w.t, member_text(k, "name"),
			    member_text(k, "href"));
			terminal_printf(&p->w.t, "  ");
			terminal_put(&p->w.t, STYLE_QUIET,
			    member_text(k, "from_id"));
			terminal_printf(&p->w.t, ", ");
			terminal_put(&p->w.t, STYLE_QUIET,
			    member_text(k, "facts"));
			terminal_printf(&p->w.t, "\n");
		}
		if (member_number(t, "more") > 0)
			terminal_printf(&p->w.t, "    … %lld more: sextant show "
			    "%s\n", member_number(t, "more"),
			    member_text(t, "technique_id"));
	}
}

void
show_print_control(const cJSON *control, const cJSON *coverage, bool all)
{
	struct control_page p = { .all = all };

	writer_begin(&p.w, false);
	if (member_get(control, "sample") != NULL) {
		terminal_put(&p.w.t, STYLE_WARN, "SAMPLE: made from sample data");
		terminal_printf(&p.w.t, "\n");
	}
	terminal_put(&p.w.t, STYLE_STRONG, member_text(control, "title"));
	terminal_printf(&p.w.t, "\n");
	put_facts_control(&p, control);
	if (member_text(control, "description") != NULL)
		show_put_description(&p.w.t, p.w.columns,
		    member_text(control, "description"), all);
	if (member_get(coverage, "techniques")->child != NULL)
		p.cut = show_put_techniques(&p.w, coverage, all);
	put_proofs(&p, member_get(control, "proofs"));
	put_lines_control(&p, "False positives",
	    member_get(control, "false_positives"));
	put_lines_control(&p, "References", member_get(control, "references"));
	p.cut += crosswalks_put(&p.w, member_get(control, "crosswalks"), all);
	put_related(&p, member_get(control, "related"));
	if (member_get(coverage, "techniques")->child != NULL)
		show_put_basis(&p.w, coverage);
	if (p.cut > 0)
		terminal_printf(&p.w.t, "\n--all shows the %d that were left "
		    "out\n", p.cut);
	writer_end(&p.w);
}
