/* What the parsers that read a text themselves ask of it first. */
#ifndef VALUE_TEXT_H
#define VALUE_TEXT_H

#include "value/value.h"

/* Bytes of the byte order mark that the text starts with: 3 or 0. */
size_t text_bom(const char *text, size_t len);

/* Is it at most 16 MiB? 0, or -1 with *why filled. */
int text_fits(size_t len, struct value_error *why);

/*
 * Is it at most 16 MiB of UTF-8 without a NUL? 0, or -1 with *why filled and
 * the line of the first byte that is not.
 */
int text_check(const char *text, size_t len, struct value_error *why);

#endif
