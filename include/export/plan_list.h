/*
 * The tests of a plan, as what runs them reads them: those of rules without a
 * test, and those whose proof is old; each once, in the plan's order.
 */
#ifndef EXPORT_PLAN_LIST_H
#define EXPORT_PLAN_LIST_H

#include <cjson/cJSON.h>
#include <stddef.h>

#include "base/buf.h"

/*
 * An adversary of CALDERA (caldera.readthedocs.io, "Basic Usage", Adversary
 * Profiles): a YAML file with id, name, description and atomic_ordering, the ids
 * of abilities. Its id is made of these, and is the same for the same ones.
 * Returns how many there are.
 */
size_t plan_list_caldera(const cJSON *plan, struct buf *out);

/*
 * A script for Invoke-AtomicRedTeam (github.com/redcanaryco/invoke-atomicredteam):
 * a line `Invoke-AtomicTest T1003.001 -TestGuids GUID` a test, the technique being
 * the folder that the test stands in, behind it what it needs and its name. Tests
 * with no such folder or no GUID are left out. Returns how many lines there are.
 */
size_t plan_list_atomic(const cJSON *plan, struct buf *out);

#endif
