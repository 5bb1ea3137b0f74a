/* What the cache holds, and what of it may go. */
#include "store/prune.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "store/cache.h"
#include "store/content.h"

enum { DAY = 24 * 60 * 60 }; /* seconds */

const char *const cache_kinds[] = { "objects", "parts", "notes", NULL };

/* Where each kind stands. */
static const char *const folders[CACHE_KINDS][3] = {
	[CACHE_OBJECTS] = { "objects" },
	[CACHE_PARTS] = { "parts" },
	[CACHE_NOTES] = { "urls", "contents" },
};

struct stored {
	char *path;
	long long size;
	time_t used;
};
struct store {
	struct stored *v;
	size_t n;
};

void
cache_touch(const char *path, const struct stat *st)
{
	if (time(NULL) - st->st_mtime > DAY)
		utimensat(AT_FDCWD, path, NULL, 0);
}

static void
store_free(struct store *s)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		free(s->v[i].path);
	free(s->v);
	memset(s, 0, sizeof(*s));
}

static int
list_folder_of(const char *root, const char *name, struct store *s)
{
	char *folder = path_join(root, name), *path;
	struct strs names = { 0 };
	struct stat st;
	size_t i;
	int rc = file_is_folder(folder) ? file_walk(folder, &names, NULL) : 0;

	for (i = 0; rc == 0 && i < names.n; i++) {
		path = path_join(folder, names.v[i]);
		if (lstat(path, &st) == 0)
			*LIST_ADD(s->v, s->n) = (struct stored){ path,
				(long long)st.st_size, st.st_mtime };
		else
			free(path);
	}
	strs_free(&names);
	free(folder);
	return rc;
}

static int
list_kind(const char *root, enum cache_kind kind, struct store *s)
{
	const char *const *name = folders[kind];
	int rc = 0;

	memset(s, 0, sizeof(*s));
	for (; *name != NULL && rc == 0; name++)
		rc = list_folder_of(root, *name, s);
	return rc;
}

static void
share_add(struct cache_share *share, const struct stored *one)
{
	share->files++;
	share->bytes += one->size;
}

int
cache_measure(const char *root, struct cache_share shares[CACHE_KINDS])
{
	struct store s;
	size_t i;
	int kind, rc = 0;

	memset(shares, 0, CACHE_KINDS * sizeof(*shares));
	for (kind = 0; kind < CACHE_KINDS && rc == 0; kind++) {
		rc = list_kind(root, kind, &s);
		for (i = 0; i < s.n; i++)
			share_add(&shares[kind], &s.v[i]);
		store_free(&s);
	}
	return rc;
}

static void
remove_stored(const struct stored *one, const struct cache_limits *l,
    struct cache_share *removed)
{
	char *folder;

	if (!l->dry && unlink(one->path) == -1)
		return;
	share_add(removed, one);
	folder = path_dir(one->path);
	if (!l->dry)
		rmdir(folder); /* if it is empty */
	free(folder);
}

static bool
is_unused(const struct stored *one, const struct cache_limits *l, time_t now)
{
	return now - one->used >= (time_t)l->days * DAY;
}

/* The one that was used last comes first. */
static int
compare_used(const void *a, const void *b)
{
	const struct stored *x = a, *y = b;

	if (x->used != y->used)
		return x->used > y->used ? -1 : 1;
	return strcmp(x->path, y->path);
}

int
cache_prune_parts(const char *root, const struct cache_limits *l,
    struct cache_share *removed)
{
	time_t now = time(NULL);
	long long bytes = 0;
	struct store s;
	size_t i;
	int rc = list_kind(root, CACHE_PARTS, &s);

	if (rc == 0 && s.n > 0)
		qsort(s.v, s.n, sizeof(*s.v), compare_used);
	for (i = 0; rc == 0 && i < s.n; i++) {
		bytes += s.v[i].size;
		if (is_unused(&s.v[i], l, now) || bytes > l->parts)
			remove_stored(&s.v[i], l, removed);
	}
	store_free(&s);
	return rc;
}

/* The objects that the lock names, or an address that was asked since. */
static int
list_used(const char *root, const struct cache_limits *l, const struct lock *lock,
    time_t now, struct strs *used)
{
	struct arena mem = { 0 };
	struct cache_known *known = NULL;
	char object[DIGEST_HEX + 1];
	struct stored note;
	struct stat st;
	long long size;
	size_t i, n = 0;
	int rc = cache_urls(root, &mem, &known, &n);

	for (i = 0; rc == 0 && i < n; i++) {
		note.path = cache_note_path(root, known[i].url);
		note.used = stat(note.path, &st) == 0 ? st.st_mtime : now;
		if (!is_unused(&note, l, now))
			strs_add(used, known[i].of.sha256);
		free(note.path);
	}
	for (i = 0; i < lock->n; i++)
		if (content_find(root, &lock->entries[i], object, &size))
			strs_add(used, object);
	strs_sort(used);
	free(known);
	arena_free(&mem);
	return rc;
}

static bool
has_sorted(const struct strs *l, const char *s)
{
	return l->n > 0 &&
	    bsearch(&s, l->v, l->n, sizeof(*l->v), strs_compare) != NULL;
}

/* The notes of addresses, and of contents, whose object is gone. */
static int
prune_notes(const char *root, const struct cache_limits *l, const struct strs *gone,
    struct cache_share *removed)
{
	struct arena mem = { 0 };
	struct cache_known *known = NULL;
	char object[DIGEST_HEX + 1];
	struct store contents = { 0 };
	struct stored note;
	struct stat st;
	long long size;
	size_t i, n = 0;
	int rc = cache_urls(root, &mem, &known, &n);

	for (i = 0; rc == 0 && i < n; i++) {
		note.path = cache_note_path(root, known[i].url);
		if (has_sorted(gone, known[i].of.sha256) && stat(note.path, &st) == 0) {
			note.size = (long long)st.st_size;
			remove_stored(&note, l, removed);
		}
		free(note.path);
	}
	if (rc == 0)
		rc = list_folder_of(root, folders[CACHE_NOTES][1], &contents);
	for (i = 0; rc == 0 && i < contents.n; i++)
		if (cache_content(root, path_base(contents.v[i].path), object, &size) &&
		    has_sorted(gone, object))
			remove_stored(&contents.v[i], l, removed);
	store_free(&contents);
	free(known);
	arena_free(&mem);
	return rc;
}

int
cache_prune(const char *root, const struct cache_limits *l,
    const struct lock *lock, struct cache_share removed[CACHE_KINDS])
{
	time_t now = time(NULL);
	struct strs used = { 0 }, gone = { 0 };
	struct store s = { 0 };
	size_t i;
	int rc = cache_prune_parts(root, l, &removed[CACHE_PARTS]);

	if (rc == 0)
		rc = list_used(root, l, lock, now, &used);
	if (rc == 0)
		rc = list_kind(root, CACHE_OBJECTS, &s);
	for (i = 0; rc == 0 && i < s.n; i++)
		if (is_unused(&s.v[i], l, now) && !has_sorted(&used, path_base(s.v[i].path)))
			strs_add(&gone, path_base(s.v[i].path));
	strs_sort(&gone);
	/* Notes first: they say nothing of an object that is not there. */
	if (rc == 0)
		rc = prune_notes(root, l, &gone, &removed[CACHE_NOTES]);
	for (i = 0; rc == 0 && i < s.n; i++)
		if (has_sorted(&gone, path_base(s.v[i].path)))
			remove_stored(&s.v[i], l, &removed[CACHE_OBJECTS]);
	store_free(&s);
	strs_free(&gone);
	strs_free(&used);
	return rc;
}
