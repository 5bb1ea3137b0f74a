/* A document's bytes as trees, by its source's format. */
#ifndef CONTROLS_PARSE_H
#define CONTROLS_PARSE_H

#include "controls/documents.h"
#include "value/findings.h"
#include "value/value.h"

/* *docs is an array of the file's documents, in the thread's arena. 0, or -1
 * with *why filled. */
int parse_document(int format, const struct document *d, cJSON **docs,
    struct value_error *why);

#endif
