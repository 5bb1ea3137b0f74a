/* Where the words of a query stand in the full-text index. */
#ifndef SEARCH_RANK_INDEX_H
#define SEARCH_RANK_INDEX_H

#include "rank_run.h"

/* How one word stands in each thing, by its number (index_number). */
struct word_index {
	unsigned char *near;  /* the best column that it matches by 0 or 1, or
	                         SEEK_COLUMNS */
	unsigned char *wide;  /* the best column however it matches */
	unsigned char *match; /* the best match */
};

/* The number of a row, from 0, and back; -1 if it can be none. */
long long index_number(const struct ranking *r, long long row);
long long index_row(const struct ranking *r, long long number);

/* The class of a column (rank.h: CLASS). */
int index_class(int column);

/* Reads a word; last: it is the last one of the query. In the memory of r. Returns
 * 0, or -1 after reporting the error. */
int index_read(struct ranking *r, const struct rank_word *w, bool last,
    struct word_index *x);

#endif
