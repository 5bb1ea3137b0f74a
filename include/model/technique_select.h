/* A technique for `sextant show`: selected, sorted, and what else there is. */
#ifndef MODEL_TECHNIQUE_SELECT_H
#define MODEL_TECHNIQUE_SELECT_H

#include <cjson/cJSON.h>

#include "base/buf.h"
#include "catalog/catalog.h"

/*
 * Adds to a technique's model (row is its own, as for model_technique):
 *
 * - only the controls of the selection stay (NULL: all), and only sections of
 *   its kinds; counts and verdict are of these. hidden in a section
 *   and in a source: how many went.
 * - controls stand by their evidence, the best first, else as they stood.
 * - evidence in a section: [{level, count}], the best first.
 * - elsewhere in a section in which nothing counts: [{text, id}], what else
 *   there is: controls that went, its parent, sub-techniques and siblings with
 *   controls of the kind (id), MITRE's analytics and tests.
 *
 * Returns 0, or -1 after reporting the error.
 */
int technique_select(struct catalog *c, cJSON *technique, const cJSON *row,
    const struct catalog_selection *selection);

#endif
