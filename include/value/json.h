/* JSON (RFC 8259) by cJSON, and large files object by object. */
#ifndef VALUE_JSON_H
#define VALUE_JSON_H

#include "value/value.h"

/*
 * One document of len bytes into the thread's arena, with its marks. 0, or -1
 * with *why filled (line of the error). Trailing text is an error.
 *
 * A byte order mark is passed over. Of a repeated name the last member stays,
 * and *why tells it. \u0000 and halves of surrogate pairs, which a text here
 * cannot have, become U+FFFD. Also an error: what is no UTF-8, numbers that are
 * too large for a double. Limits, each an error: 64 levels, 4,000,000 values, 64
 * MiB, 63 characters a number.
 */
int json_parse(const char *text, size_t len, cJSON **doc,
    struct value_error *why);

/* Likewise one that is part of a file: it begins at byte `from`, in that
 * line. */
int json_parse_part(const char *text, size_t len, size_t from, int line,
    cJSON **doc, struct value_error *why);

/*
 * Reads the text of a string, which an arena holds, as JSON: the node becomes
 * what it says. Where the text stands in the file of len bytes as it was read,
 * so do the marks; else all of it is in the node's line, and no byte range is
 * known. 0, or -1 with *why filled: then the node is as it was.
 */
int json_unfold(cJSON *node, const char *file, size_t len,
    struct value_error *why);

/* As json_parse, and what is wrong is said: "name:line: why". */
int json_read(const char *name, const char *text, size_t len, cJSON **doc);

/* A slice of a text. */
struct json_slice {
	const char *s;
	size_t len; /* 0: no object */
	int line;
	/* The object's own string member "type", cut; "" without one, or where
	 * it is written with a backslash. */
	char type[40];
};

/*
 * Finds the elements of the array that is the top-level member called name,
 * without making a tree: for files of 50 MB. *out is a list of n, caller
 * frees. Only nesting and strings are checked here; json_parse of a slice
 * checks the rest, so that one bad object is one. Names are compared
 * as written, so one with a backslash is none of ours. Where the member stands
 * twice the last array counts, and *why tells it, as in json_parse. 0, or -1 with *why
 * filled: no object at all, no such array, cut off. Limits, each an error: 64
 * levels outside of the array, 1,000,000 elements, 1 GiB.
 */
int json_slices(const char *text, size_t len, const char *name,
    struct json_slice **out, size_t *n, struct value_error *why);

#endif
