/* Reads rules: when something is so. */
#ifndef CONFIG_RULES_READ_H
#define CONFIG_RULES_READ_H

#include "config/source.h"
#include "keys.h"

/* A key_reader of one rule without `is`, into a struct rule. */
int rule_read(const struct keys_at *at, const cJSON *node, void *into);

/*
 * Reads a list of rules, each of which says one of the words (ended by NULL; NULL:
 * they say none), in place of those that are there. Returns 0, or -1 after
 * reporting the error.
 */
int rules_read(const struct keys_at *at, const cJSON *node,
    const char *const *words, struct rules *into);

/* Reads a list of {field, in}, closed fields, into the struct rules at into; each rule's
 * `is` is the path of its field. Returns 0, or -1 after reporting the error. */
int closed_read(const struct keys_at *at, const cJSON *node, void *into);

/* Frees what a rule holds; frees all rules, and leaves none. */
void rule_free(struct rule *r);
void rules_free(struct rules *r);

#endif
