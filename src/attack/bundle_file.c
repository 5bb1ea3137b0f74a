/* The file of a bundle, and what is prepared of it. */
#include "attack/bundle_file.h"

#include <stdlib.h>
#include <string.h>

#include "attack/stix_part.h"
#include "base/file.h"
#include "store/cache.h"

enum { WORDS = 3 };

/* All that what is read of it follows from. */
static void
part_words(const struct bundle_file *f, const char *words[WORDS])
{
	words[0] = "bundle " STIX_PART_FORMAT " " SEXTANT_VERSION;
	words[1] = f->chains ? "chains" : "whole";
	words[2] = f->sha256;
}

/* Of another framework's bundle nothing is prepared: it follows from the table of
 * frameworks too, and is small. */
static bool
open_part(struct bundle_file *f)
{
	const char *words[WORDS];

	part_words(f, words);
	return f->part.bytes != NULL || (f->framework == NULL &&
	    part_open(f->cache, words, WORDS, &f->part));
}

static void
keep_part(const struct bundle_file *f, const struct stix *s)
{
	const char *words[WORDS];
	struct buf bytes = BUF_INIT;

	if (f->framework != NULL)
		return;
	part_words(f, words);
	stix_part_put(s, f->chains, &bytes);
	part_keep(f->cache, words, WORDS, buf_str(&bytes), bytes.len);
	buf_free(&bytes);
}

int
bundle_file_local(struct bundle_file *f, const struct locked *h, const char *path)
{
	f->cache = h->cache;
	f->path = path;
	return file_digest(path, f->sha256);
}

int
bundle_file_locked(struct bundle_file *f, const struct locked *h,
    const struct lock_entry *e)
{
	char *path;

	f->cache = h->cache;
	f->lock = e;
	memcpy(f->sha256, e->sha256, DIGEST_HEX + 1);
	if (f->chains && cache_has(h->cache, e->sha256, e->size) && open_part(f))
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

/* Fills s with what is prepared; false where there is nothing. */
static bool
read_part(struct bundle_file *f, struct stix *s)
{
	const char *name = path_base(bundle_file_name(f));
	size_t i;

	if (!open_part(f))
		return false;
	if (stix_part_get(f->part.bytes, f->part.len, f->chains, s) == -1) {
		stix_free(s);
		return false;
	}
	/* The same bytes may be called otherwise. */
	for (i = 0; i < s->findings.n; i++)
		if (s->findings.v[i].path != NULL)
			s->findings.v[i].path = arena_strdup(s->mems, name);
	return true;
}

int
bundle_file_read(struct bundle_file *f, int jobs, struct stix *s)
{
	if (read_part(f, s))
		return 0;
	if (stix_read_file(f->path, bundle_file_name(f), f->framework, f->chains, jobs,
	    s) == -1)
		return -1;
	keep_part(f, s);
	return 0;
}

void
bundle_file_close(struct bundle_file *f)
{
	if (f->part.bytes != NULL)
		part_close(&f->part);
}
