/* The controls of a section of a technique, as rows of the pages that list them. */
#include "technique_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/matrix.h"
#include "model/policy.h"
#include "model/technique_logs.h"
#include "value/member.h"
#include "words/words.h"
#include "words/worth.h"

enum { NOTE_MAX = 100 }; /* bytes of a framework's note on a pair */

/* A control that counts, where its source is among those with any, and its place
 * among all of these. */
struct pick {
	const cJSON *control;
	size_t source, i;
};

/* Of a section: its sources that have controls, and these. */
struct picks {
	const cJSON **sources;
	struct pick *v;
	size_t nsources, n;
};

/* Adds the note on a pair: ATT&CK's own in full, others cut short. */
static void
add_note(cJSON *row, const cJSON *control)
{
	static const char name[] = "note_markdown", more[] = " \xe2\x80\xa6";
	const char *text = member_string(control, name);
	struct buf b = BUF_INIT;
	size_t n = NOTE_MAX;

	if (text == NULL || strlen(text) <= NOTE_MAX ||
	    member_type(control) == TYPE_MITIGATION) {
		member_add_or_false(row, name, text);
		return;
	}
	while (n > 0 && text[n] != ' ')
		n--;
	buf_put(&b, text, n);
	buf_puts(&b, more);
	cJSON_AddStringToObject(row, name, buf_str(&b));
	buf_free(&b);
}

static cJSON *
new_row(const cJSON *control)
{
	static const char *const texts[][2] = { { "name", "title" },
		{ "href", "url" }, { "page", "page" }, { "level", "level" },
		{ "status", "status" }, { "on", "platform_list" },
		{ "score", "score" }, { "seen", "seen_on" },
		{ "made_of", "made_of" }, { "from", "from" },
		{ "copied", "copied" },
		{ "old_ids", "remapped_from" }, { "why", "why" },
		{ "executor", "executor" } };
	cJSON *row = cJSON_CreateObject();
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		member_add_or_false(row, texts[i][0],
		    member_string(control, texts[i][1]));
	member_add_or_false(row, "last_run", member_string(control, "ran"));
	member_add_or_false(row, "id", policy_called(control));
	add_note(row, control);
	member_add_or_false(row, "type", member_unusual_type(control));
	member_add_number(row, "rank", level_of(member_string(control, "level")));
	matrix_add_evidence(row, member_evidence(control));
	cJSON_AddBoolToObject(row, "elevated",
	    member_get(control, "elevated") != NULL);
	cJSON_AddBoolToObject(row, "cleanup",
	    member_get(control, "cleanup") != NULL);
	cJSON_AddBoolToObject(row, "yours",
	    member_whose(control) == WHOSE_YOURS);
	needs_row_add(row, control, true);
	return row;
}

static void
add_source_names(cJSON *to, const cJSON *source)
{
	cJSON_AddStringToObject(to, "source_id", member_string(source, "id"));
	cJSON_AddStringToObject(to, "source_title",
	    member_string(source, "title"));
}

static cJSON *
new_table(cJSON *list, const cJSON *source)
{
	cJSON *table = cJSON_CreateObject();

	cJSON_AddItemToArray(list, table);
	add_source_names(table, source);
	member_add_number(table, "total", member_number(source, "count"));
	cJSON_AddArrayToObject(table, "rows");
	return table;
}

/* Yours first, then what is known to run, then the strongest. */
static int
by_worth(const void *a, const void *b)
{
	const struct pick *p = a, *q = b;
	const cJSON *x = p->control, *y = q->control;
	bool yours = member_whose(x) == WHOSE_YOURS;
	bool runs = member_runs(x) == RUNS_YES;
	int evidence = (int)member_evidence(y) - (int)member_evidence(x);

	if (yours != (member_whose(y) == WHOSE_YOURS))
		return yours ? -1 : 1;
	if (runs != (member_runs(y) == RUNS_YES))
		return runs ? -1 : 1;
	return evidence != 0 ? evidence : p->i < q->i ? -1 : p->i > q->i;
}

static void
take_source(struct picks *p, const cJSON *source)
{
	struct pick one = { .source = p->nsources };

	*LIST_ADD(p->sources, p->nsources) = source;
	cJSON_ArrayForEach(one.control, member_get(source, "controls")) {
		one.i = p->n;
		*LIST_ADD(p->v, p->n) = one;
	}
}

/* ATT&CK's own mitigations come before other policies. */
static void
take_section(struct picks *p, const cJSON *section)
{
	const cJSON *source, *first;
	int own;

	for (own = 1; own >= 0; own--) {
		cJSON_ArrayForEach(source, member_get(section, "sources")) {
			first = member_get(source, "controls")->child;
			if (first != NULL && own ==
			    (member_type(first) == TYPE_MITIGATION))
				take_source(p, source);
		}
	}
	if (p->n > 0)
		qsort(p->v, p->n, sizeof(*p->v), by_worth);
}

/* Deals rows out to sources in turn, until controls or room run out; returns the
 * room that is left. has: how many each source has. */
static size_t
deal(const struct picks *p, const size_t *has, size_t room, size_t *share)
{
	bool any = true;
	size_t i;

	while (room > 0 && any) {
		any = false;
		for (i = 0; i < p->nsources && room > 0; i++) {
			if (share[i] >= has[i])
				continue;
			share[i]++;
			room--;
			any = true;
		}
	}
	return room;
}

