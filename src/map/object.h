/* One STIX object, as far as it matters here. */
#ifndef MAP_OBJECT_H
#define MAP_OBJECT_H

#include "stix.h"
#include "value/value.h"

enum object_type {
	OBJECT_OTHER,
	OBJECT_TECHNIQUE,
	OBJECT_TACTIC,
	OBJECT_MATRIX,
	OBJECT_MITIGATION,
	OBJECT_ACTOR,
	OBJECT_STRATEGY,
	OBJECT_ANALYTIC,
	OBJECT_COMPONENT,
	OBJECT_DATA_SOURCE,
	OBJECT_COLLECTION,
	OBJECT_RELATION,
};

struct object_relation {
	const char *type, *from, *to, *description;
};

struct object {
	enum object_type type;
	bool odd_flag; /* revoked or another flag is no boolean */
	bool odd_id;   /* a technique without an id of its form, or a name */
	union {
		struct stix_technique technique;
		struct stix_tactic tactic;
		struct stix_mitigation mitigation;
		struct stix_actor actor;
		struct stix_strategy strategy;
		struct stix_analytic analytic;
		struct stix_component component; /* or a data source */
		struct object_relation relation;
		struct strs refs; /* of a matrix: tactics by STIX id */
		struct {
			const char *name, *version, *modified;
		} collection;
	};
};

/* The type by the object's own word, as json_slices found it. */
enum object_type object_type(const char *type);

/*
 * Takes what matters of the parsed object, copied into mem. An object without
 * what its type needs (an ATT&CK id, a name) becomes OBJECT_OTHER, as do
 * relationships of other kinds, and what is revoked or deprecated, but for
 * techniques, mitigations and data sources.
 */
void object_take(const cJSON *node, enum object_type type, struct arena *mem,
    struct object *o);

#endif
