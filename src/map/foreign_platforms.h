/* Platforms of controls that are none of ATT&CK's. */
#ifndef MAP_FOREIGN_PLATFORMS_H
#define MAP_FOREIGN_PLATFORMS_H

#include "inputs.h"

/* Adds to the source's unknown words each that active controls name as a platform
 * (in any case of letters), and that neither the domain nor the source's
 * definition calls one. */
void foreign_platforms_add(struct input *i, const struct stix *s);

#endif
