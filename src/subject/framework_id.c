/* An id of a framework beside ATT&CK: whose it is, and the controls that name it. */
#include "parts.h"
#include "value/member.h"
#include "value/value.h"
#include "words/words.h"

/* Adds which framework has it, and where; a list for each kind of the controls that name
 * it. */
static int
add_naming_controls(struct subject *s, const char *id)
{
	static const char *const kept[] = { "kind", "id", "name", "url",
		"source", "path", "lifecycle", NULL };
	cJSON *rows = NULL, *one;
	const cJSON *row;

	if (catalog_rows(s->c, Q_FRAMEWORK_CONTROLS, id, &rows) == -1)
		return -1;
	member_copy(s->m, rows->child, "framework");
	member_add_text(s->m, "url", member_string(rows->child,
	    "framework_url"));
	cJSON_ArrayForEach(row, rows) {
		one = member_pick(row, kept);
		cJSON_AddItemToObject(one, "techniques",
		    value_words(member_string(row, "techniques")));
		cJSON_AddItemToArray(subject_related(s,
		    control_nouns[member_kind(row)][1]), one);
	}
	cJSON_Delete(rows);
	return 0;
}

/* What these controls are for in ATT&CK, by which sources. */
static int
add_their_techniques(struct subject *s, const char *id)
{
	cJSON *rows = NULL, *via;
	const cJSON *row;

	if (catalog_rows(s->c, Q_FRAMEWORK_TECHNIQUES, id, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows) {
		via = subject_said(s, member_string(row, "id"), "via");
		if (!member_has(via, member_string(row, "source")))
			cJSON_AddItemToArray(via, cJSON_CreateString(
			    member_string(row, "source")));
	}
	subject_take_pks(s, rows);
	cJSON_Delete(rows);
	return 0;
}

int
subject_framework_id(struct subject *s)
{
	const char *id = member_string(s->found, "id");

	return add_naming_controls(s, id) == -1 ? -1
	    : add_their_techniques(s, id);
}
