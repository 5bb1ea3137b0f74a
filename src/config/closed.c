/* Closed fields: `words` of a definition. */
#include "closed.h"

#include "rules_read.h"
#include "value/member.h"

static const struct key keys[] = {
	{ "field", KEY_FIELDS, offsetof(struct rule, field), NULL, NULL },
	{ "in", KEY_LIST, offsetof(struct rule, in), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

int
closed_read(const struct keys_at *at, const cJSON *node, void *into)
{
	struct rules *words = into;
	const cJSON *e, *field;
	struct rule *r;

	rules_free(words);
	if (!cJSON_IsArray(node))
		return keys_error(at, node, "%s: expected a list", node->string);
	for (e = node->child; e != NULL; e = e->next) {
		r = LIST_ADD(words->v, words->n);
		if (keys_read(at, e, keys, r) == -1)
			return -1;
		if (r->field.n == 0 || r->in.n == 0)
			return keys_error(at, e, "%s: expected field and in",
			    node->string);
		field = member_get(e, "field");
		r->is = arena_strdup(at->mem, value_text(cJSON_IsArray(field)
		    ? field->child : field));
	}
	return 0;
}
