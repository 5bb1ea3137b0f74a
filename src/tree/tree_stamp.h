/* What a tree was made from, and what its files were then. */
#ifndef TREE_TREE_STAMP_H
#define TREE_TREE_STAMP_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "tree_manifest.h"
#include "tree_names.h"

/* A file of the old tree, in the order of its manifest. */
struct stamp_file {
	char key[DIGEST_HEX + 1]; /* or "" */
	char hex[DIGEST_HEX + 1]; /* of its bytes, by the manifest */
	struct seen seen;         /* as the stamp has it; if it is made: as it is now */
};

/* Starts as { 0 }: no stamp is written. */
struct stamp {
	char *path;
	char inputs[DIGEST_HEX + 1];
	bool made;  /* from these inputs, the tree stands already */
	bool stale; /* and the stamp says otherwise of some of its files */
	struct stamp_file *files; /* none where the stamp is of another tree */
	size_t n;
	size_t *by_key; /* those that have one, sorted by it */
	size_t n_keys;
};

/* Those of that key: n of by_key, from that one. */
size_t *stamp_of_key(const struct stamp *s, const char *key, size_t *n);

/* Is the file at path in the folder open as fd still what it was? */
bool stamp_is_same(struct stamp_file *f, int fd, const char *path,
    struct seen *now);

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
