/* Files read whole, or written whole or not at all; paths. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/temp.h"

enum {
	CHUNK = 64 * 1024,
	SPILLED = 1024 * 1024, /* bytes of text that are much */
	LINKS_MAX = 40,
};

static int
open_regular(const char *path, struct stat *st)
{
	/* A pipe without a writer would let the program wait for ever. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd == -1) {
		log_error("%s: %s", path, strerror(errno));
		return -1;
	}
	if (fstat(fd, st) == -1 || !S_ISREG(st->st_mode)) {
		log_error("%s: not a regular file", path);
		close(fd);
		return -1;
	}
	return fd;
}

/* All of an open file, in steps of so many bytes; name is for messages. */
static int
read_all(int fd, const char *name, size_t max, size_t step, struct buf *text)
{
	size_t start = text->len;
	ssize_t n;

	do {
		n = read(fd, buf_room(text, step), step);
		if (n > 0)
			buf_add(text, (size_t)n);
	} while ((n > 0 && (max == 0 || text->len - start <= max)) ||
	    (n == -1 && errno == EINTR));
	if (n == -1) {
		log_error("%s: %s", name, strerror(errno));
		return -1;
	}
	if (max != 0 && text->len - start > max) {
		log_error("%s: larger than %zu bytes", name, max);
		return -1;
	}
	return 0;
}

int
file_read(const char *path, size_t max, struct buf *text)
{
	struct stat st;
	size_t step = CHUNK;
	int rc, fd = open_regular(path, &st);

	if (fd == -1)
		return -1;
	/* With a byte more its end is seen at once. */
	if (st.st_size > 0 && (max == 0 || (unsigned long long)st.st_size <= max))
		step = (size_t)st.st_size + 1;
	rc = read_all(fd, path, max, step, text);
	close(fd);
	return rc;
}

int
file_read_input(size_t max, struct buf *text)
{
	return read_all(STDIN_FILENO, "standard input", max, CHUNK, text);
}

int
file_map(const char *path, struct mapped *m)
{
	struct stat st;
	void *p;
	int fd = open_regular(path, &st);

	m->bytes = "";
	m->len = 0;
	if (fd == -1)
		return -1;
	if (st.st_size == 0) {
		close(fd);
		return 0;
	}
	p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (p == MAP_FAILED) {
		log_error("%s: %s", path, strerror(errno));
		return -1;
	}
	m->bytes = p;
	m->len = (size_t)st.st_size;
	return 0;
}

void
file_forget(const struct mapped *m)
{
	if (m->len > 0)
		madvise((void *)(size_t)m->bytes, m->len, MADV_DONTNEED);
}

void
file_unmap(struct mapped *m)
{
	if (m->len > 0)
		munmap((void *)(size_t)m->bytes, m->len);
	m->bytes = "";
	m->len = 0;
}

int
file_digest(const char *path, char hex[DIGEST_HEX + 1])
{
	struct mapped m;

	if (file_map(path, &m) == -1)
		return -1;
	digest_bytes(m.bytes, m.len, hex);
	file_unmap(&m);
	return 0;
}

int
file_write_all(int fd, const void *bytes, size_t n)
{
	const char *at = bytes;
	ssize_t done;

	while (n > 0) {
		done = write(fd, at, n);
		if (done == -1 && errno == EINTR)
			continue;
		if (done == -1)
			return -1;
		at += done;
		n -= (size_t)done;
	}
	return 0;
}

int
file_write_new(const char *path, const void *bytes, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	int rc;

	if (fd == -1) {
		log_error("%s: %s", path, strerror(errno));
		return -1;
	}
	rc = file_write_all(fd, bytes, n);
	if (rc == -1)
		log_error("%s: %s", path, strerror(errno));
	if (close(fd) == -1 && rc == 0) {
		log_error("%s: %s", path, strerror(errno));
		rc = -1;
	}
	if (rc == -1)
		unlink(path);
	return rc;
}

void
outfile_begin(struct outfile *f, const char *path)
{
	*f = (struct outfile){ .text = BUF_INIT, .path = mem_strdup(path) };
}

void
outfile_abort(struct outfile *f)
{
	temp_abort(&f->aside);
	buf_free(&f->text);
	free(f->path);
	f->path = NULL;
}

/* Does path hold just these bytes? Says nothing. */
static bool
holds_file(const char *path, const char *bytes, size_t n)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool same = fd != -1 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    (size_t)st.st_size == n;
	char chunk[8192];
	ssize_t got = 1;

	while (same && got > 0) {
		got = read(fd, chunk, sizeof(chunk));
		same = got >= 0 && (size_t)got <= n &&
		    memcmp(bytes, chunk, (size_t)got) == 0;
		bytes += same ? got : 0;
		n -= same ? (size_t)got : 0;
	}
	if (fd != -1)
		close(fd);
	return same && n == 0;
}

