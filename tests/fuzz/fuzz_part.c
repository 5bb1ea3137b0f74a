/* A prepared part: any bytes as its file are none but where they are those of the
 * digest in front; what was kept is there again. */
#include <sys/stat.h>

#include "fuzz.h"
#include "../unit/capture.h"
#include "base/digest.h"
#include "store/part.h"

static const char *const words[] = { "a part", "1" };
static char *root, *path;

static void
end(void)
{
	scratch_end(root);
	free(path);
}

int
fuzz_begin(void)
{
	struct strs files = { 0 };
	int rc = -1;

	root = scratch_begin();
	atexit(end);
	part_keep(root, words, 2, "x", 1);
	if (file_walk(root, &files, NULL) == 0 && files.n == 1) {
		path = path_join(root, files.v[0]);
		rc = 0;
	}
	strs_free(&files);
	return rc;
}

/* Is the file "sextant part DIGEST\n" and the bytes of that digest, if only one? */
static int
is_sound(const char *bytes, size_t len)
{
	char head[128], hex[DIGEST_HEX + 1];
	struct digest d;
	size_t n;

	n = strlen("sextant part \n") + DIGEST_HEX;
	if (len <= n)
		return 0;
	digest_begin(&d);
	digest_add(&d, bytes + n, len - n);
	digest_end(&d, hex);
	snprintf(head, sizeof(head), "sextant part %s\n", hex);
	return memcmp(bytes, head, n) == 0;
}

static void
hold(const char *bytes, size_t len)
{
	struct part p;

	if (!part_open(root, words, 2, &p) || p.len != len ||
	    memcmp(p.bytes, bytes, len) != 0)
		abort();
	part_close(&p);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	struct part p;

	if (file_remove(path) == -1 || file_write_new(path, bytes, size) == -1 ||
	    chmod(path, S_IRUSR | S_IWUSR) == -1)
		abort();
	if (part_open(root, words, 2, &p) != is_sound(bytes, size))
		abort();
	part_close(&p);
	if (size > 0) {
		part_keep(root, words, 2, bytes, size);
		hold(bytes, size);
	}
	return 0;
}
