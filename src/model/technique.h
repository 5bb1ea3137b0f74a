/* What is told of a technique's sections together. */
#ifndef MODEL_TECHNIQUE_H
#define MODEL_TECHNIQUE_H

#include <cjson/cJSON.h>

/* Sets counts, {kind: how many count}, and verdict, the same as a sentence, of
 * the sections that it has. */
void technique_count(cJSON *technique);

#endif
