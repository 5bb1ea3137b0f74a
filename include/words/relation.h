/*
 * How a control of one framework is to one of another: the words of OSCAL's model of
 * mappings (pages.nist.gov/OSCAL, control mapping), and of NIST IR 8477.
 *
 * The first, here as everywhere, is what is said to be so to the second: of
 * subset-of all that the first asks for is asked for by the second.
 */
#ifndef WORDS_RELATION_H
#define WORDS_RELATION_H

enum relation {
	RELATION_EQUAL,      /* in the same words */
	RELATION_EQUIVALENT, /* in effect */
	RELATION_SUBSET,
	RELATION_SUPERSET,
	RELATION_INTERSECTS,
	RELATION_RELATED, /* somehow: nobody says how */
	RELATION_NONE     /* not at all: "no-relationship" */
};
extern const char *const relation_names[]; /* without the last; ended by NULL */
const char *relation_name(enum relation relation);

/* What the word says, in any spelling of either document ("Subset of", equal,
 * not_related_to); RELATIONS_UNKNOWN: nothing known, or it is NULL. */
enum { RELATIONS_UNKNOWN = RELATION_NONE + 1 };
int relation_read(const char *word);

#endif
