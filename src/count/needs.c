/* The logs that detections need, and whether they run on those collected. */
#include "count/needs.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "value/member.h"
#include "value/value.h"
#include "words/logs.h"
#include "words/words.h"

enum { SHOWN = 2 }; /* logs in a short text */

/* The first row of a control's. */
struct needs_of {
	long long control;
	const cJSON *row;
};

struct needs {
	cJSON *rows;
	struct needs_of *v; /* by control */
	size_t n;
	bool told;
};

int
needs_are_told(struct catalog *c)
{
	cJSON *rows = NULL;
	const cJSON *row;
	int told = 0;

	if (catalog_rows(c, Q_META, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		if (str_equal(member_string(row, "key"), "logs"))
			told = 1;
	cJSON_Delete(rows);
	return told;
}

struct needs *
needs_open(struct catalog *c, const cJSON *controls)
{
	char *list = controls == NULL ? NULL
	    : cJSON_PrintUnformatted(controls);
	cJSON *rows = NULL;
	const cJSON *row;
	struct needs *n = NULL;
	struct needs_of *of = NULL;
	int told = needs_are_told(c);

	if (told != -1 && catalog_rows(c, Q_NEEDS, list, &rows) == 0) {
		n = mem_alloc(sizeof(*n));
		*n = (struct needs){ .rows = rows, .told = told == 1 };
		cJSON_ArrayForEach(row, rows) {
			if (of != NULL && of->control ==
			    member_number(row, "control"))
				continue;
			of = LIST_ADD(n->v, n->n);
			*of = (struct needs_of){ member_number(row, "control"),
				row };
		}
	}
	cJSON_free(list);
	return n;
}

struct needs *
needs_open_of(struct catalog *c, const cJSON *rows, const char *member)
{
	cJSON *pks = cJSON_CreateArray();
	struct needs *n;
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		cJSON_AddItemToArray(pks, cJSON_CreateNumber(
		    (double)member_number(row, member)));
	n = needs_open(c, pks);
	cJSON_Delete(pks);
	return n;
}

void
needs_free(struct needs *n)
{
	if (n == NULL)
		return;
	value_delete(n->rows);
	free(n->v);
	free(n);
}

bool
needs_told(const struct needs *n)
{
	return n->told;
}

static int
compare_controls(const void *key, const void *one)
{
	const long long *pk = key;
	const struct needs_of *of = one;

	return *pk < of->control ? -1 : *pk > of->control;
}

/* Is the row of the same need as the one before it, or of the same control? */
static bool
is_same(const cJSON *row, const cJSON *of, const char *member)
{
	return row != NULL &&
	    member_number(row, member) == member_number(of, member);
}

/* One need, from its first row on; *row: the one behind it. */
static cJSON *
new_need(const struct needs *n, const cJSON **row)
{
	static const char *const kept[] = { "name", "log", "title", NULL };
	cJSON *need = cJSON_CreateObject(), *one;
	cJSON *any = cJSON_AddArrayToObject(need, "any");
	const cJSON *first = *row;
	enum runs met = RUNS_NO;
	enum collected collected;
	bool known;

	for (; is_same(*row, first, "control") && is_same(*row, first, "ord");
	    *row = (*row)->next) {
		one = member_pick(*row, kept);
		cJSON_AddItemToArray(any, one);
		known = member_string(*row, "log") != NULL;
		collected = (enum collected)member_number(*row, "collected");
		if (n->told && known)
			member_add_text(one, "collected",
			    collected_name(collected));
		met = runs_with(met, known, collected);
	}
	if (n->told)
		member_add_text(need, "met", runs_name(met));
	return need;
}

void
needs_put_log(struct buf *b, const cJSON *log)
{
	const char *title = member_string(log, "title");
	const char *end = title == NULL ? NULL : strstr(title, ": ");

	if (end != NULL)
		buf_put(b, title, (size_t)(end - title));
	else
		buf_puts(b, title != NULL ? title : member_string(log, "name"));
}

/* Appends needs in words, at most so many logs (0: all), and how many more there
 * are; only: those that are not met. */
static void
put_needs(struct buf *b, const cJSON *needs, int most, bool only)
{
	const cJSON *need, *log;
	const char *between = "";
	int n = 0;

	cJSON_ArrayForEach(need, needs) {
		if (only && runs_read(member_string(need, "met")) != RUNS_NO)
			continue;
		cJSON_ArrayForEach(log, member_get(need, "any")) {
			if (most == 0 || n < most) {
				buf_puts(b, between);
				needs_put_log(b, log);
			}
			between = " or ";
			n++;
		}
		between = "; ";
	}
	if (most > 0 && n > most)
		buf_printf(b, " and %d more", n - most);
}

static void
add_text_of(cJSON *to, const char *name, const cJSON *needs, int most, bool only)
{
	struct buf b = BUF_INIT;

	put_needs(&b, needs, most, only);
	member_take_buf(to, name, &b);
}

static void
add_runs(cJSON *control, enum runs runs)
{
	struct buf b = BUF_INIT;

	member_add_text(control, "runs", runs_name(runs));
	if (runs == RUNS_NO) {
		add_text_of(control, "lacks", member_get(control, "needs"), 0,
		    true);
		add_text_of(control, "lacks_short",
		    member_get(control, "needs"), SHOWN, true);
	}
	buf_puts(&b, runs == RUNS_NOT_TOLD ? "not told" : runs_name(runs));
	if (member_string(control, "lacks") != NULL)
		buf_printf(&b, ": lacks %s", member_string(control, "lacks"));
	member_take_buf(control, "runs_text", &b);
}

void
needs_add(const struct needs *n, long long pk, cJSON *control)
{
	const struct needs_of *of = n->n == 0 ? NULL : bsearch(&pk, n->v, n->n,
	    sizeof(*n->v), compare_controls);
	enum runs runs = RUNS_NOT_TOLD;
	const cJSON *row;
	cJSON *needs;

	if (member_kind(control) != KIND_DETECTION)
		return;
	if (of != NULL) {
		needs = cJSON_AddArrayToObject(control, "needs");
		runs = member_runs(of->row);
		for (row = of->row; is_same(row, of->row, "control");)
			cJSON_AddItemToArray(needs, new_need(n, &row));
		add_text_of(control, "needs_text", needs, 0, false);
		add_text_of(control, "needs_short", needs, SHOWN, false);
	}
	if (n->told)
		add_runs(control, runs);
}

int
needs_add_to(struct catalog *c, cJSON *rows, const char *member)
{
	struct needs *n;
	cJSON *row;

	n = needs_open_of(c, rows, member);
	if (n == NULL)
		return -1;
	cJSON_ArrayForEach(row, rows)
		needs_add(n, member_number(row, member), row);
	needs_free(n);
	return 0;
}
