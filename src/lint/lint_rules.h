/* The rules of lint, and the problems that they find. */
#ifndef LINT_LINT_RULES_H
#define LINT_LINT_RULES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"
#include "edit.h"
#include "once.h"

enum lint_rule {
	LINT_BROKEN_DOCUMENT,
	LINT_REFUSED_FILE,
	LINT_REPEATED_KEY,
	LINT_UNKNOWN_ID,
	LINT_MALFORMED_ID,
	LINT_UNREAD_ID,
	LINT_REVOKED_ID,
	LINT_RETIRED_ID,
	LINT_DEPRECATED_ID,
	LINT_NEWER_ID,
	LINT_WRONG_FORM,
	LINT_REPEATED_ID,
	LINT_PARENT_AND_SUB,
	LINT_MISPLACED_SUB,
	LINT_STALE_NAME,
	LINT_OTHER_PLATFORM,
	LINT_WRONG_TACTIC,
	LINT_UNKNOWN_TACTIC,
	LINT_NO_TECHNIQUE,
	LINT_CATCH_ALL,
	LINT_DUPLICATE_CONTROL,
	LINT_UNKNOWN_RULE,
	LINT_AMBIGUOUS_RULE,
	LINT_CIRCULAR_RULE,
	LINT_RULES
};

enum lint_level { LINT_NOTE, LINT_WARNING, LINT_ERROR };

struct lint_rule_info {
	const char *id;
	enum lint_level level;
	const char *summary, *help;
};
extern const struct lint_rule_info lint_rules[LINT_RULES];

const char *lint_level_name(enum lint_level level);

struct problem {
	const char *message;
	const char *technique, *successor; /* or NULL */
	const char *other;                 /* path of the twin, or NULL */
	int line, column;                  /* 0: not known */
	unsigned of; /* the place, from 1, of its control in the document; 0: none */
	unsigned char rule, level; /* enum lint_rule, enum lint_level */
	bool fixable, fixed;
};

/* An edit, and the place of the problem that it helps to fix, with all others of
 * that. */
struct step {
	struct edit edit;
	size_t problem;
};

/* Starts as { 0 } but for mem, in which all of it is. */
struct problems {
	struct problem *v;
	size_t n;
	struct step *steps;
	size_t nsteps;
	struct arena *mem;
};

/* Adds one of that rule, at its level, with the message; the rest is the
 * caller's to fill. */
struct problem *problems_add(struct problems *p, enum lint_rule rule,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* Adds an edit that helps to fix the problem, one of p: the bytes from start to
 * end become text. */
void problem_edit(struct problems *p, struct problem *one, size_t start,
    size_t end, const char *text);

/* Copies them to the arena of texts, where each text is once, and the steps only if
 * wanted. */
void problems_keep(struct problems *p, struct once *texts, bool steps);

#endif
