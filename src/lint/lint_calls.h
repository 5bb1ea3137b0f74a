/* What is to be said of correlations, whose rules may stand in any document. */
#ifndef LINT_LINT_CALLS_H
#define LINT_LINT_CALLS_H

#include "lint_document.h"

/*
 * Adds to the problems of n documents what is wrong with the rules that their
 * correlations call, and takes back what is no fault of a correlation or of a
 * rule that only a correlation lets alert: to name no technique where the other
 * does, and to be true of everything.
 */
void lint_calls(struct lint_document *docs, size_t n);

#endif
