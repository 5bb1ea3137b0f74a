/* What a plain scalar means: YAML 1.2's core schema. */
#ifndef VALUE_SCALAR_H
#define VALUE_SCALAR_H

#include <cjson/cJSON.h>

/*
 * Sets node's type, and its number, from its valuestring, which stays: null,
 * true, false, a number, or else a string.
 */
void scalar_resolve(cJSON *node);

/* Makes node a number, as cJSON keeps one; its valuestring stays. */
void scalar_set_number(cJSON *node, double number);

#endif
