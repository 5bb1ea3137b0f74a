/* A catalog may be anybody's: all that the schema promises, looked at. */
#ifndef CATALOG_VERIFY_H
#define CATALOG_VERIFY_H

#include "base/verified.h"
#include "db.h"

/*
 * Is the catalog that c has open laid out by our schema and no other, its
 * pages and indexes sound, each value of its column's type and range, each
 * reference to a row that is there, each key that arrays are made by in order
 * without a gap, each text UTF-8 and each address http(s)? Returns 0, or -1
 * after reporting the error. Costs a walk over the whole file. What c reads
 * from then on are the very bytes that were looked at.
 */
int verify_catalog(struct catalog *c);

#endif
