/* The catalog as one JSON object. */
#include "model/export.h"

#include "lines.h"
#include "model/model.h"
#include "origin.h"
#include "parts.h"
#include "roster.h"
#include "value/value.h"

enum { SCHEMA = 1, LIST_DEPTH = 2 };

/* Rows that belong to controls, each list in the order of these. */
struct details {
	cJSON *mappings, *platforms, *evidence;
};

/* Moves members from a row, which need not have them. A name behind "?" is of a
 * flag: true, or absent. */
static cJSON *
taken(cJSON *row, const char *const *names)
{
	cJSON *one = cJSON_CreateObject(), *member;
	const char *name;

	for (; *names != NULL; names++) {
		name = **names == '?' ? *names + 1 : *names;
		member = cJSON_DetachItemFromObjectCaseSensitive(row, name);
		if (member == NULL)
			continue;
		if (name == *names) {
			cJSON_AddItemToObject(one, name, member);
			continue;
		}
		parts_add_flag(one, name, member->valuedouble != 0);
		cJSON_Delete(member);
	}
	return one;
}

/* The same of each row, in a new list. */
static cJSON *
all_taken(cJSON *rows, const char *const *names)
{
	cJSON *list = cJSON_CreateArray(), *row;

	cJSON_ArrayForEach(row, rows)
		cJSON_AddItemToArray(list, taken(row, names));
	return list;
}

/* Takes out of rows, which are in the order of controls, those of this one;
 * those before it go. */
static cJSON *
rows_of(cJSON *rows, long long control, const char *const *names)
{
	cJSON *list = cJSON_CreateArray(), *row;

	while (rows->child != NULL &&
	    parts_number(rows->child, "control") <= control) {
		row = cJSON_DetachItemViaPointer(rows, rows->child);
		if (parts_number(row, "control") == control)
			cJSON_AddItemToArray(list, taken(row, names));
		cJSON_Delete(row);
	}
	return list;
}

static void
add_some(cJSON *to, const char *name, cJSON *list)
{
	if (list->child != NULL)
		cJSON_AddItemToObject(to, name, list);
	else
		cJSON_Delete(list);
}

static cJSON *
new_control(cJSON *row, struct details *d)
{
	static const char *const facts[] = { "source", "kind", "id", "title",
		"path", "line", "url", "lifecycle", "type", "level", "status",
		"author", "date", "modified", "evidence", "?catch_all",
		"?deployed", "?counts", "description", NULL };
	static const char *const mapping[] = { "tagged", "resolved", "outcome",
		"?merged", "?counted", "note", "score", NULL };
	static const char *const platform[] = { "platform", NULL };
	static const char *const seen[] = { "level", "source", "test", "date",
		NULL };
	long long pk = parts_number(row, "pk");
	cJSON *one = taken(row, facts);
	cJSON *platforms = rows_of(d->platforms, pk, platform);

	add_some(one, "platforms", parts_column(platforms, "platform"));
	cJSON_AddItemToObject(one, "mappings",
	    rows_of(d->mappings, pk, mapping));
	add_some(one, "seen", rows_of(d->evidence, pk, seen));
	cJSON_Delete(platforms);
	return one;
}

static int
add_controls(cJSON *model, struct catalog *c,
    const struct catalog_selection *selection)
{
	cJSON *rows = NULL, *row, *list;
	struct details d = { NULL, NULL, NULL };
	int rc = -1;

	if (catalog_controls(c, selection, &rows) == -1 ||
	    catalog_rows(c, Q_ALL_MAPPINGS, NULL, &d.mappings) == -1 ||
	    catalog_rows(c, Q_ALL_CONTROL_PLATFORMS, NULL, &d.platforms) ==
	    -1 || catalog_rows(c, Q_ALL_EVIDENCE, NULL, &d.evidence) == -1)
		goto out;
	list = cJSON_AddArrayToObject(model, "controls");
	cJSON_ArrayForEach(row, rows)
		cJSON_AddItemToArray(list, new_control(row, &d));
	rc = 0;
out:
	cJSON_Delete(rows);
	cJSON_Delete(d.mappings);
	cJSON_Delete(d.platforms);
	cJSON_Delete(d.evidence);
	return rc;
}

