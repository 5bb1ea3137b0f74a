/* Which format a rule is written in, by its file's name or its text. */
#ifndef LINT_LINT_FORMAT_H
#define LINT_LINT_FORMAT_H

#include "base/buf.h"

/* enum source_format by how the path ends; -1: of no format. */
int lint_format(const char *path);

/* That of a text without a name, as far as it shows; else YAML. */
int lint_format_of_text(const struct buf *text);

#endif
