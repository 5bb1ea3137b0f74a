/* What to rank a technique by, and what may close it. */
#include "count/context.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "count/percent.h"
#include "value/member.h"
#include "words/words.h"

/* All members, with nothing in them yet. */
static void
add_zeros(cJSON *t)
{
	static const char *const members[] = { "groups", "campaigns",
		"software", "analytics", "parent", "subs", NULL };
	cJSON *elsewhere = cJSON_AddObjectToObject(t, "elsewhere");
	size_t i;

	for (i = 0; control_kinds[i] != NULL; i++)
		member_add_number(elsewhere, control_kinds[i], 0);
	cJSON_AddObjectToObject(elsewhere, "counts");
	member_add_number(t, "yours", 0);
	member_add_number(t, "available", 0);
	for (i = 0; members[i] != NULL; i++)
		member_add_number(t, members[i], 0);
}

/* Adds the columns of rows to the techniques that they name. */
static void
add_use_counts(const struct tally *r, const cJSON *rows)
{
	static const char *const columns[] = { "groups", "campaigns",
		"software", "analytics", NULL };
	const cJSON *row;
	cJSON *t;
	size_t i;

	cJSON_ArrayForEach(row, rows) {
		t = tally_find(r, row, "technique");
		for (i = 0; t != NULL && columns[i] != NULL; i++)
			if (member_get(row, columns[i]) != NULL)
				member_add_to(t, columns[i],
				    member_number(row, columns[i]));
	}
}

/* What the selection leaves out: all controls without the technique's own. */
static void
add_unselected(const struct tally *r, const struct catalog_count *v, size_t n)
{
	const struct catalog_count *one;
	cJSON *t, *elsewhere;
	const char *id;
	long long more;

	for (one = v; one != LIST_END(v, n); one++) {
		t = tally_counted(r, one);
		if (t == NULL)
			continue;
		id = tally_source(r, one->source);
		more = one->count - member_number(member_get(t, "counts"), id);
		if (more <= 0)
			continue;
		elsewhere = member_get(t, "elsewhere");
		member_add_to(elsewhere, kind_name(one->kind), more);
		member_add_number(member_get(elsewhere, "counts"), id, more);
	}
}

/* Adds how many controls of the kind are yours, and how many are available; the
 * counts are of both. */
static void
add_whose(const struct tally *r, const struct catalog_count *v, size_t n,
    enum kind kind)
{
	long long yours, all;
	size_t i, from;
	cJSON *t;

	for (from = 0; from < n; from = i) {
		yours = all = 0;
		for (i = from; i < n && v[i].technique == v[from].technique; i++)
			if (v[i].kind == kind) {
				yours += v[i].yours;
				all += v[i].count;
			}
		t = all == 0 ? NULL : tally_counted(r, &v[from]);
		if (t == NULL)
			continue;
		cJSON_SetNumberValue(member_get(t, "yours"), yours);
		cJSON_SetNumberValue(member_get(t, "available"), all - yours);
	}
}

/* A parent comes before its sub-techniques. Rows are those of catalog_below,
 * which counts a control that names several sub-techniques once. */
static void
add_nearby(const struct tally *r, const cJSON *below, const char *kind)
{
	cJSON *t, *parent = NULL;
	const cJSON *row;

	cJSON_ArrayForEach(t, r->techniques) {
		if (member_get(t, "sub") == NULL)
			parent = t;
		else if (parent != NULL && str_equal(member_string(t,
		    "parent_id"), member_string(parent, "id")))
			member_add_to(t, "parent", member_number(parent, kind));
	}
	cJSON_ArrayForEach(row, below) {
		t = tally_find(r, row, "technique");
		if (t != NULL && str_equal(member_string(row, "kind"), kind))
			member_add_to(t, "subs", member_number(row, "count"));
	}
}

/* "11 rules, 5 tests, 4 analytics, 12 on its parent; sigma 9, elastic 2": the
 * sums come first, since the end may be cut off. */
