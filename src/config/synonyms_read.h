/* Other words for what ATT&CK has: data/synonyms.yaml. */
#ifndef CONFIG_SYNONYMS_READ_H
#define CONFIG_SYNONYMS_READ_H

#include "base/digest.h"
#include "config/config.h"

/*
 * Reads synonyms.yaml next to the folder of definitions, if there is one, into c,
 * and adds its text to the digest. A mapping: ids, each with a word or a list of
 * words of at most 80 bytes, none twice for an id; 10,000 in all. Returns 0, or -1
 * after saying path:line: what.
 */
int synonyms_read(const char *definitions, struct config *c,
    struct digest *digest);

#endif
