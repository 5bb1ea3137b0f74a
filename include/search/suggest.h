/* Suggestions for a word that names nothing (find.c). */
#ifndef SEARCH_SUGGEST_H
#define SEARCH_SUGGEST_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/*
 * Add to list what is near to the word: active techniques; actors of that kind
 * (NULL: of all), also by their other names; tactics; vulnerabilities, by their
 * ids in any spelling. Return 0, or -1 after reporting the error.
 */
int suggest_techniques(struct catalog *c, const char *word, cJSON *list);
int suggest_actors(struct catalog *c, const char *word, const char *kind,
    cJSON *list);
int suggest_tactics(struct catalog *c, const char *word, cJSON *list);
int suggest_vulnerabilities(struct catalog *c, const char *word, cJSON *list);

/* Leaves the nearest few of a list [{id, name}], nearest first; equally near
 * ones keep their order. */
void suggest_choose(cJSON *list);

#endif
