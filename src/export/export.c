/* The catalog as one JSON object. */
#include "export/export.h"

#include "count/provenance.h"
#include "export_parts.h"
#include "model/model.h"
#include "value/lines.h"
#include "value/member.h"

enum { SCHEMA = 2, LIST_DEPTH = 2 };

/* Adds what it is made from: title, domains, sources. */
static int
add_origins(cJSON *model, struct catalog *c,
    const struct catalog_selection *selection)
{
	static const char *const whole[] = { "title", "?sample", "generator",
		"resolve", "lifecycle", "counts", "settings", "scope",
		"config_sha256", "perspective", NULL };
	static const char *const domain[] = { "id", "name", "version",
		"modified", "url", "sha256", "accessed", "homepage", "licence",
		"credit", "newer_version", "newer_sha256", "scope", "platforms",
		"coverage", NULL };
	static const char *const source[] = { "id", "title", "kind", "domain",
		"?own", "homepage", "licence", "credit", "url", "revision",
		"sha256", "definition", "accessed", "attack_version", "documents",
		"findings", "controls", "active", "mapped", "exact",
		"remapped", "merged", "retired", "deprecated", "unknown",
		"malformed", "other_framework", "newer", "mappings", NULL };
	cJSON *site = model_overview(c, selection);

	if (site == NULL)
		return -1;
	member_copy_all(model, site, whole);
	provenance_add_selection(model, selection);
	cJSON_AddItemToObject(model, "domains",
	    member_pick_all(member_get(site, "domains"), domain));
	cJSON_AddItemToObject(model, "sources",
	    member_pick_all(member_get(site, "sources"), source));
	cJSON_Delete(site);
	return 0;
}

cJSON *
export_model(struct catalog *c, const struct catalog_selection *selection)
{
	static const char *const pair[] = { "crosswalk", "from", "from_id",
		"from_title", "relation", "to", "to_id", "to_title", "?joint",
		"note", "path", "line", NULL };
	static const char *const finding[] = { "source", "path", "line",
		"what", "why", NULL };
	cJSON *model = cJSON_CreateObject(), *controls;

	member_add_number(model, "schema", SCHEMA);
	member_add_text(model, "what", "export");
	if (add_origins(model, c, selection) == -1 ||
	    export_add_attack(model, c, selection) == -1)
		goto fail;
	controls = export_controls(c, selection);
	if (controls == NULL)
		goto fail;
	cJSON_AddItemToObject(model, "controls", controls);
	if (export_add_rows(model, c, Q_CROSSWALK_PAIRS, "crosswalks", pair) ==
	    -1)
		goto fail;
	if (member_get(model, "crosswalks")->child == NULL)
		cJSON_DeleteItemFromObject(model, "crosswalks");
	if (export_add_rows(model, c, Q_FINDINGS, "findings", finding) == 0)
		return model;
fail:
	cJSON_Delete(model);
	return NULL;
}

void
export_json(const cJSON *model, struct buf *out)
{
	lines_print(model, LIST_DEPTH, out);
}
