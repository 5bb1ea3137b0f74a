/* What a tree was made from, and what its files were then. */
#ifndef TREE_TREE_STAMP_H
#define TREE_TREE_STAMP_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "tree_manifest.h"
#include "tree_names.h"

/* Starts as { 0 }: no stamp is written. */
struct stamp {
	char *path;
	char inputs[DIGEST_HEX + 1];
	bool made;        /* from these inputs, the tree stands already */
	struct seen *now; /* then its files, in the order of the manifest */
	bool stale;       /* the stamp says otherwise of some of them */
};

void stamp_see(const struct stat *st, struct seen *seen);

/* As tree_is_made: of the tree open as fd, with that manifest (NULL: there is none). */
bool stamp_begin(struct stamp *s, const char *path, const char *inputs, int fd,
    const struct manifest *old);

/*
 * Write the stamp, silently: all can be done without it. A file that was changed no
 * earlier than the moment in which the stamp was begun is noted as unknown, since a
 * change that follows may leave all of seen the same; so are all where the stamp is
 * on another device, whose clock may be another. _same is of a tree that is made, and
 * writes nothing that stands there already; _new of the tree open as fd, with that
 * manifest of n files.
 */
void stamp_write_same(const struct stamp *s, int fd, const struct manifest *old);
void stamp_write_new(const struct stamp *s, int fd, const struct buf *manifest,
    struct name *const *files, size_t n);

void stamp_free(struct stamp *s);

#endif
