/* The same controls on another version of ATT&CK, beside what stands. */
#ifndef CHECK_REHEARSAL_H
#define CHECK_REHEARSAL_H

#include "build/build.h"
#include "words/words.h"

struct rehearsal {
	const struct build_options *common;
	const char *version; /* of config_read's attack */
	bool fetch;          /* bring what the cache has not */
	enum of of;          /* whose controls count */
};

/*
 * Maps twice, in a folder of its own that is removed, and compares. *model, in
 * the thread's arena (value_use), is what diff_snapshots makes of the two, and
 *
 *	controls, sources    how many were mapped: numbers "mapped" {controls,
 *	                     sources}
 *	rewrite     [{path, line, column, title, control, technique, successor,
 *	            rule, message}] ids of one's own rules, as lint tells them
 *	checks      [{name, wanted, before, after, ok, was_ok}] of `check:` in
 *	            the configuration
 *	broken      [{rule, level, message, path, line}] what check would find
 *	            then and does not find now
 *	unmapped    [texts] what would stop `sextant map` then: sources that
 *	            name too few techniques, entries of the scope
 *	absent      [texts] tactics and platforms of the scope that a domain
 *	            would not have then, and has now
 *
 * Returns 0, or -1 after reporting the error.
 */
int rehearsal_run(const struct rehearsal *r, cJSON **model);

#endif
