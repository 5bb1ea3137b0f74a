/* Problems of the controls of one document. */
#ifndef LINT_LINT_JUDGE_H
#define LINT_LINT_JUDGE_H

#include "attack/stix.h"
#include "controls/control.h"
#include "lint_rules.h"
#include "lint_spot.h"

/* One document while its tree lives. */
struct judging {
	const struct stix *stix; /* of the source's domain */
	const struct source *source;
	const struct source *attack; /* ATT&CK's own definition */
	const char *bytes;
	size_t len;
	unsigned of; /* the control's place in the document, from 1 */
	struct problems *out;
};

/* Is the rule no longer in use: deprecated, removed, unsupported? */
bool lint_is_past(const struct control *c);

/* Adds all that is wrong with a control of control_look. Returns where its id
 * stands, or the control. */
struct spot lint_judge(const struct judging *j, const struct control *c);

#endif
