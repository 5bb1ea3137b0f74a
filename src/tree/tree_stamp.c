/* The stamp: a line for what went in, one for the manifest, and one a file. */
#include "tree_stamp.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/temp.h"

enum {
	STAMP_MAX = 512 * 1024 * 1024, /* bytes */
	NUMBERS = 4,                   /* of a file */
	CHUNK = 8 * 1024,
};

/* Of the file's form: another is not read. */
static const char stamp_form[] = "sextant pages 1\n";

/* What a stamp says. */
struct noted {
	char inputs[DIGEST_HEX + 1];
	char manifest[DIGEST_HEX + 1]; /* of its text */
	struct seen *files;            /* in its order */
	size_t n;
};

static long long
nanoseconds(const struct timespec *t)
{
	return (long long)t->tv_sec * 1000000000 + t->tv_nsec;
}

void
stamp_see(const struct stat *st, struct seen *seen)
{
	*seen = (struct seen){ (long long)st->st_ino, (long long)st->st_size,
		nanoseconds(&st->st_mtim), nanoseconds(&st->st_ctim) };
}

/* But for the time of the last change, which is another where it got other links. */
static bool
is_same_file(const struct seen *a, const struct seen *b)
{
	return a->inode == b->inode && a->size == b->size &&
	    a->modified == b->modified;
}

static bool
see_file(int fd, const char *path, struct seen *seen)
{
	struct stat st;

	if (fstatat(fd, path, &st, AT_SYMLINK_NOFOLLOW) == -1 ||
	    !S_ISREG(st.st_mode))
		return false;
	stamp_see(&st, seen);
	return true;
}

/* ---- what a stamp says ---- */

/* Takes a line "DIGEST" off the text. */
static bool
take_digest(const char **s, const char *end, char hex[DIGEST_HEX + 1])
{
	if (end - *s <= DIGEST_HEX || (*s)[DIGEST_HEX] != '\n')
		return false;
	memcpy(hex, *s, DIGEST_HEX);
	hex[DIGEST_HEX] = '\0';
	*s += DIGEST_HEX + 1;
	return digest_is_valid(hex);
}

static bool
take_file(const char **s, struct seen *file)
{
	long long n[NUMBERS];
	char *stop;
	int i;

	for (i = 0; i < NUMBERS; i++) {
		n[i] = strtoll(*s, &stop, 10);
		if (stop == *s || *stop != (i + 1 < NUMBERS ? ' ' : '\n'))
			return false;
		*s = stop + 1;
	}
	*file = (struct seen){ n[0], n[1], n[2], n[3] };
	return true;
}

static bool
parse_noted(const struct buf *text, struct noted *s)
{
	const char *at = buf_str(text), *end = at + text->len;

	if (strncmp(at, stamp_form, strlen(stamp_form)) != 0 || end[-1] != '\n')
		return false;
	at += strlen(stamp_form);
	if (!take_digest(&at, end, s->inputs) ||
	    !take_digest(&at, end, s->manifest))
		return false;
	while (at < end)
		if (!take_file(&at, LIST_ADD(s->files, s->n)))
			return false;
	return true;
}

static bool
read_noted(const char *path, struct noted *s)
{
	struct buf text = BUF_INIT;
	bool is = file_exists(path) && !file_is_folder(path) &&
	    file_read(path, STAMP_MAX, &text) == 0 && parse_noted(&text, s);

	buf_free(&text);
	return is;
}

/* ---- whether the files are still the same ---- */

/* Has the file that digest? *seen becomes what it was before it was read. */
static bool
has_digest(int at, const char *path, const char *hex, struct seen *seen)
{
	char chunk[CHUNK], is[DIGEST_HEX + 1];
	struct digest digest;
	struct stat st;
	ssize_t n;
	int fd = openat(at, path,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd == -1)
		return false;
	digest_begin(&digest);
	n = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? 1 : -1;
	while (n > 0) {
		do
			n = read(fd, chunk, CHUNK);
		while (n == -1 && errno == EINTR);
		if (n > 0)
			digest_add(&digest, chunk, (size_t)n);
	}
	digest_end(&digest, is);
	close(fd);
	if (n == 0)
		stamp_see(&st, seen);
	return n == 0 && strcmp(is, hex) == 0;
}

