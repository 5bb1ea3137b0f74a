/* The domain's words, and how their names are looked up. */
#include "words/words.h"

#include "base/buf.h"
#include "base/str.h"
#include "base/word.h"
#include "value/member.h"

const char *const domain_names[] = { "enterprise", "mobile", "ics", NULL };

#define CONTROLS "policy", "detection", "test"
const char *const control_kinds[] = { CONTROLS, NULL };
#define KINDS CONTROLS, "attack", "evidence"
const char *const kinds_in_definitions[] = { KINDS, NULL };
const char *const kind_names[] = { KINDS, "threats", "baseline",
	"crosswalk", NULL };
const char *const control_nouns[][2] = {
	{ "policy control", "policy controls" },
	{ "detection rule", "detection rules" },
	{ "test", "tests" },
};

#define LIFECYCLES \
	"active", "deprecated", "removed", "unsupported", "disabled"
const char *const lifecycle_in_rules[] = { LIFECYCLES, NULL };
const char *const lifecycle_names[] = { LIFECYCLES, "not-mappable", "base",
	NULL };

const char *const type_names[] = { "rule", "hunting", "building-block",
	"correlation", "placeholder", "test", "mitigation", "recording", NULL };

const char *const state_names[] = { "active", "revoked", "deprecated", NULL };

const char *const outcome_names[] = { "exact", "remapped", "retired",
	"deprecated", "unknown", "malformed", "other-framework", NULL };

#define CHOICES "yours", "available", "all"
const char *const of_choices[] = { CHOICES, NULL };
const char *const of_names[] = { "default", CHOICES, NULL };

const char *const whose_names[] = { "yours", "available", "not-deployed",
	"below", "twin", "apart", NULL };

const char *const coverage_names[] = { "exact", "any", "all-subs", "leaf",
	"tested", NULL };

const char *const resolve_names[] = { "follow", "exact", NULL };
const char *const counted_names[] = { "active", "all", NULL };

const char *const result_names[] = { "named", "detected", "missed",
	"prevented", "ran", "not-run", "nothing", NULL };

const char *const profile_word_names[] = { "alias", "origin", "victim",
	"sector", NULL };

const char *const runner_names[] = { "atomic", "caldera", NULL };

#define IN_RULES "E0", "E1", "E2", "E3"
const char *const evidence_in_rules[] = { IN_RULES, NULL };
const char *const evidence_names[] = { IN_RULES, "E4", "E5", NULL };

#define NAME(type, x) \
	const char *x##_name(type x) \
	{ \
		return x##_names[x]; \
	}
#define READ(type, x) \
	type x##_read(const char *name) \
	{ \
		return (type)word_place(name, x##_names); \
	}
#define MEMBER(type, x) \
	type member_##x(const cJSON *node) \
	{ \
		return x##_read(member_string(node, #x)); \
	}
#define ALL(type, x) NAME(type, x) READ(type, x) MEMBER(type, x)

ALL(enum kind, kind)
ALL(enum lifecycle, lifecycle)
ALL(enum type, type)
ALL(enum technique_state, state)
ALL(enum outcome, outcome)
NAME(enum of, of)
READ(enum of, of)
ALL(enum whose, whose)
ALL(enum resolve, resolve)
ALL(enum runner, runner)
NAME(enum counted, counted)
READ(enum counted, counted)
NAME(enum evidence, evidence)
READ(enum evidence, evidence)
NAME(enum domain, domain)
NAME(enum result, result)
NAME(enum profile_word, profile_word)
READ(enum profile_word, profile_word)

bool
domain_is_attack(const char *id)
{
	return word_place(id, domain_names) < ATTACK_DOMAINS;
}

void
domain_put(struct buf *b, const char *id, const char *version)
{
	struct arena mem = { 0 };

	if (domain_is_attack(id))
		buf_printf(b, "ATT&CK %s", id);
	else
		buf_puts(b, str_upper(&mem, id == NULL ? "" : id));
	buf_printf(b, " %s", version == NULL ? "" : version);
	arena_free(&mem);
}

const char *
member_unusual_type(const cJSON *node)
{
	enum type type = member_type(node);

	return type == TYPE_RULE || type == TYPE_TEST ||
	    type == TYPE_MITIGATION ? NULL : type_name(type);
}

enum of
member_of(const cJSON *node)
{
	return of_read(member_string(node, "perspective"));
}

enum evidence
member_evidence(const cJSON *node)
{
	return (enum evidence)member_number(node, "evidence");
}
