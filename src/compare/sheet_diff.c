/* What is between two sheets. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "compare/sheet.h"
#include "count/facts.h"
#include "settings.h"
#include "value/member.h"
#include "value/value.h"

enum { SCHEMA = 1 };

/* Members of both objects by name, one may be NULL. */
struct pair {
	const cJSON *old, *new;
};

static const char *
name_of_sheet_diff(const struct pair *p)
{
	return p->new != NULL ? p->new->string : p->old->string;
}

static int
compare_members(const void *a, const void *b)
{
	const cJSON *const *x = a, *const *y = b;

	return strcmp((*x)->string, (*y)->string);
}

static const cJSON **
sorted(const cJSON *object, size_t *n)
{
	const cJSON **list, *e;

	*n = (size_t)cJSON_GetArraySize(object);
	list = mem_array(*n, sizeof(*list));
	*n = 0;
	cJSON_ArrayForEach(e, object)
		list[(*n)++] = e;
	if (*n > 0)
		qsort(list, *n, sizeof(*list), compare_members);
	return list;
}

/* All members of either, by name; caller frees. */
static struct pair *
pair_up(const cJSON *old, const cJSON *new, size_t *n)
{
	size_t na, nb, i = 0, j = 0;
	const cJSON **a = sorted(old, &na), **b = sorted(new, &nb);
	struct pair *pairs = mem_array(na + nb, sizeof(*pairs));
	int order;

	for (*n = 0; i < na || j < nb; (*n)++) {
		order = i == na ? 1 : j == nb ? -1
		    : strcmp(a[i]->string, b[j]->string);
		pairs[*n].old = order <= 0 ? a[i++] : NULL;
		pairs[*n].new = order >= 0 ? b[j++] : NULL;
	}
	free(a);
	free(b);
	return pairs;
}

static bool
is_wanted_sheet_diff(const struct strs *list, const char *word)
{
	return list->n == 0 || strs_has(list, word);
}

/* Is what both say of it the same? A revision may be cut short. */
static bool
is_same_text(const cJSON *old, const cJSON *new, const char *name)
{
	const char *a = member_string(old, name), *b = member_string(new, name);

	return a == NULL || b == NULL || str_has_prefix(a, b) ||
	    str_has_prefix(b, a);
}

static const char *
change_of(const struct pair *p)
{
	if (p->old == NULL)
		return "added";
	if (p->new == NULL)
		return "removed";
	return is_same_text(p->old, p->new, "revision") &&
	    is_same_text(p->old, p->new, "sha256") ? "same" : "updated";
}

static bool
add_sources_sheet_diff(cJSON *to, const cJSON *old, const cJSON *new)
{
	cJSON *list = cJSON_AddArrayToObject(to, "sources"), *one;
	bool same = true;
	struct pair *pairs;
	size_t i, n;

	pairs = pair_up(old, new, &n);
	for (i = 0; i < n; i++) {
		one = cJSON_CreateObject();
		member_add_text(one, "id", name_of_sheet_diff(&pairs[i]));
		member_add_text(one, "change", change_of(&pairs[i]));
		same &= str_equal(change_of(&pairs[i]), "same");
		if (pairs[i].old != NULL)
			cJSON_AddItemToObject(one, "old",
			    cJSON_Duplicate(pairs[i].old, 1));
		if (pairs[i].new != NULL)
			cJSON_AddItemToObject(one, "new",
			    cJSON_Duplicate(pairs[i].new, 1));
		cJSON_AddItemToArray(list, one);
	}
	free(pairs);
	return same;
}

static bool
add_domains_sheet_diff(cJSON *to, const cJSON *old, const cJSON *new)
{
	cJSON *list = cJSON_AddArrayToObject(to, "domains"), *one;
	bool same = true;
	struct pair *pairs;
	size_t i, n;

	pairs = pair_up(old, new, &n);
	for (i = 0; i < n; i++) {
		one = cJSON_CreateObject();
		member_add_text(one, "domain", name_of_sheet_diff(&pairs[i]));
		member_add_text(one, "old", value_text(pairs[i].old));
		member_add_text(one, "new", value_text(pairs[i].new));
		same &= str_equal(value_text(pairs[i].old),
		    value_text(pairs[i].new));
		cJSON_AddItemToArray(list, one);
	}
	free(pairs);
	return same;
}

