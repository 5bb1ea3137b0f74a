/* Archives (tar, gzip, zip …, by libarchive), read as streams. */
#ifndef STORE_ARCHIVE_H
#define STORE_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What a caller wants of an archive. wants is asked for each regular file by
 * its path below the archive's top folder, and take is given those: bytes of
 * len, borrowed for the call. take returns 0, or -1 to stop. Links, devices and
 * paths that would leave the folder are passed over.
 */
struct archive_reader {
	bool (*wants)(void *ctx, const char *path);
	int (*take)(void *ctx, const char *path, const char *bytes, size_t len);
	void *ctx;
};

/*
 * Reads the archive at path; name is what messages call it. 0, or -1 once said
 * (no archive, cut off, a limit: 200,000 files, 64 MiB a wanted file, 2 GiB in
 * all; or take's). revision (41 bytes, may be NULL) gets the commit of a pax
 * global header's comment as git archive writes it, or "".
 */
int archive_read(const char *path, const char *name,
    const struct archive_reader *r, char *revision);

/* Only the revision: stops before the first file. 0, or -1 once said. */
int archive_revision(const char *path, const char *name, char *revision);

#endif
