/* The head of a table of sources. */
#ifndef OUTPUT_ROWS_H
#define OUTPUT_ROWS_H

#include <cjson/cJSON.h>

#include "output/terminal.h"

/* The width of the column of the sources' ids, at least 16. */
int row_id_width(const cJSON *sources);

/* The first line of a table of sources whose ids take width columns. */
void row_put_titles(struct terminal *t, int width, const char *titles);

#endif
