/* What an export carries of a build, and what is between two of them. */
#include "compare/sheet.h"

#include <string.h>

#include "compare/diff.h"
#include "settings.h"
#include "steps.h"
#include "value/member.h"

static void
add_settings_sheet(cJSON *sheet, const cJSON *from)
{
	settings_copy(cJSON_AddObjectToObject(sheet, "settings"), from);
}

static cJSON *
versions_of(const cJSON *attack)
{
	cJSON *to = cJSON_CreateObject();
	const cJSON *d;

	cJSON_ArrayForEach(d, attack)
		member_add_text(to, d->string, member_string(d, "version"));
	return to;
}

/* {domain: {kind: {definition: ratio}}} of the figures of a diff. */
static cJSON *
figures_of(const cJSON *figures)
{
	cJSON *to = cJSON_CreateObject(), *domain, *kind;
	const cJSON *f;

	cJSON_ArrayForEach(f, figures) {
		domain = member_get(to, member_string(f, "domain"));
		if (domain == NULL)
			domain = cJSON_AddObjectToObject(to,
			    member_string(f, "domain"));
		kind = member_get(domain, member_string(f, "kind"));
		if (kind == NULL)
			kind = cJSON_AddObjectToObject(domain,
			    member_string(f, "kind"));
		cJSON_AddItemToObject(kind, member_string(f, "definition"),
		    cJSON_Duplicate(member_get(f, "after"), 1));
	}
	return to;
}

static void
add_counts_sheet(cJSON *to, const struct cell *c)
{
	cJSON *one;
	size_t k;

	if (c->new == NULL || !c->new->active)
		return;
	one = cJSON_CreateObject();
	for (k = 0; k < FACT_KINDS; k++)
		if (c->at[AFTER][k].count > 0)
			member_add_number(one, parts_kinds[k],
			    c->at[AFTER][k].count);
	if (one->child != NULL)
		cJSON_AddItemToObject(to, c->id, one);
	else
		cJSON_Delete(one);
}

cJSON *
sheet_of_snapshot(const cJSON *snapshot)
{
	static const struct diff_filter all = { 0 };
	cJSON *sheet = cJSON_CreateObject(), *same, *counts, *sources, *s;
	const cJSON *e;
	struct side side;
	struct steps steps;
	size_t i;

	same = model_diff(snapshot, snapshot, NULL);
	add_settings_sheet(sheet, snapshot);
	cJSON_AddItemToObject(sheet, "attack",
	    versions_of(member_get(snapshot, "attack")));
	sources = cJSON_AddObjectToObject(sheet, "sources");
	cJSON_ArrayForEach(e, member_get(same, "sources")) {
		s = cJSON_Duplicate(member_get(e, "new"), 1);
		member_copy(s, member_get(member_get(snapshot, "sources"),
		    member_string(e, "id")), "sha256");
		cJSON_AddItemToObject(sources, member_string(e, "id"), s);
	}
	cJSON_AddItemToObject(sheet, "figures",
	    figures_of(member_get(same, "figures")));
	counts = cJSON_AddObjectToObject(sheet, "counts");
	side_begin(&side, snapshot, NULL, &all);
	steps_take(&steps, &side, &side, &all, false);
	for (i = 0; i < steps.ncells; i++)
		add_counts_sheet(counts, &steps.cells[i]);
	steps_free(&steps);
	side_free(&side);
	cJSON_Delete(same);
	return sheet;
}

static void
add_history_figures(cJSON *sheet, const cJSON *figures)
{
	cJSON *to = cJSON_AddObjectToObject(sheet, "figures"), *domain, *kind;
	const cJSON *d, *k, *f;
	cJSON *one;

	cJSON_ArrayForEach(d, figures) {
		domain = cJSON_AddObjectToObject(to, d->string);
		cJSON_ArrayForEach(k, d) {
			kind = cJSON_AddObjectToObject(domain, k->string);
			cJSON_ArrayForEach(f, k) {
				one = cJSON_AddObjectToObject(kind, f->string);
				member_add_number(one, "covered",
				    f->child->valueint);
				member_add_number(one, "of",
				    f->child->next->valueint);
			}
		}
	}
}

cJSON *
sheet_of_history(const cJSON *history)
{
	const cJSON *builds = member_get(history, "builds"), *last, *d, *t;
	cJSON *sheet, *counts;

	if (builds->child == NULL)
		return NULL;
	last = builds->child->prev;
	sheet = cJSON_CreateObject();
	add_settings_sheet(sheet, last);
	member_copy(sheet, last, "attack");
	member_copy(sheet, last, "sources");
	add_history_figures(sheet, member_get(last, "figures"));
	counts = cJSON_AddObjectToObject(sheet, "counts");
	cJSON_ArrayForEach(d, member_get(history, "latest"))
		cJSON_ArrayForEach(t, d)
			cJSON_AddItemToObject(counts, t->string,
			    cJSON_Duplicate(t, 1));
	return sheet;
}

