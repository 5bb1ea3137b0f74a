/* How much is covered: data/README.md, "Definitions". */
#include "count/coverage.h"

#include "count/facts.h"
#include "words/words.h"

cJSON *
facts_coverage(const struct facts *f)
{
	cJSON *all = cJSON_CreateObject(), *of_kind;
	const struct definition *d;
	size_t k;

	/* Only rules have evidence that they are tested. */
	for (k = 0; k < CONTROL_KINDS; k++) {
		of_kind = cJSON_AddObjectToObject(all, control_kinds[k]);
		for (d = definitions; d->name != NULL; d++)
			if (k == KIND_DETECTION ||
			    !str_equal(d->name,
			    coverage_names[COVERAGE_TESTED]))
				cJSON_AddItemToObject(of_kind, d->name,
				    definition_count(d, f, k));
	}
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
