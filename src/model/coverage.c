/* The five named definitions: METRICS, "Named definitions". */
#include <stdbool.h>
#include <stdlib.h>

#include "base/mem.h"
#include "model/model.h"
#include "parts.h"

enum { KINDS = 3 };

/* One technique, as far as counting goes. */
struct fact {
	size_t parent; /* index + 1, 0: none */
	bool sub, scoped;
	long long count[KINDS], tested[KINDS];
	size_t subs;                /* that are scoped */
	size_t hit[KINDS];          /* of those, with a control */
};

struct facts {
	struct fact *v; /* v[pk - 1] */
	size_t n;
};

struct ratio {
	long long covered, of;
};

static size_t
kind_number(const char *kind)
{
	size_t k;

	for (k = 0; k < KINDS; k++)
		if (str_equal(kind, parts_kinds[k]))
			break;
	return k;
}

/* Those of other domains are there, and count nowhere. */
static void
take_techniques(struct facts *f, const cJSON *rows, const char *domain)
{
	const cJSON *row;
	struct fact *t;

	cJSON_ArrayForEach(row, rows)
		if ((size_t)parts_number(row, "pk") > f->n)
			f->n = (size_t)parts_number(row, "pk");
	f->v = mem_array(f->n, sizeof(*f->v));
	cJSON_ArrayForEach(row, rows) {
		t = &f->v[parts_number(row, "pk") - 1];
		t->scoped = parts_number(row, "scoped") != 0 &&
		    str_equal(parts_text(row, "domain"), domain);
		t->sub = parts_number(row, "sub") != 0;
		t->parent = (size_t)parts_number(row, "parent");
	}
}

static void
take_counts(struct facts *f, const cJSON *rows)
{
	const cJSON *row;
	struct fact *t;
	size_t k;

	cJSON_ArrayForEach(row, rows) {
		t = &f->v[parts_number(row, "technique") - 1];
		k = kind_number(parts_text(row, "kind"));
		if (k == KINDS)
			continue;
		t->count[k] += parts_number(row, "count");
		t->tested[k] += parts_number(row, "tested");
	}
}

/* Each parent learns of its sub-techniques in scope. */
static void
roll_up(struct facts *f)
{
	struct fact *t, *p;
	size_t k;

	for (t = f->v; t < f->v + f->n; t++) {
		if (!t->sub || !t->scoped || t->parent == 0)
			continue;
		p = &f->v[t->parent - 1];
		p->subs++;
		for (k = 0; k < KINDS; k++)
			p->hit[k] += t->count[k] > 0;
	}
}

static bool
any(const struct fact *t, size_t k)
{
	return t->count[k] > 0 || t->hit[k] > 0;
}

static bool
all_subs(const struct fact *t, size_t k)
{
	return t->subs > 0 ? t->hit[k] == t->subs : t->count[k] > 0;
}

static bool
exact(const struct fact *t, size_t k)
{
	return t->count[k] > 0;
}

static bool
tested(const struct fact *t, size_t k)
{
	return t->tested[k] > 0;
}

static bool
is_any(const struct fact *t)
{
	(void)t;
	return true;
}

static bool
is_parent(const struct fact *t)
{
	return !t->sub;
}

static bool
is_leaf(const struct fact *t)
{
	return t->subs == 0;
}

static const struct {
	const char *name;
	bool (*of)(const struct fact *t);             /* in the denominator */
	bool (*covered)(const struct fact *t, size_t kind);
} definitions[] = {
	{ "exact", is_any, exact },
	{ "any", is_parent, any },
	{ "all-subs", is_parent, all_subs },
	{ "leaf", is_leaf, exact },
	{ "tested", is_any, tested },
};

static cJSON *
kind_coverage(const struct facts *f, size_t k)
{
	cJSON *all = cJSON_CreateObject(), *one;
	struct ratio r;
	size_t i, d;

	for (d = 0; d < sizeof(definitions) / sizeof(definitions[0]); d++) {
		r.covered = r.of = 0;
		for (i = 0; i < f->n; i++) {
			if (!f->v[i].scoped || !definitions[d].of(&f->v[i]))
				continue;
			r.of++;
			r.covered += definitions[d].covered(&f->v[i], k);
		}
		one = cJSON_AddObjectToObject(all, definitions[d].name);
		parts_add_number(one, "covered", r.covered);
		parts_add_number(one, "of", r.of);
	}
	return all;
}

cJSON *
model_coverage(struct catalog *c, const char *domain,
    const struct catalog_selection *selection)
{
	struct facts f = { 0 };
	cJSON *techniques = NULL, *counts = NULL, *all = NULL;
	size_t k;

	if (catalog_rows(c, Q_TECHNIQUES, NULL, &techniques) == -1 ||
	    catalog_counts(c, selection, &counts) == -1)
		goto out;
	take_techniques(&f, techniques, domain);
	take_counts(&f, counts);
	roll_up(&f);
	all = cJSON_CreateObject();
	for (k = 0; k < KINDS; k++)
		cJSON_AddItemToObject(all, parts_kinds[k],
		    kind_coverage(&f, k));
out:
	free(f.v);
	cJSON_Delete(techniques);
	cJSON_Delete(counts);
	return all;
}
