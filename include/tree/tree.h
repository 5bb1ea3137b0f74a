/*
 * The rendered tree: built beside the old one and exchanged by rename, so that
 * a reader sees the whole old or the whole new one, and a failed run leaves
 * what stood before.
 *
 * The folder's file .sextant-manifest names what is ours: a line a file, its
 * SHA-256 and its path, sorted, as sha256sum -c reads it. A folder that is not
 * empty and has none is refused. Files, links and empty folders of others in
 * ours are carried over, and refused where they are in our way; files of ours
 * that are no longer put vanish. Unchanged files are hard-linked (copied where
 * that fails). New files and folders have the modes that the umask gives; the
 * folder itself keeps its own.
 *
 * What is built stands in .NAME.new-PID-DIGITS beside the folder; tree_begin
 * removes what runs that died left there.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef TREE_TREE_H
#define TREE_TREE_H

#include <stddef.h>

struct tree;

/*
 * Opens the tree that is to stand at folder; where that is a link to a folder,
 * there. NULL on error: not ours, a mount point, the current folder, in use by
 * another run. Nothing is written before the first difference; then also the
 * folders above it are made.
 */
struct tree *tree_begin(const char *folder);

/*
 * The file at path (relative, path_is_plain) is to hold these bytes; it is
 * compared and, where it differs, written at once. Safe for several threads at
 * a time. Returns 0, or -1 (also where a path is put twice, or would be a file
 * and a folder): then all else fails silently, up to tree_commit.
 */
int tree_put(struct tree *t, const char *path, const void *bytes, size_t len);

/*
 * Exchanges: one sync, then rename. Where everything is as it was, nothing is
 * written at all. Returns 0, or -1: then the old tree stands as it was and
 * nothing is left beside it. Frees t. *written (may be NULL) gets how many
 * files are new or changed, *kept how many are the same, *gone how many of
 * ours vanished.
 */
int tree_commit(struct tree *t, size_t *written, size_t *kept, size_t *gone);

/* Leaves all as it was; frees t (may be NULL). */
void tree_abort(struct tree *t);

#endif
