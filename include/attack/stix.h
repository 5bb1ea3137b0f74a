/*
 * ATT&CK as STIX 2.0 or 2.1 (OASIS), a bundle read object by object. See
 * github.com/mitre-attack/attack-stix-data, USAGE.md, for the fields.
 */
#ifndef ATTACK_STIX_H
#define ATTACK_STIX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "base/str.h"
#include "catalog/catalog.h"
#include "config/frameworks.h"
#include "value/findings.h"
#include "words/words.h"

struct stix_technique {
	const char *id;   /* T1587.003 */
	const char *stix; /* attack-pattern--... */
	const char *name, *description, *url;
	bool revoked, deprecated, sub;
	int domain; /* enum domain, by its phases; -1: not known */
	struct strs tactics, platforms; /* in the arena */
	struct strs data_sources;       /* before 18: "Process: …"; sorted */
	struct catalog_reference *references;
	size_t nreferences;

	size_t parent, next;  /* index + 1 in techniques, 0: none; next: the
	                         successor by one step */
	size_t end;           /* index + 1 of the end of its chain; 0: it has
	                         none, or parts on the way: */
	size_t fork;          /* index + 1 of the one on its chain, maybe itself,
	                         that has several successors */
	const char *heirs;    /* those: "T1001, T1002"; or NULL */
	bool scoped;
	const char *reason;
	const char *owner, *until; /* of an exception, or NULL */
	bool page; /* the one that its id stands for, over all domains */
	bool retired; /* active here, and revoked in the newer bundle */
	const struct stix_technique *moved; /* its end there, or NULL */
};

struct stix_tactic {
	const char *id, *stix, *name, *shortname, *url, *description;
	int ord; /* column, from 0: first those of the matrices */
};

struct stix_mitigation {
	const char *id; /* M1013 */
	const char *stix, *name, *description, *url;
	bool active;
};

struct stix_mitigates {
	const char *from, *description;
	size_t to; /* index + 1 in techniques */
};

/* A group, a piece of software or a campaign that was revoked by another. */
struct stix_former {
	const char *id, *name;
};

/* A group, a piece of software or a campaign; only active ones are kept. */
struct stix_actor {
	const char *id; /* G0016, S0002, C0024 */
	const char *stix, *name, *description, *url;
	const char *kind; /* "group", "software" or "campaign" */
	struct strs aliases; /* in the arena */
	struct stix_former *formers; /* that it revoked, by id */
	size_t nformers;
};

/* How a technique may be detected (ATT&CK 18 and later); active ones. */
struct stix_strategy {
	const char *id; /* DET0001 */
	const char *stix, *name, *url;
	struct strs refs;  /* STIX ids of analytics */
	size_t *analytics; /* their places, in the order of refs */
	size_t nanalytics;
};

struct stix_log {
	const char *ref;   /* STIX id of a component, or NULL */
	size_t component;  /* its place + 1, or 0 */
	const char *name, *channel; /* channel may be NULL */
};
struct stix_mutable {
	const char *field, *description; /* may be NULL */
};
struct stix_analytic {
	const char *id; /* AN0001 */
	const char *stix, *name, *description, *url;
	struct strs platforms;
	struct stix_log *logs;
	size_t nlogs;
	struct stix_mutable *mutables;
	size_t nmutables;
};

/* A data component, or a data source, which has no source. */
struct stix_component {
	const char *id; /* DC0001, or NULL: before 18 */
	const char *stix, *name, *description, *url;
	const char *source; /* STIX id of its data source, or NULL */
};

/* Places in two lists. */
struct stix_pair {
	size_t from, to;
};

/* Something between two actors: "uses" or "attributed-to". */
struct stix_link {
	const char *kind;
	size_t from, to; /* places in actors */
};

/* What is added here is added to attack/stix_part.c too, and its format rises. */
struct stix {
	const struct framework *framework; /* whose it is; NULL: ATT&CK's */
	const char *domain; /* set by who reads it, as is first: */
	struct {            /* a key is first of its list + its place + 1 */
		long long technique, actor, strategy, analytic, component;
	} first;
	const char *name, *version, *modified; /* of the collection, or NULL */
	struct stix_technique *techniques;     /* by id, then STIX id */
	size_t ntechniques;
	struct stix_tactic *tactics; /* by column */
	size_t ntactics;
	size_t columns; /* tactics that a matrix has */
	struct stix_mitigation *mitigations; /* by id */
	size_t nmitigations;
	struct stix_mitigates *mitigates; /* by from, to */
	size_t nmitigates;
	struct stix_actor *actors; /* by id */
	size_t nactors;
	struct stix_pair *uses; /* of an actor, of a technique; sorted */
	size_t nuses;
	struct stix_pair *revoked_by; /* of techniques; sorted, distinct */
	size_t nrevoked_by;
	struct stix_link *links; /* by from, kind, to */
	size_t nlinks;
	struct stix_strategy *strategies; /* each list by id */
	size_t nstrategies;
	struct stix_analytic *analytics;
	size_t nanalytics;
	struct stix_component *components;
	size_t ncomponents;
	struct stix_component *data_sources;
	size_t ndata_sources;
	struct stix_pair *detects; /* of a strategy, of a technique; sorted */
	size_t ndetects;
	struct strs others; /* known_ids_list */
	size_t detected; /* techniques that a live relation detects */
	struct {
		size_t flags; /* objects with a flag that is no boolean */
		size_t ids;   /* techniques left out: no id of its form */
	} odd;
	const struct stix *newer; /* chains of a newer bundle, or NULL */
	const struct stix *peers; /* of all domains that are there, or NULL */
	size_t npeers;
	size_t objects; /* in the bundle */
	struct findings findings; /* of what is wrong in it; in mems */
	struct arena *mems; /* one a worker */
	int nmems;
};

/*
 * Reads len bytes of a bundle of ATT&CK or, where it is not NULL, of a framework that
 * has a matrix; name is what messages call it. With chains only
 * techniques, what they are revoked by, tactics (in no order of columns), other
 * ids and the version are read. Returns 0, or -1 after reporting the error: no
 * bundle, no technique in it. A technique whose id is not of the form T0000 or
 * T0000.000 is none; what else is wrong with an object is a finding, and the
 * rest is as without it, whatever the order. stix_free in either case.
 */
int stix_read(const char *text, size_t len, const char *name,
    const struct framework *framework, bool chains, int jobs, struct stix *s);

/* Likewise from a file. */
int stix_read_file(const char *path, const char *name,
    const struct framework *framework, bool chains, int jobs, struct stix *s);

/* Is the technique neither revoked nor deprecated? */
bool stix_is_active(const struct stix_technique *t);

/* The technique of an id: the active one where several have it; or NULL. */
const struct stix_technique *stix_find(const struct stix *s, const char *id);

/* Another domain that has the id of a technique, group or the like that s
 * lacks; or NULL. */
const struct stix *stix_elsewhere(const struct stix *s, const char *id);

/* The domain of its techniques, where none of them is of the one given; or
 * NULL. */
const char *stix_other_domain(const struct stix *s, const char *domain);

void stix_free(struct stix *s);

#endif
