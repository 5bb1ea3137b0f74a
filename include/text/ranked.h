/* The columns of techniques that are ranked by priority. */
#ifndef TEXT_RANKED_H
#define TEXT_RANKED_H

#include "output/answer.h"

/*
 * Those of list and gaps: priority, each factor, and what each technique has. A
 * factor that no technique of the model's domains (gaps.h) has is no column for
 * people. states: people see the state. Titles are borrowed of the model; the
 * caller frees the list.
 */
struct column *ranked_columns(const cJSON *model, bool states);

#endif
