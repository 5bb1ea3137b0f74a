/* Controls with what belongs to each, for other programs. */
#include "export_parts.h"
#include "value/member.h"
#include "value/value.h"
#include "words/words.h"

/* Rows that belong to controls, each list in the order of these. */
struct details {
	cJSON *mappings, *platforms, *evidence;
	int least; /* evidence of the pairs that are asked for */
};

/* Takes out of rows, which are in the order of controls, those of this one;
 * those before it go. */
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

/* Pairs below the evidence that is asked for were not asked for. */
static cJSON *
choose_pairs(cJSON *pairs, enum evidence least)
{
	cJSON *one = pairs->child, *next;

	for (; one != NULL; one = next) {
		next = one->next;
		if (member_evidence(one) < least)
			cJSON_Delete(cJSON_DetachItemViaPointer(pairs, one));
	}
	return pairs;
}

/* "T1059 T1059.001" becomes a list. */
static cJSON *
split_techniques(cJSON *seen)
{
	cJSON *one, *list;

	cJSON_ArrayForEach(one, seen) {
		list = value_words(member_string(one, "techniques"));
		cJSON_DeleteItemFromObject(one, "techniques");
		cJSON_AddItemToObject(one, "techniques", list);
	}
	return seen;
}

static cJSON *
new_control(const cJSON *row, struct details *d)
{
	static const char *const facts[] = { "source", "kind", "id", "title",
		"path", "line", "url", "lifecycle", "type", "level", "status",
		"author", "date", "modified", "evidence", "?catch_all",
		"?deployed", "?counts", "description", NULL };
	static const char *const mapping[] = { "tagged", "resolved", "outcome",
		"?merged", "?counted", "?aside", "note", "score", "evidence", NULL };
	static const char *const platform[] = { "platform", NULL };
	static const char *const seen[] = { "level", "source", "test", "?named",
		"date", "techniques", NULL };
	long long pk = member_number(row, "pk");
	cJSON *one = member_pick(row, facts);
	cJSON *platforms = rows_of(d->platforms, pk, platform);

	add_some(one, "platforms", member_column(platforms, "platform"));
	cJSON_AddItemToObject(one, "mappings",
	    choose_pairs(rows_of(d->mappings, pk, mapping), d->least));
	add_some(one, "seen", split_techniques(rows_of(d->evidence, pk,
	    seen)));
	cJSON_Delete(platforms);
	return one;
}

cJSON *
export_controls(struct catalog *c, const struct catalog_selection *selection)
{
	cJSON *rows = NULL, *list = NULL;
	const cJSON *row;
	struct details d = { NULL, NULL, NULL,
		selection == NULL ? 0 : selection->evidence };

	if (catalog_controls(c, selection, &rows) == -1 ||
	    catalog_rows(c, Q_ALL_MAPPINGS, NULL, &d.mappings) == -1 ||
	    catalog_rows(c, Q_ALL_CONTROL_PLATFORMS, NULL, &d.platforms) ==
	    -1 || catalog_rows(c, Q_ALL_EVIDENCE, NULL, &d.evidence) == -1)
		goto out;
	list = cJSON_CreateArray();
	cJSON_ArrayForEach(row, rows)
		cJSON_AddItemToArray(list, new_control(row, &d));
out:
	cJSON_Delete(rows);
	cJSON_Delete(d.mappings);
	cJSON_Delete(d.platforms);
	cJSON_Delete(d.evidence);
	return list;
}
