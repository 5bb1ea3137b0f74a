/* Cursors: where an answer goes on. They hold all that is needed, so that nobody
 * keeps anything between requests. */
#ifndef MCP_CURSOR_H
#define MCP_CURSOR_H

#include "base/buf.h"

/* Appends one. question: what was asked, in one text; catalog: as struct mcp_host
 * identifies it. */
void cursor_put(struct buf *cursor, long long at, const char *question,
    const char *catalog);

/*
 * Sets *at to where it goes on. Returns NULL, or why the cursor is of no use, in a
 * phrase: it is damaged or belongs to another question, or to another catalog.
 */
const char *cursor_read(const char *cursor, const char *question,
    const char *catalog, long long *at);

#endif
