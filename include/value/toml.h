/* TOML 1.0.0 as cJSON trees. */
#ifndef VALUE_TOML_H
#define VALUE_TOML_H

#include "value/value.h"

/*
 * Reads a document of len bytes of UTF-8 at text into the thread's arena
 * (value_use must be set): *doc is a cJSON object, with its marks. 0, or -1
 * with *why filled. Members stand in the order in which the document first
 * names them; of a table, the mark is where its own header stands, if it has
 * one.
 *
 * Numbers and booleans keep the text they were written as. Dates and times, of
 * all four forms, are strings of what was written; what tells them from others
 * is that their mark starts at no quote. Line ends in strings become LF.
 *
 * As in other documents of ours, a NUL cannot be in a text: "\u0000" is an
 * error, although TOML allows it. So is, by TOML's words on dotted keys, a
 * dotted key into a table that a header made. Limits, each an error: 64 levels
 * (the document is the first), 1,000,000 values, 16 MiB, 255 characters of a
 * number or date; integers of 64 bits.
 */
int toml_parse(const char *text, size_t len, cJSON **doc,
    struct value_error *why);

#endif
