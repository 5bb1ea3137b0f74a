/* The paths that a new tree holds: its files, and the folders above them. */
#ifndef TREE_TREE_NAMES_H
#define TREE_TREE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/digest.h"
#include "base/mem.h"

enum name_kind {
	NAME_FOLDER,
	NAME_FILE, /* put, but not done with */
	NAME_SAME, /* a file that stands in the old tree just so */
	NAME_NEW,  /* a file that was written */
};

struct name {
	struct name *next;  /* of the same hash */
	struct name *above; /* the folder it stands in; NULL: the top */
	const char *path;
	enum name_kind kind;
	bool made; /* a folder that stands in the new tree */
	char hex[DIGEST_HEX + 1];
};

/* Starts as { 0 }. Not for two threads at a time; a name stays where it is. */
struct names {
	struct arena mem;
	struct name **buckets;
	size_t room, n;
};

/*
 * Adds a file and the folders above it. NULL, and *why says so, where the path
 * is there already, would be a file and a folder, or is deeper than 64 folders.
 */
struct name *names_add(struct names *l, const char *path, const char **why);

/* What is at path, or NULL. */
struct name *names_find(const struct names *l, const char *path);

/* The files, sorted by the bytes of their paths; caller frees the array. */
struct name **names_files(const struct names *l, size_t *n);

void names_free(struct names *l);

#endif
