/* Finding a technique by what a person calls it. */

#include "model/find.h"
#include "suggest.h"
#include "value/member.h"
#include "words/words.h"

/* Sets *row to the first row of a query, or NULL. */
static int
first_row(struct catalog *c, enum catalog_query q, const char *word,
    cJSON **row)
{
	cJSON *rows = NULL;

	if (catalog_rows(c, q, word, &rows) == -1)
		return -1;
	*row = cJSON_DetachItemFromArray(rows, 0);
	cJSON_Delete(rows);
	return 0;
}

int
find_exact(struct catalog *c, const char *word, cJSON **row, cJSON **old)
{
	struct arena mem = { 0 };
	char *id = str_upper(&mem, str_trim(&mem, word));
	const char *successor;
	int rc = -1;

	*row = *old = NULL;
	if (first_row(c, Q_TECHNIQUE, id, row) == -1 || (*row == NULL &&
	    first_row(c, Q_NAMED, str_trim(&mem, word), row) == -1))
		goto out;
	rc = *row != NULL;
	successor = member_string(*row, "successor_id");
	if (member_state(*row) == STATE_REVOKED &&
	    successor != NULL) {
		*old = *row;
		*row = NULL;
		if (first_row(c, Q_TECHNIQUE, successor, row) == -1)
			rc = -1;
	}
out:
	arena_free(&mem);
	return rc;
}

int
find_technique(struct catalog *c, const char *word, cJSON **row, cJSON **old)
{
	struct arena mem = { 0 };
	int rc = find_exact(c, word, row, old);

	if (rc == 0) {
		*row = cJSON_CreateArray();
		rc = suggest_techniques(c, str_trim(&mem, word), *row);
		suggest_choose(*row);
	}
	arena_free(&mem);
	return rc;
}
