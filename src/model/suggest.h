/* What somebody may have meant by a word. */
#ifndef MODEL_SUGGEST_H
#define MODEL_SUGGEST_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/*
 * Add to list what is near to the word: active techniques; actors, only of
 * that kind (NULL: of all), also by their other names; tactics. Returns 0, or
 * -1 after reporting the error.
 */
int suggest_techniques(struct catalog *c, const char *word, cJSON *list);
int suggest_actors(struct catalog *c, const char *word, const char *kind,
    cJSON *list);
int suggest_tactics(struct catalog *c, const char *word, cJSON *list);

/* Leaves the nearest few of a list, [{id, name}], nearest first, of the same
 * nearness in the order that they came in. */
void suggest_choose(cJSON *list);

#endif
