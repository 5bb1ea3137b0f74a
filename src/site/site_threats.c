/* The pages of groups, software and campaigns. */
#include <string.h>

#include "base/buf.h"
#include "frame.h"
#include "prose/description.h"
#include "value/member.h"

enum { CHUNK = 64 }; /* pages a piece of work */

static const struct {
	const char *kind, *title, *place;
} kinds[] = {
	{ "group", "Groups", "groups" },
	{ "campaign", "Campaigns", "campaigns" },
	{ "software", "Software", "software" },
};

/* For templates: whether there are several domains. */
static void
add_several(const struct site *s, cJSON *page)
{
	cJSON_AddBoolToObject(page, "several",
	    member_get(s->matrix, "domains")->child->next != NULL);
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

static int
put_list_threats(const struct site *s, struct catalog *c, cJSON *of)
{
	cJSON *page = cJSON_CreateObject(), *lists, *one, *rows, *actor;
	size_t i;

	(void)c;
	add_several(s, page);
	cJSON_AddBoolToObject(page, "any_moved", any_moved(of));
	lists = cJSON_AddArrayToObject(page, "lists");
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		one = cJSON_CreateObject();
		cJSON_AddStringToObject(one, "list_title", kinds[i].title);
		cJSON_AddStringToObject(one, "place", kinds[i].place);
		cJSON_AddStringToObject(one, "what", kinds[i].kind);
		rows = cJSON_AddArrayToObject(one, "rows");
		cJSON_ArrayForEach(actor, of)
			if (member_get(actor, kinds[i].kind) != NULL)
				cJSON_AddItemReferenceToArray(rows, actor);
		if (rows->child != NULL)
			cJSON_AddItemToArray(lists, one);
	}
	return site_put(s, "html/threats", page, "threats/index.html",
	    "threats");
}

static int
put_actor(const struct site *s, cJSON *actor)
{
	const cJSON *prose = member_get(actor, "description");
	cJSON *page = cJSON_CreateObject();
	struct buf path = BUF_INIT, text = BUF_INIT;
	int rc = -1;

	add_several(s, page);
	cJSON_AddItemReferenceToObject(page, "actor", actor);
	if (cJSON_IsString(prose))
		description_markdown(&text, prose->valuestring, false, NULL);
	cJSON_AddStringToObject(page, "markdown", buf_str(&text));
	buf_printf(&path, "threats/%s.html", member_text(actor, "id"));
	if (prose_add(&s->links, "../", page, "markdown", "description_html",
	    false) == 0)
		rc = site_put(s, "html/threat", page, buf_str(&path), NULL);
	buf_free(&path);
	buf_free(&text);
	return rc;
}

/* of is the first of so many. */
static int
put_some(const struct site *s, struct catalog *c, cJSON *of)
{
	int i, rc = 0;

	(void)c;
	for (i = 0; rc == 0 && i < CHUNK && of != NULL; i++, of = of->next)
		rc = put_actor(s, of);
	return rc;
}

void
site_add_threats(struct site *s)
{
	cJSON *actor;
	int i = 0;

	site_add_piece(s, put_list_threats, s->actors);
	cJSON_ArrayForEach(actor, s->actors)
		if (i++ % CHUNK == 0)
			site_add_piece(s, put_some, actor);
}
