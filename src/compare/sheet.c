/* What an export carries of a build, and what is between two of them. */
#include "compare/sheet.h"

#include <string.h>

#include "compare/diff.h"
#include "settings.h"
#include "steps.h"
#include "value/value.h"

static void
add_settings(cJSON *sheet, const cJSON *from)
{
	settings_copy(cJSON_AddObjectToObject(sheet, "settings"), from);
}

static cJSON *
versions_of(const cJSON *attack)
{
	cJSON *to = cJSON_CreateObject();
	const cJSON *d;

	cJSON_ArrayForEach(d, attack)
		parts_add_text(to, d->string, parts_text(d, "version"));
	return to;
}

/* {domain: {kind: {definition: ratio}}} of the figures of a diff. */
static cJSON *
figures_of(const cJSON *figures)
{
	cJSON *to = cJSON_CreateObject(), *domain, *kind;
	const cJSON *f;

	cJSON_ArrayForEach(f, figures) {
		domain = value_get(to, parts_text(f, "domain"));
		if (domain == NULL)
			domain = cJSON_AddObjectToObject(to,
			    parts_text(f, "domain"));
		kind = value_get(domain, parts_text(f, "kind"));
		if (kind == NULL)
			kind = cJSON_AddObjectToObject(domain,
			    parts_text(f, "kind"));
		cJSON_AddItemToObject(kind, parts_text(f, "definition"),
		    cJSON_Duplicate(value_get(f, "after"), 1));
	}
	return to;
}

static void
add_counts(cJSON *to, const struct cell *c)
{
	cJSON *one;
	size_t k;

	if (c->new == NULL || !c->new->active)
		return;
	one = cJSON_CreateObject();
	for (k = 0; k < FACT_KINDS; k++)
		if (c->at[AFTER][k].count > 0)
			parts_add_number(one, parts_kinds[k],
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
	add_settings(sheet, snapshot);
	cJSON_AddItemToObject(sheet, "attack",
	    versions_of(value_get(snapshot, "attack")));
	sources = cJSON_AddObjectToObject(sheet, "sources");
	cJSON_ArrayForEach(e, value_get(same, "sources")) {
		s = cJSON_Duplicate(value_get(e, "new"), 1);
		parts_copy(s, value_get(value_get(snapshot, "sources"),
		    parts_text(e, "id")), "sha256");
		cJSON_AddItemToObject(sources, parts_text(e, "id"), s);
	}
	cJSON_AddItemToObject(sheet, "figures",
	    figures_of(value_get(same, "figures")));
	counts = cJSON_AddObjectToObject(sheet, "counts");
	side_begin(&side, snapshot, NULL, &all);
	steps_take(&steps, &side, &side, &all, false);
	for (i = 0; i < steps.ncells; i++)
		add_counts(counts, &steps.cells[i]);
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
				parts_add_number(one, "covered",
				    f->child->valueint);
				parts_add_number(one, "of",
				    f->child->next->valueint);
			}
		}
	}
}

cJSON *
sheet_of_history(const cJSON *history)
{
	const cJSON *builds = value_get(history, "builds"), *last, *d, *t;
	cJSON *sheet, *counts;

	if (builds->child == NULL)
		return NULL;
	last = builds->child->prev;
	sheet = cJSON_CreateObject();
	add_settings(sheet, last);
	parts_copy(sheet, last, "attack");
	parts_copy(sheet, last, "sources");
	add_history_figures(sheet, value_get(last, "figures"));
	counts = cJSON_AddObjectToObject(sheet, "counts");
	cJSON_ArrayForEach(d, value_get(history, "latest"))
		cJSON_ArrayForEach(t, d)
			cJSON_AddItemToObject(counts, t->string,
			    cJSON_Duplicate(t, 1));
	return sheet;
}

