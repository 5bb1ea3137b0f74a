/* A snapshot in a form that can be looked things up in. */
#ifndef COMPARE_SIDE_H
#define COMPARE_SIDE_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "compare/diff.h"

struct side_technique {
	const char *domain, *id;
	const cJSON *node;
	bool active;
};

struct side_control {
	const cJSON *source, *node; /* source->string is its id */
	const char *id, *path;      /* or NULL */
	const char *domain;
	size_t kind; /* of parts_kinds */
	int evidence, best; /* of all ids that are not proved; of any */
	bool counts;
	bool of_attack; /* its source is a part of ATT&CK itself */
	size_t twin; /* place in the other side + 1, 0: none */
};

/* All is borrowed, from the snapshots and the filter. */
struct side {
	const cJSON *snapshot;
	struct side_technique *techniques; /* by domain and id */
	size_t ntechniques;
	struct side_control *controls; /* in the snapshot's order */
	size_t ncontrols;
	bool follow; /* ids are followed to their successors */
	const cJSON *only;
	const struct diff_filter *filter;
};

/* Takes the controls of these kinds and sources; of only, where it is a list
 * (of the other snapshot), too. side_free. */
void side_begin(struct side *s, const cJSON *snapshot, const cJSON *only,
    const struct diff_filter *f);

/* Are the controls of the source (of the snapshot's sources) taken? */
bool side_wants(const struct side *s, const cJSON *source);

/* Is the source a part of ATT&CK itself? */
bool side_is_attack(const struct side *s, const cJSON *source);

/* The technique of an id of a domain, or NULL. */
const struct side_technique *side_find(const struct side *s,
    const char *domain, const char *id);

/* The technique that an id leads to: where it counts. NULL where it does
 * nowhere, and *why says why not: a word as outcomes are. */
const struct side_technique *side_resolve(const struct side *s,
    const char *domain, const char *id, const char **why);

/* The evidence of a control for the id that it names. */
int side_evidence(const struct side_control *k, const char *tagged);

/* Finds which controls of both are one: compare/diff.h tells how. */
void side_match(struct side *old, struct side *new);

void side_free(struct side *s);

#endif
