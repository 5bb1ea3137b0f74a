/* The gaps of the matrix, ranked, and evidence of all its rules. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "count/context.h"
#include "count/percent.h"
#include "count/perspective.h"
#include "count/priority.h"
#include "model/matrix.h"
#include "value/member.h"
#include "words/words.h"

/* Active techniques in scope with so many controls of a kind; moved: whether a
 * newer ATT&CK has retired them. */
static const struct list {
	const char *name, *kind;
	long long n;
	enum { EITHER, NOT_MOVED, MOVED } moved;
	int (*compare)(const void *a, const void *b);
} lists[] = {
	{ "rules", "detection", 0, NOT_MOVED, priority_by_rank },
	{ "single", "detection", 1, EITHER, priority_by_rank },
	{ "tests", "test", 0, NOT_MOVED, context_by_use },
	{ "moved", "detection", 0, MOVED, context_by_use },
};

enum { NO_RULE, ONE_RULE, NO_TEST, HAS_MOVED, LISTS };

static bool
is_counted(const cJSON *cell)
{
	return member_state(cell) == STATE_ACTIVE &&
	    !cJSON_IsTrue(member_get(cell, "out"));
}

static bool
is_in(const struct list *l, const cJSON *cell)
{
	bool moved = member_string(cell, "moved_id") != NULL;

	return is_counted(cell) && member_number(cell, l->kind) == l->n &&
	    (l->moved == EITHER || moved == (l->moved == MOVED));
}

static cJSON *
ranked(const cJSON *cells, const struct list *l)
{
	size_t room = (size_t)cJSON_GetArraySize(cells), n = 0, i;
	cJSON **v = mem_array(room, sizeof(*v)), *list = cJSON_CreateArray();
	cJSON *cell;

	cJSON_ArrayForEach(cell, cells)
		if (is_in(l, cell))
			v[n++] = cell;
	qsort(v, n, sizeof(*v), l->compare);
	for (i = 0; i < n; i++)
		cJSON_AddItemReferenceToArray(list, v[i]);
	free(v);
	return list;
}

static cJSON *
figures(const cJSON *domain, const cJSON *cells)
{
	static const char *const kept[] = { "id", "name", "version", "basis",
		"apart", "formula", "factor_sources", NULL };
	long long of = 0, adopt = 0, n[LISTS] = { 0 };
	cJSON *one = member_pick(domain, kept);
	struct buf b = BUF_INIT;
	const cJSON *cell;
	size_t i;

	cJSON_ArrayForEach(cell, cells) {
		if (!str_equal(member_string(cell, "domain"),
		    member_string(domain, "id")))
			continue;
		of += is_counted(cell);
		for (i = 0; i < LISTS; i++)
			n[i] += is_in(&lists[i], cell);
		adopt += is_in(&lists[NO_RULE], cell) &&
		    !cJSON_IsFalse(member_get(cell, "adopt"));
	}
	member_add_number(one, "of", of);
	member_add_number(one, "gaps", n[NO_RULE]);
	if (adopt > 0)
		member_add_number(one, "adopt", adopt);
	member_add_number(one, "single", n[ONE_RULE]);
	if (n[HAS_MOVED] > 0)
		buf_printf(&b, "%lld more moved in ATT&CK %s", n[HAS_MOVED],
		    member_string(domain, "newer_version"));
	member_add_or_false(one, "more_moved", b.len > 0 ? buf_str(&b) : NULL);
	buf_free(&b);
	return one;
}

cJSON *
matrix_gaps(const cJSON *matrix)
{
	cJSON *all = cJSON_CreateObject(), *list;
	const cJSON *cells = member_get(matrix, "cells"), *domain;
	size_t i;

	list = cJSON_AddArrayToObject(all, "domains");
	cJSON_ArrayForEach(domain, member_get(matrix, "domains"))
		cJSON_AddItemToArray(list, figures(domain, cells));
	for (i = 0; i < LISTS; i++)
		cJSON_AddItemToObject(all, lists[i].name,
		    ranked(cells, &lists[i]));
	return all;
}

static const struct {
	const char *glyph, *words;
} levels[EVIDENCE_LEVELS] = {
	{ "\xe2\x97\x8b", "names the technique" },
	{ "\xe2\x97\x94", "is mature" },
	{ "\xe2\x97\x91", "carries test data of its own" },
	{ "\xe2\x97\x95", "names a simulation" },
	{ "\xe2\x97\x8f", "was seen to fire on a simulation" },
	{ "\xe2\x98\x85", "fired in a test of yours" },
};

const char *
matrix_evidence_words(enum evidence level)
{
	return levels[level].words;
}

void
matrix_add_evidence(cJSON *to, enum evidence level)
{
	member_add_number(to, "evidence", level);
	cJSON_AddStringToObject(to, "glyph", levels[level].glyph);
	cJSON_AddStringToObject(to, "words", levels[level].words);
}

cJSON *
matrix_evidence(const cJSON *matrix, const cJSON *sources)
{
	const cJSON *row, *source, *cell = member_get(matrix, "cells")->child;
	cJSON *list = cJSON_CreateArray(), *one;
	long long n[EVIDENCE_LEVELS] = { 0 }, all = 0, pk = 1;
	struct buf b = BUF_INIT;
	int i;

	/* Rows are in the order of techniques. */
	cJSON_ArrayForEach(row, member_get(matrix, "facets")) {
		for (; pk < member_number(row, "technique"); pk++)
			cell = cell->next;
		source = cJSON_GetArrayItem(sources,
		    (int)member_number(row, "source") - 1);
		if (!is_counted(cell) ||
		    member_kind(source) != KIND_DETECTION ||
		    !perspective_has(member_of(source), member_whose(row)))
			continue;
		n[member_evidence(row)] += member_number(row, "count");
		all += member_number(row, "count");
	}
	for (i = 0; i < EVIDENCE_LEVELS; i++) {
		one = cJSON_CreateObject();
		member_add_number(one, "pairs", n[i]);
		member_add_number(one, "share", percent_of(n[i], all));
		if (all > 0)
			percent_put(&b, n[i], all, 0);
		else
			buf_puts(&b, "0");
		member_take_buf(one, "percent", &b);
		matrix_add_evidence(one, i);
		cJSON_AddItemToArray(list, one);
	}
	return list;
}
