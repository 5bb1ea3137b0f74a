/* Does a rule tell events apart at all? */
#ifndef CONTROLS_CATCH_ALL_H
#define CONTROLS_CATCH_ALL_H

#include <stdbool.h>

#include "config/source.h"

/* What is to be said of a condition that could not be judged. */
struct catch_all_doubt {
	const char *what; /* a constant word for findings, or NULL: nothing */
	int line;
	char why[200];
};

/*
 * Is it a catch-all (data/README.md, "Rules that match everything")? Its
 * condition is then true of every event of its log source, whatever else it
 * names. False where the definition has no catch_all key, the control no
 * selection, or where it is not sure; of what could not be read, or is more
 * than the limits allow, doubt says why.
 */
bool catch_all(const struct source *s, const cJSON *doc, const cJSON *node,
    struct catch_all_doubt *doubt);

#endif
