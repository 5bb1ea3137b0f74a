/* The pages of groups, software and campaigns. */
#include <string.h>
#include <strings.h>

#include "export/threat_files.h"
#include "model/matrix.h"
#include "prose/description.h"
#include "site.h"
#include "threat/threat.h"
#include "value/member.h"
#include "words/logs.h"
#include "words/words.h"

enum { ANSWERS = 3 }; /* of Q_ANSWERS, at most */

/* Adds whether it runs on the logs collected, and that in words. */
static void
add_answer_runs(cJSON *rule, enum runs runs)
{
	static const char *const said[] = { "log not told", "log unknown",
		"lacks a log", "runs" };

	cJSON_AddStringToObject(rule, "runs_word", runs_name(runs));
	cJSON_AddStringToObject(rule, "runs_said", said[runs]);
}

/* A rule, as cells name it. */
static cJSON *
new_answer(const struct site *s, const cJSON *row)
{
	cJSON *one = cJSON_CreateObject();

	cJSON_AddStringToObject(one, "rule", member_text(row, "title"));
	member_add_or_false(one, "href", member_text(row, "url"));
	member_add_or_false(one, "page", control_pages_of(&s->controls,
	    member_number(row, "control")));
	cJSON_AddStringToObject(one, "from", member_text(row, "source_title"));
	matrix_add_evidence(one, member_evidence(row));
	cJSON_AddBoolToObject(one, "runs", member_runs(row) == RUNS_YES);
	if (visibility_told(s->visibility))
		add_answer_runs(one, member_runs(row));
	return one;
}

static void
add_answer(const struct site *s, cJSON *cell, const cJSON *row)
{
	long long n = member_number(row, "count");
	cJSON *list = member_get(cell, "answers");

	if (member_whose(row) != WHOSE_YOURS) {
		cJSON_ReplaceItemInObject(cell, "best_public",
		    new_answer(s, row));
		member_add_number_or_false(member_get(cell, "best_public"),
		    "others", n - 1);
		return;
	}
	cJSON_AddItemToArray(list, new_answer(s, row));
	cJSON_AddBoolToObject(list->child->prev, "last",
	    cJSON_GetArraySize(list) == (n < ANSWERS ? n : ANSWERS));
	cJSON_DeleteItemFromObject(cell, "more_answers");
	member_add_number_or_false(cell, "more_answers",
	    n - cJSON_GetArraySize(list));
}

int
site_add_answers(struct site *s, struct catalog *c)
{
	cJSON *rows = NULL, *cell;
	const cJSON *row;

	if (!cJSON_IsTrue(member_get(member_get(s->model, "whose"), "yours")))
		return 0;
	if (catalog_rows(c, Q_ANSWERS, kind_name(KIND_DETECTION), &rows) == -1)
		return -1;
	cJSON_ArrayForEach(cell, member_get(s->matrix, "cells")) {
		if (cJSON_IsNull(cell))
			continue;
		cJSON_AddArrayToObject(cell, "answers");
		cJSON_AddFalseToObject(cell, "more_answers");
		cJSON_AddFalseToObject(cell, "best_public");
	}
	cJSON_ArrayForEach(row, rows) {
		cell = s->cells[member_number(row, "technique") - 1];
		if (!cJSON_IsNull(cell))
			add_answer(s, cell, row);
	}
	cJSON_Delete(rows);
	return 0;
}

static void
add_tactic_name(const struct site *s, const cJSON *of, const cJSON *tactic)
{
	cJSON *cell = s->cells[member_number(of, "pk") - 1];
	cJSON *names = member_get(cell, "tactics");
	const char *name = member_text(tactic, "name");

	if (names == NULL)
		names = cJSON_AddArrayToObject(cell, "tactics");
	if (!member_has(names, name))
		cJSON_AddItemToArray(names, cJSON_CreateString(name));
}

static void
add_to_cells(const struct site *s, const cJSON *tactic)
{
	const cJSON *one, *sub;

	cJSON_ArrayForEach(one, member_get(tactic, "cells")) {
		add_tactic_name(s, member_get(one, "cell"), tactic);
		cJSON_ArrayForEach(sub, member_get(one, "subs"))
			add_tactic_name(s, sub, tactic);
	}
}

void
site_add_tactics(struct site *s)
{
	const cJSON *domain, *tactic;
	cJSON *cell;

	cJSON_ArrayForEach(domain, member_get(s->matrix, "domains"))
		cJSON_ArrayForEach(tactic, member_get(domain, "tactics"))
			add_to_cells(s, tactic);
	cJSON_ArrayForEach(cell, member_get(s->matrix, "cells")) {
		if (cJSON_IsNull(cell))
			continue;
		if (member_get(cell, "tactics") == NULL)
			cJSON_AddArrayToObject(cell, "tactics");
		member_add_joined(cell, "tactic_list", member_get(cell,
		    "tactics"));
	}
}

