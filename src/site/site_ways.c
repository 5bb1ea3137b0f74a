/* The ways around a technique: what its bread crumbs name. */
#include "base/mem.h"
#include "site.h"
#include "value/member.h"

void
site_read_ways(struct site *s)
{
	const cJSON *row;
	size_t pk, parent;
	struct site_way *up;

	s->ways = mem_array(s->ncells + 1, sizeof(*s->ways));
	cJSON_ArrayForEach(row, s->techniques) {
		pk = (size_t)member_number(row, "pk");
		parent = (size_t)member_number(row, "parent");
		if (parent == 0)
			continue;
		s->ways[pk - 1].parent = parent;
		up = &s->ways[parent - 1];
		if (member_state(row) != STATE_ACTIVE)
			continue;
		if (up->subs == NULL)
			up->subs = cJSON_CreateArray();
		cJSON_AddItemReferenceToArray(up->subs, s->cells[pk - 1]);
	}
}

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

void
site_add_ways(cJSON *technique)
{
	cJSON *ways = cJSON_AddObjectToObject(technique, "ways");
	const cJSON *tactic = first_tactic(technique);

	add_step(ways, "tactic", member_string(tactic, "id"),
	    member_string(tactic, "name"));
	add_step(ways, "parent", member_string(technique, "parent_id"),
	    member_string(technique, "parent_name"));
}
