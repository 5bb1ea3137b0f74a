/* What lint says of the rules that stand here. */
#include "check/check.h"

#include <stdlib.h>

#include "lint/lint.h"
#include "store/cache.h"
#include "store/lock.h"
#include "value/member.h"

/* Moves the elements of an array to another. */
static void
move_all(cJSON *from, cJSON *to)
{
	while (from != NULL && from->child != NULL)
		cJSON_AddItemToArray(to, cJSON_DetachItemFromArray(from, 0));
}

static bool
has_folder(const struct config *c)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (c->sources[i].path != NULL)
			return true;
	return false;
}

/* Adds a report of lint to that of check. */
static void
take_lint(struct checking *k, struct lint_found *found, const cJSON *report)
{
	cJSON *one = lint_next(found, true);
	const cJSON *n;

	for (; one != NULL; one = lint_next(found, false))
		cJSON_AddItemToArray(k->results, one);
	move_all(member_get(report, "rules"), member_get(k->report, "rules"));
	cJSON_ArrayForEach(n, member_get(report, "checked"))
		check_add_count(k, n->string, (long long)n->valuedouble);
}

int
check_lint(struct checking *k, const struct build_options *c)
{
	struct strs none = { 0 };
	struct lint_options o = { .paths = &none, .disabled = &none,
		.jobs = c->jobs };
	char *cache = cache_root(c->cache), *lock = lock_path(k->config->path);
	char *definitions = build_home("data/sources");
	struct lint_found *found = NULL;
	cJSON *report = NULL;
	int rc = -1;

	o.cache = cache;
	o.lock = lock;
	o.definitions = definitions;
	if (!has_folder(k->config))
		rc = 0;
	else if (cache != NULL && definitions != NULL)
		rc = lint_run(k->config, &o, &found, &report);
	if (found != NULL)
		take_lint(k, found, report);
	lint_free(found);
	free(definitions);
	free(cache);
	free(lock);
	return rc;
}
