/*
 * The matrix: each technique as a cell, the cells by tactic, and what a reader
 * filters them by.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef MODEL_MATRIX_H
#define MODEL_MATRIX_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"
#include "count/visibility.h"
#include "words/words.h"

/*
 * {cells: [by pk, from 1: null of what is revoked], mixed (whether of all controls
 * some are yours and some are not), domains: [{id, name, framework, version,
 * several, first (of them), headline, definitions [{name, meaning, policy, detection,
 * test: "518 of 691", detection_more and so on: how many more available ones
 * would make it, if any}], formula and factor_sources (count/priority.h), tactics
 * [{the tactic table, covered, of, open, moved (of those without a rule, apart; or false), more (or
 * false), share (in percent), kinds [{kind, covered, more, share}], cells}]}], facets (Q_FACETS)}.
 *
 * Whose controls are counted is of each kind by default (source.perspective).
 * Where that is yours, more is how many techniques without one of yours available
 * ones name.
 *
 * A cell: {pk, id, name, pieces (of a name with a long word, between which a line may
 * break), domain, state, look, bin, policy, detection, test,
 * coverage (the state that gaps.h gives it, of detection, in words),
 * available {policy, detection, test: how many more controls are available, where
 * yours are counted}, adopt (the same of rules, if none of yours counts), tested,
 * evidence, glyph, words, rules ("1 rule"), sources (how many have a rule), groups,
 * campaigns, software (who use it), priority of detection
 * (count/priority.h; or false), rank (the same with one decimal), out, reason,
 * owner, until, mitre, unanswered (no rule, but these), moved_version, moved_id,
 * parent: of one with sub-techniques
 * {hit, of}, sub_id (".001")}. Of
 * what does not apply a member is false. look is the classes of a style sheet:
 * b0 to b4, the bin of 0, 1, 2-4, 5-9, 10 or more rules; out: not in scope;
 * mitre: no rule, but MITRE's own analytics. Figures are of the definition
 * exact.
 *
 * In a tactic's cells stand, by name, {cell, subs [cells]}: those without one
 * above them in the tactic, and of each the sub-techniques of this tactic, by
 * id. They refer to cells, which must live as long.
 *
 * site is model_overview. NULL on error.
 */
cJSON *matrix_make(struct catalog *c, const cJSON *site);

/*
 * Where it is told what is collected (visibility is of all techniques), adds to
 * each cell visible ("full", or false: not asked about), run (how many of the
 * rules that it counts run on that), adopt_run (the same of those of adopt, or
 * false) and why it is a gap (words/reason.h, in words; or false); and to each
 * domain visibility {of, full, partly, blind, not_told}. site is model_overview.
 */
void matrix_add_logs(cJSON *matrix, const cJSON *site,
    const struct visibility *visibility);

/*
 * What the matrix is filtered by, as small as possible: {sources [[id, title,
 * kind, mappings]], platforms [[name, techniques in scope]], offered (how many
 * platforms, from the first on, can be chosen), levels, statuses [[name,
 * mappings]], evidence [[glyph, words]] (E0 first), facets [[source, [platforms],
 * level, status, evidence, 1 if yours, and where it is told which logs are collected 1
 * if it runs on them]],
 * techniques [[id, parent, flags, [facet, count, ...], [platforms that can be
 * chosen], and where it is told [how visible one of MITRE's analytics is (0 full, 1
 * partly, 2 blind), [its platforms], ...], those of like platforms as one]], logs
 * (whether it is told), groups [[id, name, [techniques]]], whose {policy, detection, test:
 * "yours", "available" or "all", what is counted unless one chooses}, mixed (as of the
 * matrix)}. All but ids are indexes into
 * the lists, -1 if there is none. Flags: 1 in scope, 2 MITRE has analytics.
 * matrix is what matrix_make returns, actors what actors_make does; visibility is of
 * all techniques. NULL on error.
 */
cJSON *matrix_filters(struct catalog *c, const cJSON *site,
    const cJSON *matrix, const cJSON *actors,
    const struct visibility *visibility);

/*
 * Adds to what matrix_filters made of a matrix what the build before had, before:
 * {techniques [[technique, detection, test, policy, tested], ...]: those that have
 * others now, with what they had; whose, as of that build}. old is its catalog.
 * Returns 0, or -1.
 */
int matrix_add_before(cJSON *filters, const cJSON *matrix,
    struct catalog *old);

/*
 * The gaps of a matrix: {domains [{name, version, of, gaps, single, adopt (of
 * gaps, those with available rules, if any)}], rules,
 * single, tests, moved [cells]}: active techniques in scope without a rule,
 * with only one, without a test, and those without a rule that have moved. The
 * first two by priority, the others as `sextant gaps` does: by how many groups and
 * campaigns use them, then by software, then by domain and id. The lists refer to
 * cells. Domains have formula and
 * factor_sources.
 */
cJSON *matrix_gaps(const cJSON *matrix);

/* How far a control is known to work, by its level of evidence: "carries test data
 * of its own". */
const char *matrix_evidence_words(enum evidence level);

/* Adds evidence (0 to 5), its glyph ("◑") and words. */
void matrix_add_evidence(cJSON *to, enum evidence level);

/*
 * [{evidence, glyph, words, pairs (how many pairs of a rule and a technique have
 * it), share (of all pairs, in whole percent), percent (the same by
 * percent_put)}], E0 first. matrix is what matrix_make returns, sources are
 * those of model_overview.
 */
cJSON *matrix_evidence(const cJSON *matrix, const cJSON *sources);

#endif
