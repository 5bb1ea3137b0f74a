/* A cache that others may write to: any bytes as the note on an address, and on an
 * object's documents. */
#include "in_file.h"
#include "../unit/capture.h"
#include "base/date.h"
#include "base/digest.h"
#include "store/cache.h"

#define URL "https://e.org/a.json"
#define EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static struct in_file file;
static char *root;

static void
end(void)
{
	scratch_end(root);
}

/* The notes are links to the file, and the one object that is there is empty. */
int
fuzz_begin(void)
{
	const struct cache_url u = { .sha256 = EMPTY, .first = "2026-01-01" };
	char *object, *folder = NULL, *path;
	struct strs notes = { 0 };
	size_t i;
	int rc = -1;

	root = scratch_begin();
	atexit(end);
	object = cache_object_path(root, EMPTY);
	in_file(&file, "", 0);
	if (cache_prepare(root) == -1 || file_make_parents(object) == -1 ||
	    file_write_new(object, "", 0) == -1 ||
	    cache_remember(root, URL, &u) == -1 ||
	    cache_remember_content(root, EMPTY, EMPTY, 0) == -1 ||
	    file_walk(root, &notes, NULL) == -1)
		goto out;
	for (i = 0, rc = 0; i < notes.n && rc == 0; i++) {
		path = path_join(root, notes.v[i]);
		if (!str_has_prefix(notes.v[i], "objects/"))
			rc = unlink(path) == -1 ? -1 : symlink(file.path, path);
		free(path);
	}
out:
	strs_free(&notes);
	free(folder);
	free(object);
	return rc;
}

static void
check(const struct cache_url *u)
{
	if (strcmp(u->sha256, EMPTY) != 0 || u->size != 0 ||
	    !date_is_valid(u->first) ||
	    (u->edition != NULL && !digest_is_valid(u->edition)))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cache_known *list = NULL;
	struct arena mem = { 0 };
	struct cache_url u;
	char object[DIGEST_HEX + 1];
	long long bytes;
	size_t i, n = 0;

	in_file(&file, data, size);
	if (cache_lookup(root, URL, &mem, &u) == 1)
		check(&u);
	if (cache_urls(root, &mem, &list, &n) == 0)
		for (i = 0; i < n; i++)
			check(&list[i].of);
	if (cache_content(root, EMPTY, object, &bytes) &&
	    (!digest_is_valid(object) || bytes < 0))
		abort();
	free(list);
	arena_free(&mem);
	return 0;
}
