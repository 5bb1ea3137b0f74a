/* Where objects stand in their lists, by their STIX ids. */
#include "attack/stix_ids.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static int
compare_stix_ids(const void *a, const void *b)
{
	const struct stix_id *x = a, *y = b;
	int order = strcmp(x->stix, y->stix);

	return order != 0 ? order : x->i < y->i ? -1 : x->i > y->i;
}

void
stix_ids_list(struct stix_ids *p, const void *list, size_t n, size_t size,
    size_t offset)
{
	const char *at = list;
	size_t i;

	p->v = mem_array(n, sizeof(*p->v));
	p->n = n;
	for (i = 0; i < n; i++, at += size) {
		memcpy(&p->v[i].stix, at + offset, sizeof(p->v[i].stix));
		p->v[i].i = i;
	}
	if (n > 0)
		qsort(p->v, n, sizeof(*p->v), compare_stix_ids);
}

size_t
stix_ids_find(const struct stix_ids *p, const char *stix)
{
	size_t low = 0, high = p->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (strcmp(p->v[mid].stix, stix) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < p->n && strcmp(p->v[low].stix, stix) == 0
	    ? p->v[low].i + 1 : 0;
}
