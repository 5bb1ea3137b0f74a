/* Sigma's conditions (specification 2.1.0, "Condition"), as formulas. */
#ifndef CONDITION_CONDITION_H
#define CONDITION_CONDITION_H

#include "base/str.h"
#include "formula.h"

/* What the names of a condition mean. */
struct condition_world {
	struct formulas *formulas;
	const struct strs *names; /* of the selections */
	/* The formula of the selection at that place. */
	formula (*selection)(void *ctx, size_t place);
	void *ctx;
};

enum condition_kind {
	CONDITION_READ,
	CONDITION_AGGREGATES, /* "| count() > 5": more than a formula */
	CONDITION_BROKEN,
};

/*
 * Reads a condition: names, "1 of", "all of", "any of" and "3 of" a pattern or
 * them, not, and, or, parentheses. It is broken if it names a selection that
 * does not exist, or has a pattern that matches none. *is gets the formula of
 * one that can be read; why gets the reason where it is broken, which may quote
 * a word of it.
 */
enum condition_kind condition_read(const struct condition_world *w,
    const char *text, formula *is, char why[static 160]);

#endif
