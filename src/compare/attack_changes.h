/* What ATT&CK itself changed between two snapshots. */
#ifndef COMPARE_ATTACK_CHANGES_H
#define COMPARE_ATTACK_CHANGES_H

#include "steps.h"

struct attack {
	const struct steps *steps;
	size_t *into; /* by place in the new techniques: how many that were
	                 active are revoked by it now */
};

/* attack_free. */
void attack_begin(struct attack *a, const struct steps *steps);

/* What became of a technique that was active, as compare/diff.h has it: *to is
 * its successor, or NULL. NULL where it still is, or never was. */
const char *attack_how(const struct attack *a, const struct cell *c,
    const struct side_technique **to);

/* The id of a new technique of the same name, for one without a successor; or
 * NULL. */
const char *attack_namesake(const struct attack *a, const struct cell *c);

/* Why an id counts elsewhere now. */
const char *attack_moved(const struct attack *a, const struct moved *m);

/* The member "attack" of compare/diff.h. */
cJSON *attack_changes(const struct attack *a);

void attack_free(struct attack *a);

#endif
