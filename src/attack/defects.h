/* What is wrong in a bundle, as findings: the first of each kind by name. */
#ifndef ATTACK_DEFECTS_H
#define ATTACK_DEFECTS_H

#include "value/findings.h"

enum defect {
	DEFECT_BROKEN,    /* an object is left out */
	DEFECT_MEMBER,    /* a member is not of its type */
	DEFECT_REPEAT,    /* a member stands twice */
	DEFECT_DUPLICATE, /* two objects have one id */
	DEFECT_RELATION,  /* a relationship joins nothing */
	DEFECT_VERSION,   /* collections of two versions */
	DEFECTS
};

struct defects {
	struct findings *findings; /* whose memory has the texts */
	const char *path;          /* of the bundle; lives as long */
	size_t n[DEFECTS];
};

/* Adds one, at the line (0: not known), unless there are too many of its kind.
 * defects_end adds how many there were beyond those. */
void defects_add(struct defects *f, enum defect kind, int line,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void defects_end(struct defects *f);

#endif
