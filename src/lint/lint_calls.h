/* Problems of correlations, whose rules may stand in any document. */
#ifndef LINT_LINT_CALLS_H
#define LINT_LINT_CALLS_H

#include "lint_document.h"

/*
 * Adds to the problems of n documents what is wrong with the rules that their
 * correlations call, and removes problems that are no fault: a correlation or a
 * rule that alerts only by one need not name a technique if the other does, and
 * such a rule may match everything. mem keeps what is added.
 */
void lint_calls(struct lint_document *docs, size_t n, struct arena *mem);

#endif
