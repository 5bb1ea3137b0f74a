/* Markdown files with front matter, as cJSON trees. */
#ifndef VALUE_FRONT_H
#define VALUE_FRONT_H

#include "value/value.h"

/*
 * Reads a Markdown file of len bytes of UTF-8 at text into the thread's arena
 * (value_use must be set). Front matter is YAML between a first line "---" and
 * the next line "---" or "..."; *docs is a cJSON array of one object: what it
 * says (yaml_parse tells how: of a repeated key the last counts), with marks
 * as in the file, and
 *
 *	body      the Markdown behind it, to the byte; always
 *	heading   the text of the body's first ATX heading (CommonMark 4.2), as
 *	          it is written; only where the front matter has no title, and
 *	          there is such a heading with a text
 *
 * which take the place of members of the front matter that are named so. A
 * file without front matter is no document of ours: the array is empty. 0, or
 * -1 with *why filled: unterminated front matter, one that is no mapping or more
 * than one, or no YAML. Limits: those of yaml_parse.
 */
int front_parse(const char *text, size_t len, cJSON **docs,
    struct value_error *why);

#endif
