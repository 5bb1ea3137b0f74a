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
take_lint(struct checking *k, const cJSON *report)
{
	const cJSON *n;

	move_all(member_get(report, "results"), k->results);
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
	cJSON *report = NULL;
	int rc = -1;

	o.cache = cache;
	o.lock = lock;
	o.definitions = definitions;
	if (!has_folder(k->config))
		rc = 0;
	else if (cache != NULL && definitions != NULL)
		rc = lint_run(k->config, &o, &report);
	if (rc == 0)
		take_lint(k, report);
	free(definitions);
	free(cache);
	free(lock);
	return rc;
}
