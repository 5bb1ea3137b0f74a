/*
 * The ground of a catalog: the rows that stay while only files of one's own change.
 * They are written first, and end on pages of their own, so that the next catalog
 * with the same rows starts from these pages. The bytes are the same either way.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef CATALOG_GROUND_H
#define CATALOG_GROUND_H

#include <stddef.h>

#include "base/digest.h"
#include "catalog/catalog.h"

/* Has no file: what is put into it is only digested. catalog_abort. */
struct catalog *catalog_sketch(void);

/* As catalog_create, on the ground of len bytes. */
struct catalog *catalog_create_on(const char *path, const char *bytes, size_t len);

/* From here on rows are digested, too; and the digest of all of them so far, and of
 * the schema that they are for. */
void catalog_digest_begin(struct catalog *c);
void catalog_digest_end(struct catalog *c, char hex[DIGEST_HEX + 1]);

/* What was put into it is its ground. Returns 0, or -1. */
int catalog_lay(struct catalog *c);

/* The file of what was laid, before more is put into it: open for reading, borrowed. */
int catalog_laid(const struct catalog *c);

#endif
