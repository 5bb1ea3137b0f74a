/* What has a page, and what it is called, for a site's search.json. */
#include "search/search_index.h"

#include "base/buf.h"
#include "value/member.h"
#include "words/words.h"

/* Adds [id, name] of a row; other names are added later. */
static cJSON *
add_place(cJSON *list, const cJSON *row)
{
	cJSON *one = cJSON_CreateArray();

	cJSON_AddItemToArray(one, cJSON_CreateString(member_string(row, "id")));
	cJSON_AddItemToArray(one,
	    cJSON_CreateString(member_string(row, "name")));
	cJSON_AddItemToArray(list, one);
	return one;
}

static void
end_names(cJSON *place, struct buf *names)
{
	if (place != NULL && names->len > 0)
		cJSON_AddItemToArray(place,
		    cJSON_CreateString(buf_str(names)));
	buf_reset(names);
}

static void
add_other_name(struct buf *names, const char *name)
{
	if (names->len > 0)
		buf_putc(names, '\n');
	buf_puts(names, name);
}

/* Adds old ids of a technique, and the names that went with them if they
 * differ. */
static void
add_old(struct buf *names, const cJSON *rows, const cJSON *cell)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, rows) {
		if (!str_equal(member_string(row, "successor_id"),
		    member_string(cell, "id")))
			continue;
		add_other_name(names, member_string(row, "id"));
		if (!str_equal(member_string(row, "name"),
		    member_string(cell, "name")))
			add_other_name(names,
			    member_string(row, "name"));
	}
}

static void
add_technique_names(cJSON *list, const cJSON *matrix, cJSON *rows)
{
	struct buf names = BUF_INIT;
	cJSON *row, *next;
	const cJSON *cell;

	/* Keep only revoked techniques: they are few. */
	for (row = rows->child; row != NULL; row = next) {
		next = row->next;
		if (member_state(row) != STATE_REVOKED)
			cJSON_Delete(cJSON_DetachItemViaPointer(rows, row));
	}
	cJSON_ArrayForEach(cell, member_get(matrix, "cells")) {
		if (cJSON_IsNull(cell))
			continue;
		add_old(&names, rows, cell);
		end_names(add_place(list, cell), &names);
	}
	buf_free(&names);
}

static void
add_tactic_names(cJSON *list, const cJSON *matrix)
{
	const cJSON *domain, *tactic;

	cJSON_ArrayForEach(domain, member_get(matrix, "domains"))
		cJSON_ArrayForEach(tactic, member_get(domain, "tactics"))
			add_place(list, tactic);
}

static void
add_actor_names(cJSON *list, const cJSON *actors, const cJSON *aliases)
{
	struct buf names = BUF_INIT;
	const cJSON *actor, *alias = aliases->child;

	cJSON_ArrayForEach(actor, actors) {
		while (alias != NULL && member_number(alias, "actor") ==
		    member_number(actor, "pk")) {
			add_other_name(&names,
			    member_string(alias, "alias"));
			alias = alias->next;
		}
		end_names(add_place(list, actor), &names);
	}
	buf_free(&names);
}

cJSON *
search_index_names(struct catalog *c, const cJSON *matrix)
{
	cJSON *rows = NULL, *actors = NULL, *aliases = NULL, *all = NULL;
	cJSON *list;

	if (catalog_rows(c, Q_TECHNIQUES, NULL, &rows) == -1 ||
	    catalog_rows(c, Q_ACTORS, NULL, &actors) == -1 ||
	    catalog_rows(c, Q_ALL_ALIASES, NULL, &aliases) == -1)
		goto out;
	all = cJSON_CreateObject();
	list = cJSON_AddArrayToObject(all, "places");
	add_technique_names(list, matrix, rows);
	add_tactic_names(list, matrix);
	add_actor_names(list, actors, aliases);
out:
	cJSON_Delete(rows);
	cJSON_Delete(actors);
	cJSON_Delete(aliases);
	return all;
}

cJSON *
search_index_titles(struct catalog *c, const cJSON *matrix)
{
	const cJSON *cell = member_get(matrix, "cells")->child, *row;
	cJSON *rows = NULL, *list, *place = NULL;
	struct buf titles = BUF_INIT;
	long long pk = 1, of = 0;

	if (catalog_rows(c, Q_TITLES, NULL, &rows) == -1)
		return NULL;
	list = cJSON_CreateArray();
	cJSON_ArrayForEach(row, rows) {
		if (member_number(row, "technique") != of) {
			end_names(place, &titles);
			of = member_number(row, "technique");
			for (; pk < of; pk++)
				cell = cell->next;
			place = cJSON_CreateArray();
			cJSON_AddItemToArray(place, cJSON_CreateString(
			    member_string(cell, "id")));
			cJSON_AddItemToArray(list, place);
		}
		add_other_name(&titles, member_string(row, "title"));
	}
	end_names(place, &titles);
	buf_free(&titles);
	cJSON_Delete(rows);
	return list;
}
