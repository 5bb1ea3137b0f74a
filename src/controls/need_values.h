/* What the names of logs are made of, in a control. */
#ifndef CONTROLS_NEED_VALUES_H
#define CONTROLS_NEED_VALUES_H

#include "controls/pick.h"

struct need_values {
	const struct taking *t;
	const struct log_names *how;
	size_t vocabulary;
	struct arena *mem; /* where values are kept */
	struct strs v[LOG_PARTS_MAX]; /* by part */
	bool full; /* there are more than are taken */
};

/* The place of the part of that name, of n bytes; as many as there are: none. */
size_t need_part(const struct log_names *how, const char *name, size_t n);

/* The steps of the query: from where the definition says that one begins to the
 * next. None, where nothing says so. At most 40. */
void need_steps_take(struct need_values *v, struct strs *steps);

/* Fills v with the values of all parts; of the query with those of the step alone,
 * unless that is NULL. At most 200 of each, of 200 bytes. */
void need_values_take(struct need_values *v, const char *step);

#endif
