/* Which versions of ATT&CK a config asks for; of config.c. */
#ifndef CONFIG_CONFIG_ATTACK_H
#define CONFIG_CONFIG_ATTACK_H

#include "config/config.h"
#include "frameworks_read.h"
#include "keys.h"
#include "words/words.h"

/* Reads attack into a struct config that has its frameworks; its attacks stand at the
 * places of enum domain until config_attack_settle. A key_reader. */
int config_attack_read(const struct keys_at *at, const cJSON *node, void *into);

/*
 * Lays --attack (or NULL) over what was read, resolves paths from the file of
 * at, and moves the domains that are set together: without a word, the latest
 * enterprise. Returns 0, or -1 after reporting the error.
 */
int config_attack_settle(struct config *c, const struct keys_at *at,
    const char *attack);

#endif
