/* Where a definition says what a control's platforms are. */
#ifndef CONFIG_PLATFORMS_READ_H
#define CONFIG_PLATFORMS_READ_H

#include "config/source.h"
#include "keys.h"

/* A key_reader of {word: name, word: [name, name]}, into a struct pairs; the
 * caller frees both lists. */
int pairs_read(const struct keys_at *at, const cJSON *node, void *into);

/* A key_reader of `platforms`, into a struct platform_steps: a list of steps,
 * or the words of control.platforms. */
int platforms_read(const struct keys_at *at, const cJSON *node, void *into);

/* Frees them; they are empty again. */
void platforms_free(struct platform_steps *p);

#endif
