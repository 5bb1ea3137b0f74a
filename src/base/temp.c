/* Files made beside the ones whose places they are to take. */
#include "base/temp.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"

enum {
	NAME_KEPT = 200, /* of the name, so that the whole is one */
	TRIES = 16,
	LEFTOVER_AGE = 24 * 60 * 60, /* where there are no locks */
};

int
temp_digits(char digits[TEMP_DIGITS + 1])
{
	uint64_t n;

	if (getrandom(&n, sizeof(n), 0) != sizeof(n))
		return -1;
	snprintf(digits, TEMP_DIGITS + 1, "%016llx", (unsigned long long)n);
	return 0;
}

bool
temp_are_digits(const char *s)
{
	return strspn(s, "0123456789abcdef") == TEMP_DIGITS &&
	    s[TEMP_DIGITS] == '\0';
}

/* What a name beside path starts with; caller frees. */
static char *
prefix_of(const char *path)
{
	const char *name = path_base(path);
	struct buf b = BUF_INIT;

	buf_putc(&b, '.');
	buf_put(&b, name, (size_t)str_fit(name, NAME_KEPT));
	buf_puts(&b, ".new-");
	return buf_take(&b);
}

/* A name that nobody else has; NULL with errno. Caller frees. */
static char *
name_beside(const char *path)
{
	char *folder = path_dir(path), *prefix = prefix_of(path), *name = NULL;
	char digits[TEMP_DIGITS + 1];
	struct buf b = BUF_INIT;

	if (temp_digits(digits) == 0) {
		buf_printf(&b, "%s%s", prefix, digits);
		name = path_join(folder, buf_str(&b));
	}
	buf_free(&b);
	free(prefix);
	free(folder);
	return name;
}

/* Is the file that is open as fd the one at path? */
static bool
stands(int fd, const char *path)
{
	struct stat open_one, there;

	return fstat(fd, &open_one) == 0 && lstat(path, &there) == 0 &&
	    open_one.st_dev == there.st_dev && open_one.st_ino == there.st_ino;
}

/* Takes the lock. False where somebody tidies it up; there may be no locks. */
static bool
keep_temp(const struct temp *a, int how)
{
	if (flock(a->fd, how | LOCK_NB) == -1 && errno == EWOULDBLOCK)
		return false;
	return stands(a->fd, a->path);
}

static int
make(struct temp *a, const char *path)
{
	int i;

	for (i = 0; i < TRIES; i++) {
		a->path = name_beside(path);
		if (a->path == NULL)
			return -1;
		a->fd = open(a->path,
		    O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
		if (a->fd != -1 && keep_temp(a, LOCK_EX))
			return 0;
		if (a->fd != -1) {
			close(a->fd);
			errno = EEXIST;
		}
		free(a->path);
		a->path = NULL;
		if (errno != EEXIST)
			break;
	}
	return -1;
}

int
temp_begin(struct temp *a, const char *path)
{
	struct stat st;
	int why;

	temp_tidy(path);
	if (make(a, path) == -1)
		return -1;
	if (lstat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	    fchmod(a->fd, st.st_mode & 0777) == -1) {
		why = errno;
		temp_abort(a);
		errno = why;
		return -1;
	}
	return 0;
}

int
temp_link(struct temp *a, const char *path, const char *from)
{
	int why;

	temp_tidy(path);
	/* Locked before it is there: its other name is locked as well. */
	a->fd = open(from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (a->fd == -1)
		return -1;
	flock(a->fd, LOCK_SH | LOCK_NB);
	a->path = name_beside(path);
	if (a->path != NULL && link(from, a->path) == 0)
		return 0;
	why = errno;
	close(a->fd);
	free(a->path);
	a->path = NULL;
	errno = why;
	return -1;
}

int
temp_commit(struct temp *a, const char *path)
{
	int why;

	if (fsync(a->fd) == -1 || rename(a->path, path) == -1) {
		why = errno;
		temp_abort(a);
		errno = why;
		return -1;
	}
	/* Two names of one file: then rename does nothing. */
	if (stands(a->fd, a->path))
		unlink(a->path);
	file_sync_parent(path);
	close(a->fd);
	free(a->path);
	a->path = NULL;
	return 0;
}

void
temp_abort(struct temp *a)
{
	if (a->path == NULL)
		return;
	if (stands(a->fd, a->path))
		unlink(a->path);
	close(a->fd);
	free(a->path);
	a->path = NULL;
}

/* ---- what killed runs left ---- */

/* Removes the one of that name in the folder, if nobody is at it. */
static void
tidy(int folder, const char *name)
{
	struct stat st, there;
	int fd = openat(folder, name,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd == -1)
		return;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_uid == geteuid() &&
	    (flock(fd, LOCK_EX | LOCK_NB) == 0 ||
	    (errno != EWOULDBLOCK &&
	    time(NULL) - st.st_mtime > LEFTOVER_AGE)) &&
	    fstatat(folder, name, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
	    there.st_dev == st.st_dev && there.st_ino == st.st_ino)
		unlinkat(folder, name, 0);
	close(fd);
}

void
temp_tidy(const char *path)
{
	char *folder = path_dir(path), *prefix = prefix_of(path);
	DIR *d = opendir(folder);
	struct dirent *e;

	while (d != NULL && (e = readdir(d)) != NULL)
		if (str_has_prefix(e->d_name, prefix) &&
		    temp_are_digits(e->d_name + strlen(prefix)))
			tidy(dirfd(d), e->d_name);
	if (d != NULL)
		closedir(d);
	free(prefix);
	free(folder);
}
