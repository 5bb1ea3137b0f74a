/* The ids that one's own rules name, held against ATT&CK. No catalog. */
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
	const struct strs *paths; /* files, folders, archives; none: the
	                             sources of the configuration that have a
	                             path */
	const char *like;        /* a source or definition that reads them, or
	                            NULL: found out for each document */
	const struct strs *disabled; /* rules that are not asked */
	int jobs;                /* 0: as many as there are processors */
	bool fix;                /* rewrite what can be */
	struct buf *diff;        /* not NULL: with fix, but nothing is written:
	                            the changes are appended as unified diffs */
};

/* Is there a rule of that id? */
bool lint_is_rule(const char *id);

/*
 * `check: levels` of c says how bad the findings of a rule are, or never: then
 * it is as disabled.
 *
 * Reads ATT&CK as c says (what the lock does not name, from the cache), and
 * the documents. *report, made in the thread's arena (value_use), becomes
 *
 *	schema   1
 *	tool     "lint"
 *	context  "ATT&CK enterprise 19.1; read as sigma (12), splunk (3)"
 *	results  [] in the order of files:
 *	         rule, level ("error", "warning", "note"), message, path,
 *	         line, column (from 1, in characters; absent where not known);
 *	         where they have one: title, control (id), technique, successor,
 *	         other (path of the twin); fixable; fixed (with fix)
 *	rules    [] all of them: id, level, summary, help
 *	checked  files, "passed over" (files that are no rules), rules, ids
 *	attack   [{domain, version}]
 *	definitions  {id: how many files were read by it}
 *
 * With fix a document is rewritten where its bytes still are what was read:
 * whole or not at all, with its mode; not in an archive, nor through a
 * symbolic link. Only the ids change, where the definition says `beside` the
 * name and address of the very technique with them, and what would stand twice
 * in one list goes. Results are then what is left, and with "fixed" what was.
 * Returns 0, or -1 after reporting the error.
 */
int lint_run(const struct config *c, const struct lint_options *o,
    cJSON **report);

#endif
