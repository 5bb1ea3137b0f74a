/* How much is covered under each named definition: METRICS. */
#include "facts.h"
#include "model/model.h"
#include "parts.h"

struct ratio {
	long long covered, of;
};

static cJSON *
kind_coverage(const struct facts *f, size_t k)
{
	cJSON *all = cJSON_CreateObject(), *one;
	struct ratio r;
	size_t i, d;

	for (d = 0; definitions[d].name != NULL; d++) {
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
facts_coverage(const struct facts *f)
{
	cJSON *all = cJSON_CreateObject();
	size_t k;

	for (k = 0; k < FACT_KINDS; k++)
		cJSON_AddItemToObject(all, parts_kinds[k],
		    kind_coverage(f, k));
	return all;
}

cJSON *
model_coverage(struct catalog *c, const char *domain,
    const struct catalog_selection *selection)
{
	struct facts f = { 0 };
	cJSON *all = NULL;

	if (facts_read(c, domain, selection, &f) == 0)
		all = facts_coverage(&f);
	facts_free(&f);
	return all;
}
