/* Which rules would run if one more log were collected. */
#include "count/log_gains.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "value/member.h"
#include "value/value.h"
#include "words/logs.h"
#include "words/words.h"

/* Logs by their place, which is pk - 1. */
struct places {
	size_t *v, n;
};

/* A log while it is asked which rules would run by it. */
struct gained {
	struct places holders; /* those below whose ids its own is */
	struct places givers;  /* with each of which it is collected; itself first */
	long long need;        /* the last one that it would meet */
	long long met;         /* how many needs of the control it would meet */
	long long yours, available; /* rules */
};

struct gains {
	struct gained *logs;
	size_t n;
	struct places touched; /* those with met > 0 */
	long long needs;       /* so far, of all controls */
};

static void
add_one_place(struct places *to, size_t place)
{
	size_t i;

	for (i = 0; i < to->n; i++)
		if (to->v[i] == place)
			return;
	*LIST_ADD(to->v, to->n) = place;
}

/* A log is collected where one that holds it is, and a kind of event where one of
 * those that record it is. */
static int
read_givers(struct catalog *c, struct gains *g)
{
	cJSON *parts = NULL;
	const cJSON *row;
	struct places *givers;
	struct gained *log;
	size_t i, k, j, own, place;

	if (catalog_rows(c, Q_LOG_PARTS, NULL, &parts) == -1)
		return -1;
	for (i = 0; i < g->n; i++)
		add_one_place(&g->logs[i].givers, i);
	cJSON_ArrayForEach(row, parts) {
		place = (size_t)member_number(row, "log") - 1;
		log = &g->logs[member_number(row, "part") - 1];
		if (str_equal(member_string(row, "kind"), "any"))
			add_one_place(&g->logs[place].givers,
			    (size_t)(log - g->logs));
		else
			add_one_place(&log->holders, place);
	}
	cJSON_Delete(parts);
	for (i = 0; i < g->n; i++) {
		givers = &g->logs[i].givers;
		own = givers->n;
		for (k = 0; k < own; k++) {
			log = &g->logs[givers->v[k]];
			for (j = 0; j < log->holders.n; j++)
				add_one_place(givers, log->holders.v[j]);
		}
	}
	return 0;
}

/* A log of a need that is not met: what it is collected with would meet it. */
static void
take_alternative(struct gains *g, size_t place)
{
	const struct places *givers = &g->logs[place].givers;
	struct gained *log;
	size_t i;

	for (i = 0; i < givers->n; i++) {
		log = &g->logs[givers->v[i]];
		if (log->need == g->needs)
			continue;
		log->need = g->needs;
		if (log->met++ == 0)
			*LIST_ADD(g->touched.v, g->touched.n) = givers->v[i];
	}
}

/* Is it a row of the control, and (ord from 0) of that need? */
static bool
is_of_need(const cJSON *row, long long control, long long ord)
{
	return row != NULL && member_number(row, "control") == control &&
	    (ord < 0 || member_number(row, "ord") == ord);
}

/* Takes a control, from its first row on; returns the one behind it. */
static const cJSON *
take_needs_of(struct gains *g, const cJSON *row)
{
	long long control = member_number(row, "control"), needs = 0, ord;
	bool yours = member_whose(row) == WHOSE_YOURS;
	struct gained *log;
	size_t i;

	while (is_of_need(row, control, -1)) {
		ord = member_number(row, "ord");
		needs++;
		g->needs++;
		for (; is_of_need(row, control, ord); row = row->next)
			if (member_number(row, "log") > 0)
				take_alternative(g,
				    (size_t)member_number(row, "log") - 1);
	}
	for (i = 0; i < g->touched.n; i++) {
		log = &g->logs[g->touched.v[i]];
		if (log->met == needs)
			*(yours ? &log->yours : &log->available) += 1;
		log->met = 0;
	}
	g->touched.n = 0;
	return row;
}

int
log_gains_add(struct catalog *c, cJSON *rows)
{
	struct gains g = { .n = (size_t)cJSON_GetArraySize(rows) };
	struct arena mem = { 0 }, *before = value_use(&mem);
	cJSON *row, *open = NULL;
	const struct gained *log;
	const cJSON *n;
	size_t i;
	int rc;

	g.logs = mem_array(g.n + 1, sizeof(*g.logs));
	rc = read_givers(c, &g);
	if (rc == 0)
		rc = catalog_rows(c, Q_OPEN_NEEDS, NULL, &open);
	for (n = rc == 0 ? open->child : NULL; n != NULL;)
		n = take_needs_of(&g, n);
	value_use(before);
	cJSON_ArrayForEach(row, rows) {
		log = &g.logs[member_number(row, "pk") - 1];
		member_add_number(row, "would_yours", log->yours);
		member_add_number(row, "would_available", log->available);
	}
	for (i = 0; i < g.n; i++) {
		free(g.logs[i].holders.v);
		free(g.logs[i].givers.v);
	}
	arena_free(&mem);
	free(g.logs);
	free(g.touched.v);
	return rc;
}
