/* The ways around: what bread crumbs name, what is before and behind, and beside. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "model/matrix.h"
#include "site.h"
#include "value/member.h"

/* Adds {id, name} of what has an id, or false. */
static void
add_step(cJSON *ways, const char *step, const char *id, const char *name)
{
	cJSON *one;

	if (id == NULL) {
		cJSON_AddFalseToObject(ways, step);
		return;
	}
	one = cJSON_AddObjectToObject(ways, step);
	member_add_text(one, "id", id);
	member_add_text(one, "name", name);
}

static cJSON *
new_turn(const char *among, const char *id, const cJSON *previous,
    const cJSON *next)
{
	cJSON *one = cJSON_CreateObject();

	cJSON_AddStringToObject(one, "among", among);
	member_add_or_false(one, "among_id", id);
	add_step(one, "previous", member_string(previous, "id"),
	    member_string(previous, "name"));
	add_step(one, "next", member_string(next, "id"),
	    member_string(next, "name"));
	return one;
}

cJSON *
site_turns_of(const cJSON *item, const char *name, const char *among)
{
	const char *text = member_text(item, name);
	const cJSON *previous = item->prev->next != NULL ? item->prev : NULL;
	const cJSON *next = item->next;
	cJSON *turns = cJSON_CreateArray();

	if (!str_equal(member_text(previous, name), text))
		previous = NULL;
	if (!str_equal(member_text(next, name), text))
		next = NULL;
	if (previous != NULL || next != NULL)
		cJSON_AddItemToArray(turns,
		    new_turn(among, NULL, previous, next));
	return turns;
}

void
site_add_turns(cJSON *page, cJSON *turns, const char *among_id)
{
	bool any = turns != NULL && turns->child != NULL;
	cJSON *turn, *first = any ? turns->child : NULL;

	cJSON_ArrayForEach(turn, turns)
		if (among_id != NULL &&
		    str_equal(member_string(turn, "among_id"), among_id))
			first = turn;
	if (turns != NULL)
		cJSON_AddItemReferenceToObject(page, "turns", turns);
	cJSON_AddBoolToObject(page, "has_turns", any);
	if (any)
		cJSON_AddItemReferenceToObject(page, "turn", first);
	else
		cJSON_AddFalseToObject(page, "turn");
}

/* Adds to each technique of a tactic those before and behind it there: below a
 * technique stand its sub-techniques. */
static void
read_tactic(struct site *s, const cJSON *tactic)
{
	const cJSON **v = NULL, *one, *sub;
	size_t n = 0, i;
	struct site_way *way;

	cJSON_ArrayForEach(one, member_get(tactic, "cells")) {
		*LIST_ADD(v, n) = member_get(one, "cell");
		cJSON_ArrayForEach(sub, member_get(one, "subs"))
			*LIST_ADD(v, n) = sub;
	}
	for (i = 0; i < n; i++) {
		way = &s->ways[member_number(v[i], "pk") - 1];
		if (way->turns == NULL)
			way->turns = cJSON_CreateArray();
		cJSON_AddItemToArray(way->turns, new_turn(member_text(tactic,
		    "name"), member_text(tactic, "id"), i > 0 ? v[i - 1] : NULL,
		    i + 1 < n ? v[i + 1] : NULL));
	}
	free(v);
}

static void
read_parents(struct site *s)
{
	const cJSON *row;
	struct site_way *up;
	size_t pk, parent;

	cJSON_ArrayForEach(row, s->techniques) {
		pk = (size_t)member_number(row, "pk");
		parent = (size_t)member_number(row, "parent");
		if (parent == 0 || member_state(row) != STATE_ACTIVE)
			continue;
		s->ways[pk - 1].parent = parent;
		up = &s->ways[parent - 1];
		if (up->subs == NULL)
			up->subs = cJSON_CreateArray();
		cJSON_AddItemReferenceToArray(up->subs, s->cells[pk - 1]);
	}
}

int
site_read_matrix(struct site *s, struct catalog *c)
{
	const cJSON *domain, *tactic;
	cJSON *cells, *one;

	s->matrix = matrix_make(c, s->model);
	if (s->matrix == NULL)
		return -1;
	cells = member_get(s->matrix, "cells");
	s->cells = mem_array((size_t)cJSON_GetArraySize(cells),
	    sizeof(*s->cells));
	cJSON_ArrayForEach(one, cells)
		s->cells[s->ncells++] = one;
	s->ways = mem_array(s->ncells + 1, sizeof(*s->ways));
	cJSON_ArrayForEach(domain, member_get(s->matrix, "domains"))
		cJSON_ArrayForEach(tactic, member_get(domain, "tactics"))
			read_tactic(s, tactic);
	read_parents(s);
	return 0;
}

/* The first of its tactics that has a page, or NULL. */
static const cJSON *
first_tactic(const cJSON *technique)
{
	const cJSON *tactic;

	cJSON_ArrayForEach(tactic, member_get(technique, "tactics"))
		if (member_string(tactic, "id") != NULL)
			return tactic;
	return NULL;
}

static void
add_family(const struct site *s, size_t pk, cJSON *ways)
{
	const struct site_way *way = &s->ways[pk - 1];
	const cJSON *parent = way->parent > 0 ? s->cells[way->parent - 1] : NULL;
	cJSON *subs = parent != NULL ? s->ways[way->parent - 1].subs : way->subs;
	cJSON *family, *rows, *row, *sub;

	if (subs == NULL) {
		cJSON_AddFalseToObject(ways, "family");
		return;
	}
	family = cJSON_AddObjectToObject(ways, "family");
	add_step(family, "of", member_string(parent, "id"),
	    member_string(parent, "name"));
	rows = cJSON_AddArrayToObject(family, "rows");
	cJSON_ArrayForEach(sub, subs) {
		row = cJSON_CreateObject();
		cJSON_AddBoolToObject(row, "here",
		    (size_t)member_number(sub, "pk") == pk);
		cJSON_AddItemReferenceToObject(row, "cell", sub);
		cJSON_AddItemToArray(rows, row);
	}
}

void
site_add_ways(const struct site *s, size_t pk, cJSON *technique)
{
	cJSON *ways = cJSON_AddObjectToObject(technique, "ways");
	const cJSON *tactic = first_tactic(technique);

	add_step(ways, "tactic", member_string(tactic, "id"),
	    member_string(tactic, "name"));
	add_step(ways, "parent", member_string(technique, "parent_id"),
	    member_string(technique, "parent_name"));
	add_family(s, pk, ways);
	site_add_turns(technique, s->ways[pk - 1].turns,
	    member_string(tactic, "id"));
}
