/* Techniques that ATT&CK replaced by others: what answered them answers these. */
#include "diff_parts.h"
#include "value/member.h"
#include "words/words.h"

bool
diff_inherits(const struct diff *d, const struct technique *t, size_t kind)
{
	const struct technique *x, *to;
	size_t i;

	for (i = 0; t->merged > 0 && i < d->ntechniques; i++) {
		x = &d->techniques[i];
		if (x->at[BEFORE][kind].count > 0 &&
		    diff_became(d, x, &to) != NULL && to == t)
			return true;
	}
	return false;
}

static bool
row_says(const cJSON *row, const char *name, const char *text)
{
	return str_equal(member_string(row, name), text);
}

static void
set_change(cJSON *row, const char *change)
{
	cJSON_ReplaceItemInObject(row, "change", cJSON_CreateString(change));
}

/* The technique of an id; of a row that names no domain, in any. */
static const cJSON *
find_technique(const cJSON *techniques, const cJSON *row, const char *id)
{
	const char *domain = member_string(row, "domain");
	const cJSON *one, *t;

	cJSON_ArrayForEach(one, techniques) {
		t = id == NULL || (domain != NULL &&
		    !str_equal(one->string, domain)) ? NULL
		    : member_get(one, id);
		if (t != NULL)
			return t;
	}
	return NULL;
}

/* How many controls of the row's kind its domain's technique has. */
static long long
count_of(const cJSON *counts, const cJSON *row, const char *id)
{
	return member_number(member_get(member_get(counts, member_text_or(row,
	    "domain", "")), id), member_string(row, "kind"));
}

/* Is it what another of the rows became, for controls of the same kind? */
static bool
is_heir(const cJSON *list, const cJSON *row)
{
	const cJSON *e;

	cJSON_ArrayForEach(e, list)
		if (row_says(e, "change", "moved") && row_says(member_get(e,
		    "became"), "id", member_string(row, "id")) &&
		    row_says(e, "kind", member_string(row, "kind")) &&
		    row_says(e, "domain", member_string(row, "domain")))
			return true;
	return false;
}

void
diff_add_bare_moves(cJSON *list, const cJSON *techniques, const cJSON *counts)
{
	const cJSON *t, *to;
	const char *id;
	cJSON *row, *became;

	cJSON_ArrayForEach(row, list) {
		t = find_technique(techniques, row, member_string(row, "id"));
		member_copy(row, t, "name");
		id = member_string(t, "successor");
		to = find_technique(techniques, row, id);
		if (!row_says(row, "change", "lost") || to == NULL)
			continue;
		became = cJSON_AddObjectToObject(row, "became");
		member_add_text(became, "id", id);
		member_copy(became, to, "name");
		member_add_number(became, "count", count_of(counts, row, id));
		if (count_of(counts, row, id) > 0)
			set_change(row, "moved");
	}
	cJSON_ArrayForEach(row, list)
		if (row_says(row, "change", "gained") && is_heir(list, row))
			set_change(row, "inherited");
}
