/* Which files of a tree are ours: .sextant-manifest. */
#ifndef TREE_TREE_MANIFEST_H
#define TREE_TREE_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/str.h"

#define MANIFEST_NAME ".sextant-manifest"

/*
 * A line a file, as sha256sum writes and checks it: 64 hex digits, two spaces,
 * the path; sorted by the bytes of the paths. Starts as { 0 }.
 */
struct manifest {
	struct buf text;   /* as it was read */
	struct strs paths; /* sorted */
};

/*
 * Reads the manifest of folder. Returns 1; 0 if there is none; -1 after
 * reporting the error (path:line: what), which may be a line that is malformed
 * or out of order.
 */
int manifest_read(const char *folder, struct manifest *m);

bool manifest_has(const struct manifest *m, const char *path);

/* The digest of the file on the line at, of which the first is the text's start; the
 * next line. */
const char *manifest_line(const char *at, char hex[DIGEST_HEX + 1]);

/* Appends a line. */
void manifest_put(struct buf *text, const char *hex, const char *path);

void manifest_free(struct manifest *m);

#endif
