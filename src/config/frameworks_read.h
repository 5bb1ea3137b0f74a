/* Frameworks beside ATT&CK, as a config has them: data/frameworks.yaml. */
#ifndef CONFIG_FRAMEWORKS_READ_H
#define CONFIG_FRAMEWORKS_READ_H

#include "base/digest.h"
#include "config/config.h"

/* Reads frameworks.yaml next to the folder of definitions, if there is one, into c, and
 * adds its text to the digest. Returns 0, or -1 after saying path:line: what. */
int frameworks_load(const char *definitions, struct config *c,
    struct digest *digest);

/* Gives the sources the frameworks that their definitions name. Returns 0, or -1
 * after saying which names one that is not there. */
int frameworks_join(struct config *c);

#endif
