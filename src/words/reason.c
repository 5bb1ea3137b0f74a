/* Why there is a gap. */
#include "words/reason.h"

#include <stddef.h>

#include "base/word.h"
#include "value/member.h"

const char *const reason_names[] = { "no-log", "no-rule", "not-collected",
	"not-told", NULL };

const char *
reason_name(enum reason reason)
{
	return reason_names[reason];
}

enum reason
reason_read(const char *name)
{
	return (enum reason)word_place(name, reason_names);
}

enum reason
member_reason(const cJSON *node)
{
	return reason_read(member_string(node, "why"));
}

const char *
reason_text(enum reason reason)
{
	static const char *const texts[] = { "no log", "log, no rule",
		"rule, log not collected", "not told", NULL };

	return texts[reason];
}

enum reason
reason_of(const struct reason_rules *rules, enum visible visible)
{
	if (rules->yes > 0)
		return REASON_NO_RULE;
	if (rules->no > 0)
		return REASON_NOT_COLLECTED;
	if (rules->unknown + rules->not_told > 0)
		return REASON_NOT_TOLD;
	switch (visible) {
	case VISIBLE_FULL:
	case VISIBLE_PARTLY:
		return REASON_NO_RULE;
	case VISIBLE_BLIND:
		return REASON_NO_LOG;
	case VISIBLE_NOT_TOLD:
		break;
	}
	return REASON_NOT_TOLD;
}
