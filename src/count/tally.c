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
tally_source(const struct tally *r, long long ord)
{
	return member_string(cJSON_GetArrayItem(r->sources, (int)ord - 1), "id");
}

cJSON *
tally_counted(const struct tally *r, const struct catalog_count *one)
{
	return (size_t)one->technique <= r->n ? r->by_pk[one->technique - 1]
	    : NULL;
}

/* Adds the sums of one technique's counts, which stand from v to end. */
static void
add_counts_of(const struct tally *r, cJSON *t, const struct catalog_count *v,
    const struct catalog_count *end)
{
	cJSON *named = member_get(t, "named"), *counts = member_get(t, "counts");
	cJSON *best = cJSON_AddObjectToObject(t, "best");
	const struct catalog_count *one;
	long long n, names;
	int level;
	size_t k;

	for (one = v; one < end; one++)
		member_add_to(counts, tally_source(r, one->source), one->count);
	for (k = 0; k < CONTROL_KINDS; k++) {
		n = names = 0;
		level = -1;
		for (one = v; one < end; one++) {
			if (one->kind != (enum kind)k)
				continue;
			n += one->count;
			names += one->named;
			if ((int)one->evidence > level)
				level = (int)one->evidence;
		}
		if (level == -1)
			continue;
		cJSON_SetNumberValue(member_get(t, control_kinds[k]), n);
		member_add_number(named, control_kinds[k], names);
		member_add_number(best, control_kinds[k], level);
	}
}

/* The counts are in the order of techniques. */
static void
add_control_counts(const struct tally *r, const struct catalog_count *v,
    size_t n)
{
	size_t i, from;
	cJSON *t;

	for (from = 0; from < n; from = i) {
		for (i = from + 1; i < n && v[i].technique == v[from].technique;)
			i++;
		t = tally_counted(r, &v[from]);
		if (t != NULL)
			add_counts_of(r, t, v + from, v + i);
	}
}

int
tally_make(struct tally *r, struct catalog *c,
    const struct catalog_selection *selection)
{
	cJSON *techniques = NULL, *phases = NULL, *platforms = NULL;
	struct catalog_count *counts = NULL;
	const cJSON *row;
	size_t n = 0;
	int rc = -1;

	if (platforms_techniques(c, selection, r->pks, &techniques) == -1 ||
	    catalog_rows(c, Q_ALL_PHASES, r->pks, &phases) == -1 ||
	    catalog_rows(c, Q_ALL_PLATFORMS, r->pks, &platforms) == -1 ||
	    catalog_read_counts(c, selection, r->pks, &counts, &n) == -1 ||
	    catalog_rows(c, Q_SOURCE_HEADS, NULL, &r->sources) == -1)
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
	add_control_counts(r, counts, n);
	rc = 0;
out:
	cJSON_Delete(techniques);
	cJSON_Delete(phases);
	cJSON_Delete(platforms);
	free(counts);
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
	struct catalog_count *v, *one;
	const char *kind;
	size_t n;
	bool asked;
	cJSON *t;

	if (selection != NULL)
		all = *selection;
	asked = all.of != OF_DEFAULT;
	all.of = OF_ALL;
	if (catalog_read_counts(c, &all, r->pks, &v, &n) == -1)
		return -1;
	cJSON_ArrayForEach(t, r->techniques) {
		add_zeros_of_kinds(t, "yours");
		add_zeros_of_kinds(t, "available");
		if (!asked)
			cJSON_ReplaceItemInObject(t, "counts",
			    cJSON_CreateObject());
	}
	for (one = v; one != LIST_END(v, n); one++) {
		t = tally_counted(r, one);
		if (t == NULL)
			continue;
		kind = kind_name(one->kind);
		member_add_to(member_get(t, "yours"), kind, one->yours);
		member_add_to(member_get(t, "available"), kind,
		    one->count - one->yours);
		if (!asked)
			member_add_to(member_get(t, "counts"),
			    tally_source(r, one->source), one->count);
	}
	free(v);
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
