/* Counts over all sections of a technique. */
#ifndef MODEL_TECHNIQUE_H
#define MODEL_TECHNIQUE_H

#include <cjson/cJSON.h>

#include "words/words.h"

/* Sets of a section perspective, yours, available (how many of its controls are), count
 * (how many of these are asked for), empty, and of an empty one none ("No test counts for
 * this technique"). */
void technique_count_section(cJSON *section, enum of of);

/* Sets counts {kind: how many controls count} and verdict, the same in a
 * sentence, from the sections that the technique has. */
void technique_count(cJSON *technique);

/* For qsort of a source's controls: by evidence, the best first, then in the
 * order of the source. */
int technique_by_evidence(const void *a, const void *b);

#endif
