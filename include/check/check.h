/* What `sextant check` looks at, part by part: a file each. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "base/buf.h"
#include "build/build.h"
#include "catalog/catalog.h"
#include "config/config.h"
#include "count/measure.h"
#include "count/perspective.h"
#include "words/words.h"

/* One run. Its report (report.h) grows in mem, the thread's arena. */
struct checking {
	const struct config *config;
	struct catalog *catalog; /* NULL where there is none to ask */
	struct arena *mem;
	const char *today; /* UTC day */
	bool rehearsed;    /* what cannot be asked is a figure, not an error */
	bool told;         /* the catalog says which logs are collected */
	struct perspective of; /* whose controls count by default */
	enum of asked;         /* whose do for thresholds and targets that do not
	                          say; OF_DEFAULT: these */
	cJSON *report, *results, *figures, *checked;
};

/* Reads whose controls count, once there is a catalog, and adds it to the
 * report. Returns 0, or -1. */
int check_read_perspective(struct checking *k);

/* Likewise whether it is told which logs are collected; an error where it is not,
 * and a threshold or target asks for visibility. Returns 0, or -1. */
int check_read_logs(struct checking *k);

/*
 * Each adds what it finds. Returns 0, or -1 after reporting the error: that it
 * could not look.
 */
int check_thresholds(struct checking *k);
int check_targets(struct checking *k);
int check_lint(struct checking *k, const struct build_options *c);
int check_results(struct checking *k);
int check_stale(struct checking *k);

/* Adds each exception of the scope that has run out. */
void check_exceptions(struct checking *k);

/* The baseline that is meant where none is named: sextant.baseline.json, beside
 * the configuration; caller frees. */
char *check_default_baseline(const struct config *c);

/* Holds the catalog against the snapshot in the file, in its perspective. *diff
 * is then what is between the two (compare/diff.h, with lacking), or NULL where
 * that is not compared. */
int check_baseline(struct checking *k, const char *file, const cJSON **diff);

/* Adds what is less visible than in the baseline, of that diff. */
void check_visibility_lost(struct checking *k, const cJSON *diff,
    const char *file);

/* Adds each rule of yours that does not run on the logs that are collected, and
 * logs that nobody knows; diff is that with the baseline, or NULL. */
int check_logs(struct checking *k, const cJSON *diff);

/* Writes that file from the catalog, and says so unless quiet. */
int check_update(struct checking *k, const char *file, bool quiet);

/* Adds the rules of check itself to the report; adds their ids. */
void check_add_rules(cJSON *rules);
void check_rule_ids(struct strs *ids);

/* A new result, at a line (0: none) of a file (NULL: none); its level is the
 * rule's. */
cJSON *check_add(struct checking *k, const char *rule, const char *path,
    int line, const char *message);

/*
 * Where what has a source and a path stands, from the working directory; caller
 * frees. NULL where that is no file here: its source is fetched, or no longer
 * configured.
 */
char *check_path(const struct config *c, const cJSON *at);

/* A figure that was compared: of a target (a word of the configuration) at that
 * line, or (NULL) of a threshold. */
void check_add_figure(struct checking *k, const struct check_choice *of,
    const char *target, const char *name, const char *value,
    const char *wanted, bool ok);

/* One that could not be had, and why: not met, and an error of that rule. */
void check_add_unasked(struct checking *k, const struct check_choice *of,
    const char *target, const char *rule, const char *name,
    const char *wanted, const char *why);

/* A result that is not as bad, or worse, than its rule says. */
void check_set_level(cJSON *result, const char *level);

/* So many more of what were checked. */
void check_add_count(struct checking *k, const char *what, long long n);

/* What a choice of sextant.yaml asks for, of any domain; check_unmeasure
 * frees. */
void check_measure(struct checking *k, const struct check_choice *of,
    struct measure *m);
void check_unmeasure(struct measure *m);

/* Appends a choice: "detection, exact, source ours, E2 or better, yours". */
void check_put_choice(struct buf *b, const struct checking *k,
    const struct check_choice *of);

#endif
