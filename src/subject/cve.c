/* A vulnerability: what it is exploited by, and what names it. */
#include <string.h>

#include "base/str.h"
#include "parts.h"
#include "value/member.h"

/* What sources of threats know of it. */
static int
add_vulnerability(struct subject *s, const char *id)
{
	static const char *const kept[] = { "source", "title", "category",
		"path", "line", NULL };
	cJSON *rows = NULL;

	if (catalog_rows(s->c, Q_VULNERABILITY, id, &rows) == -1)
		return -1;
	cJSON_AddItemToObject(s->m, "known", member_pick_all(rows, kept));
	cJSON_Delete(rows);
	return 0;
}

static void
add_once_of(cJSON *list, const char *text)
{
	if (text != NULL && !member_has(list, text))
		cJSON_AddItemToArray(list, cJSON_CreateString(text));
}

/* Each of "exploitation_technique, primary_impact". */
static void
add_types(cJSON *list, const char *text)
{
	struct arena mem = { 0 };
	size_t n;

	for (; text != NULL && *text != '\0'; text += n + (text[n] == ',')) {
		n = strcspn(text, ",");
		add_once_of(list, str_trim(&mem, arena_printf(&mem, "%.*s",
		    str_fit(text, (int)n), text)));
	}
	arena_free(&mem);
}

/* Techniques that exploit it or follow; and, where these are none of those, what
 * rules that name it are for. */
static int
add_techniques(struct subject *s, const char *id)
{
	cJSON *rows = NULL, *others = NULL;
	const cJSON *row;
	const char *technique;
	int rc = -1;

	if (catalog_rows(s->c, Q_CVE_TECHNIQUES, id, &rows) == -1 ||
	    catalog_rows(s->c, Q_CVE_CONTROL_TECHNIQUES, id, &others) == -1)
		goto out;
	cJSON_ArrayForEach(row, rows) {
		technique = member_string(row, "id");
		add_types(subject_said(s, technique, "types"),
		    member_string(row, "type"));
		add_once_of(subject_said(s, technique, "notes"),
		    member_string(row, "note"));
	}
	cJSON_ArrayForEach(row, others) {
		technique = member_string(row, "id");
		if (member_get(member_get(s->said, technique), "types") == NULL)
			add_once_of(subject_said(s, technique, "via"),
			    member_string(row, "source"));
	}
	subject_take_pks(s, rows);
	subject_take_pks(s, others);
	rc = 0;
out:
	cJSON_Delete(rows);
	cJSON_Delete(others);
	return rc;
}

/* The controls that name it. */
static int
add_naming(struct subject *s, const char *id)
{
	cJSON *rows = NULL;

	if (catalog_rows(s->c, Q_CVE_CONTROLS, id, &rows) == -1)
		return -1;
	subject_add_naming(s, rows);
	cJSON_Delete(rows);
	return 0;
}

int
subject_cve(struct subject *s)
{
	const char *id = member_string(s->found, "id");

	if (add_vulnerability(s, id) == -1 || add_techniques(s, id) == -1)
		return -1;
	return add_naming(s, id);
}
