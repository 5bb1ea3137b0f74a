/* How broad the controls of policies are: how many techniques each names. */
#ifndef COUNT_BREADTH_H
#define COUNT_BREADTH_H

#include <cjson/cJSON.h>
#include <stddef.h>

#include "catalog/catalog.h"

/* A control that names more techniques than this is said to be broad. */
enum { BREADTH_BROAD = 100 };

/* Starts as { 0 }; breadth_free. Threads may read it. */
struct breadth {
	struct breadth_of {
		long long techniques; /* active and in scope, that it counts for */
		long long of;         /* all those of its source's domain */
	} *v;                         /* by the control's pk - 1 */
	size_t n;
	long long controls; /* of policies, that count */
	long long broad;    /* of these, how many are broad */
};

/* Reads that of all controls of policies, yours or not. Returns 0, or -1 after
 * reporting the error. */
int breadth_read(struct catalog *c, struct breadth *b);
void breadth_free(struct breadth *b);

/*
 * Adds breadth {techniques, of, limit (BREADTH_BROAD), broad_controls (how many
 * of controls name more), controls, text ("220 of 691 techniques; one of the 27
 * of 406 policy controls that name over 100")}: of a control that counts, else
 * nothing.
 */
void breadth_add(const struct breadth *b, cJSON *control, long long pk);

#endif
