/* The page on which threats are compared: who uses what, and how it is answered. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "site.h"
#include "threat/threat.h"
#include "value/member.h"
#include "words/words.h"

enum { GROUPS, CAMPAIGNS, SOFTWARE, KINDS };
static const char *const kinds[] = { "group", "campaign", "software" };
static const char *const counts[] = { "n_groups", "n_campaigns", "n_software" };

/* Those who use techniques, by pk - 1. */
struct users {
	cJSON **rows;      /* of the table; NULL: nobody uses it */
	long long *places; /* of its list, from 0 */
};

static int
kind_of_actor(const cJSON *actor)
{
	int kind = GROUPS;

	while (kind < SOFTWARE && member_get(actor, kinds[kind]) == NULL)
		kind++;
	return kind;
}

/* Adds that the actor uses it. A state is of the technique alone. */
static void
add_user(struct users *u, const cJSON *use, const cJSON *actor, int kind)
{
	cJSON *cell = member_get(use, "cell");
	cJSON **row = &u->rows[member_number(cell, "pk") - 1];
	int k;

	if (*row == NULL) {
		*row = cJSON_CreateObject();
		cJSON_AddItemReferenceToObject(*row, "cell", cell);
		member_copy(*row, use, "state");
		member_copy(*row, use, "said");
		cJSON_AddArrayToObject(*row, "names");
		cJSON_AddArrayToObject(*row, "users");
		for (k = 0; k < KINDS; k++)
			member_add_number(*row, counts[k], 0);
	}
	member_add_to(*row, counts[kind], 1);
	cJSON_AddItemToArray(member_get(*row, "users"),
	    cJSON_CreateString(member_text(actor, "id")));
	if (kind == GROUPS)
		cJSON_AddItemToArray(member_get(*row, "names"),
		    cJSON_CreateString(member_text(actor, "name")));
}

static void
add_all_users(const struct site *s, struct users *u)
{
	const cJSON *actor, *part, *use;
	int kind;

	cJSON_ArrayForEach(actor, s->actors) {
		kind = kind_of_actor(actor);
		cJSON_ArrayForEach(part, member_get(actor, "parts"))
			cJSON_ArrayForEach(use, member_get(part, "uses"))
				add_user(u, use, actor, kind);
	}
}

/* The most used first. */
static int
by_users(const void *a, const void *b)
{
	const cJSON *x = *(cJSON *const *)a, *y = *(cJSON *const *)b;
	long long d = 0;
	int k;

	for (k = 0; d == 0 && k < KINDS; k++)
		d = member_number(y, counts[k]) - member_number(x, counts[k]);
	return d != 0 ? (d > 0 ? 1 : -1)
	    : strcmp(member_text(member_get(x, "cell"), "id"),
	    member_text(member_get(y, "cell"), "id"));
}

static int
by_text(const void *a, const void *b)
{
	const cJSON *x = *(cJSON *const *)a, *y = *(cJSON *const *)b;
	int order = strcasecmp(x->valuestring, y->valuestring);

	return order != 0 ? order : strcmp(x->valuestring, y->valuestring);
}

/* The table's rows. */
static cJSON *
list_used(const struct site *s, struct users *u)
{
	cJSON *list = cJSON_CreateArray(), *row;
	size_t i;

	add_all_users(s, u);
	for (i = 0; i < s->ncells; i++) {
		row = u->rows[i];
		if (row == NULL)
			continue;
		member_sort(member_get(row, "names"), by_text);
		member_add_joined(row, "name_list", member_get(row, "names"));
		cJSON_AddItemToArray(list, row);
	}
	member_sort(list, by_users);
	return list;
}

/* The place of a text among those of a list, where it is added if need be. */
static long long
place_of(cJSON *list, const char *text)
{
	const cJSON *one;
	long long place = 0;

	cJSON_ArrayForEach(one, list) {
		if (str_equal(one->valuestring, text))
			return place;
		place++;
	}
	cJSON_AddItemToArray(list, cJSON_CreateString(text));
	return place;
}

static void
add_figure(cJSON *list, long long n)
{
	cJSON_AddItemToArray(list, cJSON_CreateNumber((double)n));
}

