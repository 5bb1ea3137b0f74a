/* How a subject of each kind is made (subject.h). */
#ifndef SUBJECT_PARTS_H
#define SUBJECT_PARTS_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

struct subject {
	struct catalog *c;
	const cJSON *found; /* of subject_find */
	cJSON *m;           /* what is made */
	cJSON *related;     /* its list of that name */
	cJSON *pks;         /* of its techniques, each once */
	cJSON *said;        /* {technique id: {members}}: what is said of it here */
};

/* These add what the kind has to m, related and pks. Return 0, or -1 after
 * reporting the error. */
int subject_tactic(struct subject *s);
int subject_actor(struct subject *s);
int subject_strategy(struct subject *s);
int subject_analytic(struct subject *s);
int subject_component(struct subject *s);
int subject_log_source(struct subject *s);
int subject_channel(struct subject *s);
int subject_cve(struct subject *s);
int subject_log(struct subject *s);
int subject_framework_id(struct subject *s);

/* Adds to MITRE's log source of that name whether it is collected, and the logs that
 * MITRE names so. Returns 0, or -1 after reporting the error. */
int subject_add_logs(struct subject *s, const char *name);

/* Copies what every row of ATT&CK has: domain, id, name, url, description. */
void subject_head(struct subject *s, const cJSON *row);

/* The rows of a list of related things, a new one where there is none yet. */
cJSON *subject_related(struct subject *s, const char *what);

/* Adds the rows of controls that name it to a list for each of their kinds. */
void subject_add_naming(struct subject *s, const cJSON *rows);

/* The member, a list, of what is said of the technique of that id. */
cJSON *subject_said(struct subject *s, const char *id, const char *member);

/* Adds pk of the rows to those of its techniques. */
void subject_take_pks(struct subject *s, const cJSON *rows);

#endif
