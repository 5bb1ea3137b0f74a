/* Which techniques what is found is about (search/rank.h: VOTED). */
#ifndef SEARCH_RANK_VOTES_H
#define SEARCH_RANK_VOTES_H

#include "catalog/seek.h"

/* Starts as { 0 }; ballot_end. */
struct ballot {
	cJSON *controls; /* as catalog_seek_votes has them */
	long long cast;
	struct voted {
		long long technique; /* pk */
		long long score;
	} *v;
	size_t n;
};

/* A control, its row in the index, votes: the words stand in this class. */
void ballot_add(struct ballot *b, long long row, int class);

/* Fills v with the techniques that are voted. Returns 0, or -1 after reporting the
 * error. */
int ballot_count(struct ballot *b, struct catalog *c);
void ballot_end(struct ballot *b);

#endif
