/* For targets whose subject reads a file: one in memory, written anew each time. */
#ifndef TESTS_IN_FILE_H
#define TESTS_IN_FILE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "value/value.h"

static char path[32];
static int fd;

int LLVMFuzzerInitialize(int *argc, char ***argv);

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	value_init();
	fd = memfd_create("fuzz", 0);
	snprintf(path, sizeof(path), "/dev/fd/%d", fd);
	if (fd == -1)
		exit(1);
	return 0;
}

/* What stands at path from now on. */
static void
put_file(const uint8_t *data, size_t size)
{
	if (ftruncate(fd, 0) == -1 || lseek(fd, 0, SEEK_SET) == -1 ||
	    file_write_all(fd, data, size) == -1)
		abort();
}

#endif
