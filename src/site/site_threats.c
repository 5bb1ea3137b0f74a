/* The pages of groups, software and campaigns. */
#include "site.h"
#include "value/member.h"

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

int
site_fill_threats(struct site_page *p)
{
	const cJSON *actors = p->site->actors;
	cJSON *lists, *one, *rows, *actor;
	size_t i;

	add_several(p);
	cJSON_AddBoolToObject(p->data, "any_moved", any_moved(actors));
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
