/*
 * The words that data/README.md defines: each an enum, and its names once.
 *
 * Of each: X_name, its name; X_read, the one of that name, or X_NONE where it
 * is NULL or no such name; member_X, that of the member X of an object. X_NONE
 * is behind all others and has no name. Lists of names are ended by NULL.
 */
#ifndef WORDS_WORDS_H
#define WORDS_WORDS_H

#include <cjson/cJSON.h>

/* What a source's controls are. */
enum kind {
	KIND_POLICY,
	KIND_DETECTION,
	KIND_TEST,
	CONTROL_KINDS,               /* those behind have no controls: */
	KIND_ATTACK = CONTROL_KINDS, /* ATT&CK itself */
	KIND_EVIDENCE,               /* how far others' are known to work */
	KIND_NONE
};
extern const char *const kind_names[];
extern const char *const control_kinds[]; /* the names of those before
                                             CONTROL_KINDS */
extern const char *const control_nouns[][2]; /* one and several of these:
                                                "test", "tests" */
const char *kind_name(enum kind kind);
enum kind kind_read(const char *name);
enum kind member_kind(const cJSON *node);

/* How far a control is known to work. */
enum evidence {
	E0,
	E1,
	E2,
	E3, /* from here on of a pair of control and technique */
	E4,
	E5,
	EVIDENCE_NONE,
	EVIDENCE_LEVELS = EVIDENCE_NONE,
	EVIDENCE_TESTED = E2 /* what "tested" asks for */
};
extern const char *const evidence_names[];
extern const char *const evidence_in_rules[]; /* that a definition has rules
                                                 for: up to E3 */
const char *evidence_name(enum evidence level);
enum evidence evidence_read(const char *name);
enum evidence member_evidence(const cJSON *node); /* a number; E0: none */

#endif
