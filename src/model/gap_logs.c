/* What logs have to do with gaps: why, and what to adopt. */
#include "model/gap_logs.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/str.h"
#include "catalog/logs.h"
#include "count/needs.h"
#include "count/visibility.h"
#include "value/member.h"
#include "words/reason.h"
#include "words/words.h"

enum {
	ADOPT_MAX = 3,
	MISSING_MAX = 10,
	MISSING_SHOWN = 3, /* of these in a text */
};

struct gap_logs {
	struct catalog *c;
	const struct catalog_selection *selection;
	struct catalog_selection all; /* every detection of its platforms */
	const char *kind;
	cJSON *const *by_pk;
	size_t n;
	const bool *gaps;
	cJSON *pks;                   /* of gaps */
	struct reason_rules *rules;   /* of each technique */
	const struct visibility *seen; /* NULL: it is opened */
};

/* The technique that the row is of, or NULL. */
static cJSON *
technique_of(const struct gap_logs *g, const cJSON *row)
{
	long long pk = member_number(row, "technique");

	return pk >= 1 && (size_t)pk <= g->n ? g->by_pk[pk - 1] : NULL;
}

/* How many of those that are counted run. */
static int
add_counted(const struct gap_logs *g)
{
	struct catalog_selection s = { 0 };
	cJSON *rows = NULL;
	const cJSON *row;
	cJSON *t;
	size_t i;

	if (g->selection != NULL)
		s = *g->selection;
	s.kinds = g->all.kinds;
	if (catalog_runs(g->c, &s, NULL, &rows) == -1)
		return -1;
	for (i = 0; i < g->n; i++)
		if (g->by_pk[i] != NULL)
			member_add_number(g->by_pk[i], "runs", 0);
	cJSON_ArrayForEach(row, rows) {
		t = technique_of(g, row);
		if (t != NULL && member_runs(row) == RUNS_YES)
			member_add_to(t, "runs", member_number(row, "count"));
	}
	cJSON_Delete(rows);
	return 0;
}

/* Reads which rules there are for the gaps. */
static int
read_rules(struct gap_logs *g)
{
	struct reason_rules *r;
	cJSON *rows = NULL;
	const cJSON *row;
	long long n;

	if (catalog_runs(g->c, &g->all, g->pks, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		if (technique_of(g, row) == NULL)
			continue;
		r = &g->rules[member_number(row, "technique") - 1];
		n = member_number(row, "count");
		switch (member_runs(row)) {
		case RUNS_YES:
			r->yes += n;
			break;
		case RUNS_NO:
			r->no += n;
			break;
		case RUNS_UNKNOWN:
			r->unknown += n;
			break;
		case RUNS_NOT_TOLD:
			r->not_told += n;
			break;
		}
	}
	cJSON_Delete(rows);
	return 0;
}

static void
add_rules_of(cJSON *t, const struct reason_rules *r)
{
	cJSON *rules = cJSON_AddObjectToObject(t, "rules");

	member_add_number(rules, "yes", r->yes);
	member_add_number(rules, "no", r->no);
	member_add_number(rules, "unknown", r->unknown);
	member_add_number(rules, "not_told", r->not_told);
}

/* Adds what the nearest of MITRE's analytics lacks. */
static void
add_unseen(const struct visibility *v, cJSON *t, long long pk)
{
	static const char *const kept[] = { "name", "channel", NULL };
	cJSON *seen = cJSON_CreateObject(), *list;
	const cJSON *one;
	int n = 0;

	visibility_add(v, pk, seen);
	list = cJSON_AddArrayToObject(t, "missing");
	cJSON_ArrayForEach(one, member_get(seen, "missing"))
		if (n++ < MISSING_MAX)
			cJSON_AddItemToArray(list, member_pick(one, kept));
	cJSON_Delete(seen);
}

static int
add_reasons(const struct gap_logs *g)
{
	struct visibility_asked asked = { .selection = g->selection };
	struct visibility *own = g->seen != NULL ? NULL
	    : visibility_open(g->c, &asked);
	const struct visibility *v = own != NULL ? own : g->seen;
	enum visible visible;
	enum reason reason;
	cJSON *t;
	size_t i;

	if (v == NULL)
		return -1;
	for (i = 0; i < g->n; i++) {
		t = g->by_pk[i];
		if (t == NULL || !g->gaps[i])
			continue;
		visible = visibility_of(v, (long long)i + 1);
		reason = reason_of(&g->rules[i], visible);
		member_add_text(t, "why", reason_name(reason));
		member_add_text(t, "why_text", reason_text(reason));
		add_rules_of(t, &g->rules[i]);
		member_add_text(t, "visible", visible_name(visible));
		if (reason == REASON_NO_LOG)
			add_unseen(v, t, (long long)i + 1);
	}
	visibility_close(own);
	return 0;
}

/* Adds the logs that rules lack, where that is why; rows are of techniques, and
 * of each the most wanted come first. */
static int
add_lacking(const struct gap_logs *g)
{
	static const char *const kept[] = { "log", "name", "rules", NULL };
	cJSON *rows = NULL, *t, *list;
	const cJSON *row;

	if (catalog_lacking(g->c, &g->all, g->pks, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		t = technique_of(g, row);
		if (t == NULL || member_reason(t) != REASON_NOT_COLLECTED)
			continue;
		list = member_get(t, "missing");
		if (list == NULL)
			list = cJSON_AddArrayToObject(t, "missing");
		if (cJSON_GetArraySize(list) < MISSING_MAX)
			cJSON_AddItemToArray(list, member_pick(row, kept));
	}
	cJSON_Delete(rows);
	return 0;
}

/* Adds each of the missing once: several components may lack one log. */
static void
name_missing(const cJSON *list, struct strs *names)
{
	struct buf b = BUF_INIT;
	const cJSON *one;

	cJSON_ArrayForEach(one, list) {
		buf_puts(&b, member_text_or(one, "name", ""));
		if (member_string(one, "channel") != NULL)
			buf_printf(&b, " (%s)", member_string(one, "channel"));
		if (!strs_has(names, buf_str(&b)))
			strs_add(names, buf_str(&b));
		buf_reset(&b);
	}
	buf_free(&b);
}

/* "Sysmon event 10, WinEventLog:Security (EventCode=4663), … and 2 more" */
static void
add_missing_text(cJSON *t)
{
	struct buf b = BUF_INIT;
	struct strs names = { 0 };
	size_t i;

	name_missing(member_get(t, "missing"), &names);
	for (i = 0; i < names.n && i < MISSING_SHOWN; i++)
		buf_printf(&b, "%s%s", i > 0 ? ", " : "", names.v[i]);
	if (i < names.n)
		buf_printf(&b, " and %zu more", names.n - i);
	member_take_buf(t, "missing_text", &b);
	strs_free(&names);
}

/* "sigma: A rule (E2) and 4 more" */
static void
add_adopt_text(cJSON *t)
{
	const cJSON *first = member_get(t, "adopt")->child;
	long long n = member_number(t, "adopt_count");
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s: %s (%s)", member_text_or(first, "source", ""),
	    member_text_or(first, "title", ""),
	    evidence_name(member_evidence(first)));
	if (n > 1)
		buf_printf(&b, " and %lld more", n - 1);
	member_take_buf(t, "adopt_text", &b);
}

static int
add_adoptable(const struct gap_logs *g)
{
	static const char *const kept[] = { "kind", "id", "title", "url",
		"type", "level", "status", "evidence", NULL };
	cJSON *rows = NULL, *t, *one;
	struct needs *needs;
	const cJSON *row;

	if (catalog_adoptable(g->c, g->selection, g->kind, g->pks, ADOPT_MAX,
	    &rows) == -1)
		return -1;
	needs = needs_open_of(g->c, rows, "control");
	if (needs == NULL)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		t = technique_of(g, row);
		if (t == NULL)
			continue;
		if (member_get(t, "adopt") == NULL) {
			cJSON_AddArrayToObject(t, "adopt");
			member_add_number(t, "adopt_count",
			    member_number(row, "count"));
		}
		one = cJSON_CreateObject();
		member_add_text(one, "source", member_string(row, "source_id"));
		member_copy_all(one, row, kept);
		needs_add(needs, member_number(row, "control"), one);
		cJSON_AddItemToArray(member_get(t, "adopt"), one);
	}
	needs_free(needs);
	cJSON_Delete(rows);
	return 0;
}

