/* What was proved, and what was changed, longest ago. */
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "board_parts.h"
#include "count/perspective.h"
#include "value/member.h"

enum { OLDEST_TOLD = 2 };

static int
by_member(const cJSON *x, const cJSON *y, const char *name)
{
	int order = strcmp(member_text_or(x, name, ""),
	    member_text_or(y, name, ""));

	return order != 0 ? order
	    : member_number(x, "pk") < member_number(y, "pk") ? -1 : 1;
}

static int
by_changed(const void *a, const void *b)
{
	return by_member(*(cJSON *const *)a, *(cJSON *const *)b, "changed");
}

static int
by_proof(const void *a, const void *b)
{
	return by_member(*(cJSON *const *)a, *(cJSON *const *)b, "proof");
}

/* The controls that figures count. */
static int
read_counted(const struct making *m, cJSON **rows)
{
	struct catalog_selection chosen = { 0 };
	struct perspective p;
	cJSON *row, *next;
	int rc;

	if (m->asked->selection != NULL)
		chosen = *m->asked->selection;
	chosen.kinds = (struct strs){ 0 };
	strs_add(&chosen.kinds, kind_name(m->kind));
	rc = perspective_read(m->c, &chosen, &p);
	if (rc == 0)
		rc = catalog_controls(m->c, &chosen, rows);
	strs_free(&chosen.kinds);
	for (row = rc == -1 ? NULL : (*rows)->child; row != NULL; row = next) {
		next = row->next;
		if (member_get(row, "counts") == NULL ||
		    !perspective_has(m->of, member_whose(row)))
			cJSON_Delete(cJSON_DetachItemViaPointer(*rows, row));
	}
	return rc;
}

/* Adds to each control the last day on which it was seen to fire, and where that
 * was; both are in the order of controls. */
static int
add_proofs(const struct making *m, cJSON *controls)
{
	cJSON *rows = NULL, *k = controls->child;
	const cJSON *row;
	const char *day;

	if (catalog_rows(m->c, Q_ALL_EVIDENCE, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		while (k != NULL && member_number(k, "pk") <
		    member_number(row, "control"))
			k = k->next;
		day = member_string(row, "date");
		if (k == NULL || day == NULL || member_number(k, "pk") !=
		    member_number(row, "control") ||
		    member_number(row, "level") < E4 || strcmp(day,
		    member_text_or(k, "proof", "")) <= 0)
			continue;
		cJSON_DeleteItemFromObject(k, "proof");
		cJSON_DeleteItemFromObject(k, "proof_level");
		cJSON_DeleteItemFromObject(k, "techniques");
		member_add_text(k, "proof", day);
		member_add_text(k, "proof_level", evidence_name(
		    (enum evidence)member_number(row, "level")));
		member_add_text(k, "techniques",
		    member_string(row, "techniques"));
	}
	cJSON_Delete(rows);
	return 0;
}

static long long
add_first(cJSON *board, const char *name, cJSON *controls, const char *day,
    int (*compare)(const void *a, const void *b))
{
	static const char *const kept[] = { "source", "id", "title", "url",
		NULL };
	cJSON *list = cJSON_CreateArray(), *one;
	long long without = 0;
	const cJSON *k;
	int n = 0;

	member_sort(controls, compare);
	cJSON_ArrayForEach(k, controls) {
		if (member_string(k, day) == NULL) {
			without++;
			continue;
		}
		if (n++ >= OLDEST_TOLD)
			continue;
		one = member_pick(k, kept);
		member_add_text(one, "date", member_string(k, day));
		cJSON_AddItemToArray(list, one);
		if (strcmp(day, "proof") != 0)
			continue;
		member_add_text(one, "level", member_string(k, "proof_level"));
		member_add_or_false(one, "techniques", member_string(k,
		    "techniques"));
	}
	board_add_list(board, name, list);
	return without;
}

int
board_add_oldest(const struct making *m, cJSON *board)
{
	cJSON *controls = NULL;
	int rc = read_counted(m, &controls);

	if (rc == 0)
		rc = add_proofs(m, controls);
	if (rc == 0) {
		add_first(board, "proved", controls, "proof", by_proof);
		member_add_number_or_false(board, "undated", add_first(board,
		    "changed", controls, "changed", by_changed));
		member_add_number(board, "controls",
		    cJSON_GetArraySize(controls));
	}
	cJSON_Delete(controls);
	return rc;
}
