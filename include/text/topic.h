/* A section of the documentation, for people on a terminal. */
#ifndef TEXT_TOPIC_H
#define TEXT_TOPIC_H

#include <stdbool.h>

#include "output/terminal.h"

/*
 * Appends the section of that heading ("## Evidence") of a Markdown text, as it
 * is without its marks: paragraphs and lists are wrapped, a table is a list of its
 * first column. Returns false where the text has no such section.
 */
bool topic_put(struct terminal *t, const char *markdown, const char *heading);

#endif
