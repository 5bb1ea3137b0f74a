/* Counts over all sections of a technique. */
#ifndef MODEL_TECHNIQUE_H
#define MODEL_TECHNIQUE_H

#include <cjson/cJSON.h>

/* Sets counts {kind: how many controls count} and verdict, the same in a
 * sentence, from the sections that the technique has. */
void technique_count(cJSON *technique);

/* For qsort of a source's controls: by evidence, the best first, then in the
 * order of the source. */
int technique_by_evidence(const void *a, const void *b);

#endif
