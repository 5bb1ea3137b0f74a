/* JSON that is committed: a line an element, so that its changes read well. */
#ifndef VALUE_LINES_H
#define VALUE_LINES_H

#include <cjson/cJSON.h>

#include "base/buf.h"

/* Objects of objects and lists of objects open over lines, the document and so
 * many levels in all; what is deeper, or holds only scalars, stays on its own.
 * A line feed ends it. */
void lines_print(const cJSON *doc, int levels, struct buf *out);

#endif
