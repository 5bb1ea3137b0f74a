/* The paths that a new tree holds: its files, and the folders above them. */
#ifndef TREE_TREE_NAMES_H
#define TREE_TREE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/digest.h"
#include "base/mem.h"

enum name_kind {
	NAME_FOLDER,
	NAME_FILE, /* put, but not yet compared or written */
	NAME_SAME, /* a file that the old tree has with the same bytes */
	NAME_NEW,  /* a file that was written */
};

/* What tells that nobody touched a file; all 0: nothing is known. Its device is left out,
 * since that has another number after each mount of some file systems. */
struct seen {
	long long inode, size;
	long long modified, changed; /* nanoseconds */
};

struct name {
	struct name *next;  /* of the same hash */
	struct name *above; /* the folder it stands in; NULL: the top */
	const char *path;
	enum name_kind kind;
	bool made; /* a folder that has been made in the new tree */
	char hex[DIGEST_HEX + 1];
	char key[DIGEST_HEX + 1]; /* of tree_put, or "" */
	struct seen seen; /* of a file, when it was compared or written */
};

/* Starts as { 0 }. Not for two threads at a time. A name never moves. */
struct names {
	struct arena mem;
	struct name **buckets;
	size_t room, n;
};

/*
 * Adds a file and the folders above it. Returns NULL with the reason in *why if
 * the path has been added already, would be a file and a folder, or is deeper
 * than 64 folders.
 */
struct name *names_add(struct names *l, const char *path, const char **why);

/* What is at path, or NULL. */
struct name *names_find(const struct names *l, const char *path);

/* The files, sorted by the bytes of their paths; caller frees the array. */
struct name **names_files(const struct names *l, size_t *n);

void names_free(struct names *l);

#endif
