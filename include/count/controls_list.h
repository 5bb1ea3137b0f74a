/* The controls that count, and how long ago they were changed. */
#ifndef COUNT_CONTROLS_LIST_H
#define COUNT_CONTROLS_LIST_H

#include "catalog/catalog.h"

/*
 * The controls of the selection, and of the kind (its own are ignored), that
 * figures count. With before, a day, only
 * those that were not changed since, the oldest first, and behind them those
 * that do not say when they were; else in the order of sources, paths and lines.
 *
 * {what provenance_add has, text (how many there are, in a sentence), of (how
 * many there are without before), dated and undated (how many are listed that
 * say when they were changed, and that do not), not_modified_since (before),
 * controls [{source, kind, id, title, url, path, line, type, level, status,
 * author, date, modified, changed (the day of modified, or else of date),
 * evidence (the best of its pairs), whose, techniques [ids that it counts for]}]}.
 *
 * In the thread's cJSON memory; NULL after reporting the error.
 */
cJSON *controls_list(struct catalog *c,
    const struct catalog_selection *selection, enum kind kind,
    const char *before);

#endif
