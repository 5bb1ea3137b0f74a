/* Full-text search, with a suggestion if it finds nothing. */
#include "search/search.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/escape.h"
#include "count/provenance.h"
#include "value/member.h"

enum {
	SHORT = 4, /* letters: in shorter words one edit is far */
	FAR = 2,   /* edits: more is too far */
	WORD_MAX = 48,
};

const char *const search_kinds[] = { "technique", "group", "campaign",
	"software", "policy", "detection", "test", NULL };

/* Moves the rows of one kind into a result of their own, if there are any. A
 * result with an exact match goes before those without. */
static void
add_result(cJSON *results, const char *kind, cJSON *rows)
{
	cJSON *items = cJSON_CreateArray(), *row = rows->child, *next, *one;
	long long found = 0;
	int first = 0; /* results with an exact match */

	for (; row != NULL; row = next) {
		next = row->next;
		if (!str_equal(member_string(row, "kind"), kind))
			continue;
		found = member_number(row, "found");
		cJSON_AddItemToArray(items,
		    cJSON_DetachItemViaPointer(rows, row));
		cJSON_DeleteItemFromObject(row, "kind");
		cJSON_DeleteItemFromObject(row, "found");
	}
	if (found == 0) {
		cJSON_Delete(items);
		return;
	}
	one = cJSON_CreateObject();
	cJSON_ArrayForEach(row, results)
		first += member_get(member_get(row, "items")->child, "exact") !=
		    NULL;
	if (member_get(items->child, "exact") == NULL)
		cJSON_AddItemToArray(results, one);
	else
		cJSON_InsertItemInArray(results, first, one);
	cJSON_AddStringToObject(one, "kind", kind);
	member_add_number(one, "shown", cJSON_GetArraySize(items));
	member_add_number(one, "found", found);
	cJSON_AddItemToObject(one, "items", items);
}

/* The word of the index with the smallest edit distance, of several the most
 * frequent one. The word itself if the index has it or a longer one that starts
 * with it; NULL if none is near. */
static const char *
nearest(const cJSON *terms, const char *word)
{
	size_t n = strlen(word), d, best = n <= SHORT ? 1 : FAR;
	const char *term, *found = NULL;
	long long in = 0;
	const cJSON *t;

	cJSON_ArrayForEach(t, terms) {
		term = member_string(t, "term");
		if (strncmp(term, word, n) == 0)
			return word;
		if (strlen(term) + best < n || strlen(term) > n + best)
			continue;
		d = str_distance(term, word);
		if (d > best || (d == best && found != NULL &&
		    member_number(t, "n") <= in))
			continue;
		best = d;
		found = term;
		in = member_number(t, "n");
	}
	return found;
}

/* The text with each word (letters and digits, as the index has them) replaced
 * by the nearest one of the index; NULL if one has none. */
static char *
suggest(const cJSON *terms, const char *text)
{
	struct buf b = BUF_INIT;
	char word[WORD_MAX + 1];
	const char *near = "";
	size_t n = 0;

	for (; near != NULL; text++) {
		if (isalnum((unsigned char)*text) ||
		    (unsigned char)*text >= 0x80) {
			if (n < WORD_MAX)
				word[n++] = (char)tolower((unsigned char)*text);
			continue;
		}
		word[n] = '\0';
		near = n == 0 ? "" : nearest(terms, word);
		if (near != NULL && *near != '\0')
			buf_printf(&b, "%s%s", b.len > 0 ? " " : "", near);
		n = 0;
		if (*text == '\0')
			break;
	}
	if (near == NULL || b.len == 0) {
		buf_free(&b);
		return NULL;
	}
	return buf_take(&b);
}

static int
add_suggestion(struct catalog *c, cJSON *m, const struct catalog_search *s)
{
	cJSON *terms = NULL, *rows = NULL;
	struct catalog_search again = *s;
	char *text;
	int rc = -1;

	if (catalog_terms(c, &terms) == -1)
		return -1;
	text = suggest(terms, s->words);
	cJSON_Delete(terms);
	if (text == NULL)
		return 0;
	again.words = text;
	again.limit = 1;
	if (catalog_search(c, &again, &rows) == 0) {
		if (rows->child != NULL)
			cJSON_AddStringToObject(m, "suggestion", text);
		cJSON_Delete(rows);
		rc = 0;
	}
	free(text);
	return rc;
}

cJSON *
search_find(struct catalog *c, const struct catalog_search *s)
{
	struct buf query = BUF_INIT;
	cJSON *rows = NULL, *m, *results;
	const cJSON *r;
	long long shown = 0, found = 0;
	size_t i;

	if (catalog_search(c, s, &rows) == -1)
		return NULL;
	results = cJSON_CreateArray();
	for (i = 0; search_kinds[i] != NULL; i++)
		add_result(results, search_kinds[i], rows);
	cJSON_Delete(rows);
	cJSON_ArrayForEach(r, results) {
		shown += member_number(r, "shown");
		found += member_number(r, "found");
	}
	m = cJSON_CreateObject();
	member_add_number(m, "schema", 1);
	escape_prose(&query, s->words);
	cJSON_AddStringToObject(m, "query", buf_str(&query));
	buf_free(&query);
	member_add_number(m, "shown", shown);
	member_add_number(m, "found", found);
	cJSON_AddItemToObject(m, "results", results);
	if (provenance_add_meta(m, c) == -1) {
		cJSON_Delete(m);
		return NULL;
	}
	if (found == 0 && add_suggestion(c, m, s) == -1) {
		cJSON_Delete(m);
		return NULL;
	}
	return m;
}
