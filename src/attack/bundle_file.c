/* The file of a bundle, and what is prepared of it. */
#include "attack/bundle_file.h"

#include <stdlib.h>
#include <string.h>

#include "attack/chains.h"
#include "base/file.h"
#include "store/cache.h"

/* Of what the chains follow, besides the framework: struct stix has ids and tactics as
 * that one forms them, but chains_put keeps all. */
static bool
open_part(struct bundle_file *f)
{
	const char *const words[] = { "chains", CHAINS_FORMAT, f->sha256 };

	return part_open(f->cache, words, sizeof(words) / sizeof(words[0]),
	    &f->part);
}

static void
keep_part(const struct bundle_file *f, const char *text, size_t len)
{
	const char *const words[] = { "chains", CHAINS_FORMAT, f->sha256 };
	struct buf chains = BUF_INIT;

	if (chains_put(text, len, &chains) == 0)
		part_keep(f->cache, words, sizeof(words) / sizeof(words[0]),
		    buf_str(&chains), chains.len);
	buf_free(&chains);
}

int
bundle_file_local(struct bundle_file *f, const struct locked *h,
    const char *path, bool chains)
{
	f->cache = h->cache;
	f->path = path;
	if (locked_digest(path, f->sha256) == -1)
		return -1;
	if (chains)
		open_part(f);
	return 0;
}

int
bundle_file_locked(struct bundle_file *f, const struct locked *h,
    const struct lock_entry *e, bool chains)
{
	char *path;

	f->cache = h->cache;
	f->lock = e;
	memcpy(f->sha256, e->sha256, DIGEST_HEX + 1);
	if (chains && cache_has(h->cache, e->sha256, e->size) && open_part(f))
		path = cache_object_path(h->cache, e->sha256);
	else
		path = locked_object(h, e);
	if (path == NULL)
		return -1;
	f->path = arena_strdup(h->mem, path);
	free(path);
	return 0;
}

const char *
bundle_file_name(const struct bundle_file *f)
{
	return f->lock != NULL ? f->lock->url : f->path;
}

int
bundle_file_read(const struct bundle_file *f, const struct framework *framework,
    bool chains, int jobs, struct stix *s)
{
	const char *name = bundle_file_name(f);
	struct mapped text;
	int rc;

	if (chains && f->part.bytes != NULL)
		return stix_read(f->part.bytes, f->part.len, name, framework, true, 1, s);
	if (file_map(f->path, &text) == -1)
		return -1;
	rc = stix_read(text.bytes, text.len, name, framework, chains, jobs, s);
	if (rc == 0 && chains && s->findings.n == 0 && s->dropped == 0)
		keep_part(f, text.bytes, text.len);
	file_unmap(&text);
	return rc;
}

void
bundle_file_close(struct bundle_file *f)
{
	if (f->part.bytes != NULL)
		part_close(&f->part);
}
