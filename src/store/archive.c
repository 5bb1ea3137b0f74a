/*
 * Archives as streams, by libarchive: one reader unpacks (its raw format, so
 * that the head with the commit and the very end are seen), and feeds another
 * one that knows tar. Zip needs to seek, and is read by one.
 */
#include "store/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"

enum {
	ENTRIES_MAX = 200000,
	FILE_MAX = 64 * 1024 * 1024, /* bytes of one wanted file */
	ALL_GIB = 2,                 /* unpacked, and again of wanted files */
	CHUNK = 64 * 1024,
	TAR_BLOCK = 512, /* POSIX.1-2017, pax, "ustar Interchange Format" */
	TAR_SIZE_AT = 124,
	TAR_SIZE_LEN = 12,
	TAR_TYPE_AT = 156,
	TAR_MAGIC_AT = 257,
};

/*
 * libarchive has names in the encoding of the locale. Of a zip that says that
 * its names are UTF-8, those beyond ASCII are lost in the C locale; a tar's
 * come as they stand, for glibc cannot convert them, but musl makes each such
 * character '*'. In a UTF-8 locale all are there, if composed (NFC).
 */
#ifdef __GLIBC__
enum { TAR_IN_UTF8 = false };
#else
enum { TAR_IN_UTF8 = true };
#endif

struct stream {
	const char *path, *name;
	int fd;
	char *chunk; /* of fd's bytes, or NULL, then bytes, as long as there are */
	const char *bytes;
	size_t nbytes;
	struct archive *unpacked; /* NULL for zip */
	struct archive *files;
	locale_t utf8; /* or 0 */
	char revision[ARCHIVE_REVISION + 1];
	const char *why; /* of a limit of ours, or NULL */
	bool packed;     /* it starts as gzip or zip do */
	long long fed, taken;
	unsigned char last[TAR_BLOCK]; /* of the unpacked stream */
	size_t entries;
	char *top;
	bool top_known;
};

/* ---- the commit, in the comment of a pax global header ---- */

/* Records are "LENGTH KEY=VALUE\n"; LENGTH counts all of it. */
static void
find_comment(const char *s, size_t n, char *revision)
{
	static const char key[] = " comment=";
	size_t len, digits, head, name;

	while (n > 0) {
		len = 0;
		for (digits = 0; digits < n && digits < 6; digits++) {
			if (s[digits] < '0' || s[digits] > '9')
				break;
			len = len * 10 + (size_t)(s[digits] - '0');
		}
		head = digits + sizeof(key) - 1;
		if (len <= head || len > n || s[len - 1] != '\n')
			return;
		name = len - head - 1; /* digits of a commit: SHA-1, SHA-256 */
		if (memcmp(s + digits, key, sizeof(key) - 1) == 0 &&
		    (name == 40 || name == 64) &&
		    strspn(s + head, "0123456789abcdef") >= name) {
			memcpy(revision, s + head, name);
			revision[name] = '\0';
			return;
		}
		s += len;
		n -= len;
	}
}

/* Looks only in the first block of the stream: it holds 64 KiB. */
static void
find_revision(const char *s, size_t n, char *revision)
{
	char digits[TAR_SIZE_LEN + 1] = "";
	unsigned long size;

	if (n < (size_t)2 * TAR_BLOCK || s[TAR_TYPE_AT] != 'g' ||
	    memcmp(s + TAR_MAGIC_AT, "ustar", 5) != 0)
		return;
	memcpy(digits, s + TAR_SIZE_AT, TAR_SIZE_LEN);
	size = strtoul(digits, NULL, 8);
	if (size <= n - TAR_BLOCK)
		find_comment(s + TAR_BLOCK, size, revision);
}

/* ---- opening ---- */

static struct archive *
new_archive(void)
{
	struct archive *a = archive_read_new();

	if (a == NULL)
		mem_fail();
	return a;
}

/* Is that a success of a? A warning is, too, but not that of a lack of memory. */
static bool
is_ok(struct archive *a, int rc)
{
	if (rc != ARCHIVE_OK && rc != ARCHIVE_EOF && archive_errno(a) == ENOMEM)
		mem_fail();
	return rc == ARCHIVE_OK || rc == ARCHIVE_WARN;
}

static const char *
reason(const struct stream *s, struct archive *a)
{
	const char *why = s->why;

	if (why == NULL && a != NULL)
		why = archive_error_string(a);
	return why == NULL ? "cut off" : why;
}

static int
broken(const struct stream *s, struct archive *a)
{
	log_error("%s: %s: %s", s->name, s->packed || s->entries > 0 ?
	    "broken archive" : "no tar, gzip or zip archive", reason(s, a));
	return -1;
}

