/* What is wrong in a bundle, as findings: the first of each kind by name. */
#ifndef ATTACK_FAULTS_H
#define ATTACK_FAULTS_H

#include "value/findings.h"

enum fault_kind {
	FAULT_BROKEN,    /* an object is left out */
	FAULT_MEMBER,    /* a member is not of its type */
	FAULT_REPEAT,    /* a member stands twice */
	FAULT_DUPLICATE, /* two of one id */
	FAULT_RELATION,  /* a relationship joins nothing */
	FAULT_VERSION,   /* collections of two versions */
	FAULTS
};

struct faults {
	struct findings *findings; /* of whose memory the texts are */
	const char *path;          /* of the bundle; has their life too */
	size_t n[FAULTS];
};

/* Adds one, at the line, 0: not known. fault_end adds how many more there are
 * of those kinds of which only some are kept. */
void fault_add(struct faults *f, enum fault_kind kind, int line,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void fault_end(struct faults *f);

#endif
