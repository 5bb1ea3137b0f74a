/* Which versions of ATT&CK a config asks for; of config.c. */
#ifndef CONFIG_CONFIG_ATTACK_H
#define CONFIG_CONFIG_ATTACK_H

#include "config/config.h"
#include "frameworks_read.h"
#include "keys.h"
#include "words/words.h"

/* The keys of attack, read into a struct config, whose attacks stand at the
 * places of enum domain until config_attack_settle. */
extern const struct key config_attack_keys[];

/*
 * Lays --attack (or NULL) over what was read, resolves paths from the file of
 * at, and moves the domains that are set together: without a word, the latest
 * enterprise. Returns 0, or -1 after reporting the error.
 */
int config_attack_settle(struct config *c, const struct keys_at *at,
    const char *attack);

#endif
