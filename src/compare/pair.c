/* Members of two objects that have one name. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "diff_parts.h"

static int
compare_places(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

/* Of one name, what is old comes first. */
static int
compare_names(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	if (order == 0)
		order = (x->old == NULL) - (y->old == NULL);
	return order != 0 ? order : compare_places(a, b);
}

struct pair *
pair_up(const cJSON *old, const cJSON *new, enum pair_order order, size_t *n)
{
	size_t nold = (size_t)cJSON_GetArraySize(old), i, all = 0;
	size_t nnew = (size_t)cJSON_GetArraySize(new);
	struct pair *v = mem_array(nold + nnew, sizeof(*v));
	const cJSON *e;

	cJSON_ArrayForEach(e, old) {
		v[all] = (struct pair){ e, NULL, e->string, all };
		v[all++].at += order == NEW_FIRST ? nnew : 0;
	}
	cJSON_ArrayForEach(e, new) {
		v[all] = (struct pair){ NULL, e, e->string, all };
		v[all++].at -= order == NEW_FIRST ? nold : 0;
	}
	if (all > 0)
		qsort(v, all, sizeof(*v), compare_names);
	for (*n = 0, i = 0; i < all; i++) {
		if (*n > 0 && v[i].old == NULL && v[*n - 1].new == NULL &&
		    strcmp(v[i].name, v[*n - 1].name) == 0) {
			v[*n - 1].new = v[i].new;
			if (v[i].at < v[*n - 1].at)
				v[*n - 1].at = v[i].at;
		} else {
			v[(*n)++] = v[i];
		}
	}
	if (*n > 0 && order != BY_NAME)
		qsort(v, *n, sizeof(*v), compare_places);
	return v;
}
