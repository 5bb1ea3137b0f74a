/* Folders exchanged by rename. */
#include "tree_exchange.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "base/temp.h"
#include "tree_manifest.h"

/* musl has neither this nor renameat2. */
#ifndef RENAME_EXCHANGE
#define RENAME_EXCHANGE 2
#endif

int
tree_exchange_atomic(int parent, const char *aside, const char *name)
{
	return (int)syscall(SYS_renameat2, parent, aside, parent, name,
	    RENAME_EXCHANGE);
}

/* ".NAME.KIND-PID-DIGITS"; caller frees. NULL with errno. */
static char *
name_beside(const char *name, const char *kind)
{
	char digits[TEMP_DIGITS + 1];
	struct buf b = BUF_INIT;

	if (temp_digits(digits) == -1)
		return NULL;
	buf_printf(&b, ".%s.%s-%ld-%s", name, kind, (long)getpid(), digits);
	return buf_take(&b);
}

char *
tree_aside_name(const char *name)
{
	return name_beside(name, "new");
}

int
tree_exchange_twice(int parent, const char *aside, const char *name)
{
	char *old = name_beside(name, "old");
	int why, rc = -1;

	if (old == NULL || renameat(parent, name, parent, old) == -1)
		goto out;
	if (renameat(parent, aside, parent, name) == -1) {
		why = errno;
		renameat(parent, old, parent, name);
		errno = why;
		goto out;
	}
	/* Where this fails, tree_tidy finds the old one by its name. */
	renameat(parent, old, parent, aside);
	rc = 0;
out:
	free(old);
	return rc;
}

int
tree_exchange_best(int parent, const char *aside, const char *name)
{
	if (tree_exchange_atomic(parent, aside, name) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
		return -1;
	return tree_exchange_twice(parent, aside, name);
}

/* The pid in the name of a folder that we made beside name; 0: entry is
 * none. */
static long
pid_beside(const char *entry, const char *name)
{
	size_t n = strlen(name);
	const char *s;

	if (entry[0] != '.' || strncmp(entry + 1, name, n) != 0)
		return 0;
	s = entry + 1 + n;
	if (!str_has_prefix(s, ".new-") && !str_has_prefix(s, ".old-"))
		return 0;
	s += strlen(".new-");
	n = strspn(s, "0123456789");
	return n == 0 || n > 9 || s[n] != '-' || !temp_are_digits(s + n + 1) ?
	    0 : strtol(s, NULL, 10);
}

static bool
is_abandoned(const char *path, long pid)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	bool abandoned;

	if (fd == -1)
		return false;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		abandoned = true;
	else if (errno == EWOULDBLOCK)
		abandoned = false;
	else /* a file system without locks */
		abandoned = kill((pid_t)pid, 0) == -1 && errno == ESRCH;
	close(fd);
	return abandoned;
}

/*
 * An old tree holds files of others, of which the new one has links: it goes
 * only where that stands, and where nothing stands gets its name back.
 */
static void
tidy_one(const char *parent, const char *entry, const char *name)
{
	char *path = path_join(parent, entry);
	char *folder = path_join(parent, name);
	char *manifest = path_join(folder, MANIFEST_NAME);
	bool old = entry[strlen(name) + 2] == 'o';
	struct stat st;

	if (is_abandoned(path, pid_beside(entry, name))) {
		if (!old || lstat(manifest, &st) == 0)
			file_remove(path);
		else if (lstat(folder, &st) == -1)
			rename(path, folder);
	}
	free(manifest);
	free(path);
	free(folder);
}

void
tree_tidy(const char *parent, const char *name)
{
	struct strs names = { 0 };
	size_t i;

	file_names(AT_FDCWD, parent, 0, &names);
	for (i = 0; i < names.n; i++)
		if (pid_beside(names.v[i], name) != 0)
			tidy_one(parent, names.v[i], name);
	strs_free(&names);
}
