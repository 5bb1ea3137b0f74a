/* The domain's words, and how their names are looked up. */
#include "words/words.h"

#include "base/str.h"
#include "value/member.h"

#define IN_RULES "E0", "E1", "E2", "E3"
const char *const evidence_in_rules[] = { IN_RULES, NULL };
const char *const evidence_names[] = { IN_RULES, "E4", "E5", NULL };

/* The place of the name in the list, or -1. */
static int
place_of(const char *name, const char *const *names)
{
	int i;

	for (i = 0; names[i] != NULL; i++)
		if (str_equal(name, names[i]))
			return i;
	return -1;
}

const char *
evidence_name(enum evidence level)
{
	return evidence_names[level];
}

enum evidence
evidence_read(const char *name)
{
	return (enum evidence)place_of(name, evidence_names);
}

enum evidence
member_evidence(const cJSON *node)
{
	return (enum evidence)member_number(node, "evidence");
}
