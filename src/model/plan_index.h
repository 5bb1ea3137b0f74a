/* Rules and tests by the techniques that they are of. */
#ifndef MODEL_PLAN_INDEX_H
#define MODEL_PLAN_INDEX_H

#include "catalog/catalog.h"

/* A control: n rows of catalog_pairs, one behind the other. */
struct plan_control {
	const cJSON *first;
	size_t n;
};

struct plan_place;

/* Controls in the catalog's order. Starts as { 0 }; plan_side_free. */
struct plan_side {
	enum of of; /* whose they are, for whoever says so */
	cJSON *rows;
	struct plan_control *v;
	size_t n;
	struct plan_place *places; /* by technique */
	size_t nplaces;
};

/*
 * Reads those of a selection that count. parents: a control is found by the
 * parents of its techniques, too. Returns 0, or -1.
 */
int plan_side_read(struct plan_side *side, struct catalog *c,
    const struct catalog_selection *selection, bool parents);
void plan_side_free(struct plan_side *side);

/* What is found. Starts as { 0 }; free() v. */
struct plan_found {
	const struct plan_control **v;
	size_t n;
};

/*
 * Adds those of a technique (pk) that are not there yet and fit the other
 * control: both name a platform that the other does, or one names none. First
 * what Invoke-AtomicRedTeam runs, then what CALDERA does, then others.
 */
void plan_find(const struct plan_side *side, long long technique,
    const struct plan_control *other, struct plan_found *found);

/* The first of that id, ASCII case ignored; NULL: there is none. */
const struct plan_control *plan_find_id(const struct plan_side *side,
    const char *id);

/* The platforms that it names, as an array. */
cJSON *plan_platforms(const struct plan_control *k);

#endif
