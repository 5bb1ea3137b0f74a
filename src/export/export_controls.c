/* Controls with their mappings, platforms and evidence, for other programs. */
#include "count/needs.h"
#include "export_parts.h"
#include "value/member.h"
#include "value/value.h"
#include "words/words.h"

/* Rows that belong to controls, each list in the order of controls. */
struct details {
	cJSON *mappings, *platforms, *evidence, *twins;
	struct needs *needs;
	enum evidence least; /* the selection's evidence */
};

/* Takes this control's rows out of rows, which are in the order of controls;
 * earlier ones are dropped. */
static cJSON *
rows_of(cJSON *rows, long long control, const char *const *names)
{
	cJSON *list = cJSON_CreateArray(), *row;

	while (rows->child != NULL &&
	    member_number(rows->child, "control") <= control) {
		row = cJSON_DetachItemViaPointer(rows, rows->child);
		if (member_number(row, "control") == control)
			cJSON_AddItemToArray(list, member_pick(row, names));
		cJSON_Delete(row);
	}
	return list;
}

static void
add_some(cJSON *to, const char *name, cJSON *list)
{
	if (list->child != NULL)
		cJSON_AddItemToObject(to, name, list);
	else
		cJSON_Delete(list);
}

static cJSON *
new_control(const cJSON *row, struct details *d)
{
	static const char *const facts[] = { "source", "kind", "id", "title",
		"path", "line", "url", "lifecycle", "type", "level", "status",
		"author", "date", "modified", "evidence", "?catch_all",
		"whose", "?counts", "description", NULL };
	static const char *const mapping[] = { "tagged", "resolved", "outcome",
		"?merged", "?counted", "?aside", "note", "score", "evidence",
		"framework", "framework_url", NULL };
	static const char *const twin[] = { "source", "id", "title", "url", "by",
		"?changed", "?techniques", NULL };
	static const char *const platform[] = { "platform", NULL };
	static const char *const seen[] = { "level", "source", "test", "?named",
		"date", "techniques", NULL };
	long long pk = member_number(row, "pk");
	cJSON *one = member_pick(row, facts), *list, *e, *next, *words;

	list = rows_of(d->platforms, pk, platform);
	add_some(one, "platforms", member_column(list, "platform"));
	cJSON_Delete(list);
	list = rows_of(d->mappings, pk, mapping);
	/* Drop pairs below the selection's evidence. */
	for (e = list->child; e != NULL; e = next) {
		next = e->next;
		if (member_evidence(e) < d->least)
			cJSON_Delete(cJSON_DetachItemViaPointer(list, e));
	}
	cJSON_AddItemToObject(one, "mappings", list);
	list = rows_of(d->evidence, pk, seen);
	cJSON_ArrayForEach(e, list) {
		words = value_words(member_string(e, "techniques"));
		cJSON_DeleteItemFromObject(e, "techniques");
		cJSON_AddItemToObject(e, "techniques", words);
	}
	add_some(one, "seen", list);
	add_some(one, "twins", rows_of(d->twins, pk, twin));
	needs_add(d->needs, pk, one);
	return one;
}

cJSON *
export_controls(struct catalog *c, const struct catalog_selection *selection)
{
	cJSON *rows = NULL, *list = NULL;
	const cJSON *row;
	struct details d = { .least = selection == NULL ? E0
	    : selection->evidence };

	if (catalog_controls(c, selection, &rows) == -1 ||
	    catalog_rows(c, Q_ALL_MAPPINGS, NULL, &d.mappings) == -1 ||
	    catalog_rows(c, Q_ALL_CONTROL_PLATFORMS, NULL, &d.platforms) ==
	    -1 || catalog_rows(c, Q_ALL_EVIDENCE, NULL, &d.evidence) == -1 ||
	    catalog_rows(c, Q_TWINS, NULL, &d.twins) == -1)
		goto out;
	d.needs = needs_open(c, NULL);
	if (d.needs == NULL)
		goto out;
	list = cJSON_CreateArray();
	cJSON_ArrayForEach(row, rows)
		cJSON_AddItemToArray(list, new_control(row, &d));
out:
	cJSON_Delete(rows);
	cJSON_Delete(d.mappings);
	cJSON_Delete(d.platforms);
	cJSON_Delete(d.evidence);
	cJSON_Delete(d.twins);
	needs_free(d.needs);
	return list;
}
