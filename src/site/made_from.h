/*
 * What pages are made from as the catalog has it, told without making a model: pages of
 * techniques and controls, where that is the same, are.
 *
 * Of a control they say what its slice has (catalog/slices.h), the address of its
 * page, and names of others that its rows name; of a technique all that of its
 * controls, and what is said of their sources.
 */
#ifndef SITE_MADE_FROM_H
#define SITE_MADE_FROM_H

#include "catalog/slices.h"
#include "control_pages.h"
#include "keyring.h"

/* Starts as { 0 }; made_from_free in the end. */
struct made_from {
	const struct control_pages *pages;
	struct slices slices;
	char frameworks[DIGEST_HEX + 1]; /* the names of pages of their controls */
	struct made_digest *sources, *techniques; /* by ord and pk, - 1 */
	size_t nsources, ntechniques;
};

/* Reads it; sources are those of model_overview, and pages must live as long. Returns
 * 0, or -1 after reporting the error. */
int made_from_read(struct made_from *m, struct catalog *c,
    const struct control_pages *pages, const cJSON *sources,
    const struct keyring *keys);
void made_from_free(struct made_from *m);

/* Adds to a key what all pages say. */
void made_from_add_all(const struct made_from *m, struct key *key);

/* How many controls of each source count for technique pk, in a digest; or NULL. */
const char *made_from_counts(const struct made_from *m, long long pk);

/* Adds what the page of technique pk says of its controls. */
void made_from_add_technique(const struct made_from *m, struct key *key,
    long long pk);

/* Likewise that of control pk; related: and of the other controls of its
 * techniques. */
void made_from_add_control(const struct made_from *m, struct key *key,
    long long pk, bool related);

/* Likewise that of all controls of a source, by its ord. */
void made_from_add_source(const struct made_from *m, struct key *key,
    long long ord);

#endif
