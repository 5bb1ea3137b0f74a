/* The manifest of a folder of pages: any bytes; what it names lies below the folder. */
#include "in_file.h"
#include "../unit/capture.h"
#include "base/digest.h"
#include "tree/tree_manifest.h"

static struct in_file file;
static char *folder;

static void
end(void)
{
	scratch_end(folder);
}

int
fuzz_begin(void)
{
	char *path;
	int rc;

	folder = scratch_begin();
	atexit(end);
	path = path_join(folder, MANIFEST_NAME);
	rc = symlink(in_file(&file, "", 0), path);
	free(path);
	return rc;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct manifest m = { 0 };
	struct buf again = BUF_INIT;
	char hex[DIGEST_HEX + 1];
	size_t i, at;

	in_file(&file, data, size);
	if (manifest_read(folder, &m) == 1) {
		for (i = at = 0; i < m.paths.n; i++) {
			if (!path_is_plain(m.paths.v[i]) ||
			    !manifest_has(&m, m.paths.v[i]))
				abort();
			snprintf(hex, sizeof(hex), "%s", m.text.s + at);
			manifest_put(&again, hex, m.paths.v[i]);
			at = again.len;
		}
		if (again.len != size ||
		    (size > 0 && memcmp(again.s, data, size) != 0))
			abort();
	}
	buf_free(&again);
	manifest_free(&m);
	return 0;
}
