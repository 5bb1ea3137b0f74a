/*
 * Archives (tar, plain or by gzip, and zip), read as streams.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef STORE_ARCHIVE_H
#define STORE_ARCHIVE_H

#include <stdbool.h>
#include <stddef.h>

/* A commit's name: 40 characters, or 64 where a repository uses SHA-256. */
enum { ARCHIVE_REVISION = 64 };

/*
 * What a caller wants of an archive. wants (NULL: nothing) is asked for each
 * regular file by its path below the archive's top folder, and take is given
 * those: bytes of len with a NUL behind them, borrowed for the call. take
 * returns 0, or -1 to stop. Links, devices, and paths that would leave the
 * folder or are no UTF-8 are passed over.
 *
 * part (NULL: that is an error) makes larger files than 64 MiB possible: it is
 * given such a one's path and size with each part of its bytes, at first with
 * none; then take is given as its bytes "", and as len its size. It returns as
 * take does.
 *
 * The top folder is the one that holds every entry; without such a one paths
 * are as they stand. What git archive made (GitHub's archives are) is told by
 * its first entry, since looking through it first would read it twice: a later
 * entry outside that folder is an error.
 */
struct archive_reader {
	bool (*wants)(void *ctx, const char *path);
	int (*take)(void *ctx, const char *path, const char *bytes, size_t len);
	void *ctx;
	int (*part)(void *ctx, const char *path, size_t size,
	    const char *bytes, size_t n);
};

/*
 * Reads the archive at path, to its end; name is what messages call it.
 * Returns 0, or -1 (no archive, cut off, a limit: 200,000 entries, 64 MiB a
 * wanted file without part, 2 GiB in all; or take's, who said why). revision
 * (ARCHIVE_REVISION + 1 bytes, may be NULL) gets the commit of a pax global
 * header's comment as git archive writes it, or "".
 */
int archive_read(const char *path, const char *name,
    const struct archive_reader *r, char *revision);

/* Only the revision: stops before the first file, so that no more is checked
 * than that path can be read. Returns 0, or -1. */
int archive_revision(const char *path, const char *name, char *revision);

/* The same of n bytes that a tar, plain or by gzip, begins with: of 128 KiB, or
 * all of it; revision is "" where they do not tell. */
void archive_head_revision(const char *bytes, size_t n, char *revision);

/* The version of libarchive that is loaded, into version. */
void archive_library(char *version, size_t n);

#endif
