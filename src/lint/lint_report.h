/* What lint found, as the report that include/lint/lint.h documents. */
#ifndef LINT_LINT_REPORT_H
#define LINT_LINT_REPORT_H

#include "lint_document.h"

/* Makes the report of n documents but for its results, in the thread's arena. */
cJSON *lint_report(const struct linting *l, const struct lint_document *docs,
    size_t n);

/* Sorts the document's problems as a report does, and leaves those that count, each
 * once: the target of an alias is seen several times. */
void lint_sort(const struct linting *l, struct lint_document *d);

/* Makes the result that one of the document's problems is, likewise. */
cJSON *lint_result(const struct linting *l, const struct lint_document *d,
    const struct problem *p);

#endif
