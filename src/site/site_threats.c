/* The pages of groups, software and campaigns. */
#include "model/matrix.h"
#include "site.h"
#include "value/member.h"
#include "words/logs.h"
#include "words/words.h"

enum { ANSWERS = 3 }; /* of Q_ANSWERS, at most */

/* A rule, as cells name it. */
static cJSON *
new_answer(const struct site *s, const cJSON *row)
{
	cJSON *one = cJSON_CreateObject();

	cJSON_AddStringToObject(one, "rule", member_text(row, "title"));
	member_add_or_false(one, "href", member_text(row, "url"));
	member_add_or_false(one, "page", control_pages_of(&s->controls,
	    member_number(row, "control")));
	cJSON_AddStringToObject(one, "from", member_text(row, "source_title"));
	matrix_add_evidence(one, member_evidence(row));
	cJSON_AddBoolToObject(one, "runs", member_runs(row) == RUNS_YES);
	return one;
}

static void
add_answer(const struct site *s, cJSON *cell, const cJSON *row)
{
	long long n = member_number(row, "count");
	cJSON *list = member_get(cell, "answers");

	if (member_whose(row) != WHOSE_YOURS) {
		cJSON_ReplaceItemInObject(cell, "best_public",
		    new_answer(s, row));
		member_add_number_or_false(member_get(cell, "best_public"),
		    "others", n - 1);
		return;
	}
	cJSON_AddItemToArray(list, new_answer(s, row));
	cJSON_AddBoolToObject(list->child->prev, "last",
	    cJSON_GetArraySize(list) == (n < ANSWERS ? n : ANSWERS));
	cJSON_DeleteItemFromObject(cell, "more_answers");
	member_add_number_or_false(cell, "more_answers",
	    n - cJSON_GetArraySize(list));
}

int
site_add_answers(struct site *s, struct catalog *c)
{
	cJSON *rows = NULL, *cell;
	const cJSON *row;

	if (!cJSON_IsTrue(member_get(member_get(s->model, "whose"), "yours")))
		return 0;
	if (catalog_rows(c, Q_ANSWERS, kind_name(KIND_DETECTION), &rows) == -1)
		return -1;
	cJSON_ArrayForEach(cell, member_get(s->matrix, "cells")) {
		if (cJSON_IsNull(cell))
			continue;
		cJSON_AddArrayToObject(cell, "answers");
		cJSON_AddFalseToObject(cell, "more_answers");
		cJSON_AddFalseToObject(cell, "best_public");
	}
	cJSON_ArrayForEach(row, rows) {
		cell = s->cells[member_number(row, "technique") - 1];
		if (!cJSON_IsNull(cell))
			add_answer(s, cell, row);
	}
	cJSON_Delete(rows);
	return 0;
}

static const struct {
	const char *kind, *title, *place;
} kinds[] = {
	{ "group", "Groups", "groups" },
	{ "campaign", "Campaigns", "campaigns" },
	{ "software", "Software", "software" },
};

/* For templates: whether there are several domains. */
static void
add_several(struct site_page *p)
{
	cJSON_AddBoolToObject(p->data, "several",
	    member_get(p->site->matrix, "domains")->child->next != NULL);
}

static bool
any_moved(const cJSON *actors)
{
	const cJSON *actor, *part;

	cJSON_ArrayForEach(actor, actors)
		cJSON_ArrayForEach(part, member_get(actor, "parts"))
			if (cJSON_IsTrue(member_get(part, "has_moved")))
				return true;
	return false;
}

static bool
any_described(const cJSON *rows)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		if (member_string(row, "described_by") != NULL)
			return true;
	return false;
}

int
site_fill_threats(struct site_page *p)
{
	const cJSON *actors = p->site->actors;
	cJSON *lists, *one, *rows, *actor;
	size_t i;

	add_several(p);
	cJSON_AddBoolToObject(p->data, "any_moved", any_moved(actors));
	cJSON_AddItemReferenceToObject(p->data, "exploited", p->site->exploited);
	lists = cJSON_AddArrayToObject(p->data, "lists");
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		one = cJSON_CreateObject();
		cJSON_AddStringToObject(one, "list_title", kinds[i].title);
		cJSON_AddStringToObject(one, "place", kinds[i].place);
		cJSON_AddStringToObject(one, "what", kinds[i].kind);
		rows = cJSON_AddArrayToObject(one, "rows");
		cJSON_ArrayForEach(actor, actors)
			if (member_get(actor, kinds[i].kind) != NULL)
				cJSON_AddItemReferenceToArray(rows, actor);
		cJSON_AddBoolToObject(one, "described", any_described(rows));
		if (rows->child != NULL)
			cJSON_AddItemToArray(lists, one);
	}
	return 0;
}

int
site_fill_threat(struct site_page *p)
{
	add_several(p);
	cJSON_AddItemReferenceToObject(p->data, "actor", p->of);
	return site_add_description(p);
}
