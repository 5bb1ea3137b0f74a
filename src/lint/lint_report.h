/* What lint found, as the report that include/lint/lint.h documents. */
#ifndef LINT_LINT_REPORT_H
#define LINT_LINT_REPORT_H

#include "lint_document.h"

/* Makes the report of n documents, in the thread's arena. */
cJSON *lint_report(const struct linting *l, const struct lint_document *docs,
    size_t n);

#endif
