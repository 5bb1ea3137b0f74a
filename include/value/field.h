/*
 * Field paths: where in a document something stands.
 *
 *	title                      a member
 *	tags.mitre_attack_id[]     a member of a member, each of its elements
 *	threat[].technique[].id    one in each of each
 *	/attack_technique          from the document, not the control's node
 *	.                          the node itself; "/" is the document
 *	[].id                      where the node itself is the array
 *	^.^.Id                     of what holds what holds the node
 *	coverage[].~               a member's name, as a text
 *
 * "[]" takes each element of an array, each member's value of an object, and
 * a scalar as one element, but null as none. "^" is the list or object that
 * holds the node, up to the document; "~", which ends a path, is the name that a
 * member has, and nothing of an element of a list. A name with a dot, slash or bracket in it, or
 * that is "^" or "~", is quoted: "a.b".c (one with a quote in it has no path).
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
 * path starts with '/'. What is absent adds nothing. Order as written. For "^"
 * node is in doc, which keeps its form from then on. The text of a "~" is made
 * anew, in the thread's arena (value_use).
 */
void field_find(const struct field *f, const cJSON *doc, const cJSON *node,
    struct nodes *out);

/* The first of them, or NULL. */
const cJSON *field_first(const struct field *f, const cJSON *doc,
    const cJSON *node);

/* Does it find nothing because what it would take the elements of has none? */
bool field_ends_at_list(const struct field *f, const cJSON *doc,
    const cJSON *node);

#endif
