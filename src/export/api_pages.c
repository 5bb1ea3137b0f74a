/* The JSON of the site's pages that are about many things: each is what its page
 * is made from, without what only a page needs. */
#include "export/api_pages.h"

#include "export_parts.h"
#include "value/member.h"

/* A copy of the members of row that are named, there, and not false; flags as
 * member_copy_all has them. */
static cJSON *
told(const cJSON *row, const char *const *names)
{
	cJSON *one = cJSON_CreateObject();

	for (; *names != NULL; names++) {
		const char *const name[] = { *names, NULL };

		if (!cJSON_IsFalse(member_get(row, *names)))
			member_copy_all(one, row, name);
	}
	return one;
}

static cJSON *
told_all(const cJSON *rows, const char *const *names)
{
	cJSON *list = cJSON_CreateArray();
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		cJSON_AddItemToArray(list, told(row, names));
	return list;
}

static void
add_told(cJSON *model, const char *name, const cJSON *rows,
    const char *const *names)
{
	cJSON_AddItemToObject(model, name, told_all(rows, names));
}

/* Adds what the model of a page says, of the names. */
static cJSON *
new_page(const char *what, const cJSON *site, const cJSON *said,
    const char *const *names, const char *page)
{
	cJSON *model = export_api_head(what, site), *more = told(said, names), *one;

	cJSON_DeleteItemFromObject(model, "title"); /* the site's */
	while ((one = more->child) != NULL)
		cJSON_AddItemToObject(model, one->string,
		    cJSON_DetachItemViaPointer(more, one));
	cJSON_Delete(more);
	cJSON_AddStringToObject(model, "page", page);
	return model;
}

/* A technique as a cell of the matrix has it. */
static cJSON *
cell_told(const cJSON *cell)
{
	static const char *const kept[] = { "domain", "id", "name",
		"parent_name", "state", "coverage", "policy", "detection",
		"test", "adopt", "adopt_run", "evidence", "out", "reason",
		"owner", "until", "mitre", "moved_version", "moved_id",
		"groups", "campaigns", "software", "priority", "visible",
		"why", NULL };
	static const char *const rule[] = { "rule", "href", "page", "from",
		"evidence", "runs", "others", NULL };
	cJSON *one = told(cell, kept), *available;
	const cJSON *kind, *more = member_get(cell, "available");
	const cJSON *best = member_get(cell, "best_public");

	available = cJSON_AddObjectToObject(one, "available");
	cJSON_ArrayForEach(kind, more)
		if (!cJSON_IsFalse(kind))
			member_copy(available, more, kind->string);
	if (cJSON_IsObject(best))
		cJSON_AddItemToObject(one, "best_public", told(best, rule));
	export_api_address(one, "json", "api/techniques", ".json");
	return one;
}

static void
add_cells(cJSON *model, const char *name, const cJSON *cells)
{
	cJSON *list = cJSON_AddArrayToObject(model, name);
	const cJSON *cell;

	cJSON_ArrayForEach(cell, cells)
		cJSON_AddItemToArray(list, cell_told(cell));
}

cJSON *
api_gaps(const cJSON *page, const cJSON *site)
{
	static const char *const none[] = { NULL };
	static const char *const domain[] = { "id", "name", "version", "of",
		"gaps", "adopt", "single", "more_moved", "apart", "formula",
		"factor_sources", NULL };
	cJSON *model = new_page("gaps", site, page, none, "gaps.html");

	add_told(model, "domains", member_get(page, "domains"), domain);
	add_cells(model, "no_rule", member_get(page, "rules"));
	add_cells(model, "one_rule", member_get(page, "single"));
	add_cells(model, "no_test", member_get(page, "tests"));
	add_cells(model, "moved", member_get(page, "moved"));
	return model;
}

static const char *const tactic_kept[] = { "domain", "id", "shortname", "name",
	"url", "of", "covered", "open", "moved", "more", "apart", NULL };

static void
add_kinds(cJSON *to, const cJSON *tactic)
{
	static const char *const kind[] = { "kind", "covered", "more", NULL };

	add_told(to, "kinds", member_get(tactic, "kinds"), kind);
}

cJSON *
api_tactics(const cJSON *page, const cJSON *site)
{
	static const char *const none[] = { NULL };
	static const char *const domain[] = { "id", "name", "version", "apart",
		NULL };
	cJSON *model = new_page("tactics", site, page, none,
	    "tactics/index.html");
	cJSON *domains = cJSON_AddArrayToObject(model, "domains"), *one, *list;
	const cJSON *d, *tactic;

	cJSON_ArrayForEach(d, member_get(page, "domains")) {
		one = told(d, domain);
		cJSON_AddItemToArray(domains, one);
		list = cJSON_AddArrayToObject(one, "tactics");
		cJSON_ArrayForEach(tactic, member_get(d, "tactics")) {
			one = told(tactic, tactic_kept);
			add_kinds(one, tactic);
			export_api_address(one, "json", "api/tactics", ".json");
			cJSON_AddItemToArray(list, one);
		}
	}
	return model;
}

cJSON *
api_tactic(const cJSON *page, const cJSON *site)
{
	const cJSON *tactic = member_get(page, "tactic"), *cell, *sub;
	cJSON *model = new_page("tactic", site, tactic, tactic_kept, ""), *list;

	cJSON_DeleteItemFromObject(model, "page");
	export_api_address(model, "page", "tactics", ".html");
	member_copy(model, tactic, "description");
	add_kinds(model, tactic);
	list = cJSON_AddArrayToObject(model, "techniques");
	cJSON_ArrayForEach(cell, member_get(tactic, "cells")) {
		if (cJSON_IsObject(member_get(cell, "cell")))
			cJSON_AddItemToArray(list,
			    cell_told(member_get(cell, "cell")));
		cJSON_ArrayForEach(sub, member_get(cell, "subs"))
			cJSON_AddItemToArray(list, cell_told(sub));
	}
	return model;
}

