/*
 * Field paths: where in a document something stands.
 *
 *	title                      a member
 *	tags.mitre_attack_id[]     a member of a member, each of its elements
 *	threat[].technique[].id    one in each of each
 *	/attack_technique          from the document, not the control's node
 *	.                          the node itself; "/" is the document
 *	[].id                      where the node itself is the array
 *
 * "[]" takes each element of an array, each member's value of an object, and
 * a scalar as one element, but null as none. A name with a dot, slash or
 * bracket in it is quoted: "a.b".c (one with a quote in it has no path).
 */
#ifndef VALUE_FIELD_H
#define VALUE_FIELD_H

#include "value/value.h"

struct field;

/*
 * Reads a path of up to 512 bytes and 32 steps; NULL with *why filled where it
 * is none. field_free frees, and takes NULL.
 */
struct field *field_new(const char *path, struct value_error *why);
void field_free(struct field *f);

/* The path as it was given. */
const char *field_text(const struct field *f);

/* The member that the path begins with; NULL where it begins with none. */
const char *field_name(const struct field *f);

/* Nodes found, borrowed from the document. Starts as { 0 }; free() v. */
struct nodes {
	const cJSON **v;
	size_t n;
};

/*
 * Adds every node at the path to out: seen from node, or from doc where the
 * path starts with '/'. What is absent adds nothing. Order as written.
 */
void field_find(const struct field *f, const cJSON *doc, const cJSON *node,
    struct nodes *out);

/* The first of them, or NULL. */
const cJSON *field_first(const struct field *f, const cJSON *doc,
    const cJSON *node);

#endif