static int
add_techniques(cJSON *model, struct catalog *c,
    const struct catalog_selection *selection)
{
	static const char *const kept[] = { "domain", "id", "name", "url",
		"state", "parent_id", "?scoped", "reason", "moved_version",
		"moved_id", "moved_name", "tactics", "platforms", "policy",
		"detection", "test", "counts", "best", NULL };
	struct roster all = { 0 };
	int rc = roster_make(&all, c, selection);

	if (rc == 0)
		cJSON_AddItemToObject(model, "techniques",
		    all_taken(all.techniques, kept));
	roster_free(&all);
	return rc;
}

static int
add_revoked(cJSON *model, struct catalog *c)
{
	static const char *const kept[] = { "domain", "id", "name",
		"successor_id", NULL };
	cJSON *rows = NULL, *list, *row;

	if (catalog_rows(c, Q_TECHNIQUES, NULL, &rows) == -1)
		return -1;
	list = cJSON_AddArrayToObject(model, "revoked");
	cJSON_ArrayForEach(row, rows)
		if (str_equal(parts_text(row, "state"), "revoked"))
			cJSON_AddItemToArray(list, taken(row, kept));
	cJSON_Delete(rows);
	return 0;
}

/* A query's rows as a member, of each what is named. */
static int
add_rows(cJSON *model, struct catalog *c, enum catalog_query q,
    const char *name, const char *const *kept)
{
	cJSON *rows = NULL;

	if (catalog_rows(c, q, NULL, &rows) == -1)
		return -1;
	cJSON_AddItemToObject(model, name, all_taken(rows, kept));
	cJSON_Delete(rows);
	return 0;
}

/* What it is made of: title, domains, sources. */
static int
add_origins(cJSON *model, struct catalog *c,
    const struct catalog_selection *selection)
{
	static const char *const whole[] = { "title", "generator", "resolve",
		"lifecycle", "scope", NULL };
	static const char *const domain[] = { "id", "name", "version",
		"modified", "url", "sha256", "accessed", "homepage", "licence",
		"credit", "newer_version", "coverage", NULL };
	static const char *const source[] = { "id", "title", "kind", "domain",
		"?own", "homepage", "licence", "credit", "url", "revision",
		"sha256", "accessed", "attack_version", "documents",
		"findings", "controls", "active", "mapped", "exact",
		"remapped", "merged", "retired", "deprecated", "unknown",
		"malformed", "newer", "mappings", NULL };
	cJSON *site = model_site(c, selection);
	size_t i;

	if (site == NULL)
		return -1;
	for (i = 0; whole[i] != NULL; i++)
		parts_copy(model, site, whole[i]);
	parts_add_flag(model, "sample", parts_text(site, "sample") != NULL);
	origin_add_selection(model, selection);
	cJSON_AddItemToObject(model, "domains",
	    all_taken(value_get(site, "domains"), domain));
	cJSON_AddItemToObject(model, "sources",
	    all_taken(value_get(site, "sources"), source));
	cJSON_Delete(site);
	return 0;
}

cJSON *
model_export(struct catalog *c, const struct catalog_selection *selection)
{
	static const char *const tactic[] = { "domain", "id", "shortname",
		"name", "url", NULL };
	static const char *const finding[] = { "source", "path", "line",
		"what", "why", NULL };
	cJSON *model = cJSON_CreateObject();

	parts_add_number(model, "schema", SCHEMA);
	parts_add_text(model, "what", "export");
	if (add_origins(model, c, selection) == 0 &&
	    add_rows(model, c, Q_TACTICS, "tactics", tactic) == 0 &&
	    add_techniques(model, c, selection) == 0 &&
	    add_revoked(model, c) == 0 &&
	    add_controls(model, c, selection) == 0 &&
	    add_rows(model, c, Q_FINDINGS, "findings", finding) == 0)
		return model;
	cJSON_Delete(model);
	return NULL;
}

void
export_json(const cJSON *model, struct buf *out)
{
	lines_print(model, LIST_DEPTH, out);
}
