/* Reads `check` of sextant.yaml. */
#ifndef CONFIG_CHECKS_READ_H
#define CONFIG_CHECKS_READ_H

#include "keys.h"

/* A key_reader into a struct checks. */
int checks_read(const struct keys_at *at, const cJSON *node, void *into);

#endif
