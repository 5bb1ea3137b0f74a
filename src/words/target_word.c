/* Words for targets that are the names of files. */
#include "words/target_word.h"

#include <string.h>
#include <strings.h>

static const char *const prefixes[] = { "layer:", "report:" };
static const char *const ends[] = { ".json", ".afb", ".csv", ".txt", ".md",
	".markdown", ".htm", ".html" };

bool
target_word_is_file(const char *word, size_t *prefix)
{
	size_t i, n, len = strlen(word);

	*prefix = 0;
	for (i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		n = strlen(prefixes[i]);
		if (strncasecmp(word, prefixes[i], n) == 0) {
			*prefix = n;
			return true;
		}
	}
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		n = strlen(ends[i]);
		if (len > n && strcasecmp(word + len - n, ends[i]) == 0)
			return true;
	}
	return false;
}
