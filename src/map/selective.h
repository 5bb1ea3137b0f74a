/* Does a rule tell events apart at all? */
#ifndef MAP_SELECTIVE_H
#define MAP_SELECTIVE_H

#include <stdbool.h>

#include "source/source.h"

/*
 * False for a catch-all rule (METRICS: every selection is a lone wildcard and
 * nothing else tells events apart). True where the definition has no catch_all
 * key, or the control no selection. The condition of Sigma (specification
 * 2.1.0, "Condition") may aggregate: "| count() > 5" tells events apart.
 */
bool selective(const struct source *s, const cJSON *doc, const cJSON *node);

#endif
