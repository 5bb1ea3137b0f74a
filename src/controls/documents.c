/* The documents of a source, as bytes, from its archive or folder. */
#include "controls/documents.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/log.h"
#include "store/content.h"
#include "value/clean.h"

enum { HELD_MAX = 32 * 1024 * 1024 }; /* bytes of a source's documents in memory */

struct reading {
	const struct source *s;
	struct documents *d;
	struct findings *f;
	size_t refused; /* for their size */
};

/* Writes the bytes of one behind those that are aside. Where that cannot be, they
 * stay in memory. */
static void
put_aside(struct documents *d, struct document *one)
{
	if (d->aside == NULL)
		d->aside = tmpfile();
	if (d->aside == NULL ||
	    lseek(fileno(d->aside), (off_t)d->length, SEEK_SET) == -1 ||
	    file_write_all(fileno(d->aside), one->bytes, one->len) == -1)
		return;
	one->at = d->length;
	d->length += one->len;
	free(one->bytes);
	one->bytes = NULL;
}

static void
add_document(struct documents *d, const char *path, char *bytes, size_t len)
{
	struct document one = { arena_strdup(&d->mem, path), bytes, len, 0 };

	if (len > 0 && d->held + len > HELD_MAX)
		put_aside(d, &one);
	if (one.bytes != NULL)
		d->held += len;
	*LIST_ADD(d->v, d->n) = one;
}

int
documents_load(const struct documents *d, struct document *one)
{
	size_t n = 0;
	ssize_t got;
	char *bytes;

	if (one->bytes != NULL)
		return 0;
	bytes = mem_grow(NULL, one->len + 1, 1);
	while (n < one->len) {
		got = pread(fileno(d->aside), bytes + n, one->len - n,
		    (off_t)(one->at + n));
		if (got == -1 && errno == EINTR)
			continue;
		if (got <= 0) {
			log_error("%s: put aside, and cannot be read: %s",
			    one->path, got == 0 ? "cut off" : strerror(errno));
			free(bytes);
			return -1;
		}
		n += (size_t)got;
	}
	bytes[n] = '\0';
	one->bytes = bytes;
	return 0;
}

/* Adds what was read, without the room that there is for more. */
static void
add_read(struct documents *d, const char *path, struct buf *text)
{
	size_t len = text->len;

	add_document(d, path, mem_grow(buf_take(text), len + 1, 1), len);
}

/* A path stands in links, lists and messages, and must not break their lines. */
static bool
is_one_line(struct reading *r, const char *path)
{
	const char *clean = clean_line(r->f->mem, path);

	if (strcmp(clean, path) == 0)
		return true;
	findings_add(r->f, clean, 0, "refused-name",
	    "a file whose name has control characters, or is not UTF-8");
	return false;
}

static void
refuse(struct reading *r, const char *path)
{
	findings_add(r->f, arena_strdup(r->f->mem, path), 0, "broken-document",
	    "larger than %d bytes", DOCUMENT_MAX);
	r->refused++;
}

static int
keep_document(void *ctx, const char *path, const char *bytes, size_t len)
{
	struct reading *r = ctx;

	if (!is_one_line(r, path))
		return 0;
	if (len > DOCUMENT_MAX)
		refuse(r, path);
	else
		add_document(r->d, path, mem_strndup(bytes, len), len);
	return 0;
}

static int
read_file(struct reading *r, const char *whole, const char *path)
{
	struct buf text = BUF_INIT;
	struct stat st;
	int rc = -1;

	if (stat(whole, &st) == 0 && st.st_size > DOCUMENT_MAX) {
		refuse(r, path);
		rc = 0;
	} else if (file_read(whole, 0, &text) == 0) {
		add_read(r->d, path, &text);
		rc = 0;
	}
	buf_free(&text);
	return rc;
}

/* A file that was fetched alone: called as its address ends. */
static int
read_alone(struct reading *r, const char *object)
{
	const char *name = r->s->path != NULL ? r->s->path : r->s->url;
	struct buf text = BUF_INIT;

	if (file_read(object, 0, &text) == -1) {
		buf_free(&text);
		return -1;
	}
	add_read(r->d, path_base(name), &text);
	return 0;
}

/* Would the path be read? any: do the globs name any file? Where they do not,
 * all files with their extensions are read. */
static bool
is_wanted(const struct source *s, const char *path, bool any)
{
	return any ? source_reads(s, path)
	    : source_has_extension(s, path) && !path_is_hidden(path);
}

bool
documents_may_be_folder(const char *path, const char *below)
{
	return !path_is_hidden(below) &&
	    (strchr(path_base(below), '.') == NULL || file_is_folder(path));
}

/* Adds a finding for each link or special file that would be read. */
static void
add_refused(struct reading *r, const struct file_refused *refused, bool any)
{
	const char *path;
	char *whole;
	size_t i;

	for (i = 0; i < refused->paths.n; i++) {
		path = refused->paths.v[i];
		whole = path_join(r->s->path, path);
		if (is_wanted(r->s, path, any) ||
		    documents_may_be_folder(whole, path))
			findings_add(r->f, clean_line(r->f->mem, path), 0,
			    "refused-file", "not read: %s",
			    refused->whys.v[i]);
		free(whole);
	}
}

/* Reads the files that the globs name; where they name none, all with their
 * extensions. */
