/* Strangers' words, as a model may read them. */
#ifndef MCP_NEUTRAL_H
#define MCP_NEUTRAL_H

#include <cjson/cJSON.h>

#include "base/buf.h"

/*
 * Appends text without what a reader does not see: control characters but tab and
 * line feed, bidirectional controls, zero-width characters, tags, separators of lines
 * and variation selectors beyond the first sixteen. A run of them is one U+FFFD.
 */
void neutral_put(struct buf *out, const char *text);

/* Does so with every string below node, names of members too. */
void neutral_tree(cJSON *node);

#endif