/* Writes text aside and renames it to path, with the mode of what stands there. */
static int
replace(const char *path, const struct buf *text)
{
	struct temp a = { 0 };
	int why, rc = temp_begin(&a, path);

	if (rc == 0)
		rc = file_write_all(a.fd, buf_str(text), text->len);
	if (rc == 0)
		rc = temp_commit(&a, path);
	if (rc == -1) {
		why = errno;
		temp_abort(&a);
		log_error("%s: %s", path, strerror(why));
	}
	return rc;
}

/* May a file take the place of what is at path? Else says why not. */
static bool
may_be_replaced(const char *path)
{
	struct stat st;

	if (lstat(path, &st) == -1 || S_ISREG(st.st_mode) ||
	    S_ISLNK(st.st_mode))
		return true;
	/* A device or a pipe gives its place to no file. */
	log_error("%s: %s", path, S_ISDIR(st.st_mode) ? strerror(EISDIR)
	    : "not a regular file: not replaced");
	return false;
}

int
outfile_commit(struct outfile *f)
{
	int rc = holds_file(f->path, buf_str(&f->text), f->text.len) ? 0 : -1;

	if (rc == -1 && !interrupted() && file_make_parents(f->path) == 0 &&
	    may_be_replaced(f->path))
		rc = replace(f->path, &f->text);
	outfile_abort(f);
	return rc;
}

/* Does path hold the bytes of the open file, n of them? */
static bool
holds_open_file(const char *path, int fd, size_t n)
{
	void *all = mmap(NULL, n, PROT_READ, MAP_PRIVATE, fd, 0);
	bool same = all != MAP_FAILED && holds_file(path, all, n);

	if (all != MAP_FAILED)
		munmap(all, n);
	return same;
}

/* The same of a text that is aside, all but the end. */
static int
commit_spilled(struct outfile *f)
{
	int fd = f->aside.fd, rc = -1;

	if (f->why == 0 &&
	    file_write_all(fd, buf_str(&f->text), f->text.len) == -1)
		f->why = errno;
	if (f->why == 0 && holds_open_file(f->path, fd,
	    (size_t)lseek(fd, 0, SEEK_CUR))) {
		rc = 0;
	} else if (f->why == 0 && !interrupted() && may_be_replaced(f->path)) {
		rc = temp_commit(&f->aside, f->path);
		f->why = rc == -1 ? errno : 0;
	}
	if (f->why != 0)
		log_error("%s: %s", f->path, strerror(f->why));
	outfile_abort(f);
	return rc;
}

/* Writes to what path leads to, whose place no file can take. */
static int
write_in_place(const char *path, const struct buf *text)
{
	int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOCTTY);
	int rc = fd == -1 ? -1 :
	    file_write_all(fd, buf_str(text), text->len);

	if (fd != -1 && close(fd) == -1)
		rc = -1;
	if (rc == -1)
		log_error("%s: %s", path, strerror(errno));
	return rc;
}

/* Where the links at path end, whether or not anything is there; caller frees.
 * NULL where they go in a ring. */
static char *
follow_file(const char *path)
{
	char *at = mem_strdup(path), *folder, *next, to[4096];
	ssize_t n = 0;
	int i;

	for (i = 0; i < LINKS_MAX; i++) {
		n = readlink(at, to, sizeof(to) - 1);
		if (n == -1)
			return at;
		to[n] = '\0';
		folder = path_dir(at);
		next = path_join(folder, to);
		free(folder);
		free(at);
		at = next;
	}
	free(at);
	return NULL;
}

static bool
is_standard_output(const char *path)
{
	struct stat st, out;

	return stat(path, &st) == 0 && fstat(STDOUT_FILENO, &out) == 0 &&
	    st.st_dev == out.st_dev && st.st_ino == out.st_ino;
}

void
outfile_spill(struct outfile *f)
{
	struct stat st;
	char *end;

	if (f->text.len < SPILLED || is_standard_output(f->path) ||
	    (stat(f->path, &st) == 0 && !S_ISREG(st.st_mode)))
		return;
	if (f->aside.path == NULL && f->why == 0) {
		end = follow_file(f->path); /* of what is wrong commit tells */
		if (end == NULL || temp_begin(&f->aside, end) == -1) {
			free(end);
			return;
		}
		free(f->path);
		f->path = end;
	}
	if (f->why == 0 && file_write_all(f->aside.fd, buf_str(&f->text),
	    f->text.len) == -1)
		f->why = errno;
	buf_reset(&f->text);
}

