/* The controls of both states, and which of them are one. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "count/perspective.h"
#include "diff_parts.h"
#include "value/member.h"
#include "words/words.h"

static bool
has_text(const cJSON *list, const char *s)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, list)
		if (str_equal(e->valuestring, s))
			return true;
	return list == NULL;
}

bool
diff_wants(const struct diff *d, const cJSON *source)
{
	const struct diff_filter *f = d->filter;
	const char *kind = member_string(source, "kind");

	return has_text(member_get(d->snapshot[OLD], "only"), source->string) &&
	    has_text(member_get(d->snapshot[NEW], "only"), source->string) &&
	    (f->sources.n == 0 || strs_has(&f->sources, source->string)) &&
	    (f->kinds.n == 0 || strs_has(&f->kinds, kind));
}

bool
diff_is_attack(const struct diff *d, enum side side, const cJSON *source)
{
	const cJSON *domain = member_get(member_get(d->snapshot[side],
	    "attack"), member_string(source, "domain"));

	return member_string(source, "sha256") != NULL &&
	    str_equal(member_string(source, "sha256"),
		member_string(domain, "sha256"));
}

static void
take_control(const struct diff *d, struct control *k, const cJSON *source,
    const cJSON *node, bool of_attack)
{
	const cJSON *e;

	k->source = source;
	k->node = node;
	k->id = member_string(node, "id");
	k->path = member_string(node, "path");
	k->domain = member_string(source, "domain");
	k->kind = member_kind(source);
	k->evidence = k->best = member_evidence(node);
	cJSON_ArrayForEach(e, member_get(node, "proved"))
		if (e->valueint > (int)k->best)
			k->best = (enum evidence)e->valueint;
	k->whose = whose_read(member_string(node, "whose"));
	if (k->whose == WHOSE_NONE)
		k->whose = perspective_usual(source);
	k->counts = member_string(node, "state") == NULL &&
	    perspective_has(d->of[k->kind], k->whose);
	k->of_attack = of_attack;
}

static void
take_controls(struct diff *d, enum side side)
{
	const cJSON *all = member_get(d->snapshot[side], "controls");
	const cJSON *list, *source, *node;
	struct control *k;
	bool of_attack;
	size_t n = 0;

	cJSON_ArrayForEach(list, all)
		n += (size_t)cJSON_GetArraySize(list);
	k = d->controls[side] = mem_array(n, sizeof(*k));
	cJSON_ArrayForEach(list, all) {
		source = member_get(member_get(d->snapshot[side], "sources"),
		    list->string);
		if (!diff_wants(d, source))
			continue;
		of_attack = diff_is_attack(d, side, source);
		cJSON_ArrayForEach(node, list)
			take_control(d, k++, source, node, of_attack);
	}
	d->ncontrols[side] = (size_t)(k - d->controls[side]);
}

/* A control, and what it is known by. */
struct named {
	struct control *k;
	const char *source, *name;
};

typedef const char *(*name_of)(const struct control *k);

static const char *
by_id(const struct control *k)
{
	return k->id;
}

static const char *
by_path(const struct control *k)
{
	return k->path;
}

/* Of those that share an id. */
static const char *
by_title(const struct control *k)
{
	return k->id == NULL ? NULL : member_string(k->node, "title");
}

/* Of those without an id: the file's name, whatever folder it is in. */
static const char *
by_file(const struct control *k)
{
	return k->id == NULL && k->path != NULL ? path_base(k->path) : NULL;
}

static int
compare_names(const struct named *a, const struct named *b)
{
	int order = strcmp(a->source, b->source);

	return order != 0 ? order : strcmp(a->name, b->name);
}

static int
compare_named(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = compare_names(x, y);

	return order != 0 ? order : x->k < y->k ? -1 : x->k > y->k;
}

/* Those without a twin that have such a name, by source and name. */
static struct named *
list_named(const struct diff *d, enum side side, name_of name, size_t *n)
{
	struct named *all = mem_array(d->ncontrols[side], sizeof(*all));
	struct control *k = d->controls[side];

	for (*n = 0; k < d->controls[side] + d->ncontrols[side]; k++)
		if (k->twin == NULL && name(k) != NULL)
			all[(*n)++] = (struct named){ k, k->source->string,
				name(k) };
	if (*n > 0)
		qsort(all, *n, sizeof(*all), compare_named);
	return all;
}

/* How many from the first on have its name. */
static size_t
count_same(const struct named *all, size_t n)
{
	size_t i = 1;

	while (i < n && compare_names(&all[i], &all[0]) == 0)
		i++;
	return i;
}

/* Two that have ids, which are not the same, are two. */
static bool
may_be_one(const struct control *a, const struct control *b)
{
	return a->id == NULL || b->id == NULL || strcmp(a->id, b->id) == 0;
}

/* Where a name is of one control in each state, they are one. */
static void
match(struct diff *d, name_of name)
{
	size_t nold, nnew, i = 0, j = 0, ri, rj;
	struct named *a = list_named(d, OLD, name, &nold);
	struct named *b = list_named(d, NEW, name, &nnew);
	int order;

	while (i < nold && j < nnew) {
		order = compare_names(&a[i], &b[j]);
		ri = order <= 0 ? count_same(&a[i], nold - i) : 0;
		rj = order >= 0 ? count_same(&b[j], nnew - j) : 0;
		if (ri == 1 && rj == 1 && may_be_one(a[i].k, b[j].k)) {
			a[i].k->twin = b[j].k;
			b[j].k->twin = a[i].k;
		}
		i += ri;
		j += rj;
	}
	free(a);
	free(b);
}

void
diff_take_controls(struct diff *d)
{
	take_controls(d, OLD);
	take_controls(d, NEW);
	match(d, by_id);
	match(d, by_path);
	match(d, by_title);
	match(d, by_id); /* what is left of those that share one */
	match(d, by_file);
}