static const char *const source_kept[] = { "id", "title", "kind", "domain",
	"?own", "homepage", "licence", "credit", "url", "revision", "accessed",
	"attack_version", "sha256", "definition", "documents", "controls",
	"active", "mapped", "exact", "remapped", "merged", "retired",
	"deprecated", "unknown", "newer", "malformed", "other_framework",
	"mappings", NULL };

cJSON *
api_sources(const cJSON *page, const cJSON *site)
{
	static const char *const none[] = { NULL };
	cJSON *model = new_page("sources", site, page, none,
	    "sources/index.html");
	cJSON *list = cJSON_AddArrayToObject(model, "sources"), *one;
	const cJSON *source;

	cJSON_ArrayForEach(source, member_get(page, "sources")) {
		one = told(source, source_kept);
		member_copy(one, source, "findings");
		export_api_address(one, "json", "api/sources", ".json");
		cJSON_AddItemToArray(list, one);
	}
	return model;
}

static const char *const finding_kept[] = { "source", "path", "line", "what",
	"why", NULL };

cJSON *
api_source(const cJSON *page, const cJSON *site)
{
	static const char *const ledger[] = { "tagged", "resolved", "outcome",
		"controls", "framework_title", "framework_url", NULL };
	const cJSON *source = member_get(page, "source");
	cJSON *model = new_page("source", site, source, source_kept, "");

	cJSON_DeleteItemFromObject(model, "page");
	export_api_address(model, "page", "sources", ".html");
	add_told(model, "ledger", member_get(source, "ledger"), ledger);
	add_told(model, "findings", member_get(page, "own_findings"),
	    finding_kept);
	return model;
}

/* Lists of techniques that changed, each {row}, as lists of these rows. */
static void
add_moves(cJSON *model, const char *name, const cJSON *moves)
{
	static const char *const kept[] = { "domain", "id", "name", "kind",
		"change", "before", "after", "became", NULL };
	cJSON *to, *rows;
	const cJSON *list, *one;

	if (!cJSON_IsObject(moves))
		return;
	to = cJSON_AddObjectToObject(model, name);
	cJSON_ArrayForEach(list, moves) {
		if (!cJSON_IsArray(list))
			continue;
		rows = cJSON_AddArrayToObject(to, list->string);
		cJSON_ArrayForEach(one, list)
			cJSON_AddItemToArray(rows, told(member_get(one, "row"),
			    kept));
	}
}

cJSON *
api_changes(const cJSON *page, const cJSON *site)
{
	static const char *const head[] = { "compared", "by_history", "same",
		"alone", "domains", NULL };
	static const char *const bound[] = { "name", "kind", "old", "new",
		NULL };
	static const char *const figure[] = { "kind", "domain", "definition",
		"of", "before", "rebased", "after", NULL };
	static const char *const source[] = { "id", "title", "change", "old",
		"new", NULL };
	static const char *const id[] = { "domain", "id", "name", "change",
		"to", NULL };
	static const char *const build[] = { "date", "whose", "covered", "of",
		NULL };
	static const char *const moves[] = { "bounded", "controls", "attack",
		NULL };
	cJSON *model = new_page("changes", site, page, head, "changes.html"), *ids;
	const cJSON *group, *one;
	size_t i;

	if (member_get(model, "compared") == NULL)
		cJSON_DeleteItemFromObject(model, "by_history");
	add_told(model, "bounds", member_get(page, "bounds"), bound);
	add_told(model, "figures", member_get(page, "figures"), figure);
	add_told(model, "sources", member_get(page, "sources"), source);
	for (i = 0; moves[i] != NULL; i++)
		add_moves(model, moves[i], member_get(member_get(page, moves[i]),
		    "lists"));
	ids = cJSON_AddArrayToObject(model, "ids");
	cJSON_ArrayForEach(group, member_get(page, "ids"))
		cJSON_ArrayForEach(one, member_get(group, "of"))
			cJSON_AddItemToArray(ids, told(one, id));
	add_told(model, "builds", member_get(page, "builds"), build);
	return model;
}

cJSON *
api_methodology(const cJSON *page, const cJSON *site)
{
	static const char *const none[] = { NULL };
	static const char *const domain[] = { "id", "name", "version", "apart",
		"definitions", NULL };
	static const char *const level[] = { "evidence", "words", "pairs",
		"percent", NULL };
	static const char *const input[] = { "id", "name", "version", "sha256",
		"newer_version", "newer_sha256", "accessed", "homepage",
		"licence", "credit", NULL };
	static const char *const source[] = { "id", "title", "findings",
		"retired", "deprecated", "unknown", "malformed", "revision",
		"accessed", "sha256", "definition", "licence", "credit",
		"homepage", NULL };
	cJSON *model = new_page("methodology", site, page, none,
	    "methodology.html");

	member_copy(model, site, "config_sha256");
	add_told(model, "domains", member_get(page, "domains"), domain);
	add_told(model, "levels", member_get(page, "levels"), level);
	add_told(model, "attack", member_get(page, "attack_domains"), input);
	add_told(model, "sources", member_get(page, "sources"), source);
	add_told(model, "findings", member_get(page, "findings"), finding_kept);
	return model;
}
