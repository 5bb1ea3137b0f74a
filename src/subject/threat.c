/* Tactics, and those who use techniques. */
#include <string.h>

#include "parts.h"
#include "threat/targets.h"
#include "value/member.h"

int
subject_tactic(struct subject *s)
{
	long long pk = member_number(s->found, "pk");
	cJSON *row = NULL, *rows = NULL;
	int rc = -1;

	if (catalog_rows_of(s->c, Q_TACTIC, pk, &row) == -1 ||
	    catalog_rows_of(s->c, Q_TACTIC_TECHNIQUES, pk, &rows) == -1)
		goto out;
	subject_head(s, row->child);
	member_copy(s->m, row->child, "shortname");
	subject_take_pks(s, rows);
	rc = 0;
out:
	cJSON_Delete(row);
	cJSON_Delete(rows);
	return rc;
}

/* Its techniques, also through campaigns that are attributed to it; what became
 * of those that are no longer active. */
static int
add_uses(struct subject *s)
{
	static const char *const kept[] = { "id", "outcome", "why", NULL };
	struct strs words = { 0 };
	struct buf word = BUF_INIT;
	const cJSON *t, *id;
	cJSON *all;

	buf_printf(&word, "%s:%s", member_string(s->found, "kind"),
	    member_string(s->found, "id"));
	strs_add(&words, buf_str(&word));
	all = targets_resolve(s->c, &words, false);
	strs_free(&words);
	buf_free(&word);
	if (all == NULL)
		return -1;
	cJSON_ArrayForEach(t, member_get(all, "techniques"))
		cJSON_ArrayForEach(id, member_get(t, "via"))
			cJSON_AddItemToArray(subject_said(s,
			    member_string(t, "id"), "via"),
			    cJSON_CreateString(id->valuestring));
	subject_take_pks(s, member_get(all, "techniques"));
	cJSON_AddItemToObject(s->m, "told",
	    member_pick_all(member_get(all, "told"), kept));
	cJSON_Delete(all);
	return 0;
}

/* The kinds of those that a link leads to, and their lists, in this order. */
static const char *const sides[][2] = { { "group", "groups" },
	{ "campaign", "campaigns" }, { "software", "software" } };
enum { SIDES = sizeof(sides) / sizeof(sides[0]) };

static int
add_links_of(struct subject *s)
{
	static const char *const kept[] = { "id", "name", NULL };
	cJSON *links = NULL, *one;
	const cJSON *l;
	size_t i;

	if (catalog_rows(s->c, Q_ACTOR_LINKS, member_string(s->found, "id"),
	    &links) == -1)
		return -1;
	for (i = 0; i < SIDES; i++)
		cJSON_ArrayForEach(l, links) {
			if (!str_equal(sides[i][0],
			    member_string(l, "other_kind")))
				continue;
			one = cJSON_CreateObject();
			cJSON_AddStringToObject(one, "kind", sides[i][0]);
			member_copy_all(one, l, kept);
			cJSON_AddItemToArray(subject_related(s, sides[i][1]),
			    one);
		}
	cJSON_Delete(links);
	return 0;
}

/* Where it comes from and whom it goes for, as sources of threats say. */
static int
add_profile(struct subject *s)
{
	static const char *const kept[] = { "source", "what", "text", "word",
		NULL };
	cJSON *rows = NULL;

	if (catalog_rows(s->c, Q_ACTOR_PROFILE, member_string(s->found, "id"),
	    &rows) == -1)
		return -1;
	if (rows->child != NULL)
		cJSON_AddItemToObject(s->m, "profile",
		    member_pick_all(rows, kept));
	cJSON_Delete(rows);
	return 0;
}

int
subject_actor(struct subject *s)
{
	long long pk = member_number(s->found, "pk");
	cJSON *row = NULL, *aliases = NULL;
	int rc = -1;

	if (catalog_rows(s->c, Q_ACTOR, member_string(s->found, "id"), &row) ==
	    -1 || catalog_rows_of(s->c, Q_ACTOR_ALIASES, pk, &aliases) == -1)
		goto out;
	subject_head(s, row->child);
	cJSON_AddItemToObject(s->m, "aliases",
	    member_column(aliases, "alias"));
	if (add_profile(s) == -1 || add_uses(s) == -1 || add_links_of(s) == -1)
		goto out;
	rc = 0;
out:
	cJSON_Delete(row);
	cJSON_Delete(aliases);
	return rc;
}