static void
add_elsewhere_text(const struct tally *r, cJSON *t, const char *kind)
{
	cJSON *elsewhere = member_get(t, "elsewhere");
	const cJSON *s, *counts = member_get(elsewhere, "counts");
	const enum kind k = kind_read(kind);
	struct buf b = BUF_INIT;
	const char *id, *between = "; ";

	if (k == KIND_POLICY)
		percent_put_some(&b, member_number(elsewhere, kind), kind,
		    "policies");
	else
		percent_put_some(&b, member_number(elsewhere, "detection") +
		    (k == KIND_TEST ? member_number(t, "detection")
		    : 0), "rule", "rules");
	if (k != KIND_POLICY)
		percent_put_some(&b, member_number(elsewhere, "test") +
		    (k == KIND_TEST ? 0 : member_number(t, "test")),
		    control_nouns[KIND_TEST][0], control_nouns[KIND_TEST][1]);
	if (k == KIND_DETECTION)
		percent_put_some(&b, member_number(t, "analytics"), "analytic",
		    "analytics");
	percent_put_some(&b, member_number(t, "parent"), "on its parent",
	    "on its parent");
	percent_put_some(&b, member_number(t, "subs"), "on sub-techniques",
	    "on sub-techniques");
	cJSON_ArrayForEach(s, r->sources) {
		id = member_string(s, "id");
		if (!str_equal(member_string(s, "kind"), kind) ||
		    member_get(counts, id) == NULL)
			continue;
		buf_printf(&b, "%s%s %lld", between, id,
		    member_number(counts, id));
		between = ", ";
	}
	member_take_buf(elsewhere, "text", &b);
}

int
context_add(struct tally *r, struct catalog *c,
    const struct catalog_selection *selection, const char *kind)
{
	static const struct catalog_selection everything = { .of = OF_ALL };
	struct catalog_selection both = { 0 };
	cJSON *uses = NULL, *analytics = NULL, *below = NULL, *t;
	struct catalog_count *all = NULL, *whose = NULL;
	size_t n = 0, m = 0;
	/* What there is elsewhere is told of all techniques alone. */
	bool some = r->pks != NULL, apart;
	int rc = -1;

	if (selection != NULL)
		both = *selection;
	both.of = OF_ALL;
	apart = some || !catalog_selects_all(&both);

	if (catalog_rows(c, Q_USE_COUNTS, r->pks, &uses) == -1 ||
	    catalog_rows(c, Q_ANALYTIC_COUNTS, r->pks, &analytics) == -1 ||
	    (!some && catalog_read_counts(c, &everything, NULL, &all, &n) ==
	    -1) || (apart &&
	    catalog_read_counts(c, &both, r->pks, &whose, &m) == -1) ||
	    (!some && catalog_below(c, selection, &below) == -1))
		goto out;
	cJSON_ArrayForEach(t, r->techniques)
		add_zeros(t);
	add_use_counts(r, uses);
	add_use_counts(r, analytics);
	add_unselected(r, all, n);
	add_whose(r, apart ? whose : all, apart ? m : n, kind_read(kind));
	if (below != NULL)
		add_nearby(r, below, kind);
	if (!some)
		cJSON_ArrayForEach(t, r->techniques)
			add_elsewhere_text(r, t, kind);
	rc = 0;
out:
	cJSON_Delete(uses);
	cJSON_Delete(analytics);
	free(all);
	free(whose);
	cJSON_Delete(below);
	return rc;
}

int
context_add_moved(struct catalog *c, cJSON *technique, long long pk)
{
	cJSON *rows = NULL, *moved;
	const cJSON *row;

	if (member_string(technique, "moved_id") == NULL)
		return 0;
	if (catalog_rows_of(c, Q_MOVED, pk, &rows) == -1)
		return -1;
	moved = cJSON_AddObjectToObject(technique, "moved");
	cJSON_ArrayForEach(row, rows)
		member_add_number(moved, member_string(row, "kind"),
		    member_number(row, "controls"));
	cJSON_Delete(rows);
	return 0;
}

int
context_compare(const cJSON *x, const cJSON *y)
{
	long long d = member_number(y, "groups") +
	    member_number(y, "campaigns") - member_number(x, "groups") -
	    member_number(x, "campaigns");
	int domains;

	if (d == 0)
		d = member_number(y, "software") - member_number(x, "software");
	if (d != 0)
		return d > 0 ? 1 : -1;
	domains =
	    strcmp(member_string(x, "domain"), member_string(y, "domain"));
	return domains != 0 ? domains
	    : strcmp(member_string(x, "id"), member_string(y, "id"));
}

int
context_by_use(const void *a, const void *b)
{
	return context_compare(*(cJSON *const *)a, *(cJSON *const *)b);
}
