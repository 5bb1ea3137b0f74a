/* Reads rules: when something is so. */
#include "rules_read.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/word.h"
#include "value/member.h"

static const struct key rule_keys[] = {
	{ "is", KEY_TEXT, offsetof(struct rule, is), NULL, NULL },
	{ "path", KEY_LIST, offsetof(struct rule, path), NULL, NULL },
	{ "field", KEY_FIELDS, offsetof(struct rule, field), NULL, NULL },
	{ "in", KEY_LIST, offsetof(struct rule, in), NULL, NULL },
	{ "member", KEY_LIST, offsetof(struct rule, member), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

int
rule_read(const struct keys_at *at, const cJSON *node, void *into)
{
	return keys_read(at, node, rule_keys, into);
}

void
rule_free(struct rule *r)
{
	keys_free(rule_keys, r);
}

void
rules_free(struct rules *r)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		rule_free(&r->v[i]);
	free(r->v);
	r->v = NULL;
	r->n = 0;
}

int
rules_read(const struct keys_at *at, const cJSON *node,
    const char *const *words, struct rules *into)
{
	const cJSON *e;
	struct buf known = BUF_INIT;
	struct rule *r;
	int i;

	rules_free(into);
	if (!cJSON_IsArray(node))
		return keys_error(at, node, "%s: expected a list", node->string);
	for (e = node->child; e != NULL; e = e->next) {
		r = LIST_ADD(into->v, into->n);
		if (keys_read(at, e, rule_keys, r) == -1)
			return -1;
		for (i = 0; words != NULL && words[i] != NULL; i++)
			if (str_equal(words[i], r->is))
				break;
		if (words != NULL && words[i] == NULL) {
			word_put_list(&known, words);
			keys_error(at, e, "%s: is: %s: expected %s",
			    node->string, r->is == NULL ? "missing" : r->is,
			    buf_str(&known));
			buf_free(&known);
			return -1;
		}
		if (r->path.n == 0 && r->field.n == 0)
			return keys_error(at, e,
			    "%s: expected path or field", node->string);
		if (r->member.n > 0 && r->field.n == 0)
			return keys_error(at, e, "%s: member: of which field?",
			    node->string);
	}
	return 0;
}

static const struct key closed_keys[] = {
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
		if (keys_read(at, e, closed_keys, r) == -1)
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
