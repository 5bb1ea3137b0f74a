/*
 * Logs: what controls need, what is collected, and which controls run on that.
 * data/README.md, "Logs".
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef MAP_LOG_NEEDS_H
#define MAP_LOG_NEEDS_H

#include "attack/stix.h"
#include "catalog/catalog.h"
#include "inputs.h"

/* Reads data/logs.yaml, if there is one. Returns 0, or -1, also where a definition
 * names logs in a vocabulary that it has not. */
int log_needs_begin(struct inputs *in);

/*
 * Behind all controls: puts the logs that they need, takes what sextant.yaml says is
 * collected, and fills runs of each control. A name that nobody knows is a finding.
 * A correlation that names no log needs what its rules do. Returns 0, or -1.
 */
int log_needs_join(struct inputs *in, const struct stix *domains);

/* Writes what the control needs. Returns 0, or -1. */
int log_needs_write(struct catalog *c, const struct inputs *in,
    const struct control *k, long long pk);

#endif
