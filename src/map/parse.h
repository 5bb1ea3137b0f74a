/* A document's bytes as trees, by its source's format. */
#ifndef MAP_PARSE_H
#define MAP_PARSE_H

#include "documents.h"
#include "findings.h"
#include "value/value.h"

/* *docs is an array of the file's documents, in the thread's arena. 0, or -1
 * with *why filled. */
int parse_document(int format, const struct document *d, cJSON **docs,
    struct value_error *why);

/* Adds a finding for each bad row of the table at path. */
void parse_tell_rows(const struct value_table *t, const char *path,
    struct findings *f);

/* Adds a finding for each name that stands twice in an object of the document
 * at path. */
void parse_tell_repeats(const struct value_repeats *r, const char *path,
    struct findings *f);

#endif
