/* Every technique with what counts for it: the base of models over many
 * techniques. */
#ifndef COUNT_TALLY_H
#define COUNT_TALLY_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/* Starts as { 0 }; free with tally_free. */
struct tally {
	cJSON *techniques; /* every one that is not revoked, by domain and id */
	cJSON **by_pk;     /* of these, by_pk[pk - 1]; NULL: revoked */
	size_t n;
	cJSON *sources;    /* Q_SOURCE_HEADS */
	char *pks;         /* of those that it is of, as JSON; NULL: all */
};

/*
 * Reads techniques as model_techniques has them (model.h), with best {kind: the
 * best evidence} if there is any control. Returns 0, or -1 after reporting the
 * error.
 */
int tally_make(struct tally *r, struct catalog *c,
    const struct catalog_selection *selection);

/* Likewise only of the techniques with these pks, an array of numbers. */
int tally_make_of(struct tally *r, struct catalog *c,
    const struct catalog_selection *selection, const cJSON *pks);

/*
 * Adds to each technique how many of the selection are yours and available,
 * whosever it asks for: yours {kind: n} and available {kind: n}, each of all
 * kinds. counts, of sources, become those of all of a source, unless the
 * selection says whose. Returns 0, or -1 after reporting the error.
 */
int tally_count_whose(struct tally *r, struct catalog *c,
    const struct catalog_selection *selection);

/* The technique whose pk a member of the row is, or NULL. */
cJSON *tally_find(const struct tally *r, const cJSON *row,
    const char *member);

/* The technique of a count, or NULL. */
cJSON *tally_counted(const struct tally *r, const struct catalog_count *one);

/* The id of the source of that ord. */
const char *tally_source(const struct tally *r, long long ord);

void tally_free(struct tally *r);

#endif
