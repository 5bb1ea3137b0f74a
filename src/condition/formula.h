/*
 * Boolean formulas as reduced ordered decision diagrams (Bryant 1986): what is
 * true of the same assignments is one number, so that a tautology is
 * FORMULA_TRUE however it was written.
 */
#ifndef CONDITION_FORMULA_H
#define CONDITION_FORMULA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

typedef unsigned formula;

enum { FORMULA_FALSE, FORMULA_TRUE };

struct formula_node;
struct formula_done;
struct formula_name;

/* Starts as { 0 }; formulas_free. */
struct formulas {
	struct formula_node *nodes;
	size_t nnodes, room;       /* of nodes; room is that of the tables too */
	formula *places;           /* nodes by what they are */
	struct formula_done *done; /* what was worked out before */
	struct formula_name *names;
	size_t nnames, names_room;
	size_t steps;
	struct arena mem;
	bool over; /* there was more than the limits allow: nothing is sure */
};

/* The variable of that name, which is copied; the same for the same name. */
formula formula_variable(struct formulas *f, const char *name);

formula formula_not(struct formulas *f, formula a);

/* True of at least `least` of the n formulas: 1 is or, n is and. */
formula formula_least(struct formulas *f, const formula *v, size_t n,
    size_t least);

void formulas_free(struct formulas *f);

#endif