static const struct {
	const char *kind, *title, *place;
} kinds[] = {
	{ "group", "Groups", "groups" },
	{ "campaign", "Campaigns", "campaigns" },
	{ "software", "Software", "software" },
};

static bool
has_several(const struct site *s)
{
	return member_get(s->matrix, "domains")->child->next != NULL;
}

/* "layers/threats/G0016.json"; of several domains "layers/threats/G0016-ics.json". */
static void
put_layer_path(const struct site *s, const cJSON *actor, const cJSON *part,
    struct buf *path)
{
	buf_reset(path);
	buf_printf(path, "layers/threats/%s", member_text(actor, "id"));
	if (has_several(s))
		buf_printf(path, "-%s", member_text(part, "domain"));
	buf_puts(path, ".json");
}

/* For templates: whether there are several domains. */
static void
add_several(struct site_page *p)
{
	cJSON_AddBoolToObject(p->data, "several", has_several(p->site));
}

bool
site_any_moved(const struct site *s)
{
	const cJSON *actor, *part;

	cJSON_ArrayForEach(actor, s->actors)
		cJSON_ArrayForEach(part, member_get(actor, "parts"))
			if (cJSON_IsTrue(member_get(part, "has_moved")))
				return true;
	return false;
}

static bool
any_described(const cJSON *rows)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		if (member_string(row, "described_by") != NULL)
			return true;
	return false;
}

void
site_add_meaning(struct site_page *p)
{
	struct buf b = BUF_INIT;

	add_several(p);
	threat_put_definitions(&b, of_read(member_text(member_get(
	    p->site->model, "perspective"), kind_name(KIND_DETECTION))),
	    KIND_DETECTION);
	member_take_buf(p->data, "definitions", &b);
}

static int
by_actor_name(const void *a, const void *b)
{
	const cJSON *x = *(cJSON *const *)a, *y = *(cJSON *const *)b;
	int order = strcasecmp(member_text(x, "name"), member_text(y, "name"));

	return order != 0 ? order : strcmp(member_text(x, "id"),
	    member_text(y, "id"));
}

/* The actors of a kind, by name. */
static cJSON *
actors_by_name(const struct site *s, const char *kind)
{
	cJSON *rows = cJSON_CreateArray(), *actor;

	cJSON_ArrayForEach(actor, s->actors)
		if (member_get(actor, kind) != NULL)
			cJSON_AddItemReferenceToArray(rows, actor);
	member_sort(rows, by_actor_name);
	return rows;
}

void
site_turn_threats(struct site *s)
{
	cJSON *row;
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		cJSON_ArrayForEach(row, actors_by_name(s, kinds[i].kind))
			cJSON_AddItemToObject(row, "turns", site_turns_of(row,
			    "kind", kinds[i].title));
}

int
site_fill_threats(struct site_page *p)
{
	cJSON *lists, *one, *rows;
	size_t i;

	site_add_meaning(p);
	cJSON_AddBoolToObject(p->data, "any_moved", site_any_moved(p->site));
	cJSON_AddItemReferenceToObject(p->data, "exploited", p->site->exploited);
	lists = cJSON_AddArrayToObject(p->data, "lists");
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		one = cJSON_CreateObject();
		cJSON_AddStringToObject(one, "list_title", kinds[i].title);
		cJSON_AddStringToObject(one, "place", kinds[i].place);
		cJSON_AddStringToObject(one, "what", kinds[i].kind);
		rows = actors_by_name(p->site, kinds[i].kind);
		cJSON_AddItemToObject(one, "rows", rows);
		cJSON_AddBoolToObject(one, "described", any_described(rows));
		if (rows->child != NULL)
			cJSON_AddItemToArray(lists, one);
	}
	return 0;
}

/* Adds where its layers stand, seen from the site's root: one a domain of which it
 * uses a technique. */
static void
add_layer_places(struct site_page *p)
{
	cJSON *list = cJSON_AddArrayToObject(p->data, "layers"), *one;
	struct buf path = BUF_INIT;
	const cJSON *part;

	cJSON_ArrayForEach(part, member_get(p->of, "parts")) {
		if (!cJSON_IsTrue(member_get(part, "has_uses")))
			continue;
		one = cJSON_CreateObject();
		put_layer_path(p->site, p->of, part, &path);
		cJSON_AddStringToObject(one, "place", buf_str(&path));
		cJSON_AddStringToObject(one, "of_domain",
		    member_text(part, "domain_name"));
		cJSON_AddItemToArray(list, one);
	}
	member_mark_last(list);
	buf_free(&path);
}

