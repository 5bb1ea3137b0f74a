/*
 * Crosswalks: which controls of other frameworks a control is, and which techniques
 * those have by way of it. All of it is looked up and told with whose it is: none of
 * it is a mapping, and no figure counts it (data/README.md, "Crosswalks").
 *
 * In the thread's cJSON memory. Functions that fail return -1 or NULL after reporting
 * the error.
 */
#ifndef CROSSWALK_CROSSWALK_H
#define CROSSWALK_CROSSWALK_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "catalog/catalog.h"

/*
 * Adds to a control, by its pk, where any crosswalk names it:
 *
 * crosswalks [{framework (the id of the source whose controls these are, or its
 * name), name (what people call it), crosswalk, crosswalk_title (who says so), ids
 * [{relation (of the control to that id: words/relation.h), said ("superset of", and
 * "with others" where it is only together with them), id, title, text (both),
 * control (pk, where it is one), note}]}]; has_crosswalks.
 */
int crosswalk_add_to_control(struct catalog *c, cJSON *control, long long pk);

/* The same of an id that is no control here, by its pk; and its framework, and what
 * people call that: framework_name. */
int crosswalk_add_to_element(struct catalog *c, cJSON *element, long long pk);

/*
 * Adds to a technique, by its pk, where there is any, what controls that count for it
 * are in frameworks that themselves do not map these to it:
 *
 * derived [{framework, name, count (of ids), of_titles ("CIS Controls to NIST"), ids
 * [{id, title, text, control (pk), by [{id (or else title), title, source, source_title,
 * control (pk), relation (of the id to this), said, joint (true), crosswalk,
 * crosswalk_title, last (true)}], by_list ("AC-2 (subset of), AC-6 (equal to)")}]}];
 * has_derived.
 */
int crosswalk_add_to_technique(struct catalog *c, cJSON *technique,
    long long pk);

/* Adds to from of an answer (count/provenance.h) the crosswalks that its members
 * crosswalks and derived tell of. */
int crosswalk_add_from(struct catalog *c, cJSON *answer);

struct crosswalk_asked {
	const char *source;    /* of a crosswalk, or of a framework, by id or name; or
	                          NULL: of all */
	long long technique;   /* pk: only derived pairs of it; 0: of all */
	bool yours;            /* only those by a control of yours */
};

/*
 * {schema: 1, text (a sentence), crosswalks [{source, title, from_of, from_name,
 * to_of, to_name, version, date, url, revision, sha256, accessed, pairs}], pairs
 * [{crosswalk, from, from_id, from_title, relation, to, to_id, to_title, joint
 * (true), note, path, line}] in the order of ids, sources and from
 * (count/provenance.h: the crosswalks)}; derived instead of pairs [{domain,
 * technique_id, technique_name, framework, name, id, title, relation, joint,
 * by_source, by, by_title, crosswalk}]. *known becomes whether anything here is
 * called as asked->source.
 */
cJSON *crosswalk_pairs(struct catalog *c, const struct crosswalk_asked *asked,
    bool *known);
cJSON *crosswalk_derived(struct catalog *c, const struct crosswalk_asked *asked,
    bool *known);

#endif
