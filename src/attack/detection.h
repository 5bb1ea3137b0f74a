/* How MITRE would detect a technique: strategies, analytics, data sources. */
#ifndef ATTACK_DETECTION_H
#define ATTACK_DETECTION_H

#include "attack/object.h"
#include "attack/stix.h"

/*
 * Joins the lists of s by the `detects` of n objects, and by what strategies and
 * analytics refer to: techniques (by places) are detected by strategies (ATT&CK
 * 18 and later), or get the names of data sources ("Process: Process
 * Creation"), sorted, each once.
 */
void detection_link(struct stix *s, const struct lookup *techniques,
    const struct object *objects, size_t n);

#endif
