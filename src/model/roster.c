/* Every technique with what counts for it, and what there is beside. */
#include "roster.h"

#include <stdlib.h>

#include "parts.h"
#include "value/value.h"

static void
add_technique(struct roster *r, const cJSON *row)
{
	static const char *const kept[] = { "domain", "id", "name", "url",
		"state", "sub", "scoped", "reason", "parent_id", "parent_name",
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
	cJSON_AddItemToArray(r->techniques, t);
	r->by_pk[parts_number(row, "pk") - 1] = t;
}

cJSON *
roster_find(const struct roster *r, const cJSON *row, const char *member)
{
	long long pk = parts_number(row, member);

	return pk >= 1 && (size_t)pk <= r->n ? r->by_pk[pk - 1] : NULL;
}

static void
add_word(const struct roster *r, const cJSON *rows, const char *column,
    const char *member)
{
	const cJSON *row;
	cJSON *t;

	cJSON_ArrayForEach(row, rows) {
		t = roster_find(r, row, "technique");
		if (t != NULL)
			cJSON_AddItemToArray(value_get(t, member),
			    cJSON_CreateString(parts_text(row, column)));
	}
}

static void
add_to(cJSON *to, const char *name, long long n)
{
	cJSON *member = value_get(to, name);

	if (member == NULL)
		parts_add_number(to, name, n);
	else
		cJSON_SetNumberValue(member, member->valuedouble + (double)n);
}

static const char *
source_id(const struct roster *r, const cJSON *row)
{
	return parts_text(cJSON_GetArrayItem(r->sources,
	    (int)parts_number(row, "source") - 1), "id");
}

static void
add_counts(const struct roster *r, const cJSON *rows)
{
	const char *kind;
	const cJSON *row;
	cJSON *t, *best;

	cJSON_ArrayForEach(row, rows) {
		t = roster_find(r, row, "technique");
		if (t == NULL)
			continue;
		kind = parts_text(row, "kind");
		add_to(t, kind, parts_number(row, "count"));
		add_to(value_get(t, "counts"), source_id(r, row),
		    parts_number(row, "count"));
		best = value_get(t, "best");
		if (best == NULL)
			best = cJSON_AddObjectToObject(t, "best");
		if (value_get(best, kind) == NULL ||
		    parts_number(row, "evidence") > parts_number(best, kind)) {
			cJSON_DeleteItemFromObject(best, kind);
			parts_add_number(best, kind,
			    parts_number(row, "evidence"));
		}
	}
}

int
roster_make(struct roster *r, struct catalog *c,
    const struct catalog_selection *selection)
{
	cJSON *techniques = NULL, *phases = NULL, *platforms = NULL;
	cJSON *counts = NULL;
	const cJSON *row;
	int rc = -1;

	if (catalog_rows(c, Q_TECHNIQUES, NULL, &techniques) == -1 ||
	    catalog_rows(c, Q_ALL_PHASES, NULL, &phases) == -1 ||
	    catalog_rows(c, Q_ALL_PLATFORMS, NULL, &platforms) == -1 ||
	    catalog_counts(c, selection, &counts) == -1 ||
	    catalog_rows(c, Q_SOURCES, NULL, &r->sources) == -1)
		goto out;
	r->n = (size_t)cJSON_GetArraySize(techniques);
	r->by_pk = mem_array(r->n, sizeof(*r->by_pk));
	r->techniques = cJSON_CreateArray();
	cJSON_ArrayForEach(row, techniques)
		add_technique(r, row);
	add_word(r, phases, "shortname", "tactics");
	add_word(r, platforms, "platform", "platforms");
	add_counts(r, counts);
	rc = 0;
out:
	cJSON_Delete(techniques);
	cJSON_Delete(phases);
	cJSON_Delete(platforms);
	cJSON_Delete(counts);
	return rc;
}

/* What the selection (counts) leaves of all. */
static void
add_elsewhere(const struct roster *r, const cJSON *all)
{
	cJSON *t, *elsewhere;
	const cJSON *row;
	const char *id;
	long long n;

	cJSON_ArrayForEach(row, all) {
		t = roster_find(r, row, "technique");
		if (t == NULL)
			continue;
		id = source_id(r, row);
		n = parts_number(row, "count") -
		    parts_number(value_get(t, "counts"), id);
		if (n <= 0)
			continue;
		elsewhere = value_get(t, "elsewhere");
		add_to(elsewhere, parts_text(row, "kind"), n);
		parts_add_number(value_get(elsewhere, "counts"), id, n);
	}
}

/* The columns of rows of techniques, as members of these. */
static void
add_columns(const struct roster *r, const cJSON *rows)
{
	static const char *const columns[] = { "groups", "campaigns",
		"software", "analytics", NULL };
	const cJSON *row;
	cJSON *t;
	size_t i;

	cJSON_ArrayForEach(row, rows) {
		t = roster_find(r, row, "technique");
		for (i = 0; t != NULL && columns[i] != NULL; i++)
			if (value_get(row, columns[i]) != NULL)
				add_to(t, columns[i],
				    parts_number(row, columns[i]));
	}
}

static void
add_nothing(cJSON *t)
{
	cJSON *elsewhere = cJSON_AddObjectToObject(t, "elsewhere");
	size_t i;

	for (i = 0; parts_kinds[i] != NULL; i++)
		parts_add_number(elsewhere, parts_kinds[i], 0);
	cJSON_AddObjectToObject(elsewhere, "counts");
	parts_add_number(t, "groups", 0);
	parts_add_number(t, "campaigns", 0);
	parts_add_number(t, "software", 0);
	parts_add_number(t, "analytics", 0);
}

int
roster_add_beside(struct roster *r, struct catalog *c)
{
	cJSON *uses = NULL, *analytics = NULL, *all = NULL, *t;
	int rc = -1;

	if (catalog_rows(c, Q_USE_COUNTS, NULL, &uses) == -1 ||
	    catalog_rows(c, Q_ANALYTIC_COUNTS, NULL, &analytics) == -1 ||
	    catalog_counts(c, NULL, &all) == -1)
		goto out;
	cJSON_ArrayForEach(t, r->techniques)
		add_nothing(t);
	add_columns(r, uses);
	add_columns(r, analytics);
	add_elsewhere(r, all);
	rc = 0;
out:
	cJSON_Delete(uses);
	cJSON_Delete(analytics);
	cJSON_Delete(all);
	return rc;
}

void
roster_free(struct roster *r)
{
	cJSON_Delete(r->techniques);
	cJSON_Delete(r->sources);
	free(r->by_pk);
}
