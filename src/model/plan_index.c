/* Rules and tests by the techniques that they are of. */
#include "plan_index.h"

#include <stdlib.h>
#include <string.h>

#include "value/member.h"
#include "words/words.h"

struct plan_place {
	long long technique;
	enum runner runner;
	size_t at; /* of the control */
};

static int
compare_places(const void *a, const void *b)
{
	const struct plan_place *x = a, *y = b;

	if (x->technique != y->technique)
		return x->technique < y->technique ? -1 : 1;
	if (x->runner != y->runner)
		return x->runner < y->runner ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

static void
add_plan_place(struct plan_side *side, const cJSON *row, long long technique)
{
	if (technique != 0)
		*LIST_ADD(side->places, side->nplaces) = (struct plan_place){
			technique, member_runner(row), side->n - 1 };
}

int
plan_side_read(struct plan_side *side, struct catalog *c,
    const struct catalog_selection *selection, bool parents)
{
	const cJSON *row;
	long long last = 0, control;

	if (catalog_pairs(c, selection, &side->rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, side->rows) {
		control = member_number(row, "control");
		if (side->n == 0 || control != last)
			*LIST_ADD(side->v, side->n) =
			    (struct plan_control){ row, 0 };
		last = control;
		side->v[side->n - 1].n++;
		add_plan_place(side, row, member_number(row, "technique"));
		if (parents)
			add_plan_place(side, row, member_number(row, "parent"));
	}
	if (side->nplaces > 0)
		qsort(side->places, side->nplaces, sizeof(*side->places),
		    compare_places);
	return 0;
}

void
plan_side_free(struct plan_side *side)
{
	cJSON_Delete(side->rows);
	free(side->v);
	free(side->places);
}

/* Is the line, of len bytes, one of the lines of the text? */
static bool
has_line(const char *text, const char *line, size_t len)
{
	size_t n;

	for (; *text != '\0'; text += n + (text[n] == '\n')) {
		n = strcspn(text, "\n");
		if (n == len && memcmp(text, line, len) == 0)
			return true;
	}
	return false;
}

static bool
fit(const struct plan_control *a, const struct plan_control *b)
{
	const char *x = member_string(a->first, "platforms");
	const char *y = member_string(b->first, "platforms");
	size_t n;

	if (x == NULL || y == NULL)
		return true;
	for (; *x != '\0'; x += n + (x[n] == '\n')) {
		n = strcspn(x, "\n");
		if (has_line(y, x, n))
			return true;
	}
	return false;
}

static bool
is_found(const struct plan_found *found, const struct plan_control *k)
{
	size_t i;

	for (i = 0; i < found->n; i++)
		if (found->v[i] == k)
			return true;
	return false;
}

/* The first place that is not before the technique. */
static size_t
first_place(const struct plan_side *side, long long technique)
{
	size_t low = 0, high = side->nplaces, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (side->places[middle].technique < technique)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void
plan_find(const struct plan_side *side, long long technique,
    const struct plan_control *other, struct plan_found *found)
{
	const struct plan_control *k;
	size_t i;

	for (i = first_place(side, technique); i < side->nplaces &&
	     side->places[i].technique == technique; i++) {
		k = &side->v[side->places[i].at];
		if (!is_found(found, k) && fit(k, other))
			*LIST_ADD(found->v, found->n) = k;
	}
}

const struct plan_control *
plan_find_id(const struct plan_side *side, const char *id)
{
	size_t i;

	for (i = 0; i < side->n; i++)
		if (str_equal_nocase(member_string(side->v[i].first, "id"), id))
			return &side->v[i];
	return NULL;
}

cJSON *
plan_platforms(const struct plan_control *k)
{
	const char *text = member_string(k->first, "platforms");
	cJSON *list = cJSON_CreateArray();
	char *one;
	size_t n;

	for (; text != NULL && *text != '\0'; text += n + (text[n] == '\n')) {
		n = strcspn(text, "\n");
		one = mem_strndup(text, n);
		cJSON_AddItemToArray(list, cJSON_CreateString(one));
		free(one);
	}
	return list;
}
