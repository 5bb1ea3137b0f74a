/* What was proved, and what was changed, longest ago. */
#include <string.h>

#include "board_parts.h"
#include "catalog/each.h"
#include "count/perspective.h"
#include "value/member.h"
#include "value/value.h"

enum { OLDEST_TOLD = 2 };

/* The first controls by a day, and how many have none. */
struct first {
	cJSON *v[OLDEST_TOLD];
	int n;
	long long without;
};

/* The controls that figures count, as they are read. */
struct oldest {
	const struct making *m;
	const cJSON *seen; /* what is left of Q_ALL_EVIDENCE: in the order of controls */
	struct arena *mem; /* of what is told */
	struct first proved, changed;
	long long n;
};

/* The last day on which it was seen to fire, and where that was; or NULL. */
static const cJSON *
last_proof(struct oldest *o, long long control)
{
	const cJSON *last = NULL, *row;

	for (; o->seen != NULL && member_number(o->seen, "control") <= control;
	    o->seen = o->seen->next) {
		row = o->seen;
		if (member_number(row, "control") == control &&
		    member_string(row, "date") != NULL &&
		    member_number(row, "level") >= E4 && (last == NULL ||
		    strcmp(member_string(row, "date"),
		    member_string(last, "date")) > 0))
			last = row;
	}
	return last;
}

/* Takes the control where it is among the first; of one day the first is. */
static cJSON *
take_first(struct oldest *o, struct first *f, const cJSON *control,
    const char *day)
{
	static const char *const kept[] = { "source", "id", "title", "url",
		NULL };
	struct arena *before;
	int at = f->n, i;

	f->without += day == NULL;
	while (day != NULL && at > 0 && strcmp(day, member_string(f->v[at - 1],
	    "date")) < 0)
		at--;
	if (day == NULL || at == OLDEST_TOLD)
		return NULL;
	f->n += f->n < OLDEST_TOLD;
	for (i = f->n - 1; i > at; i--)
		f->v[i] = f->v[i - 1];
	before = value_use(o->mem);
	f->v[at] = member_pick(control, kept);
	member_add_text(f->v[at], "date", day);
	value_use(before);
	return f->v[at];
}

static void
take_proved(struct oldest *o, const cJSON *control)
{
	const cJSON *row = last_proof(o, member_number(control, "pk"));
	cJSON *one = take_first(o, &o->proved, control,
	    member_string(row, "date"));
	struct arena *before = value_use(o->mem);

	if (one != NULL) {
		member_add_text(one, "level", evidence_name(
		    (enum evidence)member_number(row, "level")));
		member_add_or_false(one, "techniques", member_string(row,
		    "techniques"));
	}
	value_use(before);
}

static int
see_controls(void *ctx, cJSON *controls)
{
	struct oldest *o = ctx;
	const cJSON *k;

	cJSON_ArrayForEach(k, controls) {
		if (member_get(k, "counts") == NULL ||
		    !perspective_has(o->m->of, member_whose(k)))
			continue;
		o->n++;
		take_proved(o, k);
		take_first(o, &o->changed, k, member_string(k, "changed"));
	}
	return 0;
}

static void
add_first(cJSON *board, const char *name, const struct first *f)
{
	cJSON *list = cJSON_CreateArray();
	int i;

	for (i = 0; i < f->n; i++)
		cJSON_AddItemToArray(list, f->v[i]);
	board_add_list(board, name, list);
}

static int
read_counted(struct oldest *o)
{
	const struct making *m = o->m;
	struct catalog_selection chosen = { 0 };
	struct perspective p;
	int rc;

	if (m->asked->selection != NULL)
		chosen = *m->asked->selection;
	chosen.kinds = (struct strs){ 0 };
	strs_add(&chosen.kinds, kind_name(m->kind));
	rc = perspective_read(m->c, &chosen, &p);
	if (rc == 0)
		rc = catalog_each_control(m->c, &chosen, see_controls, o);
	strs_free(&chosen.kinds);
	return rc;
}

int
board_add_oldest(const struct making *m, cJSON *board)
{
	struct oldest o = { .m = m, .mem = value_arena() };
	cJSON *rows = NULL;
	int rc = catalog_rows(m->c, Q_ALL_EVIDENCE, NULL, &rows);

	o.seen = rc == -1 ? NULL : rows->child;
	if (rc == 0)
		rc = read_counted(&o);
	add_first(board, "proved", &o.proved);
	add_first(board, "changed", &o.changed);
	member_add_number_or_false(board, "undated", o.changed.without);
	member_add_number(board, "controls", o.n);
	cJSON_Delete(rows);
	return rc;
}
