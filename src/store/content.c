/* What an archive holds for a source, however it was packed. */
#include "store/content.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "config/source.h"
#include "store/cache.h"

/* A document that is kept until all are known, since they came unsorted. */
struct kept {
	char *path, *bytes;
	size_t len;
};

struct reading {
	const struct strs *files, *except;
	int (*take)(void *ctx, const char *path, const char *bytes, size_t len);
	void *ctx;
	struct content *c;
	struct digest digest;
	char *last;      /* path of the document before */
	bool unsorted;
	bool parted;     /* the document was given in parts */
	bool keep;       /* the second time: all of them */
	struct kept *kept;
	size_t n;
};

static bool
wants(void *ctx, const char *path)
{
	const struct reading *r = ctx;

	return source_selects(r->files, r->except, path);
}

static void
add_head_content(struct digest *d, const char *path, size_t len)
{
	char size[32];

	snprintf(size, sizeof(size), "%zu", len);
	digest_add_str(d, path);
	digest_add_str(d, size);
}

void
content_add(struct digest *d, const char *path, const char *bytes, size_t len)
{
	add_head_content(d, path, len);
	digest_add(d, bytes, len);
}

static void
begin(struct reading *r, const char *path, size_t len)
{
	r->c->files++;
	r->c->size += (long long)len;
	r->unsorted |= r->last != NULL && strcmp(r->last, path) >= 0;
	free(r->last);
	r->last = mem_strdup(path);
	if (!r->unsorted)
		add_head_content(&r->digest, path, len);
}

/* Of what is too large to be kept the digest has to come along. */
static int
part(void *ctx, const char *path, size_t size, const char *bytes, size_t n)
{
	struct reading *r = ctx;

	if (!r->parted)
		begin(r, path, size);
	r->parted = true;
	if (!r->unsorted)
		digest_add(&r->digest, bytes, n);
	return 0;
}

static int
take_content(void *ctx, const char *path, const char *bytes, size_t len)
{
	struct reading *r = ctx;

	if (r->keep) {
		*LIST_ADD(r->kept, r->n) = (struct kept){ mem_strdup(path),
			mem_strndup(bytes, len), len };
		return 0;
	}
	if (!r->parted)
		begin(r, path, len);
	if (!r->parted && !r->unsorted)
		digest_add(&r->digest, bytes, len);
	r->parted = false;
	return r->take == NULL ? 0 : r->take(r->ctx, path, bytes, len);
}

static int
compare_content(const void *a, const void *b)
{
	return strcmp(((const struct kept *)a)->path,
	    ((const struct kept *)b)->path);
}

/* The digest of what was kept; returns 0, or -1 after reporting the error. */
static int
add_kept(struct reading *r, const char *name)
{
	size_t i;

	if (r->n > 0)
		qsort(r->kept, r->n, sizeof(*r->kept), compare_content);
	for (i = 0; i < r->n; i++) {
		if (i > 0 &&
		    compare_content(&r->kept[i - 1], &r->kept[i]) == 0) {
			log_error("%s: %s: two entries of that path", name,
			    r->kept[i].path);
			return -1;
		}
		content_add(&r->digest, r->kept[i].path, r->kept[i].bytes,
		    r->kept[i].len);
	}
	return 0;
}

int
content_read(const char *path, const char *name, const struct strs *files,
    const struct strs *except,
    int (*taker)(void *ctx, const char *path, const char *bytes, size_t len),
    void *ctx, struct content *c)
{
	struct reading r = { .files = files, .except = except, .take = taker,
		.ctx = ctx, .c = c };
	struct archive_reader reader = { wants, take_content, &r, part };
	char rest[DIGEST_HEX + 1];
	size_t i;
	int rc;

	memset(c, 0, sizeof(*c));
	digest_begin(&r.digest);
	rc = archive_read(path, name, &reader, c->revision);
	/* What git archive made is sorted; what is not is read once more. */
	if (rc == 0 && r.unsorted) {
		digest_end(&r.digest, rest);
		digest_begin(&r.digest);
		r.keep = true;
		reader.part = NULL;
		rc = archive_read(path, name, &reader, NULL);
		if (rc == 0)
			rc = add_kept(&r, name);
	}
	digest_end(&r.digest, rc == 0 ? c->sha256 : rest);
	for (i = 0; i < r.n; i++) {
		free(r.kept[i].path);
		free(r.kept[i].bytes);
	}
	free(r.kept);
	free(r.last);
	return rc;
}

/* ---- which object has it ---- */

/* The name of what is remembered: digest and globs as one. */
static void
name_of_content(const struct lock_entry *e, char name[DIGEST_HEX + 1])
{
	struct digest d;
	size_t i;

	digest_begin(&d);
	digest_add_str(&d, e->sha256);
	for (i = 0; i < e->files.n; i++)
		digest_add_str(&d, e->files.v[i]);
	digest_add_str(&d, "");
	for (i = 0; i < e->except.n; i++)
		digest_add_str(&d, e->except.v[i]);
	digest_end(&d, name);
}

bool
content_find(const char *root, const struct lock_entry *e,
    char object[DIGEST_HEX + 1], long long *size)
{
	char name[DIGEST_HEX + 1];

	memcpy(object, e->sha256, DIGEST_HEX + 1);
	*size = e->size;
	if (e->files.n > 0) {
		name_of_content(e, name);
		if (!cache_content(root, name, object, size))
			return false;
	}
	return cache_has(root, object, *size);
}

int
content_remember(const char *root, const struct lock_entry *e,
    const char *object, long long size)
{
	char name[DIGEST_HEX + 1];

	if (e->files.n == 0)
		return 0;
	name_of_content(e, name);
	return cache_remember_content(root, name, object, size);
}
