/* Which controls of two snapshots are one. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "side.h"
#include "value/member.h"

/* A control, and what it is known by. */
struct named {
	struct side_control *k;
	const char *source, *name;
};

typedef const char *(*name_of)(const struct side_control *k);

static const char *
by_id_side_match(const struct side_control *k)
{
	return k->id;
}

static const char *
by_path(const struct side_control *k)
{
	return k->path;
}

/* Of those that share an id. */
static const char *
by_title(const struct side_control *k)
{
	return k->id == NULL ? NULL : member_string(k->node, "title");
}

/* Of those without an id: the file's name, whatever folder it is in. */
static const char *
by_file(const struct side_control *k)
{
	return k->id == NULL && k->path != NULL ? path_base(k->path) : NULL;
}

static int
compare_names_side_match(const struct named *a, const struct named *b)
{
	int order = strcmp(a->source, b->source);

	return order != 0 ? order : strcmp(a->name, b->name);
}

static int
compare_named(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = compare_names_side_match(x, y);

	return order != 0 ? order : x->k < y->k ? -1 : x->k > y->k;
}

/* Those without a twin that have such a name, by source and name. */
static struct named *
list_side_match(struct side *s, name_of name, size_t *n)
{
	struct named *all = mem_array(s->ncontrols, sizeof(*all));
	size_t i;

	for (*n = 0, i = 0; i < s->ncontrols; i++) {
		if (s->controls[i].twin != 0 || name(&s->controls[i]) == NULL)
			continue;
		all[*n].k = &s->controls[i];
		all[*n].source = s->controls[i].source->string;
		all[(*n)++].name = name(&s->controls[i]);
	}
	if (*n > 0)
		qsort(all, *n, sizeof(*all), compare_named);
	return all;
}

/* How many from the first on have its name. */
static size_t
run_side_match(const struct named *all, size_t n)
{
	size_t i = 1;

	while (i < n && compare_names_side_match(&all[i], &all[0]) == 0)
		i++;
	return i;
}

/* Two that have ids, which are not the same, are two. */
static bool
may_be_one(const struct side_control *a, const struct side_control *b)
{
	return a->id == NULL || b->id == NULL || strcmp(a->id, b->id) == 0;
}

/* Where a name is of one control on each side, they are one. */
static void
match(struct side *old, struct side *new, name_of name)
{
	size_t nold, nnew, i = 0, j = 0, ri, rj;
	struct named *a = list_side_match(old, name, &nold),
		     *b = list_side_match(new, name, &nnew);
	int order;

	while (i < nold && j < nnew) {
		order = compare_names_side_match(&a[i], &b[j]);
		ri = order <= 0 ? run_side_match(&a[i], nold - i) : 0;
		rj = order >= 0 ? run_side_match(&b[j], nnew - j) : 0;
		if (ri == 1 && rj == 1 && may_be_one(a[i].k, b[j].k)) {
			a[i].k->twin = (size_t)(b[j].k - new->controls) + 1;
			b[j].k->twin = (size_t)(a[i].k - old->controls) + 1;
		}
		i += ri;
		j += rj;
	}
	free(a);
	free(b);
}

void
side_match(struct side *old, struct side *new)
{
	match(old, new, by_id_side_match);
	match(old, new, by_path);
	match(old, new, by_title);
	match(old, new, by_id_side_match); /* what is left of those that share one */
	match(old, new, by_file);
}
