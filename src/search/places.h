/* Places (search/rank.h) and what they are called, in memory. */
#ifndef SEARCH_PLACES_H
#define SEARCH_PLACES_H

#include "base/mem.h"
#include "catalog/seek.h"
#include "search/rank.h"

enum name_sort {
	NAME_OWN,     /* its name */
	NAME_WHOLE,   /* "Parent: Name" */
	NAME_PARENT,  /* its parent's: it is not called so */
	NAME_OTHER,
	NAME_SYNONYM,
};

struct place_name {
	enum name_sort sort;
	const char *const *words;
	size_t n;
	const char *joined; /* the words */
};

struct place {
	struct seek_thing thing;
	struct place_name *names;
	size_t n;
};

/* Starts as { 0 }; places_free. In the order of their rows. */
struct places {
	struct arena mem;
	struct place *v;
	size_t n;
};

/* Returns 0, or -1 after reporting the error. */
int places_read(struct places *p, struct catalog *c);
void places_free(struct places *p);

/* The one of a row, or of an id and a kind; NULL if there is none. */
const struct place *places_of_row(const struct places *p, long long row);
const struct place *places_of_id(const struct places *p, const char *kind,
    const char *id);

/* Are these the stems of its words, joined, as rank_join_stems has a query's? */
bool place_has_stems(const struct place_name *name, const char *stems);

/* How a query's word matches those of a name (rank_words.h: rank_match). */
int place_match(const struct place_name *name, const struct rank_word *w,
    bool last);

/* Joins the words of a query, or the stems of those that are not weak; in the
 * arena. */
char *rank_join(const struct rank_query *q, struct arena *mem);
char *rank_join_stems(const struct rank_query *q, struct arena *mem);

#endif