/* The same as Markdown. */
static int
put_threat_markdown(struct site_page *p)
{
	static const char *const kept[] = { "whose", "generator", "sample", NULL };
	const struct site *s = p->site;
	cJSON *data = member_pick(s->common, kept);
	struct buf path = BUF_INIT;
	int rc;

	cJSON_AddItemReferenceToObject(data, "actor", p->of);
	site_add_turns(data, member_get(p->of, "turns"), NULL);
	member_copy(data, p->data, "definitions");
	member_copy(data, p->data, "several");
	cJSON_AddStringToObject(data, "ext", "md");
	description_add(data, "description_markdown",
	    member_string(p->of, "description"), false, NULL);
	buf_printf(&path, "markdown/threats/%s.md", member_text(p->of, "id"));
	rc = site_fill(s, "markdown/threat", data, buf_str(&path));
	buf_free(&path);
	return rc;
}

int
site_fill_threat(struct site_page *p)
{
	site_add_meaning(p);
	add_layer_places(p);
	site_add_turns(p->data, member_get(p->of, "turns"), NULL);
	cJSON_AddItemReferenceToObject(p->data, "actor", p->of);
	if ((p->site->o->formats & RENDER_MARKDOWN) != 0 &&
	    put_threat_markdown(p) == -1)
		return -1;
	return site_add_description(p);
}

enum { CHUNK = 256 }; /* actors in a piece of work: layers are opened once for it */

cJSON *
site_list_threat_chunks(const struct site *s)
{
	cJSON *list = cJSON_CreateArray(), *chunk = NULL, *actor;
	int n = 0;

	cJSON_ArrayForEach(actor, s->actors) {
		if (n++ % CHUNK == 0) {
			chunk = cJSON_CreateArray();
			cJSON_AddItemToArray(list, chunk);
		}
		cJSON_AddItemReferenceToArray(chunk, actor);
	}
	return list;
}

static int
put_layers(const struct site *s, struct layers *all, const cJSON *actor,
    const char *definitions)
{
	struct buf path = BUF_INIT;
	const cJSON *part;
	int rc = 0;

	cJSON_ArrayForEach(part, member_get(actor, "parts")) {
		if (rc != 0 || !cJSON_IsTrue(member_get(part, "has_uses")))
			continue;
		put_layer_path(s, actor, part, &path);
		rc = site_put_data(s, NULL, threat_files_layer(all, actor,
		    part, definitions, s->o->base), buf_str(&path));
	}
	buf_free(&path);
	return rc;
}

static int
put_csv(const struct site *s, const cJSON *actor)
{
	struct buf path = BUF_INIT, out = BUF_INIT;
	int rc;

	buf_printf(&path, "downloads/threats/%s.csv", member_text(actor, "id"));
	threat_files_csv(actor, &out);
	rc = site_put_bytes(s, buf_str(&path), NULL, &out);
	buf_free(&path);
	return rc;
}

static int
put_threat_json(const struct site *s, const cJSON *actor, const char *definitions)
{
	struct buf path = BUF_INIT;
	int rc;

	buf_printf(&path, "api/threats/%s.json", member_text(actor, "id"));
	rc = site_put_api(s, threat_files_json(actor, s->head, definitions),
	    buf_str(&path));
	buf_free(&path);
	return rc;
}

/* Of the controls only those of its cells are told, and how many count. */
static int
keep_files(const struct site *s, const cJSON *actor, const char *definitions,
    char hex[DIGEST_HEX + 1])
{
	struct key key;

	site_begin_unit(s, &key, "threat files");
	key_add(&key, actor);
	key_add_text(&key, definitions);
	return site_keep(s, &key, hex);
}

/* Opens all when it is first needed. */
static int
put_files(const struct site_page *p, struct layers **all, const cJSON *actor,
    const char *definitions)
{
	struct site s = *p->site;
	char hex[DIGEST_HEX + 1];
	int rc = keep_files(&s, actor, definitions, hex);

	if (rc != 0)
		return rc == 1 ? 0 : -1;
	s.key = hex;
	if (*all == NULL)
		*all = layers_open(p->catalog, NULL);
	rc = *all == NULL ? -1 : put_layers(&s, *all, actor, definitions);
	if (rc == 0)
		rc = put_csv(&s, actor);
	return rc == 0 ? put_threat_json(&s, actor, definitions) : rc;
}

int
site_put_threat_files(struct site_page *p)
{
	struct layers *all = NULL;
	const char *definitions;
	const cJSON *actor;
	int rc = 0;

	site_add_meaning(p);
	definitions = member_text(p->data, "definitions");
	cJSON_ArrayForEach(actor, p->of)
		if (rc == 0)
			rc = put_files(p, &all, actor, definitions);
	layers_close(all);
	return rc;
}
