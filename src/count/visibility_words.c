/* Which of MITRE's log sources a word is. */
#include <string.h>

#include "base/buf.h"
#include "base/str.h"
#include "base/word.h"
#include "count/visibility.h"
#include "value/member.h"

static const char thing[] = "log-source"; /* schema.sql: called */

static void
add_name_once(struct strs *names, const char *name)
{
	if (!strs_has(names, name))
		strs_add(names, name);
}

/* Adds the names that the word is, in any spelling. */
static int
add_called(struct catalog *c, const char *word, struct strs *names)
{
	cJSON *rows = NULL;
	const cJSON *row;

	if (catalog_called(c, word, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		if (str_equal(member_string(row, "thing"), thing))
			add_name_once(names, member_string(row, "word"));
	cJSON_Delete(rows);
	return 0;
}

/* Adds the names that logs of that name have with MITRE; part: one that is only some
 * of a log source's channels. */
static int
add_translated(struct catalog *c, const char *word, struct strs *names,
    struct buf *part)
{
	cJSON *rows = NULL;
	const cJSON *row;

	if (catalog_rows(c, Q_LOG_MITRE, word, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		if (member_string(row, "channel") == NULL)
			add_name_once(names, member_string(row, "name"));
		else if (part->len == 0)
			buf_puts(part, member_string(row, "name"));
	}
	cJSON_Delete(rows);
	return 0;
}

/* Appends what may have been meant. */
static int
put_meant(struct catalog *c, const char *word, struct buf *why)
{
	struct strs known = { 0 };
	cJSON *rows = NULL;
	const cJSON *row;

	if (catalog_rows(c, Q_NAMES, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		if (str_equal(member_string(row, "thing"), thing))
			add_name_once(&known, member_string(row, "word"));
	cJSON_Delete(rows);
	word_put_meant(why, word, &known);
	strs_free(&known);
	return 0;
}

/* As visibility_resolve, of one word. */
static int
resolve_word(struct catalog *c, const char *word, struct strs *names,
    struct buf *why)
{
	struct buf part = BUF_INIT;
	size_t before = names->n;
	int rc = add_called(c, word, names);

	if (rc == 0 && names->n == before)
		rc = add_translated(c, word, names, &part);
	if (rc == 0 && names->n == before) {
		buf_printf(why, "%s: ", word);
		if (part.len > 0)
			buf_printf(why, "only some channels of %s, which can "
			    "be named instead", buf_str(&part));
		else
			buf_puts(why, "no log source of MITRE's");
		rc = part.len > 0 ? 0 : put_meant(c, word, why);
	} else if (rc == 0) {
		rc = 1;
	}
	buf_free(&part);
	return rc;
}

int
visibility_resolve(struct catalog *c, struct strs *words, struct buf *why)
{
	struct strs names = { 0 };
	size_t i;
	int rc = 1;

	for (i = 0; rc == 1 && i < words->n; i++)
		rc = resolve_word(c, words->v[i], &names, why);
	if (rc == 1) {
		strs_free(words);
		*words = names;
	} else {
		strs_free(&names);
	}
	return rc;
}
