/* What a selection asks of an event (Sigma 2.1.0, "Detection"), as a formula. */
#ifndef CONDITION_CLAUSE_H
#define CONDITION_CLAUSE_H

#include "formula.h"
#include "value/value.h"

/*
 * The formula of a selection: a map of fields, a keyword, or a list of either.
 * A clause that any present value fulfils is TRUE; any other is a variable, the
 * same for the same field and value however they are written.
 */
formula clause_selection(struct formulas *f, const cJSON *node);

#endif
