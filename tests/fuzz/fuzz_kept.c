/* What a document gave, prepared for the next time: it is the same again. And any bytes
 * as what was prepared are none, or some. The input is as that of fuzz_forms. */
#include <sys/stat.h>

#include "definitions.h"
#include "../unit/capture.h"
#include "base/digest.h"
#include "kept/kept.h"

#define URL "https://e.org/a.tar.gz"
#define SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static char *root;
static struct config config;

static void
end(void)
{
	scratch_end(root);
}

int
fuzz_begin(void)
{
	root = scratch_begin();
	atexit(end);
	return definitions_begin();
}

/* The one part that there is; it is gone then. */
static void
take_part(struct buf *bytes, char **path)
{
	struct strs files = { 0 };

	if (file_walk(root, &files, NULL) == -1 || files.n != 1)
		abort();
	*path = path_join(root, files.v[0]);
	if (file_read(*path, 0, bytes) == -1 || file_remove(*path) == -1)
		abort();
	strs_free(&files);
}

/* Keeps the only document. */
static void
keep(const struct source *s, const struct kept *k)
{
	struct buf bytes = BUF_INIT;
	struct kept_document again = { 0 };
	struct kept_packed packed;
	struct arena mem = { 0 };

	if (kept_pack(s, &k->v[0], &bytes) == -1)
		abort();
	packed = (struct kept_packed){ bytes.s, bytes.len };
	if (kept_unpack(s, &packed, &mem, &again) == -1 ||
	    again.controls.n != k->v[0].controls.n)
		abort();
	controls_free(&again.controls);
	free(again.findings.v);
	kept_keep(root, &config, s, URL, SHA256, k, &packed);
	arena_free(&mem);
	buf_free(&bytes);
}

/* Kept, found and kept again it is the same bytes. */
static void
keep_twice(const struct source *s, const struct kept *k, char **path)
{
	struct buf one = BUF_INIT, two = BUF_INIT;
	struct kept found = { 0 };
	char *again;

	keep(s, k);
	if (!kept_open(root, &config, s, URL, SHA256, &found))
		abort();
	take_part(&one, path);
	keep(s, &found);
	take_part(&two, &again);
	if (one.len != two.len || memcmp(one.s, two.s, one.len) != 0)
		abort();
	kept_close(&found);
	free(again);
	buf_free(&one);
	buf_free(&two);
}

/* Whatever stands there under a digest that is right. */
static void
open_any(const struct source *s, const char *path, const char *bytes, size_t len)
{
	char hex[DIGEST_HEX + 1];
	struct buf file = BUF_INIT;
	struct kept found = { 0 };
	struct digest d;

	digest_begin(&d);
	digest_add(&d, bytes, len);
	digest_end(&d, hex);
	buf_printf(&file, "sextant part %s\n", hex);
	buf_put(&file, bytes, len);
	if (file_write_new(path, file.s, file.len) == -1 ||
	    chmod(path, S_IRUSR | S_IWUSR) == -1)
		abort();
	if (kept_open(root, &config, s, URL, SHA256, &found))
		kept_close(&found);
	if (file_remove(path) == -1)
		abort();
	buf_free(&file);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena scratch = { 0 }, mem = { 0 };
	struct kept_document one = { .findings = { .mem = &mem } };
	struct kept k = { .digest = SHA256, .v = &one, .n = 1 };
	struct document d;
	const struct source *s = definition_split(data, size, &mem, &d);
	char *path;

	if (s != NULL) {
		one.path = d.path;
		control_take(s, &d, NULL, &scratch, &mem, &one.controls,
		    &one.findings);
		keep_twice(s, &k, &path);
		open_any(s, path, d.bytes, d.len);
		free(path);
		free(d.bytes);
	}
	controls_free(&one.controls);
	free(one.findings.v);
	arena_free(&scratch);
	arena_free(&mem);
	return 0;
}
