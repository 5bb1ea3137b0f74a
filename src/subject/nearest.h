/* What is near to a word that stands for nothing. */
#ifndef SUBJECT_NEAREST_H
#define SUBJECT_NEAREST_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/*
 * Adds to list what is nearly called that, of each kind the nearest few, the
 * nearest first: {kind, id, name, source, word (another name,
 * where that is near)}. kind: only of this one (NULL: of all).
 * Returns 0, or -1 after reporting the error.
 */
int nearest_add(struct catalog *c, cJSON *list, const char *word,
    const char *kind);

#endif
