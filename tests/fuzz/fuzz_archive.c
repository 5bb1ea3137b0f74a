/* Any bytes as an archive, and as documents with a digest: read, or refused;
 * nothing else. */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "store/content.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool
want_all(void *ctx, const char *path)
{
	(void)ctx;
	if (!path_is_plain(path))
		abort();
	return true;
}

static int
touch(void *ctx, const char *path, const char *bytes, size_t len)
{
	(void)ctx;
	(void)path;
	return bytes[len] == '\0' ? 0 : -1;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct archive_reader r = { want_all, touch, NULL, NULL };
	char all[] = "**", *globs[] = { all };
	const struct strs files = { globs, 1 }, none = { NULL, 0 };
	struct content c;
	char path[64], revision[ARCHIVE_REVISION + 1];
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	if (fd == -1 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (archive_read(path, "fuzz", &r, revision) == 0 &&
	    strspn(revision, "0123456789abcdef") != strlen(revision))
		abort();
	if (content_read(path, "fuzz", &files, &none, touch, NULL, &c) == 0 &&
	    !digest_is_valid(c.sha256))
		abort();
	archive_head_revision((const char *)data, size, revision);
	if (strspn(revision, "0123456789abcdef") != strlen(revision))
		abort();
	close(fd);
	return 0;
}
