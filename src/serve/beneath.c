/* Files of a folder, opened so that nothing leads out of it. */
#include "beneath.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

/* One step down from at, which is closed. */
static int
step_beneath(int at, const char *name, int flags)
{
	int fd = openat(at, name, flags | O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

	close(at);
	return fd;
}

int
beneath_open(const char *folder, const char *path, struct stat *st)
{
	char name[NAME_MAX + 1];
	const char *end;
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	for (end = strchr(path, '/'); fd != -1 && end != NULL;
	    path = end + 1, end = strchr(path, '/')) {
		if (end - path > NAME_MAX)
			break;
		memcpy(name, path, (size_t)(end - path));
		name[end - path] = '\0';
		fd = step_beneath(fd, name, O_DIRECTORY);
	}
	/* Without waiting, should it be a pipe. */
	if (fd != -1)
		fd = step_beneath(fd, path, O_NONBLOCK);
	if (fd == -1 || fstat(fd, st) == -1 || !S_ISREG(st->st_mode)) {
		errno = fd != -1 && S_ISDIR(st->st_mode) ? EISDIR : ENOENT;
		if (fd != -1)
			close(fd);
		return -1;
	}
	return fd;
}
