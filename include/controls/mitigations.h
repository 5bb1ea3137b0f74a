/* MITRE's mitigations as controls: they come with the bundle. */
#ifndef CONTROLS_MITIGATIONS_H
#define CONTROLS_MITIGATIONS_H

#include "attack/stix.h"
#include "controls/control.h"

/* A control for each mitigation, tagged by its `mitigates` relationships, with
 * their texts as notes. Texts stay the bundle's. */
void mitigations_take(const struct stix *s, struct arena *mem,
    struct controls *out);

#endif
