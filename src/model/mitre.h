/* What ATT&CK says of a technique beside its description. */
#ifndef MODEL_MITRE_H
#define MODEL_MITRE_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/*
 * Adds to a technique's model, by its row: groups [{domain, id, kind, name,
 * url, linked, last, and its kind as a flag}] with users {groups, campaigns,
 * software, text}; strategies [{id, name, url, linked, analytics [{id, name,
 * description, url, platforms [], on (these joined), log_sources [{name,
 * channel, component_id, component}], mutables [{field, description}]}]}];
 * data_sources [] and data_source_list; and where a newer version retired it
 * moved {version, id, name, controls, text, policy, detection, test}: how many
 * controls are tagged with what it is there. Returns 0, or -1 after reporting
 * the error.
 */
int mitre_add(struct catalog *c, cJSON *technique, const cJSON *row);

#endif
