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
#include <stdbool.h>

/* ATT&CK's domains, in the order in which all lists have them, and behind them that of
 * another framework's matrix (config/frameworks.h), of which there is one at most. */
enum domain {
	DOMAIN_ENTERPRISE,
	DOMAIN_MOBILE,
	DOMAIN_ICS,
	ATTACK_DOMAINS,
	DOMAIN_OTHER = ATTACK_DOMAINS,
	DOMAINS
};
extern const char *const domain_names[]; /* ATT&CK's */
const char *domain_name(enum domain domain); /* likewise */

/* Is a domain of that id one of ATT&CK's? */
bool domain_is_attack(const char *id);

/* Appends a domain with its version: "ATT&CK enterprise 18.1", or, of another
 * framework, by its id, "F3 1.1". */
struct buf;
void domain_put(struct buf *b, const char *id, const char *version);

/* What a source's controls are. */
enum kind {
	KIND_POLICY,
	KIND_DETECTION,
	KIND_TEST,
	CONTROL_KINDS,               /* those behind have no controls: */
	KIND_ATTACK = CONTROL_KINDS, /* ATT&CK itself */
	KIND_EVIDENCE,               /* how far others' are known to work */
	/* Those behind have no figures of their own: */
	KIND_THREATS,                /* what is exploited, who attacks whom */
	KIND_BASELINE,               /* which controls of a policy are chosen */
	KIND_CROSSWALK,              /* which of one policy are which of another */
	KIND_NONE
};
extern const char *const kind_names[];
extern const char *const kinds_in_definitions[]; /* what the key kind may say */
extern const char *const control_kinds[]; /* the names of those before
                                             CONTROL_KINDS */
extern const char *const control_nouns[][2]; /* one and several of these:
                                                "test", "tests" */
const char *kind_name(enum kind kind);
enum kind kind_read(const char *name);
enum kind member_kind(const cJSON *node);

/* What became of a control; only active ones count. */
enum lifecycle {
	LIFECYCLE_ACTIVE,
	LIFECYCLE_DEPRECATED,
	LIFECYCLE_REMOVED,
	LIFECYCLE_UNSUPPORTED,
	LIFECYCLE_DISABLED, /* up to here definitions have rules for it */
	LIFECYCLE_NOT_MAPPABLE,
	LIFECYCLE_BASE, /* only a correlation lets it alert */
	LIFECYCLE_NONE
};
extern const char *const lifecycle_names[];
extern const char *const lifecycle_in_rules[];
const char *lifecycle_name(enum lifecycle lifecycle);
enum lifecycle lifecycle_read(const char *name);
enum lifecycle member_lifecycle(const cJSON *node);

/* What a control is, beside its kind. */
enum type {
	TYPE_RULE,
	TYPE_HUNTING,
	TYPE_BUILDING_BLOCK,
	TYPE_CORRELATION,
	TYPE_PLACEHOLDER,
	TYPE_TEST,
	TYPE_MITIGATION,
	TYPE_RECORDING, /* of an attack's events: a test that need not be run */
	TYPE_NONE
};
extern const char *const type_names[];
const char *type_name(enum type type);
enum type type_read(const char *name);
enum type member_type(const cJSON *node);
const char *member_unusual_type(const cJSON *node); /* its name, or NULL: of its
                              kind it is the usual one, or there is none */

/* What became of a technique. */
enum technique_state {
	STATE_ACTIVE,
	STATE_REVOKED,
	STATE_DEPRECATED,
	STATE_NONE
};
extern const char *const state_names[];
const char *state_name(enum technique_state state);
enum technique_state state_read(const char *name);
enum technique_state member_state(const cJSON *node);

/* What became of an id that a control names. */
enum outcome {
	OUTCOME_EXACT,
	OUTCOME_REMAPPED,
	OUTCOME_RETIRED,
	OUTCOME_DEPRECATED,
	OUTCOME_UNKNOWN,
	OUTCOME_MALFORMED,
	OUTCOME_OTHER_FRAMEWORK, /* not ATT&CK's, but known: config/frameworks.h */
	OUTCOME_NONE
};
extern const char *const outcome_names[];
const char *outcome_name(enum outcome outcome);
enum outcome outcome_read(const char *name);
enum outcome member_outcome(const cJSON *node);

/* Whose controls figures count: data/README.md, "Whose coverage". */
enum of {
	OF_DEFAULT, /* of each kind: source.perspective (schema.sql) */
	OF_YOURS,
	OF_AVAILABLE,
	OF_ALL,
	OF_NONE
};
extern const char *const of_names[];
extern const char *const of_choices[]; /* without the first */
const char *of_name(enum of of);
enum of of_read(const char *name);
enum of member_of(const cJSON *node); /* its member perspective */

/* Whose a control is; of the last four none counts. */
enum whose {
	WHOSE_YOURS,
	WHOSE_AVAILABLE,
	WHOSE_NOT_DEPLOYED, /* own, and written only */
	WHOSE_BELOW,        /* own, and less than the least that is to count */
	WHOSE_TWIN,         /* an own rule was made from it, and counts */
	WHOSE_APART,        /* of a source that is in no figure */
	WHOSE_NONE
};
extern const char *const whose_names[];
const char *whose_name(enum whose whose);
enum whose whose_read(const char *name);
enum whose member_whose(const cJSON *node);

/* What covers a technique; evidence is below. */
enum coverage {
	COVERAGE_EXACT,
	COVERAGE_ANY,
	COVERAGE_ALL_SUBS,
	COVERAGE_LEAF,
	COVERAGE_TESTED
};
extern const char *const coverage_names[];

/* The settings of mapping: are revoked ids followed, and which controls count
 * (the member lifecycle)? */
enum resolve { RESOLVE_FOLLOW, RESOLVE_EXACT, RESOLVE_NONE };
extern const char *const resolve_names[];
const char *resolve_name(enum resolve resolve);
enum resolve resolve_read(const char *name);
enum resolve member_resolve(const cJSON *node);
enum counted { COUNTED_ACTIVE, COUNTED_ALL, COUNTED_NONE };
extern const char *const counted_names[];
const char *counted_name(enum counted counted);
enum counted counted_read(const char *name);

/* What a control did in a test. */
enum result {
	RESULT_NAMED, /* no more than that the control names the test */
	RESULT_DETECTED,
	RESULT_MISSED,
	RESULT_PREVENTED, /* stopped elsewhere, before it could be detected */
	RESULT_RAN,       /* a test ran, and that is all that is said */
	RESULT_NOT_RUN,
	RESULT_NOTHING,   /* not yet known: in no catalog */
	RESULT_NONE
};
extern const char *const result_names[];
const char *result_name(enum result result);

/* What a source of threats says of an actor: other names of it, the countries
 * it is of, the countries and sectors that it attacks. */
enum profile_word {
	PROFILE_ALIAS,
	PROFILE_ORIGIN,
	PROFILE_VICTIM,
	PROFILE_SECTOR,
	PROFILE_WORDS
};
extern const char *const profile_word_names[];
const char *profile_word_name(enum profile_word profile_word);
enum profile_word profile_word_read(const char *name);

/* What runs the tests of a source: Invoke-AtomicRedTeam, CALDERA. */
enum runner { RUNNER_ATOMIC, RUNNER_CALDERA, RUNNER_NONE };
extern const char *const runner_names[];
const char *runner_name(enum runner runner); /* NULL of RUNNER_NONE */
enum runner runner_read(const char *name);
enum runner member_runner(const cJSON *node);

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
