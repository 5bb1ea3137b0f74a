/* A sorted table: numbers by text. */
#include "base/lookup.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
lookup_add(struct lookup *l, const char *text, size_t at)
{
	*LIST_ADD(l->v, l->n) = (struct lookup_entry){ text, at };
}

static int
compare_lookup(const void *a, const void *b)
{
	const struct lookup_entry *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	return order != 0 ? order : x->at < y->at ? -1 : x->at > y->at;
}

void
lookup_sort(struct lookup *l)
{
	if (l->n > 0)
		qsort(l->v, l->n, sizeof(*l->v), compare_lookup);
}

void
lookup_list(struct lookup *l, const void *list, size_t n, size_t size,
    size_t offset)
{
	const char *at = list, *text;
	size_t i;

	for (i = 0; i < n; i++, at += size) {
		memcpy(&text, at + offset, sizeof(text));
		if (text != NULL)
			lookup_add(l, text, i);
	}
	lookup_sort(l);
}

const struct lookup_entry *
lookup_find(const struct lookup *l, const char *text, size_t *n)
{
	size_t low = 0, high = l->n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (strcmp(l->v[mid].text, text) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (*n = 0; low + *n < l->n; (*n)++)
		if (strcmp(l->v[low + *n].text, text) != 0)
			break;
	return *n > 0 ? l->v + low : NULL;
}

size_t
lookup_first(const struct lookup *l, const char *text)
{
	size_t n;
	const struct lookup_entry *e = lookup_find(l, text, &n);

	return e != NULL ? e->at + 1 : 0;
}
