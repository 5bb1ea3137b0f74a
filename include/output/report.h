/*
 * What lint and check found, in every form that a person or a CI job reads.
 *
 * A report is one cJSON object:
 *
 *	schema    1
 *	tool      "lint" or "check"
 *	context   one line: what it was made from; may be absent
 *	results   [{rule, level, message, path, line, column, fixed, …}]
 *	rules     [{id, summary, help, level}]: all that the tool knows
 *	figures   [{name, value, wanted, ok}]: measured and compared; may be
 *	          absent
 *	checked   {"files": 34, …}: how many of what (plurals in s)
 *	fail_on   the mildest level that counts as failed
 *
 * rule is the id of one of rules; level "error", "warning" or "note"; message
 * one line; path relative to the working directory, as a CI log wants it, or
 * absent; line and column count from 1 and in characters, 0 or absent: not
 * known. fixed is true of what stands no longer: it fails nothing. Further
 * members (technique, successor) go into JSON, and those two into SARIF.
 *
 * Functions that fail return -1 or NULL after reporting the error.
 */
#ifndef OUTPUT_REPORT_H
#define OUTPUT_REPORT_H

#include <cjson/cJSON.h>

#include "output/options.h"

/* Options of the commands that report. Starts as { 0 }; report_free. */
struct report_options {
	const char *format, *fail_on;
	struct strs files; /* FORMAT=FILE */
	bool aside; /* print on standard error: standard output has other text */
};

/* What --format and --fail-on may be, ended by NULL. */
extern const char *const report_formats[], *const report_fail_levels[];

#define OPT_REPORT(r) \
	{ OPT_TEXT, 'f', "format", "NAME", &(r).format, \
		"text, github, gitlab, azure, sarif, junit,\nmarkdown, json", \
		report_formats }, \
	{ OPT_LIST, 0, "report", "FORMAT=FILE", &(r).files, \
		"also write this format to FILE; repeatable" }, \
	{ OPT_TEXT, 0, "fail-on", "LEVEL", &(r).fail_on, \
		"error, warning, note or never (error)", \
		report_fail_levels }

/* Checks what was given; returns 0, or EXIT_USAGE after reporting the error. */
int report_check(const struct command *self, struct report_options *r);

/*
 * Where the results of a report come from that are too many for a tree: next(ctx,
 * true) is the first, then next(ctx, false) the next one, until the next call; NULL:
 * there is none. They are in order: by path (of none last), line, column, rule and
 * message. They may be asked for several times, always from the first to the end.
 */
struct report_results {
	const cJSON *(*next)(void *ctx, bool first);
	void *ctx;
};

/*
 * Sets fail_on, prints and writes the files: a report whose own results are an empty
 * array, with these. Returns the exit code: EXIT_FOUND where a result is at least as
 * bad as what to fail on, EXIT_FAILED.
 */
int report_end(cJSON *says, struct report_results results,
    const struct report_options *r);

/* The same of a whole tree, whose results are sorted, and then are not in it. */
int report_end_tree(cJSON *report, const struct report_options *r);

void report_free(struct report_options *r);

#endif
