/* What a plain YAML scalar means: YAML 1.2's core schema. */
#ifndef VALUE_SCALAR_H
#define VALUE_SCALAR_H

#include <cjson/cJSON.h>

/*
 * Sets node's type, and its number, from its valuestring, which stays: null,
 * true, false, a number, or else a string.
 */
void scalar_resolve(cJSON *node);

#endif
