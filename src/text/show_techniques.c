/* The techniques of what is shown, and how they are answered. */
#include <stdlib.h>
#include <string.h>

#include "count/perspective.h"
#include "output/answer.h"
#include "text/show.h"
#include "value/member.h"
#include "words/words.h"

enum { TECHNIQUES = 12 }; /* unless all */

/* Where nothing is yours there is nothing to tell apart. */
static bool
is_split(const cJSON *coverage)
{
	return of_read(member_text(member_get(coverage, "perspective"),
	    member_text_or(coverage, "kind", ""))) != OF_AVAILABLE;
}

static bool
has_any(const cJSON *list, const char *member)
{
	const cJSON *t;

	cJSON_ArrayForEach(t, list)
		if (member_get(t, member) != NULL)
			return true;
	return false;
}

/* Has the column anything to say of these? */
static bool
is_told(const struct column *c, const cJSON *m)
{
	static const char *const some[] = { "score", "types", "via" };
	size_t i;

	if (str_equal(c->member, of_name(OF_YOURS)) ||
	    str_equal(c->member, of_name(OF_AVAILABLE)))
		return is_split(member_get(m, "coverage"));

	for (i = 0; i < sizeof(some) / sizeof(some[0]); i++)
		if (strcmp(c->member, some[i]) == 0)
			return has_any(member_get(m, "techniques"), some[i]);
	return true;
}

/* Of rows of several domains their domain is shown, too. */
static const struct column technique_columns[] = {
	{ { "domain", TABLE_LEFT, 0, 0 }, false, CELL_TEXT, NULL, "domain" },
	{ { "technique", TABLE_LEFT, 0, 0 }, true, CELL_LINK, NULL, "id" },
	{ { "name", TABLE_LEFT, 24, 0 }, true, CELL_TEXT, NULL, "name" },
	{ { "score", TABLE_LEFT, 0, 1 }, true, CELL_TEXT, NULL, "score" },
	{ { "type", TABLE_LEFT, 12, 0 }, true, CELL_LIST, NULL, "types" },
	{ { "state", TABLE_LEFT, 0, 0 }, true, CELL_TEXT, NULL, "state" },
	{ { "policy", TABLE_RIGHT, 0, 3 }, true, CELL_NUMBER, NULL,
	    "policy" },
	{ { "detection", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL,
	    "detection" },
	{ { "test", TABLE_RIGHT, 0, 0 }, true, CELL_NUMBER, NULL, "test" },
	{ { "evidence", TABLE_LEFT, 0, 2 }, true, CELL_LEVEL, NULL,
	    "evidence" },
	{ { "yours", TABLE_RIGHT, 0, 4 }, true, CELL_NUMBER, NULL, "yours" },
	{ { "available", TABLE_RIGHT, 0, 5 }, true, CELL_NUMBER, NULL,
	    "available" },
	{ { "via", TABLE_LEFT, 0, 6 }, true, CELL_LIST, NULL, "via" },
};

enum { COLUMNS = sizeof(technique_columns) / sizeof(technique_columns[0]) };

/* "exploitation" of exploitation_technique, "primary impact". */
static void
put_types_in_words(cJSON *t)
{
	static const char last[] = "_technique";
	cJSON *e;
	char *s;

	cJSON_ArrayForEach(e, member_get(t, "types")) {
		if (str_has_suffix(e->valuestring, last))
			e->valuestring[strlen(e->valuestring) -
			    strlen(last)] = '\0';
		for (s = e->valuestring; *s != '\0'; s++)
			*s = *s == '_' ? ' ' : *s;
	}
}

/* States in the words of whose controls are counted. */
static cJSON *
in_words(const cJSON *m, int most)
{
	const cJSON *coverage = member_get(m, "coverage"), *t;
	const char *kind = member_text_or(coverage, "kind", "");
	enum of of = of_read(member_text(member_get(coverage, "perspective"),
	    kind));
	cJSON *list = cJSON_CreateArray(), *copy;

	cJSON_ArrayForEach(t, member_get(m, "techniques")) {
		if (most > 0 && cJSON_GetArraySize(list) >= most)
			break;
		copy = cJSON_Duplicate(t, true);
		cJSON_ReplaceItemInObject(copy, "state", cJSON_CreateString(
		    perspective_state(of, kind_read(kind),
		    member_text_or(t, "state", ""))));
		put_types_in_words(copy);
		cJSON_AddItemToArray(list, copy);
	}
	return list;
}

static void
put_rows_of(struct writer *w, const cJSON *m, int most)
{
	struct column shown[COLUMNS + 1] = { 0 };
	cJSON *list = in_words(m, most);
	size_t i, n = 0;

	for (i = 0; i < COLUMNS; i++)
		if (is_told(&technique_columns[i], m))
			shown[n++] = technique_columns[i];
	if (w->markdown) {
		buf_putc(&w->t.text, '\n');
		answer_write_rows(&w->t.text, list, shown, "markdown");
	} else {
		answer_put_rows(&w->t, list, shown, w->columns);
	}
	cJSON_Delete(list);
}

int
show_put_techniques(struct writer *w, const cJSON *m, bool all)
{
	int n = cJSON_GetArraySize(member_get(m, "techniques"));
	/* One that is left is no shorter than to say so. */
	bool cut = !all && !w->markdown && n > TECHNIQUES + 1;
	struct strs lines = { 0 };
	size_t i;

	writer_title(w, "Techniques", n);
	if (n == 0)
		return 0;
	answer_head(member_get(m, "coverage"), &lines);
	for (i = 0; i < lines.n; i++)
		writer_line(w, lines.v[i]);
	strs_free(&lines);
	put_rows_of(w, m, cut ? TECHNIQUES : 0);
	if (!cut)
		return 0;
	terminal_printf(&w->t, "… %d more: --all\n", n - TECHNIQUES);
	return n - TECHNIQUES;
}

void
show_put_basis(struct writer *w, const cJSON *m)
{
	struct strs lines = { 0 };
	size_t i;

	answer_foot(member_get(m, "coverage"), 0, &lines);
	if (lines.n > 0 && !w->markdown)
		terminal_printf(&w->t, "\n");
	for (i = 0; i < lines.n; i++)
		writer_line(w, lines.v[i]);
	strs_free(&lines);
}