static int
read_folder(struct reading *r)
{
	struct file_refused refused = { 0 };
	struct strs paths = { 0 };
	struct stat st;
	char *whole;
	bool any = false;
	size_t i, passed_over = 0;
	int rc;

	if (stat(r->s->path, &st) == 0 && !S_ISDIR(st.st_mode)) {
		if (S_ISREG(st.st_mode))
			return read_alone(r, r->s->path);
		log_error("%s: %s: no file or folder", r->s->id, r->s->path);
		return -1;
	}
	rc = file_walk(r->s->path, &paths, &refused);
	for (i = 0; i < paths.n && !any; i++)
		any = source_reads(r->s, paths.v[i]);
	for (i = 0; rc == 0 && i < paths.n; i++) {
		whole = path_join(r->s->path, paths.v[i]);
		if (is_wanted(r->s, paths.v[i], any) &&
		    is_one_line(r, paths.v[i]))
			rc = read_file(r, whole, paths.v[i]);
		else if (any && r->s->own &&
		    is_wanted(r->s, paths.v[i], false))
			passed_over++;
		free(whole);
	}
	if (passed_over > 0)
		findings_add(r->f, NULL, 0, "not-read", "%zu more files with "
		    "the same endings: the folder was read as a repository's "
		    "root, since the definition's patterns match in it",
		    passed_over);
	add_refused(r, &refused, any);
	strs_free(&paths);
	file_refused_free(&refused);
	return rc;
}

static int
compare_paths(const void *a, const void *b)
{
	return strcmp((*(const struct document *const *)a)->path,
	    (*(const struct document *const *)b)->path);
}

static int
digest_document(struct digest *sum, const struct documents *d,
    const struct document *one, bool single)
{
	struct document held = *one;

	if (documents_load(d, &held) == -1)
		return -1;
	if (single)
		digest_add(sum, held.bytes, held.len);
	else
		content_add(sum, held.path, held.bytes, held.len);
	if (one->bytes == NULL)
		free(held.bytes);
	return 0;
}

/* As store/content.h has it; of a single file its bytes. */
static int
digest_documents(struct documents *d, bool single)
{
	const struct document **sorted = mem_array(d->n, sizeof(*sorted));
	struct digest sum;
	size_t i;
	int rc = 0;

	for (i = 0; i < d->n; i++)
		sorted[i] = &d->v[i];
	if (d->n > 0)
		qsort(sorted, d->n, sizeof(*sorted), compare_paths);
	digest_begin(&sum);
	for (i = 0; i < d->n; i++)
		if (digest_document(&sum, d, sorted[i], single) == -1)
			rc = -1;
	digest_end(&sum, d->digest);
	free(sorted);
	return rc;
}

static int
upper(int c)
{
	return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
}

int
documents_compare(const char *a, const char *b)
{
	size_t n, m, i;
	int x, y;

	for (;;) {
		n = strcspn(a, "/");
		m = strcspn(b, "/");
		if ((a[n] == '\0') != (b[m] == '\0'))
			return a[n] == '\0' ? -1 : 1; /* files first */
		for (i = 0; i < n && i < m; i++) {
			x = upper((unsigned char)a[i]);
			y = upper((unsigned char)b[i]);
			if (x != y)
				return x - y;
		}
		if (n != m)
			return n < m ? -1 : 1;
		if (a[n] == '\0')
			return 0;
		a += n + 1;
		b += m + 1;
	}
}

static int
compare_documents(const void *a, const void *b)
{
	const struct document *x = a, *y = b;
	int order = documents_compare(x->path, y->path);

	return order != 0 ? order : strcmp(x->path, y->path);
}

int
documents_read(const struct source *s, const char *object,
    struct documents *d, struct findings *f)
{
	struct reading r = { s, d, f, 0 };
	struct content content;
	int rc;

	if (object != NULL && s->url != NULL)
		rc = read_alone(&r, object);
	else if (object != NULL)
		rc = content_read(object, s->id, &s->files, &s->except,
		    keep_document, &r, &content);
	else
		rc = read_folder(&r);
	if (rc == 0 && d->n + r.refused == 0) {
		log_error("%s: %s: no file there that the definition reads",
		    s->id, object != NULL ? "archive" : s->path);
		rc = -1;
	}
	if (rc == 0 && r.refused > 0 && s->kind == KIND_EVIDENCE &&
	    !s->accepted) {
		log_error("%s: %s: larger than %d bytes", s->id,
		    object != NULL ? "archive" : s->path, DOCUMENT_MAX);
		rc = -1;
	}
	if (d->n > 0)
		qsort(d->v, d->n, sizeof(*d->v), compare_documents);
	if (object == NULL) {
		if (digest_documents(d, !file_is_folder(s->path)) == -1)
			rc = -1;
	} else if (rc == 0 && s->url == NULL) {
		memcpy(d->digest, content.sha256, sizeof(d->digest));
	}
	return rc;
}

int
documents_read_files(const struct document_file *files, size_t n,
    struct documents *d, struct findings *f)
{
	struct reading r = { NULL, d, f, 0 };
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < n; i++)
		rc = read_file(&r, files[i].object, files[i].path);
	if (d->n > 0)
		qsort(d->v, d->n, sizeof(*d->v), compare_documents);
	return rc;
}

void
documents_free(struct documents *d)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		free(d->v[i].bytes);
	free(d->v);
	if (d->aside != NULL)
		fclose(d->aside);
	arena_free(&d->mem);
	memset(d, 0, sizeof(*d));
}
