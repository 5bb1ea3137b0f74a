/* What changed for techniques, a row each. */
#include "base/buf.h"
#include "base/str.h"
#include "compare/diff.h"
#include "site.h"
#include "value/member.h"
#include "words/words.h"

/* The changes that have rows, the worst first. */
static const struct {
	const char *change, *word;
	bool worse;
} changes[] = {
	{ "lost", "lost", true },
	{ "untested", "no longer tested", true },
	{ "moved", "moved", false },
	{ "gained", "gained", false },
	{ "tested", "now tested", false },
};

enum { CHANGES = sizeof(changes) / sizeof(changes[0]), NAMED = 3 };

static const enum kind order[] = { KIND_DETECTION, KIND_TEST, KIND_POLICY };

bool
site_has_technique(const struct site *s, const char *id)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, s->techniques)
		if (str_equal(member_text(row, "id"), id))
			return true;
	return false;
}

/* Which of the changes a row of the diff is of, or CHANGES. */
static size_t
change_of(const cJSON *row)
{
	size_t i = 0;

	while (i < CHANGES && !str_equal(member_text(row, "change"),
	    changes[i].change))
		i++;
	return i;
}

/* Why a control is responsible, as a page says it. */
static void
add_by(cJSON *list, const cJSON *control)
{
	const cJSON *state = member_get(control, "state");
	cJSON *one = cJSON_CreateObject();
	struct buf b = BUF_INIT;

	member_add_text(one, "title", member_text(control, "title"));
	member_add_or_false(one, "href", member_text(control, "url"));
	if (state == NULL)
		buf_puts(&b, member_text_or(control, "why", ""));
	else
		buf_printf(&b, "%s → %s", member_text_or(state, "old", ""),
		    member_text_or(state, "new", ""));
	member_take_buf(one, "why", &b);
	cJSON_AddItemToArray(list, one);
}

/* Adds the first controls that did it, and how many more did; not those that only
 * name what ATT&CK changed. */
static void
add_responsible(cJSON *one, const cJSON *const kinds[])
{
	cJSON *list = cJSON_AddArrayToObject(one, "by");
	const cJSON *k;
	long long n = 0;
	size_t i;

	for (i = 0; i < CONTROL_KINDS; i++) {
		if (str_equal(member_text(kinds[i], "cause"), "attack"))
			continue;
		cJSON_ArrayForEach(k, member_get(kinds[i], "controls"))
			if (n++ < NAMED)
				add_by(list, k);
	}
	member_add_number_or_false(one, "more_by", n > NAMED ? n - NAMED : 0);
}

static void
add_cells(cJSON *one, const cJSON *const kinds[], size_t change)
{
	cJSON *list = cJSON_AddArrayToObject(one, "counts"), *cell;
	struct buf said = BUF_INIT;
	const cJSON *row;
	bool moved;
	size_t i;

	for (i = 0; i < CONTROL_KINDS; i++) {
		row = kinds[order[i]];
		cell = cJSON_CreateObject();
		member_add_text(cell, "kind", kind_name(order[i]));
		cJSON_AddBoolToObject(cell, "told", row != NULL);
		member_add_or_false(cell, "otherwise", row == NULL ||
		    change_of(row) == change ? NULL : changes[change_of(row)].word);
		member_add_number(cell, "before", member_number(row, "before"));
		moved = str_equal(member_text(row, "change"), "moved");
		member_add_number(cell, "after", member_number(moved
		    ? member_get(row, "became") : row,
		    moved ? "count" : "after"));
		cJSON_AddItemToArray(list, cell);
		if (row != NULL)
			buf_printf(&said, "%s%s %lld → %lld", said.len > 0 ? ", "
			    : "", kind_name(order[i]),
			    member_number(cell, "before"),
			    member_number(cell, "after"));
	}
	member_take_buf(one, "said", &said);
}

