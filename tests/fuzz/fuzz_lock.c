/* Any bytes as a lock: refused, or the same again after writing and reading. */
#include "in_file.h"
#include "store/lock.h"

static struct in_file file;

static bool
is_same(const struct strs *a, const struct strs *b)
{
	size_t i = 0;

	while (i < a->n && i < b->n && strcmp(a->v[i], b->v[i]) == 0)
		i++;
	return i == a->n && i == b->n;
}

static void
compare(const struct lock *a, const struct lock *b)
{
	const struct lock_entry *e;
	size_t i;

	if (a->n != b->n)
		abort();
	for (i = 0; i < a->n; i++) {
		e = lock_find(b, a->entries[i].id);
		if (e == NULL || strcmp(e->url, a->entries[i].url) != 0 ||
		    strcmp(e->sha256, a->entries[i].sha256) != 0 ||
		    strcmp(e->accessed, a->entries[i].accessed) != 0 ||
		    e->size != a->entries[i].size ||
		    !is_same(&e->files, &a->entries[i].files) ||
		    !is_same(&e->except, &a->entries[i].except) ||
		    (e->revision == NULL) != (a->entries[i].revision == NULL))
			abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct lock l = { 0 }, again = { 0 };
	const char *path = in_file(&file, data, size);
	char copy[64];

	snprintf(copy, sizeof(copy), "/dev/shm/fuzz_lock.%ld", (long)getpid());
	if (lock_read(path, &l) == 1) {
		if (lock_write(copy, &l) == -1 || lock_read(copy, &again) != 1)
			abort();
		compare(&l, &again);
		unlink(copy);
	}
	lock_free(&l);
	lock_free(&again);
	return 0;
}
