/* What ids of ATT&CK look like in a text, also where they are written wrong. */
#ifndef WORDS_SHAPE_H
#define WORDS_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

enum shape_kind {
	SHAPE_TECHNIQUE,
	SHAPE_TACTIC, /* TA0002 */
	SHAPE_OTHER,  /* a group, software and so on: G0016, DS0009 */
};

struct shape {
	enum shape_kind kind;
	size_t at, len; /* where it stands in the text */
	char id[16];    /* as ATT&CK writes it; "": unknown */
};

/* Is id T0000 or T0000.000? */
bool shape_is_technique(const char *id);

/* Is sub a sub-technique of parent, by their ids? */
bool shape_is_sub(const char *sub, const char *parent);

/* Is c an ASCII letter or digit? */
bool shape_is_word(char c);

/*
 * The next id of a technique in text, from there on: T and four digits with no
 * letter or digit beside them, with up to three more behind a '.', '/', '-' or
 * '_'. Case does not matter. Not those of MITRE ATLAS (AML.T0000).
 */
bool shape_find(const char *text, size_t from, struct shape *s);

/*
 * Is the whole text an id, or what was meant as one of a technique: without its
 * T or with several, with too few or too many digits, behind "technique."?
 */
bool shape_read(const char *text, struct shape *s);

#endif
