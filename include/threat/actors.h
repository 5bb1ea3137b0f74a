/* Groups, software and campaigns, and how much of what each uses is covered. */
#ifndef THREAT_ACTORS_H
#define THREAT_ACTORS_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/*
 * [{pk, domain (the first that has it), id, kind (and as a flag), name, url,
 * other_names, aliases (the same, joined), description, parts [{domain, domain_name,
 * version, newer_version, basis (as of model.h), of, answered (covered and thin),
 * covered, thin, moved, open, out, adopt (of open, those that available rules name,
 * where yours are counted), exposed (any is open), has_moved, has_out, uses [{cell,
 * state, said (the same as it is printed), via, via_id, via_more}], has_uses,
 * by_software {of, ..., has_uses: the same of techniques that only software of it or
 * of such a campaign uses, whose first is via, beside via_more}, only_software: it
 * uses none of the domain itself}], links
 * [{relation ("Software used"), n, others [{other_id, other_name, other_answered,
 * other_of: in all domains}], by name}], has_links}], by id.
 *
 * An id is one actor in all domains, with a part for each where it, or a
 * campaign attributed to it, uses a technique; where it does in none, an empty
 * one. States are those of threat.h (of detections); uses come open ones first,
 * then thin, moved, covered, out, of these by priority. via: the campaign that alone says so, whose
 * techniques are a group's, too. of is without those out of scope. What there
 * is none of is false. matrix is matrix_make, and must live as long. Returns
 * NULL after reporting the error.
 */
cJSON *actors_make(struct catalog *c, const cJSON *matrix);

/*
 * Adds to each of these what sources of threats say of it: origin, victims and
 * sectors, each usual words in one text, or false; and described_by, the titles of
 * the sources, or false. Returns 0, or -1 after reporting the error.
 */
int actors_add_profiles(struct catalog *c, cJSON *actors);

#endif
