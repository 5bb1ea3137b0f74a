/* A bundle without all that stix_read passes over where it reads chains only. */
#ifndef ATTACK_CHAINS_H
#define ATTACK_CHAINS_H

#include <stddef.h>

#include "base/buf.h"

/* Rises whenever chains_put puts something else. */
#define CHAINS_FORMAT "1"

/*
 * Appends a STIX bundle of which stix_read makes the same as of the len bytes at
 * text, where that reads chains only and finds nothing wrong or double: but for
 * descriptions, which are empty, other references, which are missing, and the number
 * of objects. Returns 0, or -1, unsaid, where text is none.
 */
int chains_put(const char *text, size_t len, struct buf *out);

#endif
