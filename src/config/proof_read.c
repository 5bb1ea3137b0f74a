/* Reads `proof` of a definition: what proves what. */
#include "proof_read.h"

#include "base/log.h"
#include "rules_read.h"
#include "words/words.h"

#define AT(member) offsetof(struct source, member)

#define WORDS(outcome) \
	(AT(proof_words) + (outcome) * sizeof(struct strs))
static const struct key outcomes_keys[] = {
	{ "detected", KEY_LIST, WORDS(RESULT_DETECTED), NULL, NULL },
	{ "missed", KEY_LIST, WORDS(RESULT_MISSED), NULL, NULL },
	{ "prevented", KEY_LIST, WORDS(RESULT_PREVENTED), NULL, NULL },
	{ "ran", KEY_LIST, WORDS(RESULT_RAN), NULL, NULL },
	{ "not_run", KEY_LIST, WORDS(RESULT_NOT_RUN), NULL, NULL },
	{ "nothing", KEY_LIST, WORDS(RESULT_NOTHING), NULL, NULL },
	{ NULL, KEY_END, 0, NULL, NULL },
};

const struct key proof_keys[] = {
	{ "level", KEY_TEXT, AT(proof_level), NULL, NULL },
	{ "control", KEY_FIELDS, AT(proof_control), NULL, NULL },
	{ "link", KEY_FIELDS, AT(proof_link), NULL, NULL },
	{ "test", KEY_FIELDS, AT(proof_test), NULL, NULL },
	{ "name", KEY_FIELDS, AT(proof_name), NULL, NULL },
	{ "date", KEY_FIELDS, AT(proof_date), NULL, NULL },
	{ "outcome", KEY_FIELDS, AT(proof_outcome), NULL, NULL },
	{ "outcomes", KEY_GROUP, 0, outcomes_keys, NULL },
	{ "when", KEY_OTHER, AT(proof_when), NULL, rule_read },
	{ "not_run", KEY_OTHER, AT(proof_not_run), NULL, rule_read },
	{ NULL, KEY_END, 0, NULL, NULL },
};

static int
lacks(const struct source *s, const char *key)
{
	log_error("%s:%d: %s: proof: %s: missing", s->file, s->line, s->id,
	    key);
	return -1;
}

/* Of one that only says which tests ran. */
static int
check_tests(const struct source *s)
{
	if (s->proof_test.n == 0)
		return lacks(s, "test: the ids of tests");
	if (s->proof_control.n + s->proof_link.n > 0)
		return lacks(s, "level: E4 or E5, for its control or link");
	if (s->proof_outcome.n > 0 && s->proof_words[RESULT_RAN].n == 0)
		return lacks(s, "outcomes: ran");
	return 0;
}

int
proof_check(const struct source *s)
{
	enum evidence level = evidence_read(s->proof_level);

	if (level == E0)
		return check_tests(s);
	if (level != E4 && level != E5)
		return lacks(s, "level: E0, E4 or E5");
	if (s->proof_control.n == 0 && s->proof_link.n == 0)
		return lacks(s, "control or link");
	if (s->proof_outcome.n > 0 && s->proof_words[RESULT_DETECTED].n == 0)
		return lacks(s, "outcomes: detected");
	return 0;
}
