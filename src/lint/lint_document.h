/* One document: by which definition it is read, its problems, and their
 * fixes. */
#ifndef LINT_LINT_DOCUMENT_H
#define LINT_LINT_DOCUMENT_H

#include "attack/stix.h"
#include "lint_files.h"
#include "lint_rules.h"

/* What is kept of a control to compare it with others: of one that has an id,
 * or whose source has correlations. */
struct lint_control {
	const char *id, *title, *path;
	const struct source *source;
	int line, column; /* of its id */
	int starts;       /* the line that it begins on */
	const char *name;
	const struct rule_name *calls; /* as `correlates` of a control */
	const int *columns;            /* of these */
	size_t ncalls, nids;
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

/* A document, and what was found in it. Starts as { 0 }; lint_document_free. */
struct lint_document {
	const struct lint_file *file;
	const struct source *source; /* by which it is read; NULL: it has no
				        rules */
	struct problems problems;    /* those that are there, or are left */
	struct problems fixed;       /* those that were fixed */
	struct lint_control *controls;
	size_t ncontrols;
	size_t nrules, nids;
	struct buf was, is; /* its bytes, where they are to change */
	bool rewritten;
};

/*
 * Reads the file, finds its problems, and with fix fixes what can be fixed and
 * writes the file, unless only the diff is asked for. mem keeps what d holds,
 * scratch is for trees. Returns 0, or -1 after reporting the error.
 */
int lint_document(const struct linting *l, struct arena *mem,
    struct arena *scratch, struct lint_document *d);

/* The definition that fits the file best, of those of l's files; NULL: none, or it
 * cannot be read, which is not reported. *named: it names a technique, or what looks
 * like one. l needs no bundles. scratch is for trees. */
const struct source *lint_fit(const struct linting *l, struct arena *scratch,
    const struct lint_file *file, bool *named);

void lint_document_free(struct lint_document *d);

#endif
