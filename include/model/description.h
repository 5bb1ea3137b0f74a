/* ATT&CK's descriptions as plain text. */
#ifndef MODEL_DESCRIPTION_H
#define MODEL_DESCRIPTION_H

#include <stdbool.h>

#include "base/buf.h"

/* Appends a description, or its first paragraph, as plain text without tags and
 * citations, with links as their text. Each paragraph is a line. */
void description_plain(const char *description, bool whole, struct buf *text);

#endif