/* [id, name, state, said, [tactics], rules, public ones beside] */
static cJSON *
new_technique_data(const cJSON *row, cJSON *all)
{
	const cJSON *cell = member_get(row, "cell"), *tactic;
	const char *parent = member_string(cell, "parent_name");
	cJSON *one = cJSON_CreateArray(), *tactics = cJSON_CreateArray();
	struct buf name = BUF_INIT;

	buf_printf(&name, "%s%s%s", parent != NULL ? parent : "",
	    parent != NULL ? ": " : "", member_text(cell, "name"));
	cJSON_ArrayForEach(tactic, member_get(cell, "tactics"))
		add_figure(tactics, place_of(member_get(all, "tactics"),
		    tactic->valuestring));
	cJSON_AddItemToArray(one, cJSON_CreateString(member_text(cell, "id")));
	cJSON_AddItemToArray(one, cJSON_CreateString(buf_str(&name)));
	add_figure(one, place_of(member_get(all, "states"),
	    member_text(row, "state")));
	add_figure(one, place_of(member_get(all, "said"),
	    member_text(row, "said")));
	cJSON_AddItemToArray(one, tactics);
	add_figure(one, member_number(cell, kind_name(KIND_DETECTION)));
	add_figure(one, member_number(member_get(cell, "available"),
	    kind_name(KIND_DETECTION)));
	buf_free(&name);
	return one;
}

/* [id, name, kind, [techniques], other names] */
static cJSON *
new_actor_data(const struct users *u, const cJSON *actor)
{
	cJSON *one = cJSON_CreateArray(), *used = cJSON_CreateArray();
	const cJSON *part, *use;

	cJSON_ArrayForEach(part, member_get(actor, "parts"))
		cJSON_ArrayForEach(use, member_get(part, "uses"))
			add_figure(used, u->places[member_number(member_get(use,
			    "cell"), "pk") - 1]);
	cJSON_AddItemToArray(one, cJSON_CreateString(member_text(actor, "id")));
	cJSON_AddItemToArray(one, cJSON_CreateString(member_text(actor,
	    "name")));
	add_figure(one, kind_of_actor(actor));
	cJSON_AddItemToArray(one, used);
	if (member_string(actor, "aliases") != NULL)
		cJSON_AddItemToArray(one, cJSON_CreateString(member_text(actor,
		    "aliases")));
	return one;
}

/* What the page's script reads: {states, said, tactics: texts that are named by
 * their places, techniques, actors: as above, techniques in the table's order}. */
static int
put_compare_data(const struct site *s, const struct users *u, const cJSON *rows)
{
	static const char *const texts[] = { "said", "tactics", NULL };
	cJSON *all = cJSON_CreateObject(), *list;
	const cJSON *row, *actor;
	long long place = 0;
	size_t i;

	list = cJSON_AddArrayToObject(all, "states");
	for (i = 0; threat_states[i] != NULL; i++)
		place_of(list, threat_states[i]);
	for (i = 0; texts[i] != NULL; i++)
		cJSON_AddArrayToObject(all, texts[i]);
	list = cJSON_AddArrayToObject(all, "techniques");
	cJSON_ArrayForEach(row, rows) {
		u->places[member_number(member_get(row, "cell"), "pk") - 1] =
		    place++;
		cJSON_AddItemToArray(list, new_technique_data(row, all));
	}
	list = cJSON_AddArrayToObject(all, "actors");
	cJSON_ArrayForEach(actor, s->actors)
		cJSON_AddItemToArray(list, new_actor_data(u, actor));
	return site_put_data(s, "sextantThreats", all, "threats/compare-data.js");
}

int
site_fill_compare(struct site_page *p)
{
	const struct site *s = p->site;
	struct users u = {
		mem_array(s->ncells, sizeof(*u.rows)),
		mem_array(s->ncells, sizeof(*u.places)),
	};
	cJSON *rows = list_used(s, &u);
	int rc = put_compare_data(s, &u, rows);

	cJSON_AddItemToObject(p->data, "rows", rows);
	site_add_meaning(p);
	cJSON_AddBoolToObject(p->data, "any_moved", site_any_moved(s));
	free(u.rows);
	free(u.places);
	return rc;
}
