/* What goes from the old tree into the new one as it is. */
#include "tree_carry.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"

enum {
	CHUNK = 64 * 1024,
	DEPTH_MAX = 64,
};

struct carry {
	const char *where;
	int from, to;
	dev_t device; /* of from */
	const struct manifest *ours;
	const struct names *names;
};

static int
copy_bytes(int in, int out)
{
	char *chunk = mem_alloc(CHUNK);
	ssize_t n;
	int rc = 0;

	do {
		n = read(in, chunk, CHUNK);
		if (n > 0)
			rc = file_write_all(out, chunk, (size_t)n);
	} while (rc == 0 && (n > 0 || (n == -1 && errno == EINTR)));
	free(chunk);
	return n == -1 ? -1 : rc;
}

static int
copy_file(int from, int to, const char *path, const struct stat *st)
{
	const struct timespec times[2] = { st->st_atim, st->st_mtim };
	int in, out, rc = -1;

	in = openat(from, path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (in == -1)
		return -1;
	out = openat(to, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (out == -1)
		goto out;
	if (copy_bytes(in, out) == -1 ||
	    fchmod(out, st->st_mode & 07777) == -1 ||
	    futimens(out, times) == -1)
		goto out;
	rc = close(out);
	out = -1;
out:
	if (out != -1)
		close(out);
	close(in);
	return rc;
}

static int
copy_link(int from, int to, const char *path, const struct stat *st)
{
	size_t room = (size_t)st->st_size + 1;
	char *target = mem_alloc(room);
	ssize_t n = readlinkat(from, path, target, room);
	int rc = -1;

	if (n >= 0 && (size_t)n < room) {
		target[n] = '\0';
		rc = symlinkat(target, to, path);
	} else if (n >= 0) {
		errno = EAGAIN; /* it changed meanwhile */
	}
	free(target);
	return rc;
}

int
carry_file(int from, int to, const char *path)
{
	struct stat st;
	int why;

	if (linkat(from, path, to, path, 0) == 0)
		return 0;
	why = errno;
	if (fstatat(from, path, &st, AT_SYMLINK_NOFOLLOW) == -1)
		return -1;
	if (why == EEXIST || why == ENOSPC)
		errno = why;
	else if (S_ISREG(st.st_mode))
		return copy_file(from, to, path, &st);
	else if (S_ISLNK(st.st_mode))
		return copy_link(from, to, path, &st);
	else
		errno = why;
	return -1;
}

static int
say_carry(const struct carry *c, const char *path, const char *why)
{
	log_error("%s/%s: %s", c->where, path, why);
	return -1;
}

static int
say_in_the_way(const struct carry *c, const char *path)
{
	return say_carry(c, path, "not made by sextant, and in the way");
}

/* Makes the folder at path, and those above it. */
static int
make_folders(const struct carry *c, const char *path)
{
	char *copy = mem_strdup(path), *slash = copy;
	const struct name *name;
	int rc = 0;

	while (rc == 0 && slash != NULL) {
		slash = strchr(slash + 1, '/');
		if (slash != NULL)
			*slash = '\0';
		name = names_find(c->names, copy);
		if (name != NULL && name->kind != NAME_FOLDER)
			rc = say_in_the_way(c, path);
		else if (mkdirat(c->to, copy, 0700) == -1 && errno != EEXIST)
			rc = say_carry(c, copy, strerror(errno));
		if (slash != NULL)
			*slash = '/';
	}
	free(copy);
	return rc;
}

/* Gives a folder that make_folders made its mode, once all its files are
 * in it. */
static int
keep_mode(const struct carry *c, const char *path)
{
	struct stat st;

	if (names_find(c->names, path) != NULL ||
	    faccessat(c->to, path, F_OK, AT_SYMLINK_NOFOLLOW) == -1)
		return 0;
	if (fstatat(c->from, path, &st, AT_SYMLINK_NOFOLLOW) == -1 ||
	    fchmodat(c->to, path, st.st_mode & 07777, 0) == -1)
		return say_carry(c, path, strerror(errno));
	return 0;
}

static int
say_mounted(const struct carry *c, const char *path)
{
	return say_carry(c, path,
	    "mounted here, and would be removed with the old "
	    "tree; unmount it");
}

static int
carry_other(const struct carry *c, const char *path)
{
	char *folder;
	int rc = 0;

	if (names_find(c->names, path) != NULL)
		return say_in_the_way(c, path);
	if (strchr(path, '/') != NULL) {
		folder = path_dir(path);
		rc = make_folders(c, folder);
		free(folder);
	}
	if (rc == -1 || linkat(c->from, path, c->to, path, 0) == 0)
		return rc;
	if (errno == EXDEV) /* a folder of the same file system, mounted */
		return say_mounted(c, path);
	if (carry_file(c->from, c->to, path) == -1)
		return say_carry(c, path, strerror(errno));
	return 0;
}

static int
carry_folder(const struct carry *c, const char *folder, int depth)
{
	struct strs entries = { 0 };
	struct stat st;
	char *path;
	size_t i;
	int rc = file_names(c->from, depth > 0 ? folder : ".", O_NOFOLLOW,
	    &entries);

	if (rc == -1)
		say_carry(c, depth > 0 ? folder : ".", strerror(errno));
	else if (depth > DEPTH_MAX)
		rc = say_carry(c, folder, "more than 64 folders deep");
	if (rc == 0 && entries.n == 0 && depth > 0)
		rc = make_folders(c, folder); /* ours are never empty */
	for (i = 0; rc == 0 && i < entries.n; i++) {
		path = path_join(folder, entries.v[i]);
		if (fstatat(c->from, path, &st, AT_SYMLINK_NOFOLLOW) == -1)
			rc = say_carry(c, path, strerror(errno));
		else if (st.st_dev != c->device)
			rc = say_mounted(c, path);
		else if (S_ISDIR(st.st_mode))
			rc = carry_folder(c, path, depth + 1);
		else if (!manifest_has(c->ours, path) &&
		    strcmp(path, MANIFEST_NAME) != 0)
			rc = carry_other(c, path);
		free(path);
	}
	strs_free(&entries);
	if (rc == 0 && depth > 0)
		rc = keep_mode(c, folder);
	return rc;
}

int
carry_others(const char *where, int from, int to,
    const struct manifest *ours, const struct names *names)
{
	struct carry c = { where, from, to, 0, ours, names };
	struct stat st;

	if (fstat(from, &st) == -1)
		return say_carry(&c, ".", strerror(errno));
	c.device = st.st_dev;
	return carry_folder(&c, "", 0);
}
