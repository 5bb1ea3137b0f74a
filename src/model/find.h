/* What a person calls a technique, without suggestions. */
#ifndef MODEL_FIND_H
#define MODEL_FIND_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/* As model_find, but *row is NULL where nothing is found. */
int find_exact(struct catalog *c, const char *word, cJSON **row, cJSON **old);

#endif
