/* Where a value stands in its document, to the byte. */
#ifndef LINT_LINT_SPOT_H
#define LINT_LINT_SPOT_H

#include <stdbool.h>

#include "base/buf.h"
#include "value/value.h"

struct spot {
	int line, column;  /* from 1, in characters; 0: not known */
	size_t start, end; /* bytes; start == end: not known */
};

/*
 * The len bytes at `at` in text, which is what the scalar node says, trimmed or
 * cut: where they stand in the document of n bytes, if it writes them as they
 * are, without escapes. Else only the line is known.
 */
struct spot spot_find(const char *bytes, size_t n, const cJSON *node,
    const char *text, size_t at, size_t len);

/* May fresh replace the value of the scalar node, in the same quotes? */
bool spot_takes(const char *bytes, const cJSON *node, const char *fresh);

/*
 * The bytes to remove so that node, an element of an array but not its first,
 * is gone and nothing else: its line without a comment on it, or its place in a
 * list in brackets. False where that cannot be done cleanly.
 */
bool spot_of_element(const char *bytes, size_t n, const cJSON *node,
    struct spot *s);

/*
 * Where to put one more element behind node, an element of an array, so that
 * nothing else changes: at byte *at, and what has to stand before it is added
 * to text. False where that cannot be done cleanly.
 */
bool spot_behind_element(const char *bytes, size_t n, const cJSON *node,
    size_t *at, struct buf *text);

#endif