int
outfile_commit_through(struct outfile *f)
{
	struct stat st;
	char *end;
	int rc = -1;

	if (f->aside.path != NULL)
		return commit_spilled(f);
	if (is_standard_output(f->path)) {
		if (fflush(stdout) == 0)
			rc = file_write_all(STDOUT_FILENO, buf_str(&f->text),
			    f->text.len);
		if (rc == -1)
			log_error("%s: %s", f->path, strerror(errno));
	} else if (stat(f->path, &st) == 0 && !S_ISREG(st.st_mode) &&
	    !S_ISDIR(st.st_mode)) {
		rc = write_in_place(f->path, &f->text);
	} else if ((end = follow_file(f->path)) != NULL) {
		free(f->path);
		f->path = end;
		return outfile_commit(f);
	} else {
		log_error("%s: %s", f->path, strerror(ELOOP));
	}
	outfile_abort(f);
	return rc;
}

int
file_rewrite(const char *path, const struct buf *was, const struct buf *text)
{
	struct stat st;

	if (lstat(path, &st) == -1) {
		log_error("%s: %s", path, strerror(errno));
		return -1;
	}
	if (!S_ISREG(st.st_mode)) {
		log_error("%s: a symbolic link: not rewritten", path);
		return -1;
	}
	if (!holds_file(path, buf_str(was), was->len)) {
		log_error("%s: changed meanwhile: not rewritten", path);
		return -1;
	}
	return replace(path, text);
}

bool
file_exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

bool
file_is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

void
file_sync_parent(const char *path)
{
	char *folder = path_dir(path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd != -1) {
		fsync(fd);
		close(fd);
	}
	free(folder);
}

char *
path_join(const char *dir, const char *name)
{
	struct buf b = BUF_INIT;

	if (dir != NULL && *dir != '\0' && *name != '/') {
		buf_puts(&b, dir);
		if (!str_has_suffix(dir, "/"))
			buf_putc(&b, '/');
	}
	buf_puts(&b, name);
	return buf_take(&b);
}

char *
path_dir(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return mem_strdup(".");
	return mem_strndup(path, slash == path ? 1 : (size_t)(slash - path));
}

char *
path_cache(void)
{
	const char *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	/* A relative one is to be ignored: XDG Base Directory 0.8. */
	if (xdg != NULL && *xdg == '/')
		return path_join(xdg, "sextant");
	if (home != NULL && *home != '\0')
		return path_join(home, ".cache/sextant");
	return NULL;
}

char *
path_beside(const char *file, const char *name)
{
	char *dir = file == NULL ? mem_strdup("") : path_dir(file);
	char *path = path_join(strcmp(dir, ".") == 0 ? "" : dir, name);

	free(dir);
	return path;
}

char *
path_real(const char *path)
{
	char *real = realpath(path, NULL);

	if (real == NULL && errno == ENOMEM)
		mem_fail();
	return real;
}

char *
path_here(void)
{
	char *here = getcwd(NULL, 0);

	if (here == NULL && errno == ENOMEM)
		mem_fail();
	return here;
}

char *
path_whole(const char *path)
{
	char *here = *path == '/' ? NULL : path_here();
	char *whole = path_join(here, path), *at, *to = whole;
	size_t n;

	for (at = whole; *at != '\0'; at += n) {
		at += strspn(at, "/");
		n = strcspn(at, "/");
		if (n == 2 && strncmp(at, "..", 2) == 0) {
			while (to > whole && *--to != '/')
				;
		} else if (n > 0 && (n > 1 || *at != '.')) {
			*to++ = '/';
			memmove(to, at, n);
			to += n;
		}
	}
	if (to == whole)
		*to++ = '/';
	*to = '\0';
	free(here);
	return whole;
}

const char *
path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

bool
path_is_hidden(const char *path)
{
	return *path == '.' || strstr(path, "/.") != NULL;
}

bool
path_is_plain(const char *path)
{
	const char *p = path, *c;
	size_t n;

	do {
		n = strcspn(p, "/");
		if (n == 0 || (n == 1 && p[0] == '.') ||
		    (n == 2 && p[0] == '.' && p[1] == '.'))
			return false;
		for (c = p; c < p + n; c++)
			if ((unsigned char)*c < 0x20 || *c == 0x7f || *c == '\\')
				return false;
		p += n;
	} while (*p++ == '/');
	return true;
}