/* How many rows of each source stand on the technique's page. */
static void
share_out(const struct picks *p, size_t *share)
{
	size_t *yours = mem_array(p->nsources + 1, sizeof(*yours));
	size_t *all = mem_array(p->nsources + 1, sizeof(*all)), i;

	for (i = 0; i < p->n; i++) {
		all[p->v[i].source]++;
		yours[p->v[i].source] += member_whose(p->v[i].control) ==
		    WHOSE_YOURS;
	}
	deal(p, all, deal(p, yours, PAGE_ROWS, share), share);
	free(yours);
	free(all);
}

static void
add_tables(cJSON *section, const struct picks *p)
{
	cJSON *tables = cJSON_AddArrayToObject(section, "tables");
	size_t *share = mem_array(p->nsources + 1, sizeof(*share)), i;
	const struct pick *one;

	share_out(p, share);
	cJSON_AddBoolToObject(section, "has_tables", p->nsources > 0);
	for (i = 0; i < p->nsources; i++)
		member_add_number_or_false(new_table(tables, p->sources[i]),
		    "more", member_number(p->sources[i], "count") -
		    (long long)share[i]);
	for (i = 0; i < p->n; i++) {
		one = &p->v[i];
		if (share[one->source] == 0)
			continue;
		share[one->source]--;
		cJSON_AddItemToArray(member_get(cJSON_GetArrayItem(tables,
		    (int)one->source), "rows"), new_row(one->control));
	}
	free(share);
}

/* Adds the first ones, of all sources together. */
static void
add_first(cJSON *rows, const struct picks *p, size_t most)
{
	cJSON *row;
	size_t i;

	for (i = 0; i < p->n && i < most; i++) {
		row = new_row(p->v[i].control);
		add_source_names(row, p->sources[p->v[i].source]);
		cJSON_AddItemToArray(rows, row);
	}
}

/* Does a row say anything there? */
static bool
is_filled(const cJSON *row, const char *name)
{
	const cJSON *m = member_get(row, name);

	return m != NULL && !cJSON_IsFalse(m);
}

/* Columns, and the members that fill them. */
static const struct {
	const char *flag, *by[2];
} columns[] = {
	{ "has_level", { "level", "level" } },
	{ "has_status", { "status", "status" } },
	{ "has_executor", { "executor", "executor" } },
	{ "has_on", { "on", "on" } },
	{ "has_rights", { "elevated", "cleanup" } },
	{ "has_ran", { "last_run", "last_run" } },
	{ "has_says", { "score", "note_markdown" } },
	{ "has_needs", { "needs", "runs_said" } },
};

_Static_assert(sizeof(columns) / sizeof(columns[0]) == ROW_COLUMNS,
    "each column has its flag");

void
rows_note_columns(struct row_columns *c, const cJSON *rows)
{
	const cJSON *row;
	size_t i;

	cJSON_ArrayForEach(row, rows) {
		for (i = 0; i < ROW_COLUMNS; i++)
			c->fills[i] |= is_filled(row, columns[i].by[0]) ||
			    is_filled(row, columns[i].by[1]);
		c->evidence |= member_number(row, "evidence") > 0;
	}
}

void
rows_add_columns(cJSON *to, const struct row_columns *c, enum kind kind)
{
	bool evidence = c->evidence || kind == KIND_DETECTION;
	long long n = 1;
	size_t i;

	for (i = 0; i < ROW_COLUMNS; i++) {
		cJSON_AddBoolToObject(to, columns[i].flag, c->fills[i]);
		n += c->fills[i];
	}
	cJSON_AddBoolToObject(to, "has_evidence", evidence);
	member_add_number(to, "columns", n + evidence);
}

static void
add_all(cJSON *section, const struct picks *p)
{
	struct row_columns c = { 0 };
	cJSON *all, *rows;

	if (p->n <= PAGE_ROWS) {
		cJSON_AddFalseToObject(section, "all");
		return;
	}
	all = cJSON_AddObjectToObject(section, "all");
	member_add_number(all, "count", (long long)p->n);
	rows = cJSON_AddArrayToObject(all, "rows");
	add_first(rows, p, p->n);
	rows_note_columns(&c, rows);
	rows_add_columns(all, &c, member_kind(section));
}

/* Those that stand on the technique's page. */
static void
add_table_columns(cJSON *section)
{
	struct row_columns c = { 0 };
	const cJSON *table;

	cJSON_ArrayForEach(table, member_get(section, "tables"))
		rows_note_columns(&c, member_get(table, "rows"));
	rows_add_columns(section, &c, member_kind(section));
}

static void
add_left_out(cJSON *section)
{
	cJSON *list = cJSON_AddArrayToObject(section, "counted_out"), *table;
	const cJSON *source, *k;
	long long n = 0;

	cJSON_ArrayForEach(source, member_get(section, "sources")) {
		if (member_get(source, "others")->child == NULL)
			continue;
		table = new_table(list, source);
		cJSON_ArrayForEach(k, member_get(source, "others")) {
			cJSON_AddItemToArray(member_get(table, "rows"),
			    new_row(k));
			n++;
		}
	}
	member_add_number_or_false(section, "left_out", n);
}

void
technique_rows_add(cJSON *section)
{
	struct picks p = { 0 };

	take_section(&p, section);
	add_tables(section, &p);
	add_all(section, &p);
	add_first(cJSON_AddArrayToObject(section, "best"), &p, BEST_ROWS);
	add_table_columns(section);
	add_left_out(section);
	free(p.v);
	free(p.sources);
}
