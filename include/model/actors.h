/* Groups, software and campaigns: what of each is covered, at a glance. */
#ifndef MODEL_ACTORS_H
#define MODEL_ACTORS_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/*
 * [{pk, domain, id, kind (and as a flag), name, url, aliases (joined),
 * description, of, covered, thin, open, exposed (any is open), share (covered
 * of of, in percent), uses [{cell, state, via}], links [{other_id, other_name,
 * word}], has_links}], by domain and id, each id once. States are those of
 * threat.h (of detections); uses come open ones first, then thin, moved,
 * covered, out. via: the campaign that alone says so, whose techniques are a
 * group's, too. of is without those out of scope. What there is none of is
 * false. matrix is model_matrix, and must live as long. NULL once said.
 */
cJSON *model_actors(struct catalog *c, const cJSON *matrix);

#endif