/* Those of a list, by their ids. */
static void
add_sources_sheet(cJSON *sheet, const cJSON *sources)
{
	static const char *const copied[] = { "revision", "accessed", "sha256",
		"controls", NULL };
	cJSON *to = cJSON_AddObjectToObject(sheet, "sources"), *one;
	const cJSON *e;
	size_t i;

	cJSON_ArrayForEach(e, sources) {
		if (member_string(e, "id") == NULL)
			continue;
		one = cJSON_AddObjectToObject(to, member_string(e, "id"));
		for (i = 0; copied[i] != NULL; i++)
			member_copy(one, e, copied[i]);
	}
}

/* Statistics have the scope that is of each domain, and other settings in words
 * where they are not the usual ones. */
static void
add_stated(cJSON *sheet, const cJSON *domains)
{
	const char *words = member_string(domains->child, "settings");
	cJSON *to;

	if (cJSON_GetArraySize(domains) != 1)
		return;
	to = cJSON_AddObjectToObject(sheet, "settings");
	member_add_text(to, "resolve", words != NULL &&
	    strstr(words, "resolve: exact") != NULL ? "exact" : "follow");
	member_add_text(to, "lifecycle", words != NULL &&
	    strstr(words, "lifecycle: all") != NULL ? "all" : "active");
	member_add_text(to, "scope", member_string(domains->child, "scope"));
}

cJSON *
sheet_of_stats(const cJSON *stats)
{
	const cJSON *domains = member_get(stats, "domains"), *e;
	const cJSON *sources = member_get(stats, "sources");
	cJSON *sheet, *attack, *figures;

	if (!cJSON_IsArray(domains) || !cJSON_IsArray(sources))
		return NULL;
	sheet = cJSON_CreateObject();
	add_stated(sheet, domains);
	attack = cJSON_AddObjectToObject(sheet, "attack");
	figures = cJSON_AddObjectToObject(sheet, "figures");
	cJSON_ArrayForEach(e, domains) {
		if (member_string(e, "domain") == NULL)
			continue;
		member_add_text(attack, member_string(e, "domain"),
		    member_string(e, "version"));
		cJSON_AddItemToObject(figures, member_string(e, "domain"),
		    cJSON_Duplicate(member_get(e, "definitions"), 1));
	}
	add_sources_sheet(sheet, sources);
	return sheet;
}

cJSON *
sheet_of_export(const cJSON *export)
{
	const cJSON *e, *techniques = member_get(export, "techniques"), *n;
	cJSON *sheet = cJSON_CreateObject(), *attack, *figures, *to, *one;
	size_t k;

	add_settings_sheet(sheet, export);
	attack = cJSON_AddObjectToObject(sheet, "attack");
	figures = cJSON_AddObjectToObject(sheet, "figures");
	cJSON_ArrayForEach(e, member_get(export, "domains")) {
		if (member_string(e, "id") == NULL)
			continue;
		member_add_text(attack, member_string(e, "id"),
		    member_string(e, "version"));
		cJSON_AddItemToObject(figures, member_string(e, "id"),
		    cJSON_Duplicate(member_get(e, "coverage"), 1));
	}
	add_sources_sheet(sheet, member_get(export, "sources"));
	to = cJSON_AddObjectToObject(sheet, "counts");
	cJSON_ArrayForEach(e, techniques) {
		if (member_string(e, "id") == NULL ||
		    !str_equal(member_string(e, "state"), "active"))
			continue;
		one = cJSON_AddObjectToObject(to, member_string(e, "id"));
		for (k = 0; parts_kinds[k] != NULL; k++) {
			n = member_get(e, parts_kinds[k]);
			if (cJSON_IsNumber(n) && n->valuedouble > 0)
				member_copy(one, e, parts_kinds[k]);
		}
	}
	return sheet;
}

cJSON *
sheet_of_csv(const cJSON *rows)
{
	cJSON *sheet = cJSON_CreateObject(), *one;
	cJSON *counts = cJSON_AddObjectToObject(sheet, "counts");
	const cJSON *row;
	long long n;
	size_t k;

	cJSON_ArrayForEach(row, rows) {
		if (member_string(row, "technique") == NULL)
			goto none;
		one = cJSON_CreateObject();
		cJSON_AddItemToObject(counts, member_string(row, "technique"),
		    one);
		for (k = 0; parts_kinds[k] != NULL; k++) {
			if (member_string(row, parts_kinds[k]) == NULL ||
			    !str_to_number(member_string(row, parts_kinds[k]),
			    &n))
				goto none;
			if (n > 0)
				member_add_number(one, parts_kinds[k], n);
		}
	}
	return sheet;
none:
	cJSON_Delete(sheet);
	return NULL;
}
