/* What is to be said of the controls of one document. */
#ifndef LINT_LINT_JUDGE_H
#define LINT_LINT_JUDGE_H

#include "attack/stix.h"
#include "controls/control.h"
#include "lint_rules.h"

/* One document while its tree lives. */
struct judging {
	const struct stix *stix; /* of the source's domain */
	const struct source *source;
	const struct source *attack; /* ATT&CK's own definition */
	const char *path;         /* for messages */
	const char *bytes;
	size_t len;
	struct problems *out;
};

/* Is the rule no longer in use: deprecated, removed, unsupported? */
bool lint_is_past(const struct control *c);

/* Where a control's id stands. */
struct place_of {
	int line, column;
};

/* Adds all that is wrong with a control of control_look; where its id stands
 * goes into *at. */
void lint_judge(const struct judging *j, const struct control *c,
    struct place_of *at);

#endif
