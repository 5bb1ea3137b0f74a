/* Reads what the site looks like. */
#ifndef CONFIG_LOOK_READ_H
#define CONFIG_LOOK_READ_H

#include "config/look.h"
#include "keys.h"

/* A key_reader of `site:`, into a struct site_look. */
int look_read(const struct keys_at *at, const cJSON *node, void *into);

#endif
