/* Reads what gaps are ranked by. */
#ifndef CONFIG_PRIORITY_READ_H
#define CONFIG_PRIORITY_READ_H

#include "config/config.h"
#include "keys.h"

/* A key_reader of a struct config_priority: {weights: {FACTOR: NUMBER}, sector:
 * NAME or a list of them}. A weight is a number from 0 to 1000. */
int priority_read(const struct keys_at *at, const cJSON *node, void *into);

/* Is each weight of a factor that there is, and any of them more than 0? node is
 * what was read, or NULL. Returns 0, or -1 after reporting the error. */
int priority_check(const struct keys_at *at, const cJSON *node,
    const struct config *c);

#endif
