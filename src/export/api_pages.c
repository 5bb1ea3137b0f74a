/* The JSON of the site's pages that are about many things: each is what its page
 * is made from, without what only a page needs. */
#include "export/api_pages.h"

#include <stdbool.h>

#include "export_parts.h"
#include "value/member.h"
#include "value/value.h"
#include "words/words.h"

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

/* Adds what told() has. */
static void
add_members(cJSON *to, const cJSON *row, const char *const *names)
{
	cJSON *more = told(row, names), *one;

	while ((one = more->child) != NULL)
		cJSON_AddItemToObject(to, one->string,
		    cJSON_DetachItemViaPointer(more, one));
	cJSON_Delete(more);
}

/* Adds what the model of a page says, of the names. */
static cJSON *
new_page(const char *what, const cJSON *site, const cJSON *said,
    const char *const *names, const char *page)
{
	cJSON *model = export_api_head(what, site);

	cJSON_DeleteItemFromObject(model, "title"); /* the site's */
	add_members(model, said, names);
	cJSON_AddStringToObject(model, "page", page);
	return model;
}

/* How many more controls of each kind are public, of kinds of which yours count. */
static void
add_available(cJSON *one, const cJSON *cell)
{
	cJSON *available = cJSON_AddObjectToObject(one, "available");
	const cJSON *kind, *more = member_get(cell, "available");

	cJSON_ArrayForEach(kind, more)
		if (!cJSON_IsFalse(kind))
			member_copy(available, more, kind->string);
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
	const cJSON *best = member_get(cell, "best_public");
	cJSON *one = told(cell, kept);

	add_available(one, cell);
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
	export_api_turns(model, member_get(page, "turns"));
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

static cJSON *
listed_told(const cJSON *row)
{
	static const char *const kept[] = { "id", "level", "status", "evidence",
		"why", "yours", "runs", NULL };
	cJSON *one = cJSON_CreateObject();

	export_api_as(one, "title", row, "name");
	export_api_as(one, "url", row, "href");
	export_api_control_page(one, row);
	export_api_as(one, "techniques", row, "ids");
	add_members(one, row, kept);
	export_api_as(one, "needs", row, cJSON_IsString(member_get(row,
	    "needs_full")) ? "needs_full" : "needs");
	if (cJSON_IsTrue(member_get(row, "some_proved")))
		member_copy(one, row, "proved");
	return one;
}

/* Of many: what is read is folded, and so is what is made. */
cJSON *
api_controls(const cJSON *page, const cJSON *site)
{
	static const char *const source[] = { "title", "kind", "domain", "?own",
		NULL };
	const cJSON *of = member_get(page, "source"), *row;
	cJSON *model = new_page("controls", site, of, source, ""), *list, *one;
	struct arena mem = { 0 }, *before;

	member_copy(model, of, "id");
	cJSON_DeleteItemFromObject(model, "page");
	export_api_address(model, "page", "controls", ".html");
	list = cJSON_AddArrayToObject(model, "controls");
	cJSON_ArrayForEach(row, member_get(page, "rows")) {
		before = value_use(&mem);
		one = listed_told(value_unfold(row));
		value_use(before);
		cJSON_AddItemToArray(list, value_fold(one));
		arena_reset(&mem);
	}
	arena_free(&mem);
	return model;
}

/* A threat of a list, in one of its domains. */
static cJSON *
new_threat(const cJSON *actor, const cJSON *part, bool yours)
{
	static const char *const said[] = { "id", "kind", "name", "aliases",
		"origin", "victims", "sectors", "described_by", NULL };
	static const char *const figures[] = { "domain", "version", "of",
		"answered", "covered", "thin", "moved", "open", "out", NULL };
	cJSON *one = told(actor, said);

	add_members(one, part, figures);
	if (yours)
		member_add_number(one, "adopt", member_number(part, "adopt"));
	export_api_address(one, "json", "api/threats", ".json");
	return one;
}

/* Once for each domain, but where only software uses techniques of it. */
static void
add_threat(cJSON *list, const cJSON *actor, bool yours)
{
	const cJSON *part;

	cJSON_ArrayForEach(part, member_get(actor, "parts"))
		if (!cJSON_IsTrue(member_get(part, "only_software")))
			cJSON_AddItemToArray(list, new_threat(actor, part,
			    yours));
}

cJSON *
api_threats(const cJSON *page, const cJSON *site)
{
	static const char *const said[] = { "definitions", NULL };
	static const char *const known[] = { "id", "n", NULL };
	bool yours = cJSON_IsTrue(member_get(member_get(site, "whose"),
	    "yours"));
	cJSON *model = new_page(kind_name(KIND_THREATS), site, page,
	    said, "threats/index.html"), *list, *one;
	const cJSON *kind, *actor, *of;

	cJSON_ArrayForEach(kind, member_get(page, "lists")) {
		list = cJSON_AddArrayToObject(model, member_string(kind, "place"));
		cJSON_ArrayForEach(actor, member_get(kind, "rows"))
			add_threat(list, actor, yours);
	}
	list = cJSON_AddArrayToObject(model, "exploited");
	cJSON_ArrayForEach(of, member_get(page, "exploited")) {
		one = told(of, known);
		member_copy(one, member_get(of, "source"), "title");
		export_api_address(one, "json", "api/threats", ".json");
		cJSON_AddItemToArray(list, one);
	}
	return model;
}

cJSON *
api_compare(const cJSON *page, const cJSON *site)
{
	static const char *const said[] = { "definitions", NULL };
	static const char *const cell[] = { "domain", "id", "name",
		"parent_name", "tactics", "out", "reason", "owner", "until",
		"detection", "evidence", NULL };
	static const char *const names[][2] = { { "state", "state" },
		{ "said", "said" }, { "groups", "n_groups" },
		{ "campaigns", "n_campaigns" }, { "software", "n_software" },
		{ "group_names", "names" }, { "used_by", "users" },
		{ NULL, NULL } };
	cJSON *model = new_page("compare", site, page, said,
	    "threats/compare.html");
	cJSON *list = cJSON_AddArrayToObject(model, "techniques"), *one;
	const cJSON *row;
	size_t i;

	cJSON_ArrayForEach(row, member_get(page, "rows")) {
		one = told(member_get(row, "cell"), cell);
		add_available(one, member_get(row, "cell"));
		for (i = 0; names[i][0] != NULL; i++)
			export_api_as(one, names[i][0], row, names[i][1]);
		export_api_address(one, "json", "api/techniques", ".json");
		cJSON_AddItemToArray(list, one);
	}
	return model;
}

cJSON *
api_exploited(const cJSON *page, const cJSON *site)
{
	static const char *const none[] = { NULL };
	static const char *const vulnerability[] = { "id", "title", "category",
		"of", "with", "more", NULL };
	static const char *const technique[] = { "id", "name", "detection",
		NULL };
	const cJSON *all = member_get(page, "exploited"), *row, *rule;
	cJSON *model = new_page("exploited", site, all, none, ""), *list, *one,
	      *rules;

	member_copy(model, all, "id");
	member_copy(model, member_get(all, "source"), "title");
	cJSON_DeleteItemFromObject(model, "page");
	export_api_address(model, "page", kind_name(KIND_THREATS), ".html");
	list = cJSON_AddArrayToObject(model, "vulnerabilities");
	cJSON_ArrayForEach(row, member_get(all, "rows")) {
		one = told(row, vulnerability);
		cJSON_AddItemToArray(list, one);
		add_told(one, "techniques", member_get(row, "techniques"),
		    technique);
		rules = cJSON_AddArrayToObject(one, "rules");
		cJSON_ArrayForEach(rule, member_get(row, "rules"))
			cJSON_AddItemToArray(rules, export_api_rule(rule));
	}
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
	if (member_string(page, "since") != NULL)
		member_copy(model, page, "since");
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
	static const char *const spread[] = { "id", "name", "version", "spread",
		NULL };
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
	add_told(model, "spreads", member_get(page, "spreads"), spread);
	add_told(model, "levels", member_get(page, "levels"), level);
	add_told(model, "attack", member_get(page, "attack_domains"), input);
	add_told(model, "sources", member_get(page, "sources"), source);
	add_told(model, "findings", member_get(page, "findings"), finding_kept);
	return model;
}
