/* Any bytes as an archive, and as documents with a digest: read, or refused;
 * nothing else. */
#include "in_file.h"
#include "base/digest.h"
#include "base/mem.h"
#include "base/str.h"
#include "controls/documents.h"
#include "store/content.h"

static struct in_file file;
static struct arena definition;
static struct source sigma;

int
fuzz_begin(void)
{
	return source_read("data/sources/sigma.yaml", "sigma", &definition, &sigma);
}

static bool
want_all(void *ctx, const char *path)
{
	(void)ctx;
	if (!path_is_plain(path))
		abort();
	return true;
}

static int
touch(void *ctx, const char *path, const char *bytes, size_t len)
{
	(void)ctx;
	(void)path;
	return bytes[len] == '\0' ? 0 : -1;
}

/* Documents of an archive have paths of their own, in walk order. */
static void
check_documents(const char *path)
{
	struct document_file alone = { mem_strdup(path), "rules/a.yml" };
	struct arena mem = { 0 };
	struct findings f = { .mem = &mem };
	struct documents d = { 0 };
	size_t i;

	if (documents_read(&sigma, path, &d, &f) == 0)
		for (i = 0; i < d.n; i++)
			if (!path_is_plain(d.v[i].path) || d.v[i].len > DOCUMENT_MAX ||
			    (i > 0 && documents_compare(d.v[i - 1].path,
			    d.v[i].path) > 0))
				abort();
	documents_free(&d);
	d = (struct documents){ 0 };
	documents_read_files(&alone, 1, &d, &f);
	documents_free(&d);
	free(alone.object);
	free(f.v);
	arena_free(&mem);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct archive_reader r = { want_all, touch, NULL, NULL };
	char all[] = "**", *globs[] = { all };
	const struct strs files = { globs, 1 }, none = { NULL, 0 };
	struct content c;
	char revision[ARCHIVE_REVISION + 1];
	const char *path = in_file(&file, data, size);

	if (archive_read(path, "fuzz", &r, revision) == 0 &&
	    strspn(revision, "0123456789abcdef") != strlen(revision))
		abort();
	if (content_read(path, "fuzz", &files, &none, touch, NULL, &c) == 0 &&
	    !digest_is_valid(c.sha256))
		abort();
	archive_head_revision((const char *)data, size, revision);
	if (strspn(revision, "0123456789abcdef") != strlen(revision))
		abort();
	check_documents(path);
	return 0;
}
