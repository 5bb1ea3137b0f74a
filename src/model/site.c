/* What every page says of the whole, and the figures. */
#include "model/model.h"

#include <stdlib.h>
#include <string.h>

#include "parts.h"
#include "value/value.h"

enum { REVISION_SHORT = 10 };

/* The outcomes that a source's row takes over, in the order of stats. */
static const char *const outcomes[] = { "controls", "active", "mapped",
	"exact", "remapped", "merged", "retired", "deprecated", "unknown",
	"malformed", "mappings", NULL };

static int
add_meta(struct catalog *c, cJSON *site)
{
	cJSON *rows = NULL;
	const cJSON *row;

	if (catalog_rows(c, Q_META, NULL, &rows) == -1)
		return -1;
	cJSON_ArrayForEach(row, rows)
		cJSON_AddStringToObject(site, parts_text(row, "key"),
		    parts_text(row, "value"));
	cJSON_Delete(rows);
	return 0;
}

static int
add_attack(struct catalog *c, cJSON *site)
{
	cJSON *rows = NULL, *one;

	if (catalog_rows(c, Q_DOMAINS, NULL, &rows) == -1)
		return -1;
	one = cJSON_DetachItemFromArray(rows, 0);
	if (one != NULL) {
		parts_add_date(one);
		cJSON_AddItemToObject(site, "attack", one);
	}
	cJSON_Delete(rows);
	return 0;
}

static void
finish_source(cJSON *source, const cJSON *counts)
{
	const char *revision = parts_text(source, "revision");
	char text[REVISION_SHORT + 1] = "";
	size_t i;

	for (i = 0; outcomes[i] != NULL; i++)
		parts_copy(source, counts, outcomes[i]);
	if (revision != NULL) {
		strncat(text, revision, REVISION_SHORT);
		cJSON_AddStringToObject(source, "revision_short", text);
	}
	parts_add_date(source);
}

static int
add_sources(struct catalog *c, cJSON *site,
    const struct catalog_selection *selection)
{
	cJSON *sources = NULL, *counts = NULL, *s;
	const cJSON *n;

	if (catalog_rows(c, Q_SOURCES, NULL, &sources) == -1)
		return -1;
	cJSON_AddItemToObject(site, "sources", sources);
	if (catalog_outcomes(c, selection, &counts) == -1)
		return -1;
	/* Both are in the order of ord, a row a source. */
	n = counts->child;
	cJSON_ArrayForEach(s, sources) {
		finish_source(s, n);
		n = n == NULL ? NULL : n->next;
	}
	cJSON_Delete(counts);
	return 0;
}

static void
add_headline(cJSON *site)
{
	const cJSON *exact = value_get(value_get(value_get(site, "coverage"),
	    "detection"), "exact");
	long long of = parts_number(exact, "of");
	cJSON *h = cJSON_AddObjectToObject(site, "headline");

	parts_copy(h, exact, "covered");
	parts_copy(h, exact, "of");
	if (of > 0)
		parts_add_number(h, "percent",
		    (parts_number(exact, "covered") * 200 + of) / (2 * of));
}

cJSON *
model_site(struct catalog *c, const struct catalog_selection *selection)
{
	cJSON *site = cJSON_CreateObject(), *tactics = NULL, *coverage;

	if (add_meta(c, site) == -1 || add_attack(c, site) == -1 ||
	    add_sources(c, site, selection) == -1 ||
	    catalog_rows(c, Q_TACTICS, NULL, &tactics) == -1)
		goto fail;
	cJSON_AddItemToObject(site, "tactics", tactics);
	coverage = model_coverage(c, selection);
	if (coverage == NULL)
		goto fail;
	cJSON_AddItemToObject(site, "coverage", coverage);
	add_headline(site);
	return site;
fail:
	cJSON_Delete(site);
	return NULL;
}

static void
count_states(const cJSON *techniques, cJSON *domain)
{
	long long parents = 0, subs = 0, revoked = 0, deprecated = 0;
	const cJSON *t;
	const char *state;

	cJSON_ArrayForEach(t, techniques) {
		state = parts_text(t, "state");
		if (str_equal(state, "revoked"))
			revoked++;
		else if (str_equal(state, "deprecated"))
			deprecated++;
		else if (parts_number(t, "sub") != 0)
			subs++;
		else
			parents++;
	}
	parts_add_number(domain, "techniques", parents);
	parts_add_number(domain, "subtechniques", subs);
	parts_add_number(domain, "revoked", revoked);
	parts_add_number(domain, "deprecated", deprecated);
}

static void
add_stats_sources(cJSON *stats, const cJSON *sources)
{
	static const char *const head[] = { "id", "kind", "domain", "documents",
		NULL };
	cJSON *list = cJSON_AddArrayToObject(stats, "sources"), *one;
	const cJSON *s;
	size_t i;

	cJSON_ArrayForEach(s, sources) {
		one = cJSON_CreateObject();
		for (i = 0; head[i] != NULL; i++)
			parts_copy(one, s, head[i]);
		for (i = 0; outcomes[i] != NULL; i++)
			parts_copy(one, s, outcomes[i]);
		cJSON_AddItemToArray(list, one);
	}
}

cJSON *
model_stats(struct catalog *c, const struct catalog_selection *selection)
{
	cJSON *site = model_site(c, selection), *techniques = NULL, *stats = NULL, *d;

	if (site == NULL ||
	    catalog_rows(c, Q_TECHNIQUES, NULL, &techniques) == -1)
		goto out;
	stats = cJSON_CreateObject();
	parts_add_number(stats, "schema", 1);
	d = cJSON_CreateObject();
	cJSON_AddItemToArray(cJSON_AddArrayToObject(stats, "domains"), d);
	parts_add_text(d, "domain",
	    parts_text(value_get(site, "attack"), "id"));
	parts_copy(d, value_get(site, "attack"), "version");
	count_states(techniques, d);
	parts_add_text(d, "scope", parts_text(site, "scope"));
	cJSON_AddItemToObject(d, "definitions",
	    cJSON_DetachItemFromObject(site, "coverage"));
	add_stats_sources(stats, value_get(site, "sources"));
out:
	cJSON_Delete(site);
	cJSON_Delete(techniques);
	return stats;
}
