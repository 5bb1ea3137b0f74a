/* All techniques with their counts, and by tactic. */
#include <stdlib.h>
#include <string.h>

#include "model/model.h"
#include "parts.h"
#include "value/value.h"

/* The index while it is made: by pk, which run from 1. */
struct index {
	cJSON **by_pk;
	size_t n;
	const cJSON *sources;
};

static cJSON *
find(const struct index *x, const cJSON *row, const char *member)
{
	long long pk = parts_number(row, member);

	return pk >= 1 && (size_t)pk <= x->n ? x->by_pk[pk - 1] : NULL;
}

static void
add_technique(struct index *x, cJSON *list, const cJSON *row)
{
	static const char *const kept[] = { "domain", "id", "name", "url", "state", "sub",
		"scoped", "reason", "parent_id", "parent_name",
		"moved_version", "moved_id", "moved_name", NULL };
	cJSON *t;
	size_t i;

	if (str_equal(parts_text(row, "state"), "revoked"))
		return;
	t = cJSON_CreateObject();
	for (i = 0; kept[i] != NULL; i++)
		parts_copy(t, row, kept[i]);
	parts_add_flag(t, parts_text(row, "state"), 1);
	cJSON_AddArrayToObject(t, "tactics");
	cJSON_AddArrayToObject(t, "platforms");
	for (i = 0; parts_kinds[i] != NULL; i++)
		parts_add_number(t, parts_kinds[i], 0);
	cJSON_AddObjectToObject(t, "counts");
	cJSON_AddItemToArray(list, t);
	x->by_pk[parts_number(row, "pk") - 1] = t;
}

static void
add_word(const struct index *x, const cJSON *rows, const char *column,
    const char *member)
{
	const cJSON *row;
	cJSON *t;

	cJSON_ArrayForEach(row, rows) {
		t = find(x, row, "technique");
		if (t != NULL)
			cJSON_AddItemToArray(value_get(t, member),
			    cJSON_CreateString(parts_text(row, column)));
	}
}

static const char *
source_id(const struct index *x, long long ord)
{
	return parts_text(cJSON_GetArrayItem(x->sources, (int)ord - 1), "id");
}

static void
add_counts(const struct index *x, const cJSON *rows)
{
	const char *kind;
	const cJSON *row;
	cJSON *t, *n;

	cJSON_ArrayForEach(row, rows) {
		t = find(x, row, "technique");
		if (t == NULL)
			continue;
		kind = parts_text(row, "kind");
		n = value_get(t, kind);
		cJSON_SetNumberValue(n, n->valuedouble +
		    (double)parts_number(row, "count"));
		parts_add_number(value_get(t, "counts"),
		    source_id(x, parts_number(row, "source")),
		    parts_number(row, "count"));
	}
}

static bool
has_word(const cJSON *list, const char *word)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, list)
		if (str_equal(e->valuestring, word))
			return true;
	return false;
}

/* What the index shows of a technique under a tactic. */
static void
add_line(cJSON *list, const cJSON *t)
{
	cJSON *line = cJSON_Duplicate(t, 0);
	size_t i;

	parts_copy(line, t, "id");
	parts_copy(line, t, "name");
	parts_copy(line, t, "sub");
	for (i = 0; parts_kinds[i] != NULL; i++)
		parts_copy(line, t, parts_kinds[i]);
	parts_copy(line, t, "moved_version");
	parts_add_flag(line, "gap", parts_number(t, "detection") == 0 &&
	    parts_text(t, "moved_version") == NULL);
	cJSON_AddItemToArray(list, line);
}

static int
add_tactics(struct catalog *c, cJSON *index)
{
	cJSON *tactics = NULL, *tactic, *list;
	const cJSON *t;
	long long covered, of;

	if (catalog_rows(c, Q_TACTICS, NULL, &tactics) == -1)
		return -1;
	cJSON_ArrayForEach(tactic, tactics) {
		list = cJSON_AddArrayToObject(tactic, "techniques");
		covered = of = 0;
		cJSON_ArrayForEach(t, value_get(index, "techniques")) {
			if (value_get(t, "scoped") == NULL ||
			    !str_equal(parts_text(t, "domain"),
			    parts_text(tactic, "domain")) ||
			    !has_word(value_get(t, "tactics"),
			    parts_text(tactic, "shortname")))
				continue;
			add_line(list, t);
			of++;
			covered += parts_number(t, "detection") > 0;
		}
		parts_add_number(tactic, "covered", covered);
		parts_add_number(tactic, "of", of);
	}
	cJSON_AddItemToObject(index, "tactics", tactics);
	return 0;
}

cJSON *
model_index(struct catalog *c, const struct catalog_selection *selection)
{
	cJSON *techniques = NULL, *phases = NULL, *platforms = NULL;
	cJSON *counts = NULL, *sources = NULL, *list;
	cJSON *index = cJSON_CreateObject();
	struct index x = { 0 };
	const cJSON *row;
	int rc = -1;

	if (catalog_rows(c, Q_TECHNIQUES, NULL, &techniques) == -1 ||
	    catalog_rows(c, Q_ALL_PHASES, NULL, &phases) == -1 ||
	    catalog_rows(c, Q_ALL_PLATFORMS, NULL, &platforms) == -1 ||
	    catalog_counts(c, selection, &counts) == -1 ||
	    catalog_rows(c, Q_SOURCES, NULL, &sources) == -1)
		goto out;
	x.n = (size_t)cJSON_GetArraySize(techniques);
	x.by_pk = mem_array(x.n, sizeof(*x.by_pk));
	x.sources = sources;
	list = cJSON_AddArrayToObject(index, "techniques");
	cJSON_ArrayForEach(row, techniques)
		add_technique(&x, list, row);
	add_word(&x, phases, "shortname", "tactics");
	add_word(&x, platforms, "platform", "platforms");
	add_counts(&x, counts);
	rc = add_tactics(c, index);
out:
	cJSON_Delete(techniques);
	cJSON_Delete(phases);
	cJSON_Delete(platforms);
	cJSON_Delete(counts);
	cJSON_Delete(sources);
	free(x.by_pk);
	if (rc == 0)
		return index;
	cJSON_Delete(index);
	return NULL;
}
