/* Which files have been looked at whole, so that it is done once. */
#include "base/verified.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/str.h"

enum {
	SETTLED = 1,                  /* seconds: clocks of files are coarse */
	NOTE_AGE = 30 * 24 * 60 * 60, /* seconds */
};

/* Where notes stand; NULL where there is no place for a cache. */
static char *
folder(void)
{
	char *root = path_cache(), *path;

	if (root == NULL)
		return NULL;
	path = path_join(root, "verified");
	free(root);
	return path;
}

/* FNV-1a: no more than a name, and not of a stranger's bytes. */
static unsigned long long
short_name(const char *what)
{
	unsigned long long h = 0xcbf29ce484222325;

	for (; *what != '\0'; what++)
		h = (h ^ (unsigned char)*what) * 0x100000001b3;
	return h;
}

bool
verified_stamp(const char *path, const char *what, struct stamp *s)
{
	struct stat st;

	if (stat(path, &st) == -1 || !S_ISREG(st.st_mode))
		return false;
	snprintf(s->name, sizeof(s->name),
	    "%llx-%llx-%llx-%llx-%llx.%lx-%llx.%lx", short_name(what),
	    (unsigned long long)st.st_dev, (unsigned long long)st.st_ino,
	    (unsigned long long)st.st_size,
	    (unsigned long long)st.st_mtim.tv_sec,
	    (unsigned long)st.st_mtim.tv_nsec,
	    (unsigned long long)st.st_ctim.tv_sec,
	    (unsigned long)st.st_ctim.tv_nsec);
	s->changed = st.st_ctim.tv_sec;
	s->size = (long long)st.st_size;
	s->ours = st.st_uid == geteuid() || st.st_uid == 0;
	return true;
}

void
verified_digest(const char *hex, const char *what, struct stamp *s)
{
	struct buf name = BUF_INIT;

	*s = (struct stamp){ .ours = true };
	buf_printf(&name, "%llx-%s", short_name(what), hex);
	str_copy(s->name, sizeof(s->name), buf_str(&name));
	buf_free(&name);
}

bool
verified_bytes(const char *path, const char *what, struct stamp *s)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	char hex[DIGEST_HEX + 1];
	struct stat st;
	bool have = fd != -1 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    digest_fd(fd, hex) == 0;

	if (fd != -1)
		close(fd);
	if (!have)
		return false;
	verified_digest(hex, what, s);
	return true;
}

bool
verified_is(const struct stamp *s)
{
	char *dir = folder(), *path;
	struct stat st;
	bool is;

	if (dir == NULL)
		return false;
	path = path_join(dir, s->name);
	is = s->ours && lstat(path, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_uid == geteuid();
	free(path);
	free(dir);
	return is;
}

/* Removes notes that are old: nobody asks for most of them any more. */
static void
sweep(int fd, time_t now)
{
	DIR *d = fdopendir(fd);
	struct dirent *e;
	struct stat st;

	if (d == NULL) {
		close(fd);
		return;
	}
	for (e = readdir(d); e != NULL; e = readdir(d))
		if (*e->d_name != '.' && fstatat(dirfd(d), e->d_name,
		    &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    now - st.st_mtime > NOTE_AGE)
			unlinkat(dirfd(d), e->d_name, 0);
	closedir(d);
}

void
verified_note(const struct stamp *s)
{
	time_t now = time(NULL);
	char *dir, *root;
	int at, fd;

	/* What changes within a tick of the file's clock shows no change. */
	if (!s->ours || now - s->changed <= SETTLED)
		return;
	dir = folder();
	if (dir == NULL)
		return;
	/* Nobody else may note what this user is to trust. */
	root = path_dir(dir);
	if (mkdir(dir, 0700) == -1 && errno == ENOENT &&
	    file_try_folders(root) == 0)
		mkdir(dir, 0700);
	free(root);
	at = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	free(dir);
	if (at == -1)
		return;
	fd = openat(at, s->name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW |
	    O_CLOEXEC, 0666);
	if (fd != -1)
		close(fd);
	sweep(at, now);
}
