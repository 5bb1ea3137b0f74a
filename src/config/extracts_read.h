/* Reads what is read of texts, and of paths: read.text and read.path. */
#ifndef CONFIG_EXTRACTS_READ_H
#define CONFIG_EXTRACTS_READ_H

#include "keys.h"

/* A key_reader of a struct extracts: a list of regular expressions with named
 * groups, or of {pattern, as, text} (data/sources/README.md). What was there is
 * freed. */
int extracts_read(const struct keys_at *at, const cJSON *node, void *into);

/* A key_reader of a struct pattern *: one such expression, in place of that which
 * is there. */
int path_pattern_read(const struct keys_at *at, const cJSON *node, void *into);

#endif
