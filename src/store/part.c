/* Prepared parts: what was made of an input, kept in the cache. */
#include "store/part.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/temp.h"
#include "store/prune.h"

#define HEAD "sextant part "

enum { HEAD_LEN = sizeof(HEAD) - 1 + DIGEST_HEX + 1 };

static void
form_head(const char *first, const char *bytes, size_t len, char head[HEAD_LEN + 1])
{
	char hex[DIGEST_HEX + 1];
	struct digest d;

	digest_begin(&d);
	digest_add(&d, first, strlen(first));
	digest_add(&d, bytes, len);
	digest_end(&d, hex);
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

bool
part_open(const char *root, const char *const *words, size_t n, struct part *p)
{
	char head[HEAD_LEN + 1], *path = part_path(root, words, n);
	struct stat st;

	memset(p, 0, sizeof(*p));
	/* A missing one is usual: it is asked for before anything would say so. */
	if (lstat(path, &st) == -1 || !S_ISREG(st.st_mode) ||
	    st.st_uid != geteuid() || (st.st_mode & (S_IWGRP | S_IWOTH)) != 0 ||
	    file_map(path, &p->file) == -1) {
		free(path);
		return false;
	}
	utimensat(AT_FDCWD, path, NULL, 0); /* it is used: store/prune.h */
	free(path);
	if (p->file.len > HEAD_LEN) {
		p->bytes = p->file.bytes + HEAD_LEN;
		p->len = p->file.len - HEAD_LEN;
		form_head("", p->bytes, p->len, head);
		if (memcmp(p->file.bytes, head, HEAD_LEN) == 0)
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
part_keep(const char *root, const char *const *words, size_t n,
    const char *first, const char *bytes, size_t len)
{
	char head[HEAD_LEN + 1];
	char *path = part_path(root, words, n), *folder = path_dir(path);
	const struct cache_limits limits = { PART_DAYS, PART_BYTES, false };
	struct cache_share removed = { 0 };
	struct temp file = { 0 };
	int rc = -1;

	form_head(first, bytes, len, head);
	/* Whatever others may by the umask or could before: part_open would refuse. */
	if (file_try_folders(folder) == 0 && temp_begin(&file, path) == 0 &&
	    fchmod(file.fd, S_IRUSR | S_IWUSR) == 0 &&
	    file_write_all(file.fd, head, HEAD_LEN) == 0 &&
	    file_write_all(file.fd, first, strlen(first)) == 0 &&
	    file_write_all(file.fd, bytes, len) == 0)
		rc = temp_commit(&file, path);
	temp_abort(&file);
	if (rc == 0)
		cache_prune_parts(root, &limits, &removed);
	free(folder);
	free(path);
}
