/* Finding a technique by what a person calls it, and what is near. */

#include "search/find.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/key.h"
#include "base/str.h"
#include "search/suggest.h"
#include "value/member.h"
#include "words/words.h"

enum {
	CHOSEN_MAX = 5, /* suggestions */
	FAR = 3,        /* edits: more is too far */
};

/* The distance of the word from a thing of that id and name; FAR + 1 if it is
 * not near. */
static size_t
distance(const char *word, const char *id, const char *name)
{
	size_t far = strlen(word) / 3, d;

	if (*word == '\0')
		return FAR + 1;
	d = str_distance(id, word);
	if (d <= 1)
		return d;
	if (strcasestr(name, word) != NULL ||
	    strncasecmp(id, word, strlen(word)) == 0)
		return 2;
	/* A short word is near to every short name: allow fewer edits. */
	d = str_distance(name, word);
	return d <= (far < FAR ? far : FAR) ? d : FAR + 1;
}

/* Adds the id and name of a row if the word is near to its id or to by, one of
 * its names. What is there already keeps the smaller distance. */
static void
add_if_near(cJSON *list, const char *word, const cJSON *row, const char *by)
{
	size_t d = distance(word, member_string(row, "id"), by);
	cJSON *one;

	if (d > FAR)
		return;
	cJSON_ArrayForEach(one, list)
		if (str_equal(member_string(one, "id"),
		    member_string(row, "id"))) {
			if ((long long)d < member_number(one, "far"))
				cJSON_SetNumberValue(member_get(one, "far"), d);
			return;
		}
	one = cJSON_CreateObject();
	member_copy(one, row, "id");
	member_copy(one, row, "name");
	member_add_number(one, "far", (long long)d);
	cJSON_AddItemToArray(list, one);
}

int
suggest_techniques(struct catalog *c, const char *word, cJSON *list)
{
	cJSON *rows = NULL;
	const cJSON *row;

	if (catalog_rows(c, Q_TECHNIQUES, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		if (member_state(row) == STATE_ACTIVE)
			add_if_near(list, word, row,
			    member_string(row, "name"));
	cJSON_Delete(rows);
	return 0;
}

int
suggest_actors(struct catalog *c, const char *word, const char *kind, cJSON *list)
{
	cJSON *rows = NULL, *aliases = NULL;
	const cJSON *row, *a;
	int rc = -1;

	if (catalog_rows(c, Q_ACTORS, NULL, &rows) == -1 ||
	    catalog_rows(c, Q_ALL_ALIASES, NULL, &aliases) == -1)
		goto out;
	/* Both are in the order of actors. */
	a = aliases->child;
	cJSON_ArrayForEach(row, rows) {
		bool is = kind == NULL ||
		    str_equal(member_string(row, "kind"), kind);

		if (is)
			add_if_near(list, word, row,
			    member_string(row, "name"));
		for (; a != NULL && member_number(a, "actor") ==
		    member_number(row, "pk"); a = a->next)
			if (is)
				add_if_near(list, word, row,
				    member_string(a, "alias"));
	}
	rc = 0;
out:
	cJSON_Delete(rows);
	cJSON_Delete(aliases);
	return rc;
}

int
suggest_tactics(struct catalog *c, const char *word, cJSON *list)
{
	cJSON *rows = NULL;
	const cJSON *row;

	if (catalog_rows(c, Q_TACTICS, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		add_if_near(list, word, row, member_string(row, "name"));
		add_if_near(list, word, row, member_string(row, "shortname"));
	}
	cJSON_Delete(rows);
	return 0;
}

int
suggest_vulnerabilities(struct catalog *c, const char *word, cJSON *list)
{
	struct buf key = BUF_INIT;
	cJSON *rows = NULL, *row;

	if (catalog_rows(c, Q_VULNERABILITIES, NULL, &rows) == -1)
		return -1;
	key_put(word, &key);
	cJSON_ArrayForEach(row, rows) {
		member_add_text(row, "name", member_text_or(row, "title", ""));
		add_if_near(list, buf_str(&key), row, member_string(row, "id"));
	}
	cJSON_Delete(rows);
	buf_free(&key);
	return 0;
}

void
suggest_choose(cJSON *list)
{
	cJSON *all = cJSON_CreateArray(), *one, *next;
	size_t d;

	while ((one = cJSON_DetachItemFromArray(list, 0)) != NULL)
		cJSON_AddItemToArray(all, one);
	for (d = 0; d <= FAR; d++)
		for (one = all->child; one != NULL; one = next) {
			next = one->next;
			if (member_number(one, "far") != (long long)d ||
			    cJSON_GetArraySize(list) == CHOSEN_MAX)
				continue;
			cJSON_DetachItemViaPointer(all, one);
			cJSON_DeleteItemFromObject(one, "far");
			cJSON_AddItemToArray(list, one);
		}
	cJSON_Delete(all);
}

/* Sets *row to the first row of a query, or NULL. */
static int
first_row(struct catalog *c, enum catalog_query q, const char *word,
    cJSON **row)
{
	cJSON *rows = NULL;

	*row = NULL;
	if (catalog_rows(c, q, word, &rows) == -1)
		return -1;
	*row = cJSON_DetachItemFromArray(rows, 0);
	cJSON_Delete(rows);
	return 0;
}

/* Sets id to that of the technique which the word stands for, or nothing. */
static int
put_called_id(struct catalog *c, const char *word, struct buf *id)
{
	cJSON *rows = NULL;
	const cJSON *row;

	if (catalog_called(c, word, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		if (id->len == 0 &&
		    str_equal(member_string(row, "thing"), "technique"))
			buf_puts(id, member_string(row, "id"));
	cJSON_Delete(rows);
	return 0;
}

int
find_by_id(struct catalog *c, const char *id, cJSON **row, cJSON **old)
{
	const char *successor;

	*old = NULL;
	if (first_row(c, Q_TECHNIQUE, id, row) == -1)
		return -1;
	successor = member_string(*row, "successor_id");
	if (member_state(*row) != STATE_REVOKED || successor == NULL)
		return *row != NULL;
	*old = *row;
	return first_row(c, Q_TECHNIQUE, successor, row) == -1 ? -1 : 1;
}

int
find_exact(struct catalog *c, const char *word, cJSON **row, cJSON **old)
{
	struct buf id = BUF_INIT;
	int rc = -1;

	*row = *old = NULL;
	if (put_called_id(c, word, &id) == 0)
		rc = find_by_id(c, buf_str(&id), row, old);
	buf_free(&id);
	return rc;
}
