/* Platforms of controls that are none of ATT&CK's. */
#ifndef MAP_FOREIGN_PLATFORMS_H
#define MAP_FOREIGN_PLATFORMS_H

#include "inputs.h"

/* Adds to the source's unknown words each platform of active controls that
 * neither the domain nor the source's definition has (case ignored). */
void foreign_platforms_add(struct input *i, const struct stix *s);

#endif
