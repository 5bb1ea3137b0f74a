/* Where a definition says what a control's platforms are. */
#include "platforms_read.h"

#include <stdlib.h>

static int
add_pair(const struct keys_at *at, const cJSON *e, const char *from,
    struct pairs *p)
{
	if (value_text(e) == NULL)
		return keys_error(at, e, "%s: expected a name, or a list of "
		    "them", from);
	strs_add(&p->from, from);
	strs_add(&p->to, value_text(e));
	return 0;
}

int
pairs_read(const struct keys_at *at, const cJSON *node, void *into)
{
	struct pairs *p = into;
	const cJSON *e, *one;

	strs_free(&p->from);
	strs_free(&p->to);
	if (!cJSON_IsObject(node))
		return keys_error(at, node, "%s: expected words and what each "
		    "becomes", node->string);
	cJSON_ArrayForEach(e, node) {
		if (!cJSON_IsArray(e)) {
			if (add_pair(at, e, e->string, p) == -1)
				return -1;
			continue;
		}
		cJSON_ArrayForEach(one, e)
			if (add_pair(at, one, e->string, p) == -1)
				return -1;
	}
	return 0;
}

#define OF(member) offsetof(struct platform_step, member)

static const struct key step_keys[] = {
	{ "of", KEY_FIELDS, OF(of), NULL, NULL },
	{ "with", KEY_FIELDS, OF(with), NULL, NULL },
	{ "names", KEY_FIELDS, OF(names), NULL, NULL },
	{ "words", KEY_OTHER, OF(words), NULL, pairs_read },
	{ "paths", KEY_OTHER, OF(paths), NULL, pairs_read },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static int
read_step(const struct keys_at *at, const cJSON *node,
    struct platform_steps *p)
{
	struct platform_step *s = LIST_ADD(p->v, p->n);

	if (keys_read(at, node, step_keys, s) == -1)
		return -1;
	if (s->of.n + s->names.n + s->paths.from.n == 0)
		return keys_error(at, node,
		    "platforms: expected of, names or paths");
	if (s->with.n > 0 && s->of.n == 0)
		return keys_error(at, node, "platforms: with: beside of only");
	if (s->words.from.n == 0 && s->paths.from.n == 0)
		return keys_error(at, node, "platforms: words: missing");
	return 0;
}

int
platforms_read(const struct keys_at *at, const cJSON *node, void *into)
{
	struct platform_steps *p = into;
	const cJSON *e;

	platforms_free(p);
	if (!cJSON_IsArray(node))
		return pairs_read(at, node, &p->words);
	cJSON_ArrayForEach(e, node)
		if (read_step(at, e, p) == -1)
			return -1;
	return 0;
}

static void
pairs_free(struct pairs *p)
{
	strs_free(&p->from);
	strs_free(&p->to);
}

void
platforms_free(struct platform_steps *p)
{
	size_t i;

	for (i = 0; i < p->n; i++) {
		keys_free(step_keys, &p->v[i]);
		pairs_free(&p->v[i].words);
		pairs_free(&p->v[i].paths);
	}
	free(p->v);
	p->v = NULL;
	p->n = 0;
	pairs_free(&p->words);
}
