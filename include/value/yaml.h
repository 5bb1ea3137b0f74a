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
 * its marks. 0, or -1 with *why filled.
 *
 * Plain scalars are typed by YAML 1.2's core schema (null, true, false,
 * numbers; "yes" and dates are strings) and keep the text they were written
 * as; quoted ones are strings. "<<" merges. Aliases are copied. Keys are
 * taken as text. Limits, each an error: 64 levels, 1,000,000 nodes (aliases
 * counted as copied), 16 MiB.
 */
int yaml_parse(const char *text, size_t len, int flags, cJSON **docs,
    struct value_error *why);

#endif
