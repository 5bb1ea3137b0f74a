/* Which techniques what is found is about. */
#include "rank_votes.h"

#include <stdlib.h>

#include "base/mem.h"
#include "value/member.h"

enum {
	VOTERS_MAX = 1000, /* what more have is about no technique */
	VOTES_MIN = 4,
	SHARE = 4,        /* a fourth of what was cast */
	SMOOTH = 50,      /* controls: a technique that few name is not better for it */
	SCALE = 1000,
};

void
ballot_add(struct ballot *b, long long row, int class)
{
	static const int votes[] = { 4, 2, 1 };
	long long pk = row - ((long long)SEEK_CONTROLS << SEEK_BLOCK_BITS);

	if (b->controls == NULL)
		b->controls = cJSON_CreateArray();
	cJSON_AddItemToArray(b->controls, cJSON_CreateNumber(
	    (double)(pk * SEEK_VOTES + votes[class])));
	b->cast += votes[class];
}

int
ballot_count(struct ballot *b, struct catalog *c)
{
	long long votes, least, score, best = 0;
	cJSON *rows = NULL;
	const cJSON *row;
	size_t i, kept = 0;

	if (b->controls == NULL || cJSON_GetArraySize(b->controls) > VOTERS_MAX)
		return 0;
	least = (b->cast + SHARE - 1) / SHARE;
	if (catalog_seek_votes(c, b->controls,
	    least > VOTES_MIN ? least : VOTES_MIN, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		votes = member_number(row, "votes");
		score = votes * votes * SCALE /
		    (SMOOTH + member_number(row, "controls"));
		*LIST_ADD(b->v, b->n) = (struct voted){
			member_number(row, "technique"), score };
		best = score > best ? score : best;
	}
	cJSON_Delete(rows);
	for (i = 0; i < b->n; i++)
		if (b->v[i].score * 2 >= best)
			b->v[kept++] = b->v[i];
	b->n = kept;
	return 0;
}

void
ballot_end(struct ballot *b)
{
	cJSON_Delete(b->controls);
	free(b->v);
	*b = (struct ballot){ 0 };
}
