/* Prepared parts: what was made of an input, kept in the cache. */
#include "store/part.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/verified.h"
#include "store/prune.h"

#define HEAD "sextant part "

enum {
	HEAD_LEN = sizeof(HEAD) - 1 + DIGEST_HEX + 1,
	PIECE = 64 * 1024,        /* bytes of a file that are read at once */
	MAPPED = 4 * 1024 * 1024, /* likewise of one that is mapped */
};

static void
form_head(struct digest *sum, char head[HEAD_LEN + 1])
{
	char hex[DIGEST_HEX + 1];

	digest_end(sum, hex);
	snprintf(head, HEAD_LEN + 1, HEAD "%s\n", hex);
}

/* Caller frees. */
static char *
part_path(const char *root, const char *const *words, size_t n)
{
	char hex[DIGEST_HEX + 1], *folder = path_join(root, "parts"), *path;
	struct digest d;
	size_t i;

	digest_begin(&d);
	for (i = 0; i < n; i++)
		digest_add_str(&d, words[i]);
	digest_end(&d, hex);
	path = path_join(folder, hex);
	free(folder);
	return path;
}

void
part_forget(const struct part *p)
{
	file_forget(&p->file);
}

/* The head that it ought to have. */
static void
digest_part(const struct part *p, char head[HEAD_LEN + 1])
{
	struct digest sum;
	size_t at, n;

	digest_begin(&sum);
	for (at = 0; at < p->len; at += n) {
		n = p->len - at < MAPPED ? p->len - at : MAPPED;
		digest_add(&sum, p->bytes + at, n);
		part_forget(p);
	}
	form_head(&sum, head);
}

/* Is it sound, of that stamp? It is digested once while it is the same file. */
static bool
is_sound(const struct part *p, const struct stamp *stamp)
{
	char head[HEAD_LEN + 1];

	if (verified_is(stamp))
		return true;
	digest_part(p, head);
	if (memcmp(p->file.bytes, head, HEAD_LEN) != 0)
		return false;
	verified_note(stamp);
	return true;
}

bool
part_open(const char *root, const char *const *words, size_t n, struct part *p)
{
	char *path = part_path(root, words, n);
	struct stamp stamp;
	struct stat st;

	memset(p, 0, sizeof(*p));
	/* A missing one is usual: it is asked for before anything would say so. */
	if (lstat(path, &st) == -1 || !S_ISREG(st.st_mode) ||
	    st.st_uid != geteuid() || (st.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
		free(path);
		return false;
	}
	cache_touch(path, &st);
	if (!verified_stamp(path, HEAD, &stamp) || file_map(path, &p->file) == -1) {
		free(path);
		return false;
	}
	free(path);
	if (p->file.len > HEAD_LEN) {
		p->bytes = p->file.bytes + HEAD_LEN;
		p->len = p->file.len - HEAD_LEN;
		if (is_sound(p, &stamp))
			return true;
	}
	part_close(p);
	return false;
}

void
part_close(struct part *p)
{
	file_unmap(&p->file);
	memset(p, 0, sizeof(*p));
}

void
part_add(struct part_making *m, const char *bytes, size_t len)
{
	digest_add(&m->sum, bytes, len);
	if (m->rc == 0)
		m->rc = file_write_all(m->file.fd, bytes, len);
}

void
part_begin(struct part_making *m, const char *root, const char *const *words,
    size_t n)
{
	static const char head[HEAD_LEN]; /* not known yet */
	char *folder;

	memset(m, 0, sizeof(*m));
	m->path = part_path(root, words, n);
	folder = path_dir(m->path);
	m->rc = -1;
	/* Whatever others may by the umask or could before: part_open would refuse. */
	if (file_try_folders(folder) == 0 && temp_begin(&m->file, m->path) == 0 &&
	    fchmod(m->file.fd, S_IRUSR | S_IWUSR) == 0)
		m->rc = file_write_all(m->file.fd, head, HEAD_LEN);
	free(folder);
	digest_begin(&m->sum);
}

void
part_end(struct part_making *m, const char *root)
{
	const struct cache_limits limits = { PART_DAYS, PART_BYTES, false };
	struct cache_share removed = { 0 };
	char head[HEAD_LEN + 1];

	form_head(&m->sum, head);
	if (m->rc == 0 && lseek(m->file.fd, 0, SEEK_SET) == 0 &&
	    file_write_all(m->file.fd, head, HEAD_LEN) == 0 &&
	    temp_commit(&m->file, m->path) == 0)
		cache_prune_parts(root, &limits, &removed);
	temp_abort(&m->file);
	free(m->path);
}

void
part_keep(const char *root, const char *const *words, size_t n,
    const char *bytes, size_t len)
{
	struct part_making m;

	part_begin(&m, root, words, n);
	part_add(&m, bytes, len);
	part_end(&m, root);
}

void
part_keep_file(const char *root, const char *const *words, size_t n,
    const char *first, int fd)
{
	char *piece = mem_alloc(PIECE);
	struct part_making m;
	off_t at = 0;
	ssize_t got;

	part_begin(&m, root, words, n);
	part_add(&m, first, strlen(first));
	while (m.rc == 0 && (got = pread(fd, piece, PIECE, at)) != 0) {
		if (got == -1)
			m.rc = -1;
		else
			part_add(&m, piece, (size_t)got);
		at += got;
	}
	part_end(&m, root);
	free(piece);
}
