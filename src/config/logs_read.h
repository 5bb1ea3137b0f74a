/* Reads how controls name logs, and what is collected. */
#ifndef CONFIG_LOGS_READ_H
#define CONFIG_LOGS_READ_H

#include "base/digest.h"
#include "config/config.h"
#include "keys.h"

/* A key_reader of a struct log_names: the key logs of a definition, {in, parts,
 * names, all, and} (data/sources/README.md). What was there is freed. */
int logs_read(const struct keys_at *at, const cJSON *node, void *into);
void log_names_free(struct log_names *l);

/* A key_reader of a struct config: the key logs of sextant.yaml, a list of names,
 * of {name, channel}, of {VOCABULARY: name}, of Sigma's {product, category,
 * service}, and of {dettect: FILE}. */
int logs_told_read(const struct keys_at *at, const cJSON *node, void *into);

/* Finds logs.yaml next to the folder of definitions, if there is one, and adds its
 * text to the digest. Returns 0, or -1 after reporting the error. */
int logs_find_table(const char *definitions, struct config *c,
    struct digest *digest);

#endif
