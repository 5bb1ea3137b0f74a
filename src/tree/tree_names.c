/* The paths of a new tree, as a hash table. */
#include "tree_names.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
	ROOM_FIRST = 256,
	DEPTH_MAX = 64,
};

/* FNV-1a, 64 bits. */
static size_t
hash(const char *s, size_t n)
{
	uint64_t h = 0xcbf29ce484222325u;
	size_t i;

	for (i = 0; i < n; i++)
		h = (h ^ (unsigned char)s[i]) * 0x100000001b3u;
	return (size_t)(h ^ h >> 32);
}

static struct name *
find_name(const struct names *l, const char *path, size_t n)
{
	struct name *name;

	if (l->room == 0)
		return NULL;
	name = l->buckets[hash(path, n) & (l->room - 1)];
	while (name != NULL && (strncmp(name->path, path, n) != 0 ||
	    name->path[n] != '\0'))
		name = name->next;
	return name;
}

struct name *
names_find(const struct names *l, const char *path)
{
	return find_name(l, path, strlen(path));
}

static void
link_in(struct names *l, struct name *name)
{
	size_t i = hash(name->path, strlen(name->path)) & (l->room - 1);

	name->next = l->buckets[i];
	l->buckets[i] = name;
}

static void
grow_buckets(struct names *l)
{
	struct name **old = l->buckets, *name, *next;
	size_t i, room = l->room;

	l->room = room > 0 ? room * 2 : ROOM_FIRST;
	l->buckets = mem_array(l->room, sizeof(struct name *));
	for (i = 0; i < room; i++)
		for (name = old[i]; name != NULL; name = next) {
			next = name->next;
			link_in(l, name);
		}
	free(old);
}

static struct name *
add_name(struct names *l, const char *path, size_t n, struct name *above,
    enum name_kind kind)
{
	struct name *name = arena_alloc(&l->mem, sizeof(*name));

	name->path = arena_strndup(&l->mem, path, n);
	name->above = above;
	name->kind = kind;
	if (l->n == l->room)
		grow_buckets(l);
	link_in(l, name);
	l->n++;
	return name;
}

struct name *
names_add(struct names *l, const char *path, const char **why)
{
	struct name *name, *above = NULL;
	const char *slash;
	int depth = 0;

	for (slash = strchr(path, '/'); slash != NULL;
	    slash = strchr(slash + 1, '/')) {
		name = find_name(l, path, (size_t)(slash - path));
		if (name == NULL)
			name = add_name(l, path, (size_t)(slash - path),
			    above, NAME_FOLDER);
		*why = "both a file and a folder";
		if (name->kind != NAME_FOLDER)
			return NULL;
		*why = "more than 64 folders deep";
		if (++depth > DEPTH_MAX)
			return NULL;
		above = name;
	}
	name = names_find(l, path);
	if (name != NULL) {
		*why = name->kind == NAME_FOLDER ?
		    "both a file and a folder" : "put twice";
		return NULL;
	}
	return add_name(l, path, strlen(path), above, NAME_FILE);
}

static int
compare_paths(const void *a, const void *b)
{
	return strcmp((*(struct name *const *)a)->path,
	    (*(struct name *const *)b)->path);
}

struct name **
names_files(const struct names *l, size_t *n)
{
	struct name **files = mem_array(l->n, sizeof(struct name *)), *name;
	size_t i;

	*n = 0;
	for (i = 0; i < l->room; i++)
		for (name = l->buckets[i]; name != NULL; name = name->next)
			if (name->kind != NAME_FOLDER)
				files[(*n)++] = name;
	qsort(files, *n, sizeof(struct name *), compare_paths);
	return files;
}

void
names_free(struct names *l)
{
	free(l->buckets);
	arena_free(&l->mem);
	memset(l, 0, sizeof(*l));
}
