/*
 * What `sextant check` is to guard: `check` of sextant.yaml.
 *
 *	check:
 *	  thresholds:                  # how much is covered, at least
 *	    - at-least: 60%            # or a number of techniques
 *	      coverage: any            # exact, any, all-subs, leaf, tested
 *	      tactic: [TA0002]         # only techniques of these
 *	      platform: [Windows]      # and for these, by controls for these
 *	      source: [ours]           # only controls of these
 *	      domain: enterprise       # the first that is configured
 *	    - at-least: 40%            # how much is visible on the logs that are
 *	      visibility: full         # collected: full, or partly (or fully)
 *	  must:                        # each of these is answered
 *	    - T1059.001
 *	    - {target: [APT29, threats.json], evidence: E2, coverage: any}
 *	    - {target: APT29, visibility: partly}
 *	  baseline: coverage.json      # nothing of this may get lost
 *	  stale: {days: 365}           # or {since: 2026-01-01}: own rules that
 *	                               # nobody changed are told
 *	  levels: {catch-all: note, unknown-id: never}
 *
 * A threshold and an element of must choose controls by kind (detection),
 * source, platform, type, evidence, level, status, whether they run on the logs
 * that are collected (runs) and whose (of); `name` is what they are called. With
 * visibility only name and platform, domain and tactic go. Lists may be one word.
 */
#ifndef CONFIG_CHECKS_H
#define CONFIG_CHECKS_H

#include <stdbool.h>

#include "base/str.h"
#include "words/words.h"
#include "words/worth.h"

/* Which controls count, under which definition. */
struct check_choice {
	int line;               /* in sextant.yaml */
	const char *name;       /* or NULL */
	int kind;               /* enum kind */
	int coverage;           /* enum coverage */
	struct strs sources, platforms, types;
	int evidence;           /* enum evidence: at least this level */
	int of;                 /* enum of: whose */
	const char *runs;       /* a word of runs_names, or NULL */
	int visible;            /* enum visible: not controls count, but what is at
	                           least so visible; VISIBLE_NOT_TOLD: they do */
	struct worth worth;     /* at least this */
};

struct check_threshold {
	struct check_choice of;
	const char *domain;     /* NULL: not said */
	struct strs tactics;    /* ids, names or short names */
	const char *wanted;     /* at-least as written */
	bool share;             /* least is hundredths of a percent */
	long long least;
};

struct check_must {
	struct check_choice of;
	struct strs targets;    /* words: include/threat/targets.h */
};

/* How bad the findings of a rule are. */
struct check_level {
	const char *rule;
	int line, level;        /* a place in check_levels */
};

struct checks {
	struct check_threshold *thresholds;
	size_t nthresholds;
	struct check_must *musts;
	size_t nmusts;
	const char *baseline;   /* from the working directory, or NULL */
	/* What is stale: not changed for so many days (0: not said), or since. */
	int stale_days;
	const char *stale_since;
	struct check_level *levels;
	size_t nlevels;
};

/* Their words, ended by NULL: the named definitions; policy, detection,
 * test; error, warning, note, never. */
extern const char *const check_levels[];

void checks_free(struct checks *c);

#endif
