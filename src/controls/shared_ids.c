/* Controls of a source that share an id. */
#include "controls/shared_ids.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "words/words.h"

/* The higher, the less in use. Without a default: the compiler names a lifecycle
 * that has no rank. */
static int
lifecycle_rank(enum lifecycle lifecycle)
{
	switch (lifecycle) {
	case LIFECYCLE_ACTIVE:
		return 0;
	case LIFECYCLE_NOT_MAPPABLE:
		return 1;
	case LIFECYCLE_DISABLED:
		return 2;
	case LIFECYCLE_UNSUPPORTED:
		return 3;
	case LIFECYCLE_DEPRECATED:
		return 4;
	case LIFECYCLE_REMOVED:
	case LIFECYCLE_BASE:
	case LIFECYCLE_NONE:
		break;
	}
	return 5;
}

/* A control by its id, its title (unless the source unites) and its place. */
struct named {
	struct control *k;
	const char *title; /* in lower case, a blank for white space; or "" */
	size_t i;
};

/* Do the two share the id, and is the title the same? */
static int
compare_keys(const struct named *x, const struct named *y)
{
	int order = strcasecmp(x->k->id, y->k->id);

	return order != 0 ? order : strcmp(x->title, y->title);
}

static int
compare_named(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = compare_keys(x, y);

	if (order != 0)
		return order;
	order = lifecycle_rank(y->k->lifecycle) -
	    lifecycle_rank(x->k->lifecycle);
	if (order != 0)
		return order;
	return x->i < y->i ? -1 : x->i > y->i;
}

static bool
same_lifecycle(const struct named *a, const struct named *b)
{
	return a->k->lifecycle == b->k->lifecycle;
}

/* Gives the first of n controls the files of all that they are recordings of. */
static void
take_files(const struct named *list, size_t n, struct arena *mem)
{
	struct control *to = list[0].k;
	const char **files;
	size_t i, room = 0, at = 0;

	for (i = 0; i < n; i++)
		room += list[i].k->nfiles;
	if (room == to->nfiles)
		return;
	files = arena_alloc(mem, room * sizeof(*files));
	for (i = 0; i < n; i++) {
		if (list[i].k->nfiles > 0)
			memcpy(&files[at], list[i].k->files,
			    list[i].k->nfiles * sizeof(*files));
		at += list[i].k->nfiles;
	}
	to->files = files;
	to->nfiles = room;
}

/* Gives the first of n controls the ids of the others in its state, and their
 * files. */
static void
take_over(const struct named *list, size_t n, struct arena *mem)
{
	struct control *to = list[0].k;
	const struct control *from;
	struct tag *tags, *there;
	size_t i, t, room = 0;

	take_files(list, n, mem);
	for (i = 0; i < n; i++)
		if (same_lifecycle(&list[i], &list[0]))
			room += list[i].k->ntags;
	if (room == to->ntags)
		return;
	tags = arena_alloc(mem, room * sizeof(*tags));
	if (to->ntags > 0)
		memcpy(tags, to->tags, to->ntags * sizeof(*tags));
	to->tags = tags;
	for (i = 1; i < n; i++) {
		from = list[i].k;
		for (t = 0; same_lifecycle(&list[i], &list[0]) && t < from->ntags;
		    t++) {
			there = control_find_tag(to, from->tags[t].id);
			if (there == NULL)
				to->tags[to->ntags++] = from->tags[t];
			else if (tag_stands_before(&from->tags[t], there))
				*there = from->tags[t];
		}
	}
}

/* How a title is compared: white space and case do not matter. */
static const char *
plain_title(struct arena *mem, const char *title)
{
	char *plain = str_lower(mem, title), *to = plain;
	const char *s = plain;

	for (s += strspn(s, " "); *s != '\0'; s++)
		if (*s != ' ' || (s[1] != ' ' && s[1] != '\0'))
			*to++ = *s;
	*to = '\0';
	return plain;
}

/* The controls that have an id, sorted by it; free(). */
static struct named *
list_named(struct controls *all, bool unite, struct arena *mem, size_t *n)
{
	struct named *list = mem_array(all->n, sizeof(*list));
	size_t i;

	for (*n = 0, i = 0; i < all->n; i++) {
		if (all->v[i].id == NULL)
			continue;
		list[*n].k = &all->v[i];
		list[*n].title = unite ? ""
		    : plain_title(mem, all->v[i].title);
		list[(*n)++].i = i;
	}
	if (*n > 0)
		qsort(list, *n, sizeof(*list), compare_named);
	return list;
}

/* Keeps the first of n, and drops the others. */
static void
drop_others(const struct named *list, size_t n, bool unite, bool *gone,
    struct findings *f)
{
	const struct control *k;
	size_t i;

	for (i = 1; i < n; i++) {
		k = list[i].k;
		gone[list[i].i] = true;
		if (unite && same_lifecycle(&list[i], &list[0]))
			continue;
		findings_add(f, k->path, k->line, "duplicate-id", "%.*s (%s) "
		    "is defined elsewhere too, as %s: %s", str_fit(k->id, 60),
		    k->id, lifecycle_name(k->lifecycle),
		    lifecycle_name(list[0].k->lifecycle), list[0].k->path);
	}
	take_over(list, n, f->mem);
}

/* Sorts by id, then in the order of the documents. */
static int
compare_kept(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	int order = strcasecmp(x->k->id, y->k->id);

	return order != 0 ? order : x->i < y->i ? -1 : x->i > y->i;
}

/* Controls of different titles that share an id: each stays, with a finding. */
static void
add_clashes(struct named *kept, size_t n, struct findings *f)
{
	const struct control *k, *first = NULL;
	size_t i;

	if (n > 0)
		qsort(kept, n, sizeof(*kept), compare_kept);
	for (i = 0; i < n; i++) {
		k = kept[i].k;
		if (first == NULL || strcasecmp(first->id, k->id) != 0) {
			first = k;
			continue;
		}
		findings_add(f, k->path, k->line, "duplicate-id", "%.*s is "
		    "the id of another control too, \"%.*s\": %s",
		    str_fit(k->id, 60), k->id, str_fit(first->title, 100),
		    first->title, first->path);
	}
}

void
shared_ids_unite(struct controls *all, bool unite, struct findings *f)
{
	bool *gone = mem_array(all->n, sizeof(*gone));
	struct arena mem = { 0 };
	size_t i, n, first, kept = 0, nstay = 0;
	struct named *list = list_named(all, unite, &mem, &n);

	for (first = 0; first < n; first += i) {
		for (i = 1; first + i < n && compare_keys(&list[first + i],
		    &list[first]) == 0;)
			i++;
		drop_others(&list[first], i, unite, gone, f);
		list[nstay++] = list[first];
	}
	add_clashes(list, nstay, f);
	for (i = 0; i < all->n; i++)
		if (!gone[i])
			all->v[kept++] = all->v[i];
	all->n = kept;
	arena_free(&mem);
	free(list);
	free(gone);
}
