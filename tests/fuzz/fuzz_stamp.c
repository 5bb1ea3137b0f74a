/* The stamp of a folder of pages: any bytes; what it says of files that are not there makes
 * no page known. */
#include <fcntl.h>

#include "in_file.h"
#include "../unit/capture.h"
#include "tree/tree_stamp.h"

static const char inputs[] =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
static struct in_file file;
static struct manifest manifest;
static char *folder;
static int fd;

static void
end(void)
{
	manifest_free(&manifest);
	scratch_end(folder);
}

int
fuzz_begin(void)
{
	static const char *const pages[] = { "a.html", "b.html", "c.html" };
	size_t i;

	folder = scratch_begin();
	atexit(end);
	for (i = 0; i < 3; i++) {
		manifest_put(&manifest.text, inputs, pages[i]);
		strs_add(&manifest.paths, pages[i]);
	}
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd == -1 ? -1 : 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct stamp s = { 0 };
	size_t i, k, n, *of;
	bool found;

	if (stamp_begin(&s, in_file(&file, data, size), inputs, fd, &manifest))
		abort();
	if (s.n != 0 && s.n != manifest.paths.n)
		abort();
	for (i = 0; i < s.n; i++) {
		of = stamp_of_key(&s, s.files[i].key, &n);
		found = *s.files[i].key == '\0';
		for (k = 0; k < n; k++)
			found |= of[k] == i;
		if (!found)
			abort();
	}
	stamp_free(&s);
	return 0;
}
