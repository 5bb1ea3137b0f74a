/*
 * What an archive holds for a source, however it was packed: the documents
 * that its globs name (source_matches: in files, and not in except). Their
 * digest is SHA-256 over these regular files, sorted by the bytes of their
 * path below the archive's top folder, each as path, NUL, size in decimal,
 * NUL, bytes.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef STORE_CONTENT_H
#define STORE_CONTENT_H

#include "store/archive.h"
#include "store/lock.h"

struct content {
	char sha256[DIGEST_HEX + 1];
	long long size; /* bytes of the documents */
	size_t files;
	char revision[ARCHIVE_REVISION + 1]; /* or "" */
};

/*
 * Reads the archive at path to its end; name is what messages call it. take
 * (NULL: nobody wants them) is given each document as archive_read gives it
 * (larger than 64 MiB: without its bytes), once, in the archive's order.
 * Returns 0, or -1: what archive_read says, and two documents of one path.
 * That there is none, c says, and the caller.
 */
int content_read(const char *path, const char *name, const struct strs *files,
    const struct strs *except,
    int (*take)(void *ctx, const char *path, const char *bytes, size_t len),
    void *ctx, struct content *c);

/* Adds the next document, by the bytes of paths, to such a digest. */
void content_add(struct digest *d, const char *path, const char *bytes,
    size_t len);

/*
 * The object of the cache with what an entry of the lock names: its digest
 * into object, and its size. Of an archive's documents that is what was
 * remembered last. False where there is none.
 */
bool content_find(const char *root, const struct lock_entry *e,
    char object[DIGEST_HEX + 1], long long *size);

/* Remembers that the object, of size bytes, has what e names. Returns 0, or -1. */
int content_remember(const char *root, const struct lock_entry *e,
    const char *object, long long size);

#endif
