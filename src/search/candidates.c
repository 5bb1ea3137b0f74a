/* What a word may become that somebody has begun to type. */
#include "search/candidates.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/escape.h"
#include "value/member.h"
#include "words/words.h"

/* Where each kind is read: the columns of the word, and of what it is. */
static const struct {
	unsigned kind;
	enum catalog_query query;
	const char *word, *what;
	const char *column, *value; /* only rows with this there (NULL: active) */
} places[] = {
	{ CANDIDATES_TECHNIQUES, Q_TECHNIQUES, "id", "name", "state", NULL },
	{ CANDIDATES_TACTICS, Q_TACTICS, "id", "name", NULL, NULL },
	{ CANDIDATES_TACTICS, Q_TACTICS, "shortname", "name", NULL, NULL },
	{ CANDIDATES_GROUPS, Q_ACTORS, "id", "name", "kind", "group" },
	{ CANDIDATES_GROUPS, Q_ACTORS, "name", "id", "kind", "group" },
	{ CANDIDATES_ACTORS, Q_ACTORS, "id", "name", NULL, NULL },
	{ CANDIDATES_ACTORS, Q_ACTORS, "name", "id", NULL, NULL },
	{ CANDIDATES_CVES, Q_VULNERABILITIES, "id", "title", NULL, NULL },
	{ CANDIDATES_SOURCES, Q_SOURCE_HEADS, "id", "title", NULL, NULL },
	{ CANDIDATES_PLATFORMS, Q_KNOWN_PLATFORMS, "platform", NULL, NULL,
	    NULL },
	{ CANDIDATES_DOMAINS, Q_DOMAINS, "id", "name", NULL, NULL },
	{ CANDIDATES_BASELINES, Q_BASELINES, "name", "title", NULL, NULL },
	{ CANDIDATES_LOGS, Q_ALL_LOG_SOURCES, "name", NULL, NULL, NULL },
};

/* Words that sources say of actors. */
static const struct {
	unsigned kind;
	enum profile_word what;
} said[] = {
	{ CANDIDATES_SECTORS, PROFILE_SECTOR },
	{ CANDIDATES_VICTIMS, PROFILE_VICTIM },
	{ CANDIDATES_ORIGINS, PROFILE_ORIGIN },
};

void
candidates_add(const char *word, const char *what, const char *start,
    struct strs *lines)
{
	struct buf line = BUF_INIT;

	escape_line(&line, word);
	if (*word != '\0' && strcmp(buf_str(&line), word) == 0 &&
	    (*word != '-' || *start == '-') &&
	    strncasecmp(word, start, strlen(start)) == 0) {
		buf_putc(&line, '\t');
		escape_line(&line, what);
		strs_add(lines, buf_str(&line));
	}
	buf_free(&line);
}

static int
add_rows(struct catalog *c, enum catalog_query query, const char *word,
    const char *what, const char *column, const char *value,
    const char *start, struct strs *lines)
{
	cJSON *rows = NULL;
	const cJSON *row;

	if (catalog_rows(c, query, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		if (column == NULL ||
		    strcmp(member_text_or(row, column, ""), value) == 0)
			candidates_add(member_text_or(row, word, ""),
			    what != NULL ? member_text_or(row, what, "") : "",
			    start, lines);
	}
	return 0;
}

/* The first line of each word stays. */
static void
sort_words(struct strs *lines)
{
	size_t i, len, n = 0;

	strs_sort(lines);
	for (i = 0; i < lines->n; i++) {
		len = strcspn(lines->v[i], "\t") + 1;
		if (n > 0 && strncmp(lines->v[n - 1], lines->v[i], len) == 0)
			free(lines->v[i]);
		else
			lines->v[n++] = lines->v[i];
	}
	lines->n = n;
}

int
candidates_find(struct catalog *c, unsigned kinds, const char *start,
    struct strs *lines)
{
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < sizeof(places) / sizeof(places[0]); i++)
		if ((kinds & places[i].kind) != 0)
			rc = add_rows(c, places[i].query, places[i].word,
			    places[i].what, places[i].column,
			    places[i].value != NULL ? places[i].value
			    : state_name(STATE_ACTIVE), start, lines);
	for (i = 0; rc == 0 && i < sizeof(said) / sizeof(said[0]); i++)
		if ((kinds & said[i].kind) != 0)
			rc = add_rows(c, Q_PROFILE_WORDS, "word", NULL, "what",
			    profile_word_name(said[i].what), start, lines);
	sort_words(lines);
	return rc;
}
