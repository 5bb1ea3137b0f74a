/* What a build was mapped with, beside what it was made from. */
#ifndef COMPARE_SETTINGS_H
#define COMPARE_SETTINGS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "catalog/catalog.h"
#include "words/words.h"

/* What the catalog was made with: "resolve", "lifecycle", "scope" and more.
 * Returns NULL after reporting the error. */
cJSON *settings_read(struct catalog *c);

/*
 * Adds "settings" of compare/diff.h: those in which two objects with these members
 * differ; none where one has no resolve: it does not say. A scope is the same
 * whatever the order and case of its words and the reasons of its exceptions.
 * Is there none?
 */
bool settings_compare(cJSON *to, const cJSON *old, const cJSON *new);

/* Adds to "settings" that the two count others of a kind, unless they are the
 * same. */
void settings_compare_of(cJSON *to, enum kind kind, enum of old, enum of new);

#endif
