/* Does a rule tell events apart at all? */
#ifndef CONDITION_CATCH_ALL_H
#define CONDITION_CATCH_ALL_H

#include <stdbool.h>

#include "config/source.h"

/* Why a condition could not be judged. */
struct catch_all_doubt {
	const char *what; /* a constant word for findings, or NULL: nothing */
	int line;
	char why[200];
};

/*
 * Is it a catch-all (data/README.md, "Rules that match everything")? Its
 * condition is then true of every event of its log source, whatever else it
 * names. False where the definition has no catch_all key, where the control has
 * no selection, and where it is not certain; where a condition cannot be read,
 * or exceeds the limits, doubt says why.
 */
bool catch_all(const struct source *s, const cJSON *doc, const cJSON *node,
    struct catch_all_doubt *doubt);

#endif