/* Adds what is said in a few words, and empty lists where there is nothing. */
static void
add_texts(const struct gap_logs *g)
{
	cJSON *t;
	size_t i;

	for (i = 0; i < g->n; i++) {
		t = g->by_pk[i];
		if (t == NULL || !g->gaps[i])
			continue;
		if (member_get(t, "missing") == NULL)
			cJSON_AddArrayToObject(t, "missing");
		add_missing_text(t);
		if (member_get(t, "adopt") != NULL) {
			add_adopt_text(t);
			continue;
		}
		cJSON_AddArrayToObject(t, "adopt");
		member_add_number(t, "adopt_count", 0);
	}
}

/* The pks of gaps; NULL: there is none. */
static cJSON *
new_pks(const struct gap_logs *g)
{
	cJSON *pks = cJSON_CreateArray();
	size_t i;

	for (i = 0; i < g->n; i++)
		if (g->by_pk[i] != NULL && g->gaps[i])
			cJSON_AddItemToArray(pks,
			    cJSON_CreateNumber((double)(i + 1)));
	return pks;
}

int
gap_logs_add(struct catalog *c, const struct catalog_selection *selection,
    const char *kind, cJSON *const *by_pk, size_t n, const bool *gaps,
    const struct visibility *seen)
{
	struct gap_logs g = { .c = c, .selection = selection,
		.all = { .of = OF_ALL }, .kind = kind, .by_pk = by_pk, .n = n,
		.gaps = gaps, .seen = selection == NULL ? seen : NULL };
	int rc = needs_are_told(c);

	if (rc != 1 || kind_read(kind) != KIND_DETECTION)
		return rc == -1 ? -1 : 0;
	if (selection != NULL)
		g.all.platforms = selection->platforms;
	strs_add(&g.all.kinds, kind);
	g.pks = new_pks(&g);
	g.rules = mem_array(n, sizeof(*g.rules));
	rc = add_counted(&g);
	if (rc == 0 && g.pks->child != NULL &&
	    (read_rules(&g) == -1 || add_reasons(&g) == -1 ||
	    add_lacking(&g) == -1 || add_adoptable(&g) == -1))
		rc = -1;
	add_texts(&g);
	cJSON_Delete(g.pks);
	free(g.rules);
	strs_free(&g.all.kinds);
	return rc;
}
