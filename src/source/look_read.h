/* Reads what the site looks like. */
#ifndef SOURCE_LOOK_READ_H
#define SOURCE_LOOK_READ_H

#include "keys.h"
#include "source/look.h"

/* A key_reader of `site:`, into a struct site_look. */
int look_read(const struct keys_at *at, const cJSON *node, void *into);

#endif
