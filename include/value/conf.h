/* Splunk's configuration files as cJSON trees. */
#ifndef VALUE_CONF_H
#define VALUE_CONF_H

#include "value/value.h"

/*
 * Reads a .conf file of len bytes of UTF-8 at text into the thread's arena
 * (value_use must be set): *docs is a cJSON array of an object a stanza, in the
 * order in which they begin,
 *
 *	name      what stands between its '[' and the line's last ']'
 *	content   its settings, each a string; then those of [default] that it
 *	          lacks
 *
 * with marks as in the file. 0, or -1 with *why filled.
 *
 * https://docs.splunk.com/Documentation/Splunk/latest/Admin/Configurationfilestructure
 * has the format: "key = value", without the white space around both; a
 * backslash that ends a line becomes a line feed, and the next line belongs to
 * the value; a line that begins with '#' is a comment; what stands before the
 * first stanza belongs to [default], which is none of the objects. Stanzas of
 * one name are one; of a setting that comes again the last counts, and
 * why->repeats tells it. Lines end in LF or CRLF; a byte order mark is passed
 * over.
 *
 * An error is also: a line that is none of these, a stanza without a name or
 * without ']', text behind that, an empty key, and what is not UTF-8. With
 * why->table each costs itself alone, a stanza without a name its settings too,
 * and is told there. Limits, each an error: 1,000,000 stanzas and settings, those
 * of [default] counted in each, 16 MiB of such text, 64 MiB.
 */
int conf_parse(const char *text, size_t len, cJSON **docs,
    struct value_error *why);

#endif