/* What was unpacked last ends the stream: see stream_end. */
static void
keep_last(struct stream *s, const char *bytes, size_t n)
{
	if (n >= TAR_BLOCK) {
		memcpy(s->last, bytes + n - TAR_BLOCK, TAR_BLOCK);
		return;
	}
	memmove(s->last, s->last + n, TAR_BLOCK - n);
	memcpy(s->last + TAR_BLOCK - n, bytes, n);
}

/* libarchive's read callback: the next unpacked block; 0 at the end. */
static la_ssize_t
stream_feed(struct archive *files, void *ctx, const void **block)
{
	struct stream *s = ctx;
	la_int64_t at;
	size_t n = 0;
	int rc = archive_read_data_block(s->unpacked, block, &n, &at);

	if (rc == ARCHIVE_EOF)
		return 0;
	if (!is_ok(s->unpacked, rc)) {
		s->why = reason(s, s->unpacked);
		archive_set_error(files, EIO, "%s", s->why);
		return -1;
	}
	if (s->fed == 0)
		find_revision(*block, n, s->revision);
	s->fed += (long long)n;
	if (s->fed > (long long)ALL_GIB << 30) {
		s->why = "more than 2 GiB unpacked";
		archive_set_error(files, EFBIG, "%s", s->why);
		return -1;
	}
	keep_last(s, *block, n);
	return (la_ssize_t)n;
}

/* libarchive's callbacks for the file, or the bytes that it begins with. */
static la_ssize_t
read_packed(struct archive *a, void *ctx, const void **block)
{
	struct stream *s = ctx;
	ssize_t n = (ssize_t)s->nbytes;

	*block = s->bytes;
	s->nbytes = 0;
	if (s->bytes != NULL)
		return n;
	if (s->chunk == NULL)
		s->chunk = mem_get(CHUNK);
	*block = s->chunk;
	do
		n = read(s->fd, s->chunk, CHUNK);
	while (n == -1 && errno == EINTR);
	if (n == -1)
		archive_set_error(a, errno, "%s", strerror(errno));
	return n;
}

static la_int64_t
seek_packed(struct archive *a, void *ctx, la_int64_t offset, int whence)
{
	(void)a;
	return lseek(((struct stream *)ctx)->fd, offset, whence);
}

/* As archive_read_open, which goes on where it has no memory for its callbacks. */
static int
open_archive(struct archive *a, struct stream *s, archive_read_callback *feed)
{
	archive_read_set_read_callback(a, feed);
	if (feed == read_packed && s->bytes == NULL)
		archive_read_set_seek_callback(a, seek_packed);
	if (archive_read_set_callback_data(a, s) != ARCHIVE_OK)
		mem_fail();
	return archive_read_open1(a);
}

static int
open_unpacked(struct stream *s)
{
	struct archive_entry *e;
	int rc;

	s->unpacked = new_archive();
	if (!is_ok(s->unpacked, archive_read_support_filter_gzip(s->unpacked)) ||
	    !is_ok(s->unpacked, archive_read_support_format_raw(s->unpacked)))
		return -1;
	rc = open_archive(s->unpacked, s, read_packed);
	return is_ok(s->unpacked, rc) && is_ok(s->unpacked,
		archive_read_next_header(s->unpacked, &e)) ? 0 : -1;
}

static int
open_files(struct stream *s, bool zip)
{
	int rc;

	s->files = new_archive();
	rc = zip ? archive_read_support_format_zip_seekable(s->files)
		 : archive_read_support_format_tar(s->files);
	if (is_ok(s->files, rc))
		rc = open_archive(s->files, s, zip ? read_packed : stream_feed);
	return is_ok(s->files, rc) ? 0 : -1;
}

/* From the start; returns 0, or -1 after reporting the error. */
static int
stream_open(struct stream *s, bool only_head)
{
	char magic[4] = "";
	bool zip;

	s->fd = open(s->path, O_RDONLY | O_CLOEXEC);
	if (s->fd == -1 || pread(s->fd, magic, sizeof(magic), 0) == -1) {
		log_error("%s: %s: %s", s->name, s->path, strerror(errno));
		return -1;
	}
	/* A file, or the end of an archive without any. */
	zip = memcmp(magic, "PK\003\004", 4) == 0 ||
	    memcmp(magic, "PK\005\006", 4) == 0;
	s->packed = zip || memcmp(magic, "\037\213", 2) == 0;
	if (zip || TAR_IN_UTF8)
		s->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	if (s->utf8 == (locale_t)0 && (zip || TAR_IN_UTF8) && errno == ENOMEM)
		mem_fail();
	if ((!zip && open_unpacked(s) == -1) ||
	    (!only_head && open_files(s, zip) == -1))
		return broken(s, s->files != NULL ? s->files : s->unpacked);
	return 0;
}

