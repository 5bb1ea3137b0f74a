/* Every technique with what counts for it: what models over many techniques
 * are made of. */
#ifndef COUNT_TALLY_H
#define COUNT_TALLY_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/* Starts as { 0 }; tally_free. */
struct tally {
	cJSON *techniques; /* every one that is not revoked, by domain and id */
	cJSON **by_pk;     /* of these, by_pk[pk - 1]; NULL: revoked */
	size_t n;
	cJSON *sources;    /* Q_SOURCES */
};

/*
 * Techniques as of model_techniques (model.h), and best {kind: the best evidence},
 * where there is any control. Returns 0, or -1 after reporting the error.
 */
int tally_make(struct tally *r, struct catalog *c,
    const struct catalog_selection *selection);

/* The technique that a row's member names by pk, or NULL. */
cJSON *tally_find(const struct tally *r, const cJSON *row,
    const char *member);

/* The id of the source that a row names by ord. */
const char *tally_source(const struct tally *r, const cJSON *row);

void tally_free(struct tally *r);

#endif
