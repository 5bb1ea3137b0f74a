/* Newline-delimited JSON as cJSON trees. */
#ifndef VALUE_NDJSON_H
#define VALUE_NDJSON_H

#include "value/value.h"

/*
 * Reads len bytes at text into the thread's arena (value_use must be set):
 * *docs is a cJSON array of the documents, one a line
 * (https://github.com/ndjson/ndjson-spec), each as json_parse reads it, with
 * marks as in the file. 0, or -1 with *why filled.
 *
 * Lines end in LF or CRLF, the last one also without; one of nothing but white
 * space is none. A line that is no JSON is an error; with why->table it costs
 * itself alone, and is told there. Limits, each an error: 100,000 documents,
 * 4,000,000 values (or as many commas and brackets) in all, 64 MiB.
 */
int ndjson_parse(const char *text, size_t len, cJSON **docs,
    struct value_error *why);

#endif
