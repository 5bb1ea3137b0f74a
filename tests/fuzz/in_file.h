/* For targets whose subject reads a file: one in memory, written anew each time. */
#ifndef TESTS_IN_FILE_H
#define TESTS_IN_FILE_H

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "fuzz.h"

struct in_file {
	char path[32]; /* of all such files of this process its own */
	int fd;        /* 0: not made yet */
};

/* What stands at f's path from now on; f starts as { 0 }. Returns its path. */
static inline const char *
in_file(struct in_file *f, const void *bytes, size_t n)
{
	if (f->fd == 0) {
		f->fd = memfd_create("fuzz", 0);
		snprintf(f->path, sizeof(f->path), "/proc/self/fd/%d", f->fd);
	}
	if (f->fd == -1 || ftruncate(f->fd, 0) == -1 ||
	    lseek(f->fd, 0, SEEK_SET) == -1 ||
	    file_write_all(f->fd, bytes, n) == -1)
		abort();
	return f->path;
}

#endif