static void
stream_close(struct stream *s)
{
	archive_read_free(s->files); /* takes NULL */
	archive_read_free(s->unpacked);
	if (s->utf8 != (locale_t)0)
		freelocale(s->utf8);
	if (s->fd != -1)
		close(s->fd);
	free(s->chunk);
	s->chunk = NULL;
	s->files = NULL;
	s->unpacked = NULL;
	s->utf8 = (locale_t)0;
	s->fd = -1;
	s->why = NULL;
	s->fed = 0;
	s->entries = 0;
}

/* ---- entries ---- */

/* 1 an entry, 0 the end, -1 after reporting the error. */
static int
stream_next(struct stream *s, struct archive_entry **e)
{
	locale_t before = uselocale(s->utf8);
	int rc = archive_read_next_header(s->files, e);

	uselocale(before);
	if (rc == ARCHIVE_EOF)
		return 0;
	if (is_ok(s->files, rc) && ++s->entries <= ENTRIES_MAX)
		return 1;
	if (s->entries > ENTRIES_MAX)
		s->why = "more than 200,000 entries";
	return broken(s, s->files);
}

/*
 * The rest of the stream: a gzip that is cut off behind tar's end is cut off
 * all the same, and a tar must end in zeros (a cut between two files would
 * else go unseen). Returns 0, or -1 after reporting the error.
 */
static int
stream_end(struct stream *s)
{
	static const unsigned char zeros[TAR_BLOCK];
	const void *block;
	la_ssize_t n;

	if (s->unpacked == NULL)
		return 0;
	do
		n = stream_feed(s->files, s, &block);
	while (n > 0);
	if (n == 0 && memcmp(s->last, zeros, TAR_BLOCK) != 0) {
		s->why = "cut off (no end marker)";
		n = -1;
	}
	return n == 0 ? 0 : broken(s, NULL);
}

/* The entry's path without "./" before and '/' behind it, in buf; "" for one
 * that nobody should use. */
static const char *
entry_path(struct archive_entry *e, struct buf *b)
{
	const char *path;

	errno = 0;
	path = archive_entry_pathname(e);
	buf_reset(b);
	if (path == NULL && errno == ENOMEM)
		mem_fail();
	else if (path == NULL)
		return "";
	while (path[0] == '.' && path[1] == '/')
		path += 2 + strspn(path + 2, "/");
	buf_puts(b, path);
	if (b->len > 0 && b->s[b->len - 1] == '/')
		buf_cut(b, b->len - 1);
	if (!path_is_plain(buf_str(b)) || !str_is_utf8(buf_str(b), b->len))
		buf_reset(b);
	return buf_str(b);
}

static char *
first_component(const char *path, bool folder)
{
	size_t n = strcspn(path, "/");

	return path[n] == '/' || folder ? mem_strndup(path, n) : NULL;
}

/* What of path stands below the top folder; "" for that itself; NULL where it
 * stands elsewhere. */
static const char *
below_top(const char *top, const char *path)
{
	size_t n;

	if (top == NULL)
		return path;
	n = strlen(top);
	if (strncmp(path, top, n) != 0 || (path[n] != '/' && path[n] != '\0'))
		return NULL;
	return path[n] == '/' ? path + n + 1 : path + n;
}

/* Looks for the folder that holds everything; returns 0, or -1 after reporting
 * the error. */
static int
find_top(struct stream *s)
{
	struct archive_entry *e;
	struct buf b = BUF_INIT;
	const char *path;
	char *top = NULL;
	bool none = false, folder;
	int rc = 1;

	while (!none && (rc = stream_next(s, &e)) == 1) {
		path = entry_path(e, &b);
		folder = archive_entry_filetype(e) == AE_IFDIR;
		if (*path == '\0')
			continue;
		if (top == NULL)
			top = first_component(path, folder);
		none = top == NULL || below_top(top, path) == NULL ||
		    (*below_top(top, path) == '\0' && !folder);
	}
	if (none || rc == -1) {
		free(top);
		top = NULL;
	}
	s->top = top;
	s->top_known = true;
	buf_free(&b);
	return rc == -1 ? -1 : 0;
}

/* ---- reading ---- */

/* The file's bytes into b; returns 0, or -1 after reporting the error. */
static int
read_body(struct stream *s, struct archive_entry *e, const char *path,
    struct buf *b)
{
	la_ssize_t n = 0;

	buf_reset(b);
	if (archive_entry_size_is_set(e) && archive_entry_size(e) > FILE_MAX)
		s->why = "a file of more than 64 MiB";
	while (s->why == NULL) {
		n = archive_read_data(s->files, buf_room(b, CHUNK), CHUNK);
		if (n < 0)
			is_ok(s->files, (int)n);
		if (n <= 0)
			break;
		buf_add(b, (size_t)n);
		s->taken += n;
		if (b->len > FILE_MAX)
			s->why = "a file of more than 64 MiB";
		else if (s->taken > (long long)ALL_GIB << 30)
			s->why = "more than 2 GiB of files";
	}
	if (s->why == NULL && n == 0)
		return 0;
	log_error("%s: %s: broken archive: %s", s->name, path,
	    reason(s, s->files));
	return -1;
}

