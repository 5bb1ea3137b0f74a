/* Baselines: which controls of a policy are chosen, and what is known of them. */
#ifndef COUNT_BASELINE_H
#define COUNT_BASELINE_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/buf.h"
#include "catalog/catalog.h"

/* Is it called by that word: by its name, or its source's id? Of a row of
 * Q_BASELINES. */
bool baseline_is(const cJSON *row, const char *word);

/*
 * Adds to an answer, where the selection (may be NULL) has a baseline, baseline
 * {source (its id), title, name, of (the id of the source whose controls it
 * chooses), version, date, url, revision, sha256, accessed, ids (how many it
 * chooses), mapped (how many of these are a control that counts for a technique),
 * unmapped [the other ids], text}; and its source to from (provenance.h). Returns
 * 0, or -1 after reporting the error.
 */
int baseline_add(cJSON *to, struct catalog *c,
    const struct catalog_selection *s);

#endif
