/*
 * Names that are told apart, for strangers' tables: a name is found, or added,
 * in time of its own length, however many there are and whatever they are.
 */
#ifndef VALUE_NAMES_H
#define VALUE_NAMES_H

#include "base/mem.h"

/* Starts as { NULL }; lives in the arena that names_slot is given. */
struct names {
	struct names_node *root;
};

/*
 * Where the value of a name is kept: NULL is in it where the name is new. The
 * name is borrowed for as long as n; the slot stays where it is.
 */
void **names_slot(struct names *n, struct arena *a, const char *name);

#endif
