/*
 * What somebody decides by who is no engineer, on one page: how much is answered,
 * what to build, collect and test next, and what became of it over builds.
 */
#ifndef BOARD_BOARD_H
#define BOARD_BOARD_H

#include <cjson/cJSON.h>

#include "catalog/catalog.h"

/* What is asked; { 0 }: of all techniques, by detections. */
struct board_asked {
	const struct catalog_selection *selection; /* or NULL: all */
	const char *kind;     /* of controls; NULL: detection */
	const char *domain;   /* only this; or NULL */
	const cJSON *targets; /* of targets_resolve: only their techniques; or
	                         NULL */
	struct catalog *before; /* to compare with, for this thread; or NULL */
	const cJSON *before_logs; /* diff_told_logs of its snapshot; NULL: not known yet */
	const cJSON *changes; /* since that, of diff_snapshots; NULL: not known yet */
	const cJSON *logs;    /* diff_told_logs of the catalog's snapshot; likewise */
	const struct visibility *seen; /* visibility_open of all; likewise */
	const char *history;  /* history of builds; or NULL */
};

/*
 * {what gaps.h says an answer rests on (by priority), but no techniques; title,
 * generator; schema: 1; what: "overview"; noun and nouns ("detection rule"); rule
 * ("detection rule of yours"), counted (the same of several), public and
 * yours (true where these are what is counted), told (true where it is told which
 * logs are collected, and rules are asked about); about ("G0016 APT29": the targets;
 * or false);
 *
 * domains [{as of gaps.h, and several (true of more than one); percent (covered of
 * of, in words), headline (the figures with their definition, in a sentence);
 * parts [PART]; tactics [{id, name, shortname, of, answered, elsewhere, none (these
 * add up to of), parts [PART: of these three]}]; levels [{evidence, level ("E2"),
 * glyph, words, n, share}], E5 first: techniques by their best pair, which add up
 * to covered; visible {of, full, partly, blind, not_told}, where told; next [the
 * gaps of the highest priority: {id, name, url, priority ("12.3"), used (by whom, in
 * words), why_text, do ("adopt", "collect", "write"), remedy, from,
 * remedy_url, more}], and gaps_more: how many more there are (of targets
 * all are told); unproven [the same of
 * techniques that are answered and never seen to fire: {id, name, url, priority,
 * evidence_name, remedy (a test), from, remedy_url, more}], and unproven_n: how many
 * there are; builds [BUILD]}];
 *
 * logs [{name, gain, partly, rules, text}]: what to collect next, where told, the
 * first three;
 *
 * proved, changed: the controls proved, and changed, longest ago [{source, id,
 * title, url, date, level, techniques}], at most two, and undated: how many say
 * nothing of when they were changed;
 *
 * trend (true where any domain has builds), and changes CHANGES: of a part of all
 * (a selection, targets) there is neither, and partial is true}.
 *
 * PART: {part (a name), look (answered, elsewhere, none or moved: whose color it
 * has), label, n, percent; x, width, middle: where a bar of 100 has it, two
 * decimals; wide: there is room for a number}. Each technique in scope is in one:
 * they add up to of.
 *
 * BUILD: as of board/trend.h, oldest first, at most six.
 *
 * CHANGES: {compared (else nothing below), by_history, since (the day of the build
 * before; or false); lost, gained, moved, untested, tested, unseen [{id, name, url,
 * to_id, to_name}], each with lost_n and so on, how many there are, of which the
 * first are told; none: nothing of it changed}.
 *
 * What there is none of is false, or an empty list with has_… false. In the
 * thread's cJSON memory; NULL after reporting the error.
 */
cJSON *board_make(struct catalog *c, const struct board_asked *asked);

/* Takes out what is only there for pages to draw by. */
void board_strip(cJSON *board);

#endif
