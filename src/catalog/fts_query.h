/* What a person types, as a query of the full-text index. */
#ifndef CATALOG_FTS_QUERY_H
#define CATALOG_FTS_QUERY_H

#include "base/buf.h"

/*
 * Appends text as a query of FTS5 that asks for all its words, in any order:
 * each in FTS5's quotes, so that nothing in it means anything but itself. What
 * stands in "..." is a phrase. Each word that ends in '*', and the last one,
 * unless it is a phrase or but a byte long, also stand for longer ones. Words
 * without a letter or digit are nothing, as are those behind the first 64. How
 * many words there are: of 0 there is no query.
 */
size_t fts_query(const char *text, struct buf *query);

/* Appends text without quotes, and without spaces around it: what an id or a
 * name would be compared with. */
void fts_plain(const char *text, struct buf *plain);

#endif
