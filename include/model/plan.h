/*
 * What there is to test: rules without a test and the tests that exist for
 * them, tests without a rule, and rules whose proof has grown old.
 *
 * A rule has a test where one of its pairs of rule and technique has evidence
 * E3 or better: it names a simulation, or fired on one. A test exists for it
 * where it is of a technique that the rule counts for, or of a sub-technique of
 * that, as evidence is; and unless each names platforms, and none of them is the
 * other's. A test has a rule where it would exist for one.
 */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H

#include <stdbool.h>

#include "catalog/catalog.h"

struct plan_asked {
	const struct catalog_selection *selection; /* of rules, and of tests that
	                          have none; its kinds say which of the two */
	const cJSON *targets; /* of targets_resolve: only their techniques; NULL:
	                          all */
	const char *today;    /* UTC day */
	int valid_for;        /* days that a proof holds; 0: for ever; below: as
	                          the catalog says */
	int most;             /* tests told of a rule; 0: all */
};

/*
 * {what provenance_add adds, but no sources of policies; targets (as of
 * targets.h); today; valid_for (days, if proofs grow old); text (a sentence);
 * figures {rules, rules_without_test, tests, tests_without_rule, proofs,
 * outdated_proofs}; and
 *
 *	rules_without_test   a rule: source, kind, id, title, url, path, type, level,
 *	                     domain, techniques [id], platforms, evidence; result
 *	                     {outcome, date, test}: what last came of it in the
 *	                     user's own tests; tests: those that exist, first what
 *	                     Invoke-AtomicRedTeam runs, then what CALDERA does;
 *	                     more: how many were left out; needs and so on
 *	                     (count/needs.h)
 *	tests_without_rule   a test: the same but evidence, and executor, elevated,
 *	                     runner (atomic, caldera)
 *	outdated_proofs      a rule: as above, of techniques that it was proved for;
 *	                     date: when last (absent: nobody says), days since; tests:
 *	                     those that it was proved by, where they are here
 *
 * In the order of the catalog. In the thread's arena (value_use), which must be
 * set, since rules share their tests; NULL on error.
 */
cJSON *plan_answer(struct catalog *c, const struct plan_asked *asked);

#endif
