/* One document: by which definition it is read, its problems, and their
 * fixes. */
#ifndef LINT_LINT_DOCUMENT_H
#define LINT_LINT_DOCUMENT_H

#include "attack/stix.h"
#include "lint_files.h"
#include "lint_rules.h"
#include "once.h"

/* What is kept of a control to tell of it, and to compare it with others. */
struct lint_control {
	const char *id, *title, *name; /* or NULL */
	const struct rule_name *calls; /* as `correlates` of a control */
	const int *columns;            /* of these */
	unsigned ncalls, nids;
	int line, column; /* of its id */
	int starts;       /* the line that it begins on */
	bool generates, active;
	bool past; /* no longer in use */
};

/* What lint knows for all documents. */
struct linting {
	const struct config *config;
	const struct lint_options *options;
	const struct lint_files *files;
	const struct stix *stix; /* as config's attacks */
};

/* Is the rule disabled, by option or by `check: levels` of config? */
bool lint_is_disabled(const struct linting *l, enum lint_rule rule);

/* The level of the rule's findings: that of `check: levels`, or its own. */
enum lint_level lint_level_of(const struct linting *l, enum lint_rule rule);

/* A document, and what was found in it; all of it in the worker's memory, but that
 * what is added to its problems later may be elsewhere. Starts as { 0 }. */
struct lint_document {
	const struct lint_file *file;
	const struct source *source; /* by which it is read; NULL: it has no
				        rules */
	struct problem *problems;       /* those that are there, or were fixed */
	struct lint_control *controls;  /* its rules */
	const char *diff; /* with that option: what has changed; or NULL */
	size_t ndiff;
	unsigned nproblems, ncontrols, nids;
};

/* Adds a problem of one of its controls, with a message in mem, which has both
 * then; the rest is the caller's to fill. */
struct problem *lint_document_add(struct lint_document *d, struct arena *mem,
    const struct lint_control *of, enum lint_rule rule, const char *message);

/* What one worker needs for its documents. Starts as { 0 };
 * lint_worker_free. */
struct lint_worker {
	struct arena kept;    /* what is kept of all of them */
	struct once texts;
	struct arena scratch; /* of the one that it looks at */
};

void lint_worker_free(struct lint_worker *w);

/*
 * Reads the file, finds its problems, and with fix fixes what can be fixed and
 * writes the file, unless only the diff is asked for. Returns 0, or -1 after
 * reporting the error.
 */
int lint_document(const struct linting *l, struct lint_worker *w,
    struct lint_document *d);

/* The definition that fits the file best, of those of l's files; NULL: none, or it
 * cannot be read, which is not reported. *named: it names a technique, or what looks
 * like one. l needs no bundles. scratch is for trees. */
const struct source *lint_fit(const struct linting *l, struct arena *scratch,
    const struct lint_file *file, bool *named);

#endif