/* The row of a technique, of which kinds has those of the diff; of the worst. */
static cJSON *
new_move(const struct site *s, const cJSON *const kinds[], size_t change)
{
	const cJSON *any = NULL, *became = NULL;
	cJSON *one = cJSON_CreateObject(), *to;
	size_t i;

	for (i = 0; i < CONTROL_KINDS; i++) {
		any = kinds[i] != NULL ? kinds[i] : any;
		if (member_string(member_get(kinds[i], "became"), "id") != NULL)
			became = member_get(kinds[i], "became");
	}
	member_add_text(one, "what", changes[change].word);
	cJSON_AddBoolToObject(one, "worse", changes[change].worse);
	member_add_text(one, "id", member_text(any, "id"));
	member_add_or_false(one, "name", member_text(any, "name"));
	cJSON_AddBoolToObject(one, "linked", site_has_technique(s,
	    member_text(any, "id")));
	if (became == NULL) {
		cJSON_AddFalseToObject(one, "to");
	} else {
		to = cJSON_AddObjectToObject(one, "to");
		member_copy(to, became, "id");
		member_copy(to, became, "name");
	}
	add_cells(one, kinds, change);
	add_responsible(one, kinds);
	return one;
}

/* Takes the rows of the diff that are of one technique and wanted, from *at on;
 * the worst of their changes, or CHANGES. */
static size_t
take_kinds(const cJSON **at, const char *cause, const cJSON *kinds[])
{
	const cJSON *first = *at;
	size_t worst = CHANGES, i;

	for (i = 0; i < CONTROL_KINDS; i++)
		kinds[i] = NULL;
	for (; *at != NULL && member_same_id(*at, first); *at = (*at)->next) {
		i = change_of(*at);
		if (i == CHANGES || (member_text(*at, "cause") != NULL &&
		    !str_equal(member_text(*at, "cause"), cause)))
			continue;
		kinds[member_kind(*at)] = *at;
		worst = i < worst ? i : worst;
	}
	return worst;
}

static void
add_summary(cJSON *part, const long long n[])
{
	struct buf b = BUF_INIT;
	size_t i;

	for (i = 0; i < CHANGES; i++)
		if (n[i] > 0)
			buf_printf(&b, "%s%lld %s", b.len > 0 ? ", " : "", n[i],
			    changes[i].word);
	member_add_or_false(part, "summary", b.len > 0 ? buf_str(&b) : NULL);
	buf_free(&b);
}

/* How many techniques have fewer controls of a kind, and how many more. */
static void
add_others(cJSON *part, const cJSON *rows, const char *cause)
{
	static const char *const names[] = { "fewer", "more" };
	size_t i;

	for (i = 0; i < 2; i++)
		member_add_number_or_false(part, names[i],
		    diff_techniques_with(rows, names[i], cause));
}

static bool
has_by(const cJSON *rows)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		if (member_get(row, "by")->child != NULL)
			return true;
	return false;
}

/* The rows of the diff that are of the cause, as lists by their change. */
static void
add_lists(cJSON *part, const cJSON *rows, const char *cause)
{
	cJSON *lists = cJSON_AddObjectToObject(part, "lists"), *list, *one, *row;
	size_t i;

	for (i = 0; i < CHANGES; i++) {
		list = cJSON_AddArrayToObject(lists, changes[i].change);
		cJSON_ArrayForEach(row, rows) {
			if (change_of(row) != i || (member_text(row, "cause") != NULL &&
			    !str_equal(member_text(row, "cause"), cause)))
				continue;
			one = cJSON_CreateObject();
			cJSON_AddItemReferenceToObject(one, "row", row);
			cJSON_AddItemToArray(list, one);
		}
	}
}

void
site_add_moves(const struct site *s, cJSON *page, const cJSON *diff,
    const char *name, const char *cause)
{
	cJSON *part = cJSON_AddObjectToObject(page, name), *list, *lists[CHANGES];
	const cJSON *at, *kinds[CONTROL_KINDS], *rows;
	long long n[CHANGES] = { 0 };
	size_t i, worst;

	for (i = 0; i < CHANGES; i++)
		lists[i] = cJSON_CreateArray();
	rows = member_get(diff, "techniques");
	for (at = rows == NULL ? NULL : rows->child; at != NULL;) {
		worst = take_kinds(&at, cause, kinds);
		if (worst == CHANGES)
			continue;
		n[worst]++;
		cJSON_AddItemToArray(lists[worst], new_move(s, kinds, worst));
	}
	list = cJSON_AddArrayToObject(part, "rows");
	for (i = 0; i < CHANGES; i++) {
		while (lists[i]->child != NULL)
			cJSON_AddItemToArray(list,
			    cJSON_DetachItemFromArray(lists[i], 0));
		cJSON_Delete(lists[i]);
	}
	add_summary(part, n);
	add_others(part, rows, cause);
	add_lists(part, rows, cause);
	cJSON_AddBoolToObject(part, "any", list->child != NULL);
	cJSON_AddBoolToObject(part, "has_by", has_by(list));
}
