/* Writes what is known of controls by tests. */
#ifndef MAP_WRITE_EVIDENCE_H
#define MAP_WRITE_EVIDENCE_H

#include "attack/stix.h"
#include "catalog/catalog.h"
#include "inputs.h"

/* What evidence_join has joined, by control: of those that are the user's files, or
 * of the others. Returns 0, or -1 after reporting the error. */
int write_evidence(struct catalog *c, const struct inputs *in,
    const struct stix *domains, bool local);

#endif
