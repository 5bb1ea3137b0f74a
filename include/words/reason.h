/*
 * Why there is a gap, where it is told which logs are collected: data/README.md,
 * "Logs".
 */
#ifndef WORDS_REASON_H
#define WORDS_REASON_H

#include <cjson/cJSON.h>

#include "words/logs.h"

enum reason {
	REASON_NO_LOG,        /* no rule names it, and MITRE's analytics see none of
	                         it: no log */
	REASON_NO_RULE,       /* they see some of it, or a rule that is not counted
	                         runs: log, no rule */
	REASON_NOT_COLLECTED, /* rules name it, and none of them is known to run:
	                         rule, log not collected */
	REASON_NOT_TOLD,      /* neither rules nor analytics tell */
	REASON_NONE
};

/* "no-log", "no-rule", "not-collected", "not-told", ended by NULL; of others
 * REASON_NONE. member_reason reads a node's member why. */
extern const char *const reason_names[];
const char *reason_name(enum reason reason);
enum reason reason_read(const char *name);
enum reason member_reason(const cJSON *node);

/* "no log", "log, no rule", "rule, log not collected", "not told". */
const char *reason_text(enum reason reason);

/* Which rules there are for a technique, whosesoever, and whether they run. */
struct reason_rules {
	long long yes, no, unknown, not_told;
};

/* Why the technique, so visible, is a gap. */
enum reason reason_of(const struct reason_rules *rules, enum visible visible);

#endif
