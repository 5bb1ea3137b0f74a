/*
 * A catalog of a stranger's: a sound one with bytes of it changed. The input is
 * changes, each three bytes of a place, one of how many bytes follow, and these.
 * It is refused, or answers whatever is asked.
 */
#include "fuzz.h"
#include "../unit/capture.h"
#include "catalog/catalog.h"
#include "../unit/filled.h"

static struct buf sound, changed;
static char *folder, *path;

static void
end(void)
{
	scratch_end(folder);
	free(path);
	buf_free(&sound);
	buf_free(&changed);
}

int
fuzz_begin(void)
{
	struct catalog *c;
	int rc = -1;

	folder = scratch_begin();
	path = path_join(folder, "catalog.db");
	atexit(end);
	c = catalog_create(path);
	if (c != NULL && fill(c) == 0 && catalog_commit(c) == 0)
		rc = file_read(path, 0, &sound);
	return rc;
}

static void
change(const uint8_t *data, size_t size)
{
	size_t at, n;

	buf_cut(&changed, 0);
	buf_put(&changed, sound.s, sound.len);
	while (size > 4) {
		at = ((size_t)data[0] << 16 | (size_t)data[1] << 8 | data[2]) %
		    sound.len;
		n = data[3];
		data += 4;
		size -= 4;
		n = n > size ? size : n;
		n = n > sound.len - at ? sound.len - at : n;
		memcpy(changed.s + at, data, n);
		data += n;
		size -= n;
	}
}

static void
ask(struct catalog *c)
{
	static const char *const words[] = { NULL, "1", "T1001", "G0001",
		"CVE-2020-0001", "log-source:Sysmon", "enterprise", "detection" };
	struct buf dump = BUF_INIT;
	cJSON *rows;
	size_t i;
	int q;

	for (q = 0; q < Q_END; q++)
		for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
			catalog_rows(c, q, words[i], &rows);
	catalog_called(c, "T1001", &rows);
	catalog_controls(c, NULL, &rows);
	catalog_pairs(c, NULL, &rows);
	catalog_counts(c, NULL, &rows);
	catalog_outcomes(c, NULL, &rows);
	if (catalog_dump(c, &dump) == -1)
		abort();
	buf_free(&dump);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	struct catalog *c;

	change(data, size);
	if (file_remove(path) == -1 ||
	    file_write_new(path, changed.s, changed.len) == -1)
		abort();
	c = catalog_open(path);
	if (size == 0 && c == NULL)
		abort();
	if (c != NULL)
		ask(c);
	catalog_close(c);
	value_use(before);
	arena_free(&mem);
	return 0;
}
