/* One STIX object, as far as it is used here. */
#ifndef ATTACK_OBJECT_H
#define ATTACK_OBJECT_H

#include "attack/stix.h"
#include "base/lookup.h"
#include "value/json.h"

enum object_type {
	OBJECT_OTHER,
	OBJECT_UNUSED, /* ATT&CK has it, and it is not used here */
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

/* How what ATT&CK gives an id begins, from struct stix_technique to struct
 * stix_component (C11, 6.5.2.3). */
struct object_head {
	const char *id, *stix, *name;
};

struct object_relation {
	const char *type, *from, *to, *description;
};

struct object {
	const struct framework *of; /* whose it is; NULL: ATT&CK's */
	enum object_type type; /* OBJECT_OTHER: it is not taken */
	enum object_type kind; /* by its `type` */
	const struct json_slice *slice;
	const char *stix, *id, *name; /* never empty; or NULL */
	const char *url;              /* or NULL */
	long long modified; /* microseconds since 1970; LLONG_MIN: not known */
	bool live;          /* neither revoked nor deprecated */
	bool prefixed;      /* its STIX id starts with its type */
	bool addressed;     /* the address in its reference has its id */
	size_t references;  /* how often others name its STIX id (duplicates.h) */
	const char *why;    /* a phrase: it should be taken, and cannot be */
	const char *odd;    /* members_odd */
	const char *repeat; /* which keys stand twice, or NULL */
	bool odd_flag; /* revoked or another flag is no boolean */
	bool odd_id;   /* a technique without an id of its form, or a name */
	union {
		struct object_head head;
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

/* The type by the object's `type`, as json_slices found it. */
enum object_type object_type(const char *type);

/*
 * Fills o from the parsed object of ATT&CK, or of the framework, with copies in
 * mem; kind and slice are set before. An object that lacks what its type needs (an
 * id, a name) is not taken, and why says what is missing. Relationships of other kinds
 * are not taken either, nor what is revoked or deprecated, except techniques,
 * mitigations and data sources.
 */
void object_take(const cJSON *node, const struct framework *of,
    struct arena *mem, struct object *o);

/* Compares two objects, the better one first: the one that can be read, whose
 * ids fit its type and address, to which more others refer, that is newer, that
 * is live. In the end by their bytes, never by their places. */
int object_compare(const struct object *x, const struct object *y);

/* The places of all objects but relationships by their STIX ids. Frees: v. */
void object_ids(const struct object *objects, size_t n, struct lookup *ids);

/* Changes the STIX id of a taken object; stix is borrowed. */
void object_set_stix(struct object *o, const char *stix);

/* "attack-pattern--… (T1059 Name)", cut; in mem. */
const char *object_label(const struct object *o, struct arena *mem);

#endif
