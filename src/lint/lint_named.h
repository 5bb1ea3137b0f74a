/* The values of one control that name something, while they are judged. */
#ifndef LINT_LINT_NAMED_H
#define LINT_LINT_NAMED_H

#include "lint_judge.h"
#include "lint_spot.h"

/* One value that names a technique, and what is known of it. */
struct named {
	const struct sighting *s;
	struct spot spot;
	struct tag tag;
	const struct stix_technique *itself, *end; /* or NULL */
};

struct judge {
	const struct judging *j;
	const struct control *c;
	struct named *v; /* of the sightings that name an id */
	size_t n;
	bool past; /* the rule is no longer in use */
};

/* Fills in where a problem stands, and of which control it is. */
void lint_place(const struct judge *g, struct problem *p,
    const struct spot *spot);

/* Does node stand in the array that before is an element of, behind that? */
bool lint_stands_behind(const cJSON *node, const cJSON *before);

/* Adds the fix of removing node from its array, if that can be done cleanly. */
void lint_take_away(const struct judge *g, struct problem *p,
    const cJSON *node);

/* Adds all that is wrong with the tactics that the control names. */
void lint_judge_tactics(const struct judge *g);

#endif
