/*
 * Rows that are many, a few at a time.
 *
 * Functions that fail return -1 after reporting the error.
 */
#ifndef CATALOG_EACH_H
#define CATALOG_EACH_H

#include "catalog/catalog.h"

enum { EACH_ROWS = 400 };

/* What is done with some rows, at most EACH_ROWS: an array in the thread's memory, which
 * is another meanwhile, and ends behind the call. May ask anything but the same
 * query. Returns 0, or -1, which ends all. */
typedef int (*each_rows)(void *ctx, cJSON *rows);

/* As catalog_rows, for each of them. Returns 0, or -1. */
int catalog_each(struct catalog *c, enum catalog_query q, const char *param,
    each_rows some, void *ctx);

/* Likewise as catalog_controls. */
int catalog_each_control(struct catalog *c, const struct catalog_selection *s,
    each_rows some, void *ctx);

#endif
