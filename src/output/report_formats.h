/* The formats of a report, a file each, and what they share. */
#ifndef OUTPUT_REPORT_FORMATS_H
#define OUTPUT_REPORT_FORMATS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/str.h"
#include "output/report.h"
#include "output/terminal.h"

enum report_level { LEVEL_ERROR, LEVEL_WARNING, LEVEL_NOTE, LEVELS };

/* The level of a result or rule; an error where it does not say. */
enum report_level report_level(const cJSON *result);
extern const char *const report_levels[]; /* their words, ended by NULL */

/* How many results are of a level, and not fixed; how many are fixed; and how many
 * are what the report fails on. */
struct report_counts {
	int of[LEVELS], fixed, failures;
};

/* A report while a format puts it. Starts with report_begin. */
struct report {
	cJSON *says; /* include/output/report.h; its results are empty */
	struct report_results results;
	struct report_counts counts;
	bool *told; /* of each rule: is there a result of it that is not fixed? */

	/* Of the format that puts it: */
	size_t put;         /* results so far */
	size_t gone;        /* bytes that are no longer in the terminal's text */
	struct buf behind;  /* what stands behind the results */
	struct buf path;    /* of the result before; */
	struct strs prints; /* fingerprints of the results of that path */
};

/*
 * Makes a report of what it says but for its results and of these, in order, and
 * counts them. Ended by report_done.
 */
void report_begin(struct report *r, cJSON *says, struct report_results results);
void report_done(struct report *r);

/*
 * Takes the results out of a tree, sorted by path, line, column, rule and message,
 * those without a path last: list has them while the tree's memory is there.
 */
struct report_list {
	cJSON *first;
	const cJSON *at;
};
struct report_results report_take(cJSON *report, struct report_list *list);

/* Is a result what its report fails on? */
bool report_is_failure(const cJSON *says, const cJSON *result);
bool report_is_fixed(const cJSON *result);

/* The place of a rule among those that the tool knows; -1: it is none. */
int report_rule_index(const cJSON *says, const char *id);

/* How many results there are. */
size_t report_results(const struct report *r);

/* Appends "2 errors, 1 warning", or "no findings". */
void report_put_counts(const struct report *r, struct buf *out);

/* Appends "34 files, 1 id": what was checked. */
void report_put_checked(const cJSON *says, struct buf *out);

/*
 * Appends a result's path as a forge wants it: from the root of the repository
 * that a job has checked out ($GITHUB_WORKSPACE, $CI_PROJECT_DIR or
 * $BUILD_SOURCESDIRECTORY), where the program runs in it or the path leads
 * there; else as it is.
 */
void report_put_path(const cJSON *result, struct buf *out);

/* Appends "rules/a.yml:12": a result's path as it is, and line; or nothing. */
void report_put_place(const cJSON *result, struct buf *out);

/* Appends figures, counts and context: the end of a text. */
void report_put_tail(struct report *r, struct terminal *t);

/*
 * Appends what a result is known by where lines move: the digest of its rule,
 * path and message in hexadecimal, cut to that many characters, and its number
 * among those of the sorted report that are the same. To be called once for each
 * result, in order.
 */
void report_put_fingerprint(struct report *r, const cJSON *result, int digits,
    struct buf *out);

/* Appends what stands behind the results: an end of formats. */
void report_put_behind(struct report *r, struct terminal *t);

/*
 * A format: what stands before the results, each of them, and what stands behind
 * them, appended to t, so that of many results a few are in memory at a time.
 * begin may be NULL.
 */
struct report_format {
	void (*begin)(struct report *r, struct terminal *t);
	void (*put)(struct report *r, const cJSON *result, struct terminal *t);
	void (*end)(struct report *r, struct terminal *t);
	bool styled; /* where t is; all others are plain */
};

/* By file on a terminal, a line each elsewhere. */
extern const struct report_format report_text;

/* The object of include/output/report.h. */
extern const struct report_format report_json;

/* Workflow commands of GitHub Actions, one a result; then the end of a text.
 * https://docs.github.com/actions, "Workflow commands". */
extern const struct report_format report_github;

/*
 * A code quality report of GitLab: issues as Code Climate has them, each with a
 * file and a line. What is of no file stands at that of the configuration, or
 * sextant.yaml; what is fixed is left out.
 * https://docs.gitlab.com/ci/testing/code_quality/
 */
extern const struct report_format report_gitlab;

/* Logging commands of Azure Pipelines, one a result, a note as a line of text:
 * Azure has errors and warnings only; then the end of a text.
 * https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands */
extern const struct report_format report_azure;

/* SARIF 2.1.0 (OASIS). What is fixed stands no longer: it is left out. */
extern const struct report_format report_sarif;

/*
 * JUnit's XML as Ant writes it and Jenkins reads it: a test case for each
 * result, with at most one failure, and one for each rule without a result and
 * each figure that holds. No time and no host: same input, same bytes.
 */
extern const struct report_format report_junit;

/* Markdown for a job's summary; where that would be a megabyte, it is cut and
 * says so. */
extern const struct report_format report_markdown;

/* Puts a whole report in a format. After each result pass(ctx, t), where it is not
 * NULL, may take bytes out of t's text, but none of another's. */
void report_put(struct report *r, const struct report_format *format,
    struct terminal *t, void (*pass)(void *ctx, struct terminal *t), void *ctx);

#endif
