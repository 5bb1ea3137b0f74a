/* YAML 1.2 (libyaml) as cJSON trees. */
#ifndef VALUE_YAML_H
#define VALUE_YAML_H

#include "value/value.h"

enum {
	YAML_LAST_WINS = 0, /* a repeated key replaces the earlier one */
	YAML_UNIQUE = 1,    /* a repeated key is an error: for our own files */
};

/*
 * Reads all documents of len bytes of UTF-8 at text into the thread's arena
 * (value_use must be set): *docs is a cJSON array of the documents, each with
 * its marks; an empty document (nothing between two "---") is left out. 0, or
 * -1 with *why filled.
 *
 * Plain scalars are typed by YAML 1.2's core schema (null, true, false,
 * numbers; "yes" and dates are strings) and keep the text they were written
 * as; quoted ones, and those tagged !!str, are strings. Other tags of the core
 * schema type what they stand on where they can; further tags mean nothing.
 * "<<" merges a mapping or a list of them: what the mapping itself says wins,
 * then the first of the list. Aliases are copied, with the marks of what they
 * name, so that a byte range is always where the text is. Keys are scalars,
 * taken as text.
 *
 * Limits, each an error: 64 levels, 1,000,000 nodes (aliases counted as
 * copied), 16 MiB (of file, and of text with aliases counted as copied), 256
 * anchors a document, 64 %TAG lines, 1,024 bytes of one. Also an error: an alias
 * of what it stands in. A NUL in a text becomes SUBSTITUTE (U+001A).
 */
int yaml_parse(const char *text, size_t len, int flags, cJSON **docs,
    struct value_error *why);

/* The version of libyaml that is loaded, into version. */
void yaml_library(char *version, size_t n);

#endif
