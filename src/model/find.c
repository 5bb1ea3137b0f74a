/* What a person calls a technique. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "model/model.h"
#include "parts.h"
#include "value/value.h"

enum {
	NEAR_MAX = 5, /* suggestions */
	FAR = 3,      /* edits: more is no near miss */
};

/* The first row of a query, detached; NULL in *row where there is none. */
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

static bool
contains_nocase(const char *text, const char *word)
{
	return strcasestr(text, word) != NULL;
}

/* How near a technique is to the word; FAR + 1: not. */
static size_t
distance(const cJSON *t, const char *word, const char *id)
{
	const char *name = parts_text(t, "name");
	size_t far = strlen(word) / 3, d;

	if (*word == '\0')
		return FAR + 1;
	d = str_distance(parts_text(t, "id"), id);
	if (d <= 1)
		return d;
	if (contains_nocase(name, word) ||
	    str_has_prefix(parts_text(t, "id"), id))
		return 2;
	/* A few letters are near to every short name. */
	d = str_distance(name, word);
	return d <= (far < FAR ? far : FAR) ? d : FAR + 1;
}

/* The nearest active techniques, nearest first, then by id; id is the word as
 * an id would be written. */
static int
find_near(struct catalog *c, const char *word, const char *id, cJSON **near)
{
	cJSON *rows = NULL, *one;
	const cJSON *t;
	size_t d;

	*near = cJSON_CreateArray();
	if (catalog_rows(c, Q_TECHNIQUES, NULL, &rows) == -1)
		return -1;
	for (d = 0; d <= FAR; d++) {
		cJSON_ArrayForEach(t, rows) {
			if (!str_equal(parts_text(t, "state"), "active") ||
			    distance(t, word, id) != d ||
			    cJSON_GetArraySize(*near) == NEAR_MAX)
				continue;
			one = cJSON_CreateObject();
			parts_copy(one, t, "id");
			parts_copy(one, t, "name");
			cJSON_AddItemToArray(*near, one);
		}
	}
	cJSON_Delete(rows);
	return 0;
}

int
model_find(struct catalog *c, const char *word, cJSON **row, cJSON **old)
{
	struct arena mem = { 0 };
	char *id = str_upper(&mem, str_trim(&mem, word));
	const char *successor;
	int rc = -1;

	*row = *old = NULL;
	if (first_row(c, Q_TECHNIQUE, id, row) == -1 || (*row == NULL &&
	    first_row(c, Q_NAMED, str_trim(&mem, word), row) == -1))
		goto out;
	if (*row == NULL) {
		rc = find_near(c, str_trim(&mem, word), id, row);
		goto out;
	}
	rc = 1;
	successor = parts_text(*row, "successor_id");
	if (str_equal(parts_text(*row, "state"), "revoked") &&
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
