/* What its source says a control is worth. */
#include "words/worth.h"

#include <stddef.h>

#include "base/str.h"

const char *const level_names[] = { "informational", "low", "medium", "high",
	"critical", NULL };
const char *const status_names[] = { "experimental", "test", "stable",
	"production", NULL };

/* A word that sources have, and the level or status that it means; a list of them
 * is ended by one without a word. */
struct worth_word {
	const char *word;
	int means;
};

/* Sigma, Elastic, Sentinel, Defender, Google SecOps, Panther, Splunk. */
static const struct worth_word level_words[] = {
	{ "informational", LEVEL_INFORMATIONAL },
	{ "information", LEVEL_INFORMATIONAL },
	{ "info", LEVEL_INFORMATIONAL },
	{ "low", LEVEL_LOW },
	{ "medium", LEVEL_MEDIUM },
	{ "moderate", LEVEL_MEDIUM },
	{ "high", LEVEL_HIGH },
	{ "critical", LEVEL_CRITICAL },
	{ NULL, LEVEL_UNKNOWN },
};

/* Sigma; maturity of Elastic (development, beta, production); Splunk
 * (experimental, validation, production); Sentinel (Available). */
static const struct worth_word status_words[] = {
	{ "experimental", STATUS_EXPERIMENTAL },
	{ "development", STATUS_EXPERIMENTAL },
	{ "test", STATUS_TEST },
	{ "testing", STATUS_TEST },
	{ "beta", STATUS_TEST },
	{ "validation", STATUS_TEST },
	{ "stable", STATUS_STABLE },
	{ "production", STATUS_STABLE },
	{ "available", STATUS_STABLE },
	{ NULL, STATUS_UNKNOWN },
};

static int
meaning(const char *word, const struct worth_word *words)
{
	for (; words->word != NULL; words++)
		if (str_equal_nocase(word, words->word))
			break;
	return words->means;
}

enum level
level_of(const char *word)
{
	return (enum level)meaning(word, level_words);
}

enum status
status_of(const char *word)
{
	return (enum status)meaning(word, status_words);
}

void
worth_put(struct buf *b, const struct worth *least, const char *between)
{
	if (least->level != LEVEL_UNKNOWN) {
		buf_printf(b, "%slevel %s%s", between,
		    level_names[least->level - 1],
		    least->level < LEVEL_CRITICAL ? " or higher" : "");
		between = ", ";
	}
	if (least->status != STATUS_UNKNOWN)
		buf_printf(b, "%sstatus %s%s", between,
		    status_names[least->status - 1],
		    least->status < STATUS_STABLE ? " or better" : "");
}
