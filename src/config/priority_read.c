/* Reads what gaps are ranked by. */
#include "priority_read.h"

#include "base/buf.h"
#include "base/word.h"
#include "value/member.h"

#define AT(member) offsetof(struct config_priority, member)

static int
read_weights(const struct keys_at *at, const cJSON *node, void *into)
{
	struct weights *w = into;
	struct weight *one;
	const cJSON *e;

	if (!cJSON_IsObject(node))
		return keys_error(at, node,
		    "weights: expected factors, each with its weight");
	for (e = node->child; e != NULL; e = e->next) {
		one = ARENA_ADD(at->mem, w->v, w->n);
		one->factor = arena_strdup(at->mem, e->string);
		one->weight = cJSON_IsNumber(e) ? weight_read(value_text(e))
						: -1;
		if (one->weight == -1)
			return keys_error(at, e, "weights: %s: expected a "
			    "number from 0 to %d, with at most three decimals",
			    e->string, WEIGHT_MAX / WEIGHT_UNIT);
	}
	return 0;
}

static int
read_sectors(const struct keys_at *at, const cJSON *node, void *into)
{
	static const struct key list = { "sector", KEY_LIST, AT(sectors), NULL,
		NULL };
	struct config_priority *p = into;

	p->line = value_line(node);
	return keys_read_one(at, node, &list, p);
}

static const struct key priority_keys[] = {
	{ "weights", KEY_OTHER, AT(weights), NULL, read_weights },
	{ "sector", KEY_OTHER, 0, NULL, read_sectors },
	{ NULL, KEY_END, 0, NULL, NULL },
};

int
priority_read(const struct keys_at *at, const cJSON *node, void *into)
{
	return keys_read(at, node, priority_keys, into);
}

/* The factors that there are: those that all know, and what sources call numbers
 * of techniques. */
static void
add_factor_names(const struct config *c, struct strs *known)
{
	const struct factor_fields *f;
	size_t i, k;

	for (i = 0; i < FACTORS; i++)
		strs_add(known, factor_names[i]);
	for (i = 0; i < c->n; i++) {
		f = &c->sources[i].factors;
		for (k = 0; k < f->n; k++)
			if (!strs_has(known, f->v[k].name))
				strs_add(known, f->v[k].name);
	}
}

int
priority_check(const struct keys_at *at, const cJSON *node,
    const struct config *c)
{
	const struct weights *w = &c->priority.weights;
	const cJSON *weights = member_get(node, "weights"), *e;
	struct strs known = { 0 };
	struct buf meant = BUF_INIT;
	bool any = false;
	size_t i;
	int rc = 0;

	add_factor_names(c, &known);
	for (i = 0; i < known.n; i++)
		any |= weight_of(w, known.v[i]) > 0;
	cJSON_ArrayForEach(e, weights) {
		if (rc == -1 || strs_has(&known, e->string))
			continue;
		word_put_meant(&meant, e->string, &known);
		rc = keys_error(at, e, "weights: %s: no such factor%s",
		    e->string, buf_str(&meant));
	}
	if (rc == 0 && !any)
		rc = keys_error(at, weights,
		    "weights: expected one that is more than 0");
	buf_free(&meant);
	strs_free(&known);
	return rc;
}
