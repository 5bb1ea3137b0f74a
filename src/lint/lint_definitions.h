/* The definitions that a file may be of which nobody has named. */
#ifndef LINT_LINT_DEFINITIONS_H
#define LINT_LINT_DEFINITIONS_H

#include "lint_files.h"

/* Is it a source of rules in files that people write, of a configured domain? */
bool lint_may_read(const struct config *c, const struct source *s);

/* Reads those that may, in a layout of their own; or that which --like names, in
 * any. Returns 0, or -1 after reporting the error. The other frees them. */
int lint_definitions_read(const struct config *c, const struct lint_options *o,
    struct lint_files *f);
void lint_definitions_free(struct lint_files *f);

#endif
