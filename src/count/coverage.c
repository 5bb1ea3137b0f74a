/* How much is covered: data/README.md, "Definitions". */
#include "count/coverage.h"

#include "count/facts.h"
#include "count/perspective.h"
#include "value/member.h"
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

/* Adds to each figure of a kind more: how many that available controls cover,
 * and yours do not. */
static int
add_more(cJSON *figures, struct catalog *c, const char *domain,
    const struct catalog_selection *selection)
{
	struct catalog_selection both = { 0 };
	struct facts f = { 0 };
	cJSON *all, *figure;
	const cJSON *one;

	if (selection != NULL)
		both = *selection;
	both.of = OF_ALL;
	if (facts_read(c, domain, &both, &f) == -1)
		return -1;
	all = facts_coverage(&f);
	facts_free(&f);
	cJSON_ArrayForEach(figure, figures) {
		one = member_get(member_get(all, figures->string),
		    figure->string);
		member_add_number(figure, "more", member_number(one,
		    "covered") - member_number(figure, "covered"));
	}
	cJSON_Delete(all);
	return 0;
}

cJSON *
coverage_read(struct catalog *c, const char *domain,
    const struct catalog_selection *selection)
{
	struct facts f = { 0 };
	struct perspective p;
	cJSON *all = NULL;
	size_t k;
	int rc = 0;

	if (facts_read(c, domain, selection, &f) == 0 &&
	    perspective_read(c, selection, &p) == 0)
		all = facts_coverage(&f);
	facts_free(&f);
	for (k = 0; all != NULL && rc == 0 && k < CONTROL_KINDS; k++)
		if (p.of[k] == OF_YOURS)
			rc = add_more(member_get(all, control_kinds[k]), c,
			    domain, selection);
	if (rc == 0)
		return all;
	cJSON_Delete(all);
	return NULL;
}
