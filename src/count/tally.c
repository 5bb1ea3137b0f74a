/* Every technique with what counts for it. */
#include "count/tally.h"

#include <stdlib.h>

#include "count/platforms.h"
#include "value/member.h"
#include "words/words.h"

static void
add_unrevoked(struct tally *r, const cJSON *row)
{
	static const char *const kept[] = { "domain", "id", "name", "url",
		"state", "sub", "scoped", "reason", "owner", "until",
		"parent_id", "parent_name", "moved_version", "moved_id",
		"moved_name", NULL };
	cJSON *t;
	size_t i;

	if (member_state(row) == STATE_REVOKED)
		return;
	t = member_pick(row, kept);
	member_add_flag(t, member_string(row, "state"), 1);
	cJSON_AddArrayToObject(t, "tactics");
	cJSON_AddArrayToObject(t, "platforms");
	for (i = 0; control_kinds[i] != NULL; i++)
		member_add_number(t, control_kinds[i], 0);
	cJSON_AddObjectToObject(t, "counts");
	cJSON_AddObjectToObject(t, "named");
	cJSON_AddItemToArray(r->techniques, t);
	r->by_pk[member_number(row, "pk") - 1] = t;
}

cJSON *
tally_find(const struct tally *r, const cJSON *row, const char *member)
{
	long long pk = member_number(row, member);

	return pk >= 1 && (size_t)pk <= r->n ? r->by_pk[pk - 1] : NULL;
}

static void
add_word(const struct tally *r, const cJSON *rows, const char *column,
    const char *member)
{
	const cJSON *row;
	cJSON *t;

	cJSON_ArrayForEach(row, rows) {
		t = tally_find(r, row, "technique");
		if (t != NULL)
			cJSON_AddItemToArray(member_get(t, member),
			    cJSON_CreateString(member_string(row, column)));
	}
}

const char *
tally_source(const struct tally *r, const cJSON *row)
{
	return member_string(cJSON_GetArrayItem(r->sources,
	    (int)member_number(row, "source") - 1), "id");
}

static void
add_control_counts(const struct tally *r, const cJSON *rows)
{
	const char *kind;
	const cJSON *row;
	cJSON *t, *best;

	cJSON_ArrayForEach(row, rows) {
		t = tally_find(r, row, "technique");
		if (t == NULL)
			continue;
		kind = member_string(row, "kind");
		member_add_to(t, kind, member_number(row, "count"));
		member_add_to(member_get(t, "named"), kind,
		    member_number(row, "named"));
		member_add_to(member_get(t, "counts"), tally_source(r, row),
		    member_number(row, "count"));
		best = member_get(t, "best");
		if (best == NULL)
			best = cJSON_AddObjectToObject(t, "best");
		if (member_get(best, kind) == NULL ||
		    member_evidence(row) > member_number(best, kind)) {
			cJSON_DeleteItemFromObject(best, kind);
			member_add_number(best, kind, member_evidence(row));
		}
	}
}

int
tally_read_counts(const struct tally *r, struct catalog *c,
    const struct catalog_selection *selection, cJSON **rows)
{
	return r->pks == NULL ? catalog_counts(c, selection, rows)
	    : catalog_counts_of(c, selection, r->pks, rows);
}

int
tally_make(struct tally *r, struct catalog *c,
    const struct catalog_selection *selection)
{
	cJSON *techniques = NULL, *phases = NULL, *platforms = NULL;
	cJSON *counts = NULL;
	const cJSON *row;
	int rc = -1;

	if (platforms_techniques(c, selection, r->pks, &techniques) == -1 ||
	    catalog_rows(c, Q_ALL_PHASES, r->pks, &phases) == -1 ||
	    catalog_rows(c, Q_ALL_PLATFORMS, r->pks, &platforms) == -1 ||
	    tally_read_counts(r, c, selection, &counts) == -1 ||
	    catalog_rows(c, Q_SOURCES, NULL, &r->sources) == -1)
		goto out;
	/* By pk. */
	r->n = techniques->child == NULL ? 0
	    : (size_t)member_number(techniques->child->prev, "pk");
	r->by_pk = mem_array(r->n, sizeof(*r->by_pk));
	r->techniques = cJSON_CreateArray();
	cJSON_ArrayForEach(row, techniques)
		add_unrevoked(r, row);
	add_word(r, phases, "shortname", "tactics");
	add_word(r, platforms, "platform", "platforms");
	add_control_counts(r, counts);
	rc = 0;
out:
	cJSON_Delete(techniques);
	cJSON_Delete(phases);
	cJSON_Delete(platforms);
	cJSON_Delete(counts);
	return rc;
}

int
tally_make_of(struct tally *r, struct catalog *c,
    const struct catalog_selection *selection, const cJSON *pks)
{
	char *text = cJSON_PrintUnformatted(pks);

	r->pks = mem_strdup(text);
	cJSON_free(text);
	return tally_make(r, c, selection);
}

static void
add_zeros_of_kinds(cJSON *t, const char *name)
{
	cJSON *of = cJSON_AddObjectToObject(t, name);
	size_t i;

	for (i = 0; control_kinds[i] != NULL; i++)
		member_add_number(of, control_kinds[i], 0);
}

int
tally_count_whose(struct tally *r, struct catalog *c,
    const struct catalog_selection *selection)
{
	struct catalog_selection all = { 0 };
	cJSON *rows = NULL, *t;
	const cJSON *row;
	const char *kind;
	long long n, yours;
	bool asked;

	if (selection != NULL)
		all = *selection;
	asked = all.of != OF_DEFAULT;
	all.of = OF_ALL;
	if (tally_read_counts(r, c, &all, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(t, r->techniques) {
		add_zeros_of_kinds(t, "yours");
		add_zeros_of_kinds(t, "available");
		if (!asked)
			cJSON_ReplaceItemInObject(t, "counts",
			    cJSON_CreateObject());
	}
	cJSON_ArrayForEach(row, rows) {
		t = tally_find(r, row, "technique");
		if (t == NULL)
			continue;
		kind = member_string(row, "kind");
		n = member_number(row, "count");
		yours = member_number(row, "yours");
		member_add_to(member_get(t, "yours"), kind, yours);
		member_add_to(member_get(t, "available"), kind, n - yours);
		if (!asked)
			member_add_to(member_get(t, "counts"),
			    tally_source(r, row), n);
	}
	cJSON_Delete(rows);
	return 0;
}

void
tally_free(struct tally *r)
{
	cJSON_Delete(r->techniques);
	cJSON_Delete(r->sources);
	free(r->by_pk);
	free(r->pks);
}
