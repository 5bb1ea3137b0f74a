/* JSON (RFC 8259) by cJSON, and large files object by object. */
#ifndef VALUE_JSON_H
#define VALUE_JSON_H

#include "value/value.h"

/*
 * One document of len bytes into the thread's arena; lines are not known in
 * it. 0, or -1 with *why filled (line of the error). Trailing text is an error.
 */
int json_parse(const char *text, size_t len, cJSON **doc,
    struct value_error *why);

/* A slice of a text. */
struct json_slice {
	const char *s;
	size_t len;
	int line;
	char type[40]; /* the object's own string member "type", cut; or "" */
};

/*
 * Finds the objects of the array that is the top-level member called name,
 * without making a tree: for files of 50 MB. *out is a list of n, caller
 * frees. Only nesting and strings are checked here; json_parse of a slice
 * checks the rest. 0, or -1 with *why filled: no object at all, no such array,
 * cut off.
 */
int json_slices(const char *text, size_t len, const char *name,
    struct json_slice **out, size_t *n, struct value_error *why);

#endif
