/* How much is covered: data/README.md, "Definitions". */
#include "count/coverage.h"

#include "count/facts.h"
#include "value/member.h"

static cJSON *
kind_coverage(const struct facts *f, size_t k)
{
	cJSON *all = cJSON_CreateObject();
	const struct definition *d;

	/* Only of rules is there evidence that they are tested. */
	for (d = definitions; d->name != NULL; d++)
		if (k == facts_kind("detection") ||
		    !str_equal(d->name, "tested"))
			cJSON_AddItemToObject(all, d->name,
			    definition_count(d, f, k));
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
coverage_read(struct catalog *c, const char *domain,
    const struct catalog_selection *selection)
{
	struct facts f = { 0 };
	cJSON *all = NULL;

	if (facts_read(c, domain, selection, &f) == 0)
		all = facts_coverage(&f);
	facts_free(&f);
	return all;
}
