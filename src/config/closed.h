/* Closed fields: `words` of a definition. */
#ifndef CONFIG_CLOSED_H
#define CONFIG_CLOSED_H

#include "config/source.h"
#include "keys.h"

/* Reads a list of {field, in} into the struct rules at into; each rule's `is`
 * is the path of its field; rules_free frees. Returns 0, or -1 after reporting the
 * error. */
int closed_read(const struct keys_at *at, const cJSON *node, void *into);

#endif
