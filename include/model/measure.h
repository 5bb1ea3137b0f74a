/* How much is covered: one definition, of one kind, one domain, one choice. */
#ifndef MODEL_MEASURE_H
#define MODEL_MEASURE_H

#include "catalog/catalog.h"

struct measure {
	const char *where;      /* for messages: "sextant.yaml:12" */
	const char *domain, *kind, *definition; /* METRICS */
	struct catalog_selection selection;     /* of controls; kinds empty */
	struct strs tactics;    /* only techniques of these; empty: all */
};

/*
 * {domain, version, kind, definition, covered, of}: only techniques in scope,
 * and where the selection has platforms, only those for one of them. Tactics
 * are ids, names or short names, ASCII case ignored. NULL once said: a domain,
 * tactic, platform or source that the catalog has not.
 */
cJSON *model_measure(struct catalog *c, const struct measure *m);

/*
 * Which techniques (rows of Q_TECHNIQUES, of any domain) are covered: sets
 * "covered" of those that are, and "in_scope" of those in scope. The measure's
 * domain and tactics do not matter. 0, or -1 once said.
 */
int model_answered(struct catalog *c, const struct measure *m,
    cJSON *techniques);

#endif
