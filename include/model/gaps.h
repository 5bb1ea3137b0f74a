/*
 * Techniques, what counts for each of them, and which ones are gaps.
 *
 * A gap is an active technique in scope for which no control of a kind counts
 * (the definition `exact`: data/README.md, "Definitions"). One that a newer
 * ATT&CK has retired is "moved", not a gap.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef MODEL_GAPS_H
#define MODEL_GAPS_H

#include "catalog/catalog.h"

struct visibility;

/* Which techniques are asked about. { 0 }: all, by detections. */
struct gaps_filter {
	const char *kind;   /* of controls; NULL: detection */
	const char *domain; /* NULL: every domain */
	/* What targets_resolve returns (targets.h), borrowed: only techniques
	 * that are in each of them. NULL: no such bound. */
	const cJSON *tactics, *users;
	bool single;        /* those that only one control answers */
	const cJSON *only;  /* an array of pks: only these, and of them neither
	                       elsewhere, parent nor subs; NULL: no such bound. It goes
	                       with none of tactics and users */
	const char *reason; /* of gaps_find: only gaps for that reason (words/
	                       reason.h), and no other techniques; NULL: any */
	bool by_priority;   /* ranked by that; not with only */
	const struct visibility *seen; /* visibility_open of all, where somebody has
	                       it; or NULL */
	const struct strs *sectors; /* by priority: one's own; NULL or none: those
	                       of sextant.yaml */
};

/*
 * Every active technique that is asked about (with single: only those that one
 * control answers), by domain and id. The selection's kinds are ignored, the
 * filter's kind is used. If the selection has platforms, only techniques for
 * one of them are asked about. Controls outside the selection are "elsewhere".
 *
 * {schema: 2, kind, definition: "exact", single, selection, perspective, scope, settings, filter
 * {tactics [{id, name}], users [{id, name, kind}], domain},
 * domains [{id, name, version, scope, platforms (that bound it), basis
 * (selection, scope and settings in sentences), of, covered,
 * single, gaps, moved, out, more (of yours: gaps for which something is
 * available), named (of covered: by controls that name a
 * platform; where any bound it), text}],
 * sources [those that the kind's figures are made of],
 * techniques [{domain, id, name, url, sub, parent_id, parent_name, tactics [],
 * platforms [], state ("covered", "single", "gap", "moved", "out" of scope),
 * scoped, reason, owner, until (of an exception),
 * groups, campaigns, software (how many use it), policy,
 * detection, test (how many controls of the selection), counts {source id: n},
 * named {kind: how many of them name a platform}, best {kind: the best
 * evidence}, evidence (of the kind asked for), elsewhere
 * {policy, detection, test, counts {source id: n}, text}, yours and available (how
 * many controls of the kind asked for, within the selection), analytics (MITRE's),
 * parent and subs (how many of the kind name its parent, its sub-techniques),
 * moved_version, moved_id, moved_name, moved {kind: controls tagged with
 * moved_id}, and, unless only some are asked about, what logs have to do with it:
 * runs, and of gaps why, adopt and so on (model/gap_logs.h)}]}.
 *
 * of = covered + gaps + moved; single is part of covered, out is not part of
 * of. elsewhere.text is what there is elsewhere in a few words; a domain's text
 * gives the figures and their definition in a sentence; where it is told which logs
 * are collected, it has reasons {reason: how many gaps}, adopt_count (for how many of
 * them something that runs could be adopted) and why (that in a sentence). By
 * priority, it has by: "priority", sector,
 * sources and from also those of factors, domains factors, formula (basis says it,
 * too) and factor_sources, and techniques in scope priority and
 * factors (count/priority.h). NULL on error.
 */
cJSON *gaps_list(struct catalog *c,
    const struct catalog_selection *selection,
    const struct gaps_filter *filter);

/*
 * The same of gaps only (with single: also of techniques that one control
 * answers), the most used by groups and campaigns first, then by software, then
 * by domain and id; or by priority (then by id). Also has moved: those that have moved. NULL on
 * error.
 */
cJSON *gaps_find(struct catalog *c,
    const struct catalog_selection *selection,
    const struct gaps_filter *filter);

#endif