/* A file too large to be held, part by part; returns 0, or -1 after reporting
 * the error. */
static int
read_parts(struct stream *s, struct archive_entry *e, const char *path,
    const struct archive_reader *r, struct buf *b)
{
	size_t size = (size_t)archive_entry_size(e);
	la_ssize_t n;
	int rc = r->part(r->ctx, path, size, "", 0);

	while (rc == 0) {
		buf_reset(b);
		n = archive_read_data(s->files, buf_room(b, CHUNK), CHUNK);
		if (n == 0)
			return r->take(r->ctx, path, "", size);
		s->taken += n > 0 ? n : 0;
		if (n < 0)
			is_ok(s->files, (int)n);
		if (s->taken > (long long)ALL_GIB << 30)
			s->why = "more than 2 GiB of files";
		if (n < 0 || s->why != NULL) {
			log_error("%s: %s: broken archive: %s", s->name, path,
			    reason(s, s->files));
			return -1;
		}
		buf_add(b, (size_t)n);
		rc = r->part(r->ctx, path, size, buf_str(b), b->len);
	}
	return rc;
}

static int
read_entry(struct stream *s, struct archive_entry *e,
    const struct archive_reader *r, struct buf *name, struct buf *body)
{
	const char *path = entry_path(e, name), *below;
	mode_t type = archive_entry_filetype(e);

	if (*path == '\0')
		return 0;
	if (!s->top_known) {
		s->top = first_component(path, type == AE_IFDIR);
		s->top_known = true;
	}
	below = below_top(s->top, path);
	if (below == NULL) {
		log_error("%s: %s stands outside the top folder %s "
		    "(git archive --prefix=NAME/ makes one for all)",
		    s->name, path, s->top);
		return -1;
	}
	if (type != AE_IFREG || archive_entry_hardlink(e) != NULL ||
	    *below == '\0' || r->wants == NULL || !r->wants(r->ctx, below))
		return 0;
	if (r->part != NULL && archive_entry_size_is_set(e) &&
	    archive_entry_size(e) > FILE_MAX)
		return read_parts(s, e, below, r, body);
	if (read_body(s, e, below, body) == -1)
		return -1;
	return r->take(r->ctx, below, buf_str(body), body->len);
}

/* Only the stream's head; returns 0, or -1 after reporting the error. */
static int
read_head(struct stream *s)
{
	const void *block;
	int rc = stream_open(s, true);

	if (rc == 0 && s->unpacked != NULL &&
	    stream_feed(s->unpacked, s, &block) == -1)
		rc = broken(s, NULL);
	stream_close(s);
	return rc;
}

int
archive_read(const char *path, const char *name,
    const struct archive_reader *r, char *revision)
{
	struct stream s = { .path = path, .name = name, .fd = -1 };
	struct buf entry = BUF_INIT, body = BUF_INIT;
	struct archive_entry *e;
	int rc = read_head(&s);

	/* What git archive made is not looked through for its folder. */
	if (rc == 0 && s.revision[0] == '\0') {
		rc = stream_open(&s, false);
		if (rc == 0)
			rc = find_top(&s);
		stream_close(&s);
	}
	if (rc == 0)
		rc = stream_open(&s, false);
	while (rc == 0 && (rc = stream_next(&s, &e)) == 1)
		rc = read_entry(&s, e, r, &entry, &body) == -1 ? -1 : 0;
	if (rc == 0)
		rc = stream_end(&s);
	if (rc == 0 && revision != NULL)
		memcpy(revision, s.revision, sizeof(s.revision));
	buf_free(&entry);
	buf_free(&body);
	stream_close(&s);
	free(s.top);
	return rc;
}

int
archive_revision(const char *path, const char *name, char *revision)
{
	struct stream s = { .path = path, .name = name, .fd = -1 };

	if (read_head(&s) == -1)
		return -1;
	memcpy(revision, s.revision, sizeof(s.revision));
	return 0;
}

void
archive_head_revision(const char *bytes, size_t n, char *revision)
{
	struct stream s = { .name = "", .fd = -1, .bytes = bytes, .nbytes = n };
	const void *block;

	if (n > 0 && open_unpacked(&s) == 0)
		stream_feed(s.unpacked, &s, &block);
	memcpy(revision, s.revision, sizeof(s.revision));
	stream_close(&s);
}

void
archive_library(char *version, size_t n)
{
	int number = archive_version_number();

	snprintf(version, n, "%d.%d.%d", number / 1000000,
	    number / 1000 % 1000, number % 1000);
}
