/* What a list of policies' controls says of their techniques. */
#ifndef COUNT_POLICIES_H
#define COUNT_POLICIES_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"
#include "count/controls_list.h"

/*
 * Adds to each control of the list (rows with pk, source, id) domain, names (how many
 * techniques in scope it counts for), of (how many its domain has), percent (the
 * share of these in words, "31.8"), answered {detection, test} (how many of names
 * have such controls of those asked for), unanswered (how many have no detection
 * rule), and as techniques the ids of names, unanswered_techniques those of
 * unanswered; and sorts it, unless before is asked for. To the model, as
 * controls_list has it: whose rules and tests answer as its perspective, their
 * sources behind its own, answered {names, of (where all are of one domain), detection,
 * test, broad (how many controls name more than BREADTH_BROAD)} of all together, and
 * that in its text.
 *
 * Only techniques for the platforms of the selection, if it has any, are counted.
 * Returns 0, or -1 after reporting the error.
 */
int policies_answer(struct catalog *c, cJSON *model, cJSON *list,
    const struct catalog_selection *selection,
    const struct controls_asked *asked);

#endif
