/* Figures by name. */
#include "store/counts.h"

#include <string.h>

static const struct count *
find_counts(const struct counts *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (strcmp(c->v[i].name, name) == 0)
			return &c->v[i];
	return NULL;
}

void
counts_set(struct counts *c, const char *name, long long n)
{
	const struct count *old = find_counts(c, name);

	if (old != NULL)
		c->v[old - c->v].n = n;
	else if (n != 0 && c->n < COUNTS_MAX)
		c->v[c->n++] = (struct count){ .name = name, .n = n };
}

long long
counts_get(const struct counts *c, const char *name)
{
	const struct count *one = find_counts(c, name);

	return one != NULL ? one->n : 0;
}

bool
counts_equal(const struct counts *a, const struct counts *b)
{
	size_t i;

	if (a->n != b->n)
		return false;
	for (i = 0; i < a->n; i++)
		if (counts_get(b, a->v[i].name) != a->v[i].n)
			return false;
	return true;
}
