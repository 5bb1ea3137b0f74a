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
};

/* Of the file's form: another is not read. */
static const char stamp_form[] = "sextant pages 2\n";

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
take_file(const char **s, const char *end, struct stamp_file *file)
{
	long long n[NUMBERS];
	char *stop;
	int i;

	if (**s == '-')
		*s += 1;
	else if (end - *s <= DIGEST_HEX)
		return false;
	else
		str_copy(file->key, sizeof(file->key), *s), *s += DIGEST_HEX;
	for (i = 0; i < NUMBERS; i++) {
		n[i] = strtoll(*s, &stop, 10);
		if (**s != ' ' || stop == *s)
			return false;
		*s = stop;
	}
	file->seen = (struct seen){ n[0], n[1], n[2], n[3] };
	return *(*s)++ == '\n' && (*file->key == '\0' ||
	    digest_is_valid(file->key));
}

/* Takes what the stamp says of a tree with that manifest. */
static bool
parse_stamp(struct stamp *s, const struct buf *text,
    const struct manifest *old, char inputs[DIGEST_HEX + 1])
{
	const char *at = buf_str(text), *end = at + text->len;
	const char *line = buf_str(&old->text);
	char is[DIGEST_HEX + 1], manifest[DIGEST_HEX + 1];

	if (strncmp(at, stamp_form, strlen(stamp_form)) != 0 || end[-1] != '\n')
		return false;
	at += strlen(stamp_form);
	digest_bytes(buf_str(&old->text), old->text.len, is);
	if (!take_digest(&at, end, inputs) || !take_digest(&at, end, manifest) ||
	    strcmp(manifest, is) != 0)
		return false;
	s->files = mem_array(old->paths.n, sizeof(*s->files));
	for (; at < end && s->n < old->paths.n; s->n++) {
		line = manifest_line(line, s->files[s->n].hex);
		if (!take_file(&at, end, &s->files[s->n]))
			return false;
	}
	return at == end && s->n == old->paths.n;
}

/* ---- whether the files are still the same ---- */

/* Has the file that digest? *seen becomes what it was before it was read. */
static bool
has_digest(int at, const char *path, const char *hex, struct seen *seen)
{
	char is[DIGEST_HEX + 1];
	struct stat st;
	bool has;
	int fd = openat(at, path,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd == -1)
		return false;
	has = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    digest_fd(fd, is) == 0;
	close(fd);
	if (has)
		stamp_see(&st, seen);
	return has && strcmp(is, hex) == 0;
}

bool
stamp_is_same(struct stamp_file *f, int fd, const char *path, struct seen *now)
{
	if (!see_file(fd, path, now))
		return false;
	if (is_same_file(&f->seen, now) && f->seen.changed == now->changed)
		return true;
	return has_digest(fd, path, f->hex, now);
}

/* Is each file still what the manifest says? */
static bool
check_files(struct stamp *s, int fd, const struct manifest *old)
{
	struct seen now;
	size_t i;

	for (i = 0; i < s->n; i++) {
		if (!stamp_is_same(&s->files[i], fd, old->paths.v[i], &now))
			return false;
		s->stale |= !is_same_file(&s->files[i].seen, &now) ||
		    s->files[i].seen.changed != now.changed;
		s->files[i].seen = now;
	}
	return true;
}

static int
by_file_key(const void *a, const void *b, void *ctx)
{
	const struct stamp_file *files = ctx;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	int order = strcmp(files[x].key, files[y].key);

	return order != 0 ? order : x < y ? -1 : x > y;
}

static void
sort_keys(struct stamp *s)
{
	size_t i;

	s->by_key = mem_array(s->n, sizeof(*s->by_key));
	for (i = 0; i < s->n; i++)
		if (*s->files[i].key != '\0')
			s->by_key[s->n_keys++] = i;
	qsort_r(s->by_key, s->n_keys, sizeof(*s->by_key), by_file_key,
	    s->files);
}

size_t *
stamp_of_key(const struct stamp *s, const char *key, size_t *n)
{
	size_t low = 0, high = s->n_keys, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(s->files[s->by_key[middle]].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (*n = 0; low + *n < s->n_keys &&
	    strcmp(s->files[s->by_key[low + *n]].key, key) == 0; *n += 1)
		;
	return LIST_END(s->by_key, low);
}

bool
stamp_begin(struct stamp *s, const char *path, const char *inputs, int fd,
    const struct manifest *old)
{
	char then[DIGEST_HEX + 1];
	struct buf text = BUF_INIT;

	s->path = mem_strdup(path);
	str_copy(s->inputs, sizeof(s->inputs), inputs);
	if (old == NULL || !file_exists(path) || file_is_folder(path) ||
	    file_read(path, STAMP_MAX, &text) == -1 ||
	    !parse_stamp(s, &text, old, then))
		s->n = 0;
	else
		s->made = strcmp(then, inputs) == 0 && check_files(s, fd, old);
	buf_free(&text);
	if (!s->made && s->n > 0)
		sort_keys(s);
	return s->made;
}

/* ---- writing it ---- */

/* A line a file: of n new ones in the folder open as fd, or of those that are made. */
static void
put_files(struct buf *out, int fd, const struct stamp *s,
    struct name *const *names, size_t n, long long begun)
{
	const struct seen unknown = { 0 };
	const char *key;
	struct seen seen;
	bool known;
	size_t i;

	for (i = 0; i < n; i++) {
		if (names == NULL) {
			known = true;
			seen = s->files[i].seen;
			key = s->files[i].key;
		} else {
			known = see_file(fd, names[i]->path, &seen) &&
			    is_same_file(&names[i]->seen, &seen);
			key = names[i]->key;
		}
		if (!known || seen.changed >= begun)
			seen = unknown;
		buf_printf(out, "%s %lld %lld %lld %lld\n", *key != '\0' ? key
		    : "-", seen.inode, seen.size, seen.modified,
		    seen.changed);
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
	digest_bytes(buf_str(manifest), manifest->len, hex);
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
	free(s->files);
	free(s->by_key);
	memset(s, 0, sizeof(*s));
}
