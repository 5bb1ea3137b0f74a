/* Files that go from the old tree into the new one unchanged. */
#ifndef TREE_TREE_CARRY_H
#define TREE_TREE_CARRY_H

#include "tree_manifest.h"
#include "tree_names.h"

/*
 * Puts the file or link at path below the folder open as from at the same path
 * below to, whose folders are there: hard-linked, or else copied with its mode
 * and times. Returns 0, or -1 with errno set and nothing reported.
 */
int carry_file(int from, int to, const char *path);

/*
 * Carries over all in from that ours does not name: files, links and empty
 * folders, with the modes of the folders that have to be made for them. names
 * is what the new tree holds. Returns 0, or -1 after reporting the error (below
 * where): also where one of them is in the way of the new tree, or is a mount,
 * whose files are never touched.
 */
int carry_others(const char *where, int from, int to,
    const struct manifest *ours, const struct names *names);

#endif