/* Those of a list, by their ids. */
static void
add_sources(cJSON *sheet, const cJSON *sources)
{
	static const char *const copied[] = { "revision", "accessed", "sha256",
		"controls", NULL };
	cJSON *to = cJSON_AddObjectToObject(sheet, "sources"), *one;
	const cJSON *e;
	size_t i;

	cJSON_ArrayForEach(e, sources) {
		if (parts_text(e, "id") == NULL)
			continue;
		one = cJSON_AddObjectToObject(to, parts_text(e, "id"));
		for (i = 0; copied[i] != NULL; i++)
			parts_copy(one, e, copied[i]);
	}
}

/* Statistics have the scope that is of each domain, and other settings in words
 * where they are not the usual ones. */
static void
add_stated(cJSON *sheet, const cJSON *domains)
{
	const char *words = parts_text(domains->child, "settings");
	cJSON *to;

	if (cJSON_GetArraySize(domains) != 1)
		return;
	to = cJSON_AddObjectToObject(sheet, "settings");
	parts_add_text(to, "resolve", words != NULL &&
	    strstr(words, "resolve: exact") != NULL ? "exact" : "follow");
	parts_add_text(to, "lifecycle", words != NULL &&
	    strstr(words, "lifecycle: all") != NULL ? "all" : "active");
	parts_add_text(to, "scope", parts_text(domains->child, "scope"));
}

cJSON *
sheet_of_stats(const cJSON *stats)
{
	const cJSON *domains = value_get(stats, "domains"), *e;
	const cJSON *sources = value_get(stats, "sources");
	cJSON *sheet, *attack, *figures;

	if (!cJSON_IsArray(domains) || !cJSON_IsArray(sources))
		return NULL;
	sheet = cJSON_CreateObject();
	add_stated(sheet, domains);
	attack = cJSON_AddObjectToObject(sheet, "attack");
	figures = cJSON_AddObjectToObject(sheet, "figures");
	cJSON_ArrayForEach(e, domains) {
		if (parts_text(e, "domain") == NULL)
			continue;
		parts_add_text(attack, parts_text(e, "domain"),
		    parts_text(e, "version"));
		cJSON_AddItemToObject(figures, parts_text(e, "domain"),
		    cJSON_Duplicate(value_get(e, "definitions"), 1));
	}
	add_sources(sheet, sources);
	return sheet;
}

cJSON *
sheet_of_export(const cJSON *export)
{
	const cJSON *e, *techniques = value_get(export, "techniques"), *n;
	cJSON *sheet = cJSON_CreateObject(), *attack, *figures, *to, *one;
	size_t k;

	add_settings(sheet, export);
	attack = cJSON_AddObjectToObject(sheet, "attack");
	figures = cJSON_AddObjectToObject(sheet, "figures");
	cJSON_ArrayForEach(e, value_get(export, "domains")) {
		if (parts_text(e, "id") == NULL)
			continue;
		parts_add_text(attack, parts_text(e, "id"),
		    parts_text(e, "version"));
		cJSON_AddItemToObject(figures, parts_text(e, "id"),
		    cJSON_Duplicate(value_get(e, "coverage"), 1));
	}
	add_sources(sheet, value_get(export, "sources"));
	to = cJSON_AddObjectToObject(sheet, "counts");
	cJSON_ArrayForEach(e, techniques) {
		if (parts_text(e, "id") == NULL ||
		    !str_equal(parts_text(e, "state"), "active"))
			continue;
		one = cJSON_AddObjectToObject(to, parts_text(e, "id"));
		for (k = 0; parts_kinds[k] != NULL; k++) {
			n = value_get(e, parts_kinds[k]);
			if (cJSON_IsNumber(n) && n->valuedouble > 0)
				parts_copy(one, e, parts_kinds[k]);
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
		if (parts_text(row, "technique") == NULL)
			goto none;
		one = cJSON_CreateObject();
		cJSON_AddItemToObject(counts, parts_text(row, "technique"),
		    one);
		for (k = 0; parts_kinds[k] != NULL; k++) {
			if (parts_text(row, parts_kinds[k]) == NULL ||
			    !str_to_number(parts_text(row, parts_kinds[k]),
			    &n))
				goto none;
			if (n > 0)
				parts_add_number(one, parts_kinds[k], n);
		}
	}
	return sheet;
none:
	cJSON_Delete(sheet);
	return NULL;
}
