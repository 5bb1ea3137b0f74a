/* Writes what a bundle says beyond techniques and tactics. */
#include "write_bundle.h"

#include <stdlib.h>

#include "base/mem.h"
#include "resolve.h"

static int
compare_numbers(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* The uses of one actor, which are n: each technique once. */
static int
write_uses(struct catalog *c, const struct config *config,
    const struct stix *s, const struct stix_pair *uses, size_t n)
{
	size_t *ends = mem_array(n, sizeof(*ends)), i;
	int rc = 0;

	for (i = 0; i < n; i++)
		ends[i] = resolve_place(s, config, uses[i].to + 1);
	if (n > 0)
		qsort(ends, n, sizeof(*ends), compare_numbers);
	for (i = 0; rc == 0 && i < n; i++)
		if (ends[i] != 0 && (i == 0 || ends[i] != ends[i - 1]))
			rc = catalog_put_use(c,
			    s->first_actor + (long long)uses->from + 1,
			    s->first + (long long)ends[i]);
	free(ends);
	return rc;
}

static int
write_links(struct catalog *c, const struct stix *s)
{
	const struct stix_link *l, *before = NULL;

	for (l = s->links; l < s->links + s->nlinks; before = l++) {
		if (before != NULL && before->from == l->from &&
		    before->to == l->to && before->kind == l->kind)
			continue;
		if (catalog_put_actor_link(c,
		    s->first_actor + (long long)l->from + 1, l->kind,
		    s->first_actor + (long long)l->to + 1) == -1)
			return -1;
	}
	return 0;
}

int
write_actors(struct catalog *c, const struct config *config,
    const struct stix *s)
{
	struct catalog_actor row = { 0 };
	const struct stix_actor *a;
	size_t i, n, use = 0;

	for (i = 0; i < s->nactors; i++) {
		a = &s->actors[i];
		row.pk = s->first_actor + (long long)i + 1;
		row.domain = s->domain;
		row.id = a->id;
		row.kind = a->kind;
		row.name = a->name;
		row.description = a->description;
		row.url = a->url;
		row.aliases = &a->aliases;
		for (n = 0; use + n < s->nuses && s->uses[use + n].from == i;)
			n++;
		if (catalog_put_actor(c, &row) == -1 ||
		    write_uses(c, config, s, s->uses + use, n) == -1)
			return -1;
		use += n;
	}
	return write_links(c, s);
}
