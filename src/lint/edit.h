/* Edits: pieces of a text replaced, every other byte kept; and unified
 * diffs. */
#ifndef LINT_EDIT_H
#define LINT_EDIT_H

#include <stddef.h>

#include "base/buf.h"

/* What stands from start up to end becomes text, which is borrowed. */
struct edit {
	size_t start, end;
	const char *text;
};

/*
 * Appends to out what the len bytes at bytes become by n edits, which are in
 * order, in the text, and do not overlap.
 */
void edit_apply(const char *bytes, size_t len, const struct edit *edits,
    size_t n, struct buf *out);

/*
 * Appends the difference of two texts as a unified diff (GNU diffutils,
 * "Detailed Description of Unified Format") with three lines of context, as
 * `git apply` and `patch -p1` take it; nothing where they are equal. Lines end
 * in a line feed; path is written as it is, behind a/ and b/ unless it is
 * absolute. For texts that differ in few places: the diff is always right, but
 * not always the shortest.
 */
void edit_diff(const char *path, const struct buf *from, const struct buf *to,
    struct buf *out);

#endif
