/* Reads `proof` of a definition: what proves what. */
#ifndef CONFIG_PROOF_READ_H
#define CONFIG_PROOF_READ_H

#include "config/source.h"
#include "keys.h"

/* The keys of a struct source; ended by KEY_END. */
extern const struct key proof_keys[];

/* Is all there that a source of evidence needs? Returns 0, or -1 after
 * reporting the error. */
int proof_check(const struct source *s);

#endif
