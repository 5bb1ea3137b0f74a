/* Rows, digested as they are written. */
#ifndef CATALOG_TELL_H
#define CATALOG_TELL_H

#include <stdarg.h>

#include "db.h"

/* Adds a row of a statement to the digest, where rows are digested: a value by each
 * letter of types, as db_insert has them. */
void tell_row(struct catalog *c, int statement, const char *types, va_list values);

/* The same of values that stand there. */
void tell(struct catalog *c, int statement, const char *types, ...);

#endif