/* Is each file still what the manifest says? */
static bool
check_files(struct stamp *s, int fd, const struct manifest *old,
    const struct noted *noted)
{
	const char *line = buf_str(&old->text);
	char hex[DIGEST_HEX + 1];
	const struct seen *then;
	size_t i;

	s->now = mem_array(old->paths.n, sizeof(*s->now));
	for (i = 0; i < old->paths.n; i++) {
		then = &noted->files[i];
		line = manifest_line(line, hex);
		if (!see_file(fd, old->paths.v[i], &s->now[i]))
			return false;
		if (is_same_file(then, &s->now[i]) &&
		    then->changed == s->now[i].changed)
			continue;
		s->stale = true;
		if (!has_digest(fd, old->paths.v[i], hex, &s->now[i]))
			return false;
	}
	return true;
}

static void
digest_text(const struct buf *text, char hex[DIGEST_HEX + 1])
{
	struct digest digest;

	digest_begin(&digest);
	digest_add(&digest, buf_str(text), text->len);
	digest_end(&digest, hex);
}

bool
stamp_begin(struct stamp *s, const char *path, const char *inputs, int fd,
    const struct manifest *old)
{
	char manifest[DIGEST_HEX + 1];
	struct noted noted = { .n = 0 };

	s->path = mem_strdup(path);
	str_copy(s->inputs, sizeof(s->inputs), inputs);
	if (old == NULL)
		return false;
	digest_text(&old->text, manifest);
	s->made = read_noted(path, &noted) &&
	    strcmp(noted.inputs, inputs) == 0 &&
	    strcmp(noted.manifest, manifest) == 0 && noted.n == old->paths.n &&
	    check_files(s, fd, old, &noted);
	free(noted.files);
	return s->made;
}

/* ---- writing it ---- */

/* Of n files in the folder open as fd: now, or else what they are now if they are still
 * those of names. */
static void
put_files(struct buf *out, int fd, const struct stamp *s, struct name *const *names,
    size_t n, long long begun)
{
	const struct seen unknown = { 0 };
	struct seen seen;
	bool known;
	size_t i;

	for (i = 0; i < n; i++) {
		if (names == NULL) {
			known = true;
			seen = s->now[i];
		} else {
			known = see_file(fd, names[i]->path, &seen) &&
			    is_same_file(&names[i]->seen, &seen);
		}
		if (!known || seen.changed >= begun)
			seen = unknown;
		buf_printf(out, "%lld %lld %lld %lld\n", seen.inode, seen.size,
		    seen.modified, seen.changed);
	}
}

static void
write_stamp(const struct stamp *s, int fd, const struct buf *manifest,
    struct name *const *names, size_t n)
{
	char hex[DIGEST_HEX + 1];
	struct temp temp = { 0 };
	struct buf out = BUF_INIT;
	struct stat there, stamp;
	struct seen begun;

	if (s->path == NULL || temp_begin(&temp, s->path) == -1)
		return;
	digest_text(manifest, hex);
	buf_printf(&out, "%s%s\n%s\n", stamp_form, s->inputs, hex);
	if (fstat(fd, &there) == 0 && fstat(temp.fd, &stamp) == 0) {
		stamp_see(&stamp, &begun);
		put_files(&out, fd, s, names, n,
		    stamp.st_dev == there.st_dev ? begun.changed : 0);
		if (file_write_all(temp.fd, out.s, out.len) == 0)
			temp_commit(&temp, s->path);
	}
	temp_abort(&temp);
	buf_free(&out);
}

void
stamp_write_same(const struct stamp *s, int fd, const struct manifest *old)
{
	if (s->stale)
		write_stamp(s, fd, &old->text, NULL, old->paths.n);
}

void
stamp_write_new(const struct stamp *s, int fd, const struct buf *manifest,
    struct name *const *files, size_t n)
{
	write_stamp(s, fd, manifest, files, n);
}

void
stamp_free(struct stamp *s)
{
	free(s->path);
	free(s->now);
	memset(s, 0, sizeof(*s));
}
