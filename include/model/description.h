/* Descriptions of ATT&CK's as plain text. */
#ifndef MODEL_DESCRIPTION_H
#define MODEL_DESCRIPTION_H

#include <stdbool.h>

#include "base/buf.h"

/* Appends a description of ATT&CK's, or its first paragraph, as plain text:
 * without tags and citations, links as their text; paragraphs on lines. */
void description_plain(const char *description, bool whole, struct buf *text);

#endif
