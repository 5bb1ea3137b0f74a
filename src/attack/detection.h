/* How MITRE would detect a technique: strategies, analytics, data sources. */
#ifndef ATTACK_DETECTION_H
#define ATTACK_DETECTION_H

#include "attack/object.h"
#include "attack/stix.h"
#include "attack/stix_ids.h"

/*
 * Takes strategies, analytics, data components and data sources from n objects
 * into their lists, each by ATT&CK id. detection_link then joins them by
 * `detects` and by what strategies and analytics refer to: techniques (by
 * places) are detected by strategies (ATT&CK 18 and later), or get the names of
 * data sources ("Process: Process Creation"), sorted, each once.
 */
void detection_sort(struct stix *s, const struct object *objects, size_t n);
void detection_link(struct stix *s, const struct stix_ids *techniques,
    const struct object *objects, size_t n);

void detection_free(struct stix *s);

#endif
