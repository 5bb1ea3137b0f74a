/*
 * The rendered tree: built beside the old one and exchanged by rename, so that
 * a reader sees the whole old or the whole new one, and a failed run leaves
 * what stood before.
 *
 * The file .sextant-manifest in the folder names our files: a line each, with
 * its SHA-256 and path, sorted, as sha256sum -c reads it. A folder that has none
 * and is not empty is refused. Files, links and empty folders that others put
 * there are kept; it is an error if one of them is in our way. Our files that
 * are no longer put are removed. Unchanged files are hard-linked (copied where
 * that fails). New files and folders have the modes that the umask gives; the
 * folder itself keeps its own.
 *
 * The stamp is a file elsewhere, which says what the tree was made from, and what
 * its files were then (inode, size, times): nobody need read those that still are
 * as they were. It is no part of the tree, which is the same wherever and whenever
 * it is made from the same. Where it is damaged or of another tree, all is as if
 * there were none.
 *
 * The new tree is built in .NAME.new-PID-DIGITS beside the folder; tree_begin
 * removes what runs that died left there.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef TREE_TREE_H
#define TREE_TREE_H

#include <stdbool.h>
#include <stddef.h>

struct tree;

/*
 * Opens the tree that is to stand at folder, or where that leads if it is a
 * link to a folder. NULL on error: not ours, a mount point, the current folder,
 * in use by another run. Nothing is written before the first difference; then
 * the folders above it are made, too.
 */
struct tree *tree_begin(const char *folder);

/*
 * Has tree_commit write the stamp, a path, with a digest of all that the tree is
 * made from (64 hex digits); both are copied. Is the tree that stands made from just
 * that, and has nobody changed, removed or replaced a file of it since? Then nothing
 * is to be put before tree_commit, which leaves it as it is.
 */
bool tree_is_made(struct tree *t, const char *stamp, const char *inputs);

/*
 * Gives the file at path (relative, path_is_plain) these bytes; it is compared
 * and, if it differs, written at once. key is a digest (64 hex digits) of all that it
 * is made from, and of its path, or NULL; several files may have the same, if they are made
 * together. Safe for several threads at a time.
 * Returns 0, or -1 (also where a path is put twice, or would be a file and a
 * folder). After an error all calls up to tree_commit fail without a report.
 */
int tree_put(struct tree *t, const char *path, const char *key,
    const void *bytes, size_t len);

/*
 * Puts the files that were put with that key, by the stamp, where nobody has touched
 * any of them since. Returns 1; 0 where there are none, or one is another: then they
 * are to be made and put; or -1, as tree_put. Safe for several threads at a time.
 */
int tree_keep(struct tree *t, const char *key);

/*
 * Puts the new tree in the place of the old: one sync, then a rename. Writes
 * nothing at all if nothing has changed. Returns 0, or -1: then the old tree is
 * as it was and nothing is left beside it. Frees t. *written (may be NULL, as
 * the others) gets how many files are new or changed, *kept how many are the
 * same, *gone how many of ours were removed.
 */
int tree_commit(struct tree *t, size_t *written, size_t *kept, size_t *gone);

/* Leaves the old tree as it was; frees t (may be NULL). */
void tree_abort(struct tree *t);

#endif
