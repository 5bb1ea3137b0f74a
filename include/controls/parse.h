/* A document's bytes as trees, by its source's format. */
#ifndef CONTROLS_PARSE_H
#define CONTROLS_PARSE_H

#include "config/source.h"
#include "controls/documents.h"
#include "value/findings.h"
#include "value/value.h"

/*
 * *docs is an array of the file's documents, in the thread's arena. 0, or -1
 * with *why filled. parse_format reads any that its format alone says how to read:
 * not FORMAT_TEXT.
 */
int parse_document(const struct source *s, const struct document *d,
    cJSON **docs, struct value_error *why);
int parse_format(int format, const struct document *d, cJSON **docs,
    struct value_error *why);

/*
 * Reads the texts in docs, the documents of d, that the source says are JSON or
 * YARA-L: each becomes what it says. One that is not is a finding, and stays a
 * text, as do those beyond 16 MiB of them in a file. Before that, with plain_names,
 * the members of its rows get theirs; two that are called alike then are a
 * finding; and documents that are objects get what the source reads of the path.
 * docs is changed, although its readers have it as const.
 */
void parse_texts(const struct source *s, const struct document *d,
    const cJSON *docs, struct findings *f);

#endif
