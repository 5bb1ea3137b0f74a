/* The formats of a report, a file each, and what they share. */
#ifndef OUTPUT_REPORT_FORMATS_H
#define OUTPUT_REPORT_FORMATS_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "output/terminal.h"

enum report_level { LEVEL_ERROR, LEVEL_WARNING, LEVEL_NOTE, LEVELS };

/* The level of a result or rule; an error where it does not say. */
enum report_level report_level(const cJSON *result);
extern const char *const report_levels[]; /* their words, ended by NULL */

/* By path, line, column, rule and message; results without a path last. */
void report_sort(cJSON *report);

/* Is a result what its report fails on? */
bool report_is_failure(const cJSON *report, const cJSON *result);

/* How many results are of a level, and not fixed; how many are fixed. */
struct report_counts {
	int of[LEVELS], fixed;
};
struct report_counts report_count(const cJSON *report);

/* Appends "2 errors, 1 warning", or "no findings". */
void report_put_counts(const cJSON *report, struct buf *out);

/* Appends "34 files, 1 id": what was checked. */
void report_put_checked(const cJSON *report, struct buf *out);

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
void report_put_tail(const cJSON *report, struct terminal *t);

/* Each appends a sorted report to t, styled where t is. */
void report_text(const cJSON *report, struct terminal *t);

/* Each of these never styles. */
void report_json(const cJSON *report, struct terminal *t);

/* Workflow commands of GitHub Actions, one a result; then the end of a text.
 * https://docs.github.com/actions, "Workflow commands". */
void report_github(const cJSON *report, struct terminal *t);

/*
 * A code quality report of GitLab: issues as Code Climate has them, each with a
 * file and a line. What is of no file stands at that of the configuration, or
 * sextant.yaml; what is fixed is left out.
 * https://docs.gitlab.com/ci/testing/code_quality/
 */
void report_gitlab(const cJSON *report, struct terminal *t);

/* Logging commands of Azure Pipelines, one a result, a note as a line of text:
 * Azure has errors and warnings only; then the end of a text.
 * https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands */
void report_azure(const cJSON *report, struct terminal *t);

/*
 * Appends what a result is known by where lines move: the digest of its rule,
 * path and message in hexadecimal, cut to that many characters, and its number
 * among those of the sorted report that are the same.
 */
void report_put_fingerprint(const cJSON *result, int digits, struct buf *out);

/* SARIF 2.1.0 (OASIS). What is fixed stands no longer: it is left out. */
void report_sarif(const cJSON *report, struct terminal *t);

/*
 * JUnit's XML as Ant writes it and Jenkins reads it: a test case for each
 * result, with at most one failure, and one for each rule without a result and
 * each figure that holds. No time and no host: same input, same bytes.
 */
void report_junit(const cJSON *report, struct terminal *t);

/* Markdown for a job's summary; where that would be a megabyte, it is cut and
 * says so. */
void report_markdown(const cJSON *report, struct terminal *t);

#endif
