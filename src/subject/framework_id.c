/* An id of a framework beside ATT&CK: whose it is, and the controls that name it. */
#include "parts.h"
#include "value/member.h"

/* Adds which framework has it, and where; and the controls that name it. */
static int
add_naming_controls(struct subject *s, const char *id)
{
	cJSON *rows = NULL;

	if (catalog_rows(s->c, Q_FRAMEWORK_CONTROLS, id, &rows) == -1)
		return -1;
	member_copy(s->m, rows->child, "framework");
	member_add_text(s->m, "url", member_string(rows->child,
	    "framework_url"));
	subject_add_naming(s, rows);
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
