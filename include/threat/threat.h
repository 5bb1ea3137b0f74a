/*
 * How well the techniques of a threat are covered, and what would close those
 * that are not.
 *
 *	open      no control of the kind counts for it
 *	thin      only one does; or, of detections, none has evidence E2 or better
 *	covered   all others
 *	moved     open, and retired by a newer ATT&CK: not missing
 *	out       out of scope; in no figure
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef THREAT_THREAT_H
#define THREAT_THREAT_H

#include <stdbool.h>

#include "base/buf.h"
#include "catalog/catalog.h"

enum threat_state {
	THREAT_OPEN, THREAT_THIN, THREAT_MOVED, THREAT_COVERED, THREAT_OUT,
	THREAT_STATES
};
extern const char *const threat_states[]; /* "open", ...; NULL ends */

/* The state of a technique with n controls of a kind. tested: of detections,
 * that one has evidence E2 or better. */
enum threat_state threat_state(bool scoped, long long n, bool tested,
    bool moved);

/*
 * Appends what the states mean where such controls are counted: "covered: at least
 * one detection rule of yours names it (definition exact); thin: ...". In texts, what
 * is thin is covered, too; as a state a technique is the one or the other.
 */
void threat_put_definitions(struct buf *b, enum of of, enum kind kind);

/* What several answers share, read once. */
struct threats;

/*
 * The selection (NULL: all) is "ours": what it leaves out may close something.
 * Its kinds are ignored; kind (NULL: detection) is what is asked about. Both are
 * borrowed until threat_close. Uses the thread's cJSON memory, which must
 * outlive it. Returns NULL on error.
 */
struct threats *threat_open(struct catalog *c,
    const struct catalog_selection *selection, const char *kind);
void threat_close(struct threats *t); /* t may be NULL */

/*
 * The techniques of words (targets.h, as is how), open ones first, then thin,
 * moved, covered, out; of these the highest score of a layer first, then the
 * most targets, then the most vulnerabilities, then the most used.
 *
 * {schema: 2, kind, selection, perspective, sample, scope, settings, sources (as of gaps.h),
 * targets,
 * told, unresolved, found (as of targets.h), used_of (how many targets these are,
 * each once), definitions (a sentence), domains [{id,
 * name, version, scope, platforms, of, covered, thin, open, moved, out, answered
 * (covered and thin), named, text}], techniques [{as
 * of gaps.h, but state; answers [{source, kind, id, title, url, type, level,
 * evidence}: controls of yours, up to 100; where all are counted the best few of
 * them; where only what is available is, none]; targets, via, score,
 * vulnerabilities (as of targets.h); used_by (by how many targets); one (only one
 * counts), weak (no evidence of E2 or better), of thin ones; and of open, thin
 * and moved ones closers [{kind, source, id, title, url, type, level,
 * evidence}: the best few controls outside the selection, first those that run on
 * the logs collected, and the best few tests; of these and of answers a detection has
 * needs, needs_text, and where it is told which logs are collected runs and lacks
 * (count/needs.h)], strategies [{id, name, url}: how MITRE would detect it]}]}.
 *
 * of = covered + thin + open + moved. NULL on error.
 */
cJSON *threat_answer(struct threats *t, const struct strs *words,
    unsigned how);

#endif
