/* The ids in one's own rules, checked against ATT&CK. Needs no catalog. */
#ifndef LINT_LINT_H
#define LINT_LINT_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"
#include "config/config.h"

struct lint_options {
	const char *cache;       /* root: cache_root */
	const char *lock;        /* path of sextant.lock */
	const char *definitions; /* folder: data/sources */
	const struct strs *paths; /* files, folders, archives, "-" for standard
	                             input; none: the sources of the
	                             configuration that have a path */
	const char *input_name;  /* the file that standard input is the text of;
	                            NULL: not known, it is called "-" */
	struct buf *input_fixed; /* with fix: that text as it is then, appended */
	const char *like;        /* a source or definition that reads them, or
	                            NULL: the best for each document */
	const struct strs *disabled; /* rules not to check */
	int jobs;                /* 0: as many as there are processors */
	bool fix;                /* fix what can be fixed */
	struct buf *diff;        /* not NULL: with fix, but nothing is written:
	                            the changes are appended as unified diffs */
};

/* Adds the ids of all rules. */
void lint_rule_ids(struct strs *ids);

/* What was found; lint_free. */
struct lint_found;

/*
 * Reads ATT&CK as c says (what the lock does not name, from the cache) and the
 * documents, and reports what is wrong with their ids. `check: levels` of c sets
 * the level of a rule's findings, or never, which disables the rule. *report,
 * made in the thread's arena (value_use), becomes
 *
 *	schema   1
 *	tool     "lint"
 *	context  "ATT&CK enterprise 19.1; read as sigma (12), splunk (3)"
 *	results  []: those of lint_next are to stand here
 *	rules    [] all of them: id, level, summary, help
 *	checked  files, "passed over" (files that are no rules), rules, ids
 *	attack   [{domain, version}]
 *	definitions  {id: how many files were read by it}
 *
 * With fix a document is rewritten if its bytes still are those that were read:
 * whole or not at all, with its mode; not in an archive, nor through a symbolic
 * link. Only ids change, with them the name and address of the technique where
 * the definition says `beside`, and what would stand twice in one list is
 * removed. Results are then what is left, and, with "fixed", what was fixed.
 * Returns 0, or -1 after reporting the error: *found is NULL then. c and o are
 * needed until lint_free.
 */
int lint_run(const struct config *c, const struct lint_options *o,
    struct lint_found **found, cJSON **report);

/*
 * Makes the first result, or the next, in the thread's arena; NULL: there is none.
 * They are in the order of a report (output/report.h):
 *
 *	rule, level ("error", "warning", "note"), message, path,
 *	line, column (from 1, in characters; absent where not known);
 *	where they have one: title, control (id), technique, successor,
 *	other (path of the twin); fixable; fixed (with fix)
 */
cJSON *lint_next(struct lint_found *found, bool first);

/* NULL is none. */
void lint_free(struct lint_found *found);

#endif
