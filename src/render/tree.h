/*
 * The rendered tree: built beside the old one and exchanged by rename, so that
 * a reader sees the whole old or the whole new one, and a failed run leaves
 * what stood before.
 *
 * The folder's file .sextant-manifest names what is ours: a line a file, its
 * SHA-256 and its path, sorted. A folder that is not empty and has none is
 * refused. Files of others in ours are carried over; files of ours that are no
 * longer put vanish. Unchanged files are hard-linked (copied where that fails).
 */
#ifndef RENDER_TREE_H
#define RENDER_TREE_H

#include <stddef.h>

struct tree;

/*
 * Opens the tree that is to stand at folder (its parents are made). NULL once
 * said: refused, no permission. Nothing is written before the first difference.
 */
struct tree *tree_begin(const char *folder);

/*
 * The file at path (relative, path_is_plain) is to hold these bytes. Safe for
 * several threads at a time. 0, or -1 once said (also where a path is put
 * twice).
 */
int tree_put(struct tree *t, const char *path, const void *bytes, size_t len);

/*
 * Exchanges: one sync, then rename. Where everything is as it was, nothing is
 * written at all. 0, or -1 once said: then the old tree stands as it was and
 * nothing is left beside it. Frees t. *written (may be NULL) gets how many
 * files are new or changed, *kept how many are the same, *gone how many of
 * ours vanished.
 */
int tree_commit(struct tree *t, size_t *written, size_t *kept, size_t *gone);

/* Leaves all as it was; frees t (may be NULL). */
void tree_abort(struct tree *t);

#endif
