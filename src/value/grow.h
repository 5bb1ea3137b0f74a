/* Growing a tree within its limits. */
#ifndef VALUE_GROW_H
#define VALUE_GROW_H

#include "value/value.h"

enum { GROW_LEVELS_MAX = 64 }; /* arrays and objects inside each other */

/* Memory comes from cJSON's hooks. Starts as { .why = ..., .unique = ... }. */
struct grow {
	size_t nodes, bytes; /* so far; both have limits */
	bool unique;         /* a repeated name is an error; else why tells it */
	bool frees;          /* nothing else holds what does not stay */
	struct value_error *why;
};

/* Fills why; always -1. */
int grow_fail(struct grow *t, int line, const char *what);
int grow_fail_twice(struct grow *t, int line); /* a repeated name */

/* Tells the error's repeats of a name that stands again; the last counts. */
void grow_repeat(struct grow *t, const char *name, int first, int line);

/* Tells of a row of the table, or the like, that is bad; what is kept as it is. */
void grow_fault(struct value_table *t, int line, const char *what);

/* Counts what the tree is about to grow by; 0, or -1 where that is too much. */
int grow_charge(struct grow *t, size_t nodes, size_t bytes, int line);

/* A node of a type of cJSON's, without a parent; a copy of n bytes of text. */
cJSON *grow_node(int type);
char *grow_text(const char *s, size_t n);

/* Puts node behind the last child of parent. */
void grow_append(cJSON *parent, cJSON *node);

/*
 * A copy of a node and all below it, with their marks, for a place inside level
 * containers. NULL where a limit is met: line is what the error says.
 */
cJSON *grow_copy(struct grow *t, const cJSON *from, size_t level, int line);

/*
 * Ends an object at that level: of members of one name the last stays; then
 * those of merges (the values of its "<<", or NULL) are copied in, the first of
 * a name, where the object has none of it. 0, or -1.
 */
int grow_settle(struct grow *t, cJSON *object, const cJSON *merges,
    size_t level);

#endif
