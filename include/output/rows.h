/* The head of a table of sources. */
#ifndef OUTPUT_ROWS_H
#define OUTPUT_ROWS_H

#include <cjson/cJSON.h>

#include "output/terminal.h"

/* Columns that the sources' ids take; 16 will do for most. */
int row_id_width(const cJSON *sources);

/* The first line of a table of sources whose ids take width columns. */
void row_put_titles(struct terminal *t, int width, const char *titles);

#endif
