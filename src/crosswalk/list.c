/* All pairs of crosswalks, and what follows from them for techniques. */
#include "base/buf.h"
#include "base/str.h"
#include "base/word.h"
#include "count/provenance.h"
#include "crosswalk/crosswalk.h"
#include "value/member.h"

/* Is the word what one side of a crosswalk is called? */
static bool
is_side(const cJSON *crosswalk, const char *of, const char *name,
    const char *word)
{
	const char *id = member_string(crosswalk, of);

	return (id != NULL && word_is(word, id)) ||
	    word_is(word, member_string(crosswalk, name));
}

/* Is the crosswalk, or one of its frameworks, called by the word? NULL: any is. */
static bool
is_called(const cJSON *crosswalk, const char *word)
{
	return word == NULL || word_is(word, member_string(crosswalk,
	    "source")) || is_side(crosswalk, "from_of", "from_name", word) ||
	    is_side(crosswalk, "to_of", "to_name", word);
}

/* Adds crosswalks that are asked for, and what the answer comes from. */
static int
add_crosswalks(struct catalog *c, cJSON *m, const char *word)
{
	struct strs ids = { 0 };
	cJSON *rows = NULL, *list, *row, *next;
	int rc;

	if (catalog_rows(c, Q_CROSSWALKS, NULL, &rows) == -1)
		return -1;
	list = cJSON_AddArrayToObject(m, "crosswalks");
	for (row = rows->child; row != NULL; row = next) {
		next = row->next;
		if (!is_called(row, word))
			continue;
		strs_add(&ids, member_string(row, "source"));
		cJSON_AddItemToArray(list, cJSON_DetachItemViaPointer(rows,
		    row));
	}
	cJSON_AddArrayToObject(m, "sources");
	rc = provenance_add_sources(m, c, &ids);
	strs_free(&ids);
	cJSON_Delete(rows);
	return rc;
}

/* Is its crosswalk one of those? */
static bool
is_of_these(const cJSON *crosswalks, const cJSON *row)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, crosswalks)
		if (str_equal(member_string(one, "source"),
		    member_string(row, "crosswalk")))
			return true;
	return false;
}

/* A new answer with its crosswalks; NULL on error. */
static cJSON *
new_answer(struct catalog *c, const struct crosswalk_asked *asked, bool *known)
{
	cJSON *m = cJSON_CreateObject();

	cJSON_AddNumberToObject(m, "schema", 1);
	if (add_crosswalks(c, m, asked->source) == -1) {
		cJSON_Delete(m);
		return NULL;
	}
	*known = asked->source == NULL ||
	    member_get(m, "crosswalks")->child != NULL;
	return m;
}

/* "313 pairs of 1 crosswalk, which no figure counts" */
static void
add_sentence(cJSON *m, const char *rows, const char *noun)
{
	int n = cJSON_GetArraySize(member_get(m, rows));
	int of = cJSON_GetArraySize(member_get(m, "crosswalks"));
	struct buf b = BUF_INIT;

	buf_printf(&b, "%d %s%s of %d crosswalk%s: looked up, and in no figure",
	    n, noun, n == 1 ? "" : "s", of, of == 1 ? "" : "s");
	member_take_buf(m, "text", &b);
}

cJSON *
crosswalk_pairs(struct catalog *c, const struct crosswalk_asked *asked,
    bool *known)
{
	static const char *const kept[] = { "crosswalk", "from", "from_id",
		"from_title", "relation", "to", "to_id", "to_title", "?joint",
		"note", "path", "line", NULL };
	cJSON *m = new_answer(c, asked, known), *rows = NULL, *list;
	const cJSON *row;

	if (m == NULL || catalog_rows(c, Q_CROSSWALK_PAIRS, NULL, &rows) ==
	    -1) {
		cJSON_Delete(m);
		return NULL;
	}
	list = cJSON_AddArrayToObject(m, "pairs");
	cJSON_ArrayForEach(row, rows)
		if (is_of_these(member_get(m, "crosswalks"), row) &&
		    (!asked->yours || member_get(row, "from_yours") != NULL ||
		    member_get(row, "to_yours") != NULL))
			cJSON_AddItemToArray(list, member_pick(row, kept));
	cJSON_Delete(rows);
	add_sentence(m, "pairs", "pair");
	return m;
}

cJSON *
crosswalk_derived(struct catalog *c, const struct crosswalk_asked *asked,
    bool *known)
{
	static const char *const kept[] = { "domain", "technique_id",
		"technique_name", "framework", "name", "id", "title", "relation",
		"?joint", "by_source", "by", "by_title", "crosswalk", NULL };
	cJSON *m = new_answer(c, asked, known), *rows = NULL, *list;
	const cJSON *row;
	int rc = -1;

	if (m != NULL && asked->technique > 0)
		rc = catalog_rows_of(c, Q_DERIVED, asked->technique, &rows);
	else if (m != NULL)
		rc = catalog_rows(c, Q_DERIVED, NULL, &rows);
	if (rc == -1) {
		cJSON_Delete(m);
		return NULL;
	}
	list = cJSON_AddArrayToObject(m, "derived");
	cJSON_ArrayForEach(row, rows)
		if (is_of_these(member_get(m, "crosswalks"), row) &&
		    (!asked->yours || member_get(row, "yours") != NULL))
			cJSON_AddItemToArray(list, member_pick(row, kept));
	cJSON_Delete(rows);
	add_sentence(m, "derived", "derived pair");
	return m;
}
