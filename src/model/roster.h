/* Every technique with what counts for it: what models over many techniques
 * are made of. */
#ifndef MODEL_ROSTER_H
#define MODEL_ROSTER_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/* Starts as { 0 }; roster_free. */
struct roster {
	cJSON *techniques; /* every one that is not revoked, by domain and id */
	cJSON **by_pk;     /* of these, by_pk[pk - 1]; NULL: revoked */
	size_t n;
	cJSON *sources;    /* Q_SOURCES */
};

/*
 * Techniques as of model_index (model.h), and best {kind: the best evidence},
 * where there is any control. 0, or -1 once said.
 */
int roster_make(struct roster *r, struct catalog *c,
    const struct catalog_selection *selection);

/* The technique that a row's member names by pk, or NULL. */
cJSON *roster_find(const struct roster *r, const cJSON *row,
    const char *member);

/* The id of the source that a row names by ord. */
const char *roster_source(const struct roster *r, const cJSON *row);

void roster_free(struct roster *r);

#endif
