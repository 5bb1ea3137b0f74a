/* Ordering what a query finds (search/rank.h). */
#ifndef SEARCH_RANK_RUN_H
#define SEARCH_RANK_RUN_H

#include "places.h"
#include "search/search.h"

/* As search/rank.h has them. */
enum tier {
	TIER_ID,
	TIER_OLD,
	TIER_NAME,
	TIER_OTHER,
	TIER_SHORT,
	TIER_FOLDED,
	TIER_WORDS,
	TIER_WIDER,
	TIER_VOTED,
	TIER_BEGUN,
	TIER_TITLE,
	TIER_TAG,
	TIER_TEXT,
	TIER_NONE,
};

/* One thing that was found; what it points to is there as long as the ranking. */
struct hit {
	struct seek_thing thing;
	enum tier tier;
	bool synonym;     /* of TIER_NAME: it was a synonym */
	unsigned columns; /* 1 << seek_column: where the words stand best */
	int match;        /* the sum over the words */
	int kind;         /* its place in search_kinds */
	long long used;   /* rank.h: how often */
	long long score;
	size_t length;    /* words of its name */
};

/* Starts as { c }; rank_end. */
struct ranking {
	struct catalog *c;
	struct arena mem;
	struct places places;
	long long from[SEEK_BLOCKS + 1]; /* where each block starts, without the gaps
	                                    between them; last: how many there are */
};

/* Reads what does not depend on a query. Returns 0, or -1 after reporting the
 * error. */
int rank_begin(struct ranking *r, struct catalog *c);
void rank_end(struct ranking *r);

/*
 * Everything that is found for the query, in order: hits is in the ranking's
 * memory. text is what was typed. Returns 0, or -1 after reporting the error.
 */
int rank_run(struct ranking *r, const char *text, const struct rank_query *q,
    struct hit **hits, size_t *n);

#endif