static bool
add_figure(cJSON *list, const char *domain, const char *kind,
    const cJSON *before, const cJSON *after)
{
	cJSON *one = cJSON_CreateObject();

	member_add_text(one, "domain", domain);
	member_add_text(one, "kind", kind);
	member_add_text(one, "definition", before->string);
	cJSON_AddItemToObject(one, "before", cJSON_Duplicate(before, 1));
	cJSON_AddItemToObject(one, "after", cJSON_Duplicate(after, 1));
	cJSON_AddItemToArray(list, one);
	return cJSON_Compare(before, after, 1);
}

/* The definitions that both know. */
static bool
add_kind(cJSON *list, const char *domain, const cJSON *old, const cJSON *new)
{
	const cJSON *f, *other;
	bool same = true;

	cJSON_ArrayForEach(f, old) {
		other = f->string == NULL ? NULL : member_get(new, f->string);
		if (other != NULL)
			same &= add_figure(list, domain, old->string, f, other);
	}
	return same;
}

/* Figures that both have, of the domains, kinds and definitions of old. */
static bool
add_figures_sheet_diff(cJSON *to, const cJSON *old, const cJSON *new,
    const struct strs *kinds)
{
	cJSON *list = cJSON_AddArrayToObject(to, "figures");
	const cJSON *d, *k;
	bool same = true;

	cJSON_ArrayForEach(d, old) cJSON_ArrayForEach(k,
	    d) if (k->string != NULL && is_wanted_sheet_diff(kinds, k->string))
	    same &= add_kind(list, d->string, k,
		member_get(member_get(new, d->string), k->string));
	return same;
}

static void
add_technique_sheet_diff(cJSON *list, const struct pair *p, const char *kind)
{
	long long before = member_number(p->old, kind);
	long long after = member_number(p->new, kind);
	cJSON *one;

	if (before == after)
		return;
	one = cJSON_CreateObject();
	member_add_text(one, "id", name_of_sheet_diff(p));
	member_add_text(one, "kind", kind);
	member_add_text(one, "change", after == 0 ? "lost"
	    : before == 0 ? "gained" : after < before ? "fewer" : "more");
	member_add_number(one, "before", before);
	member_add_number(one, "after", after);
	cJSON_AddItemToArray(list, one);
}

static bool
add_techniques_sheet_diff(cJSON *to, const cJSON *old, const cJSON *new,
    const struct strs *kinds)
{
	cJSON *list = cJSON_AddArrayToObject(to, "techniques");
	struct pair *pairs;
	size_t i, n, k;

	pairs = pair_up(old, new, &n);
	for (i = 0; i < n; i++)
		for (k = 0; k < FACT_KINDS; k++)
			if (is_wanted_sheet_diff(kinds, parts_kinds[k]))
				add_technique_sheet_diff(list, &pairs[i],
				    parts_kinds[k]);
	free(pairs);
	return list->child == NULL;
}

/* The member, where both have it as an object. */
static bool
have(const cJSON *old, const cJSON *new, const char *name, struct pair *p)
{
	p->old = member_get(old, name);
	p->new = member_get(new, name);
	return cJSON_IsObject(p->old) && cJSON_IsObject(p->new);
}

cJSON *
sheet_diff(const cJSON *old, const cJSON *new, const struct strs *kinds)
{
	cJSON *to = cJSON_CreateObject();
	bool same = true, any = false;
	struct pair p;

	member_add_number(to, "schema", SCHEMA);
	if (have(old, new, "settings", &p))
		same &= settings_compare(to, p.old, p.new);
	if (have(old, new, "attack", &p))
		same &= add_domains_sheet_diff(to, p.old, p.new);
	if (have(old, new, "sources", &p)) {
		same &= add_sources_sheet_diff(to, p.old, p.new);
		any = true;
	}
	if (have(old, new, "figures", &p)) {
		same &= add_figures_sheet_diff(to, p.old, p.new, kinds);
		any = true;
	}
	if (have(old, new, "counts", &p)) {
		same &= add_techniques_sheet_diff(to, p.old, p.new, kinds);
		any = true;
	}
	member_add_flag(to, "same", same);
	if (any)
		return to;
	cJSON_Delete(to);
	return NULL;
}
