/* The domain's words, and how their names are looked up. */
#include "words/words.h"

#include "base/str.h"
#include "value/member.h"

#define CONTROLS "policy", "detection", "test"
const char *const control_kinds[] = { CONTROLS, NULL };
const char *const kind_names[] = { CONTROLS, "attack", "evidence", NULL };
const char *const control_nouns[][2] = {
	{ "policy control", "policy controls" },
	{ "detection rule", "detection rules" },
	{ "test", "tests" },
};

#define IN_RULES "E0", "E1", "E2", "E3"
const char *const evidence_in_rules[] = { IN_RULES, NULL };
const char *const evidence_names[] = { IN_RULES, "E4", "E5", NULL };

/* The place of the name in the list, or that of its end. */
static int
place_of(const char *name, const char *const *names)
{
	int i = 0;

	while (names[i] != NULL && !str_equal(name, names[i]))
		i++;
	return i;
}

const char *
kind_name(enum kind kind)
{
	return kind_names[kind];
}

enum kind
kind_read(const char *name)
{
	return (enum kind)place_of(name, kind_names);
}

enum kind
member_kind(const cJSON *node)
{
	return kind_read(member_string(node, "kind"));
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
