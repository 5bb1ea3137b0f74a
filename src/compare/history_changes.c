/* What changed between the last two builds of a history. */
#include <string.h>

#include "compare/history.h"
#include "settings.h"
#include "value/member.h"

static void
add_pair_history_changes(cJSON *list, const char *key, const char *name,
    const cJSON *was, const cJSON *is)
{
	cJSON *one = cJSON_CreateObject();

	member_add_text(one, key, name);
	if (was != NULL)
		cJSON_AddItemToObject(one, "old", cJSON_Duplicate(was, 1));
	if (is != NULL)
		cJSON_AddItemToObject(one, "new", cJSON_Duplicate(is, 1));
	cJSON_AddItemToArray(list, one);
}

/* Members of both objects, each with what it was and is. */
static void
add_pairs(cJSON *to, const char *name, const char *key, const cJSON *old,
    const cJSON *new)
{
	cJSON *list = cJSON_AddArrayToObject(to, name);
	const cJSON *e;

	cJSON_ArrayForEach(e, new) add_pair_history_changes(list, key,
	    e->string, member_get(old, e->string), e);
	cJSON_ArrayForEach(e, old)
		if (member_get(new, e->string) == NULL)
			add_pair_history_changes(list, key, e->string, e, NULL);
}

static void
add_kind(cJSON *list, const char *domain, const char *id, const char *kind,
    long long before, long long after)
{
	cJSON *one;

	if (before == after)
		return;
	one = cJSON_CreateObject();
	member_add_text(one, "domain", domain);
	member_add_text(one, "id", id);
	member_add_text(one, "kind", kind);
	member_add_text(one, "change", after == 0 ? "lost"
	    : before == 0 ? "gained" : after < before ? "fewer" : "more");
	member_add_number(one, "before", before);
	member_add_number(one, "after", after);
	cJSON_AddItemToArray(list, one);
}

static void
add_technique_history_changes(cJSON *list, const char *domain, const char *id,
    const cJSON *was, const cJSON *is)
{
	size_t k;

	for (k = 0; parts_kinds[k] != NULL; k++)
		add_kind(list, domain, id, parts_kinds[k],
		    member_number(was, parts_kinds[k]),
		    member_number(is, parts_kinds[k]));
}

/* Both are in the order of ids. */
static void
add_domain(cJSON *list, const cJSON *old, const cJSON *new)
{
	const cJSON *a = old->child, *b = new->child;
	int order;

	while (a != NULL || b != NULL) {
		order = a == NULL ? 1 : b == NULL ? -1
		    : strcmp(a->string, b->string);
		add_technique_history_changes(list, old->string,
		    order <= 0 ? a->string : b->string, order <= 0 ? a : NULL,
		    order >= 0 ? b : NULL);
		a = order <= 0 ? a->next : a;
		b = order >= 0 ? b->next : b;
	}
}

cJSON *
history_changes(const cJSON *history)
{
	const cJSON *builds = member_get(history, "builds"), *new, *old, *e, *d;
	const cJSON *latest = member_get(history, "latest");
	cJSON *to, *list;

	if (builds->child == NULL || builds->child->next == NULL)
		return NULL;
	new = builds->child->prev;
	old = new->prev;
	to = cJSON_CreateObject();
	settings_compare(to, old, new);
	add_pairs(to, "domains", "domain", member_get(old, "attack"),
	    member_get(new, "attack"));
	list = cJSON_AddArrayToObject(to, "techniques");
	cJSON_ArrayForEach(e, member_get(history, "previous")) {
		d = member_get(latest, e->string);
		if (d != NULL)
			add_domain(list, e, d);
	}
	add_pairs(to, "sources", "id", member_get(old, "sources"),
	    member_get(new, "sources"));
	return to;
}
