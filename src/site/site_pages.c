/* All that the site is made of, and the pages that need little for it. */
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "count/spread.h"
#include "export/api.h"
#include "export/badge.h"
#include "model/logs.h"
#include "model/matrix.h"
#include "prose/description.h"
#include "site.h"
#include "value/member.h"

int
site_add_description(struct site_page *p)
{
	description_add(p->data, "markdown",
	    member_string(p->of, "description"), false, NULL);
	return prose_add(&p->site->links, "../", p->data, "markdown",
	    "description_html", false);
}

static void
add_matrix(struct site_page *p, const char *name)
{
	cJSON_AddItemReferenceToObject(p->data, name,
	    member_get(p->site->matrix, name));
}

static void
add_sources(struct site_page *p, const char *name)
{
	cJSON_AddItemReferenceToObject(p->data, name,
	    member_get(p->site->sources, name));
}

static void
add_levels(struct site_page *p)
{
	cJSON_AddItemToObject(p->data, "levels", matrix_evidence(
	    p->site->matrix, member_get(p->site->model, "sources")));
}

static int
fill_index(struct site_page *p)
{
	add_matrix(p, "domains");
	add_matrix(p, "mixed");
	add_levels(p);
	cJSON_AddBoolToObject(p->data, "several", member_get(
	    p->site->matrix, "domains")->child->next != NULL);
	add_sources(p, "sources");
	return 0;
}

static int
fill_tactics(struct site_page *p)
{
	add_matrix(p, "domains");
	return 0;
}

static bool
has_tactic(const cJSON *list, const char *id)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, list)
		if (str_equal_nocase(member_text(row, "id"), id))
			return true;
	return false;
}

/* Of tactics with the same id, in several domains, the first has the page. */
static cJSON *
list_tactics(const struct site *s)
{
	cJSON *list = cJSON_CreateArray(), *domain, *tactic;

	cJSON_ArrayForEach(domain, member_get(s->matrix, "domains"))
		cJSON_ArrayForEach(tactic, member_get(domain, "tactics"))
			if (!has_tactic(list, member_text(tactic, "id")))
				cJSON_AddItemReferenceToArray(list, tactic);
	return list;
}

static int
fill_tactic(struct site_page *p)
{
	cJSON_AddItemReferenceToObject(p->data, "tactic", p->of);
	site_add_turns(p->data, site_turns_of(p->of, "domain",
	    "Tactics"), NULL);
	return site_add_description(p);
}

static bool
has_cell(const struct site *s, const cJSON *row)
{
	return !cJSON_IsNull(s->cells[member_number(row, "pk") - 1]);
}

/* Is its id no technique's any more, and it the first row with that id? */
static bool
is_old(const struct site *s, const cJSON *row)
{
	const char *id = member_text(row, "id");
	const cJSON *other;
	bool found = false;

	if (has_cell(s, row))
		return false;
	cJSON_ArrayForEach(other, s->techniques) {
		if (other == row)
			found = true;
		else if (strcmp(member_text(other, "id"), id) == 0 &&
		    (member_get(other, "page") != NULL || (!found &&
		    !has_cell(s, other))))
			return false;
	}
	return true;
}

static cJSON *
list_old(const struct site *s)
{
	cJSON *list = cJSON_CreateArray(), *row;

	cJSON_ArrayForEach(row, s->techniques)
		if (is_old(s, row))
			cJSON_AddItemReferenceToArray(list, row);
	return list;
}

/* An old id leads to its successor, or says that it has none. */
static int
fill_redirect(struct site_page *p)
{
	static const char *const kept[] = { "framework", "version", NULL };

	cJSON_AddItemReferenceToObject(p->data, "old", p->of);
	cJSON_AddItemToObject(p->data, "domain", member_pick(site_domain(
	    p->site, member_text(p->of, "domain")), kept));
	return 0;
}

static int
fill_gaps(struct site_page *p)
{
	p->data = matrix_gaps(p->site->matrix);
	cJSON_AddBoolToObject(p->data, "has_moved",
	    member_get(p->data, "moved")->child != NULL);
	return 0;
}

static cJSON *
list_actors(const struct site *s)
{
	return s->actors;
}

static cJSON *
list_exploited(const struct site *s)
{
	return s->exploited;
}

static cJSON *
list_log_groups(const struct site *s)
{
	return member_get(s->logs, "groups");
}

static cJSON *
list_sources(const struct site *s)
{
	return member_get(s->sources, "sources");
}

static cJSON *
list_domains(const struct site *s)
{
	return member_get(s->matrix, "domains");
}

/* Also of their controls: each page says which of the site's lists are of it. */
static int
fill_sources(struct site_page *p)
{
	add_sources(p, "sources");
	return 0;
}

static int
fill_methodology(struct site_page *p)
{
	static const char *const kept[] = { "id", "name", "version", NULL };
	const struct site *s = p->site;
	cJSON *list = cJSON_AddArrayToObject(p->data, "spreads"), *one, *spread;
	const cJSON *d;

	cJSON_ArrayForEach(d, member_get(s->model, "domains")) {
		spread = spread_read(p->catalog, member_text(d, "id"));
		if (spread == NULL)
			return -1;
		one = member_pick(d, kept);
		cJSON_AddItemToObject(one, "spread", spread);
		cJSON_AddItemToArray(list, one);
	}
	add_matrix(p, "domains");
	add_sources(p, "sources");
	add_sources(p, "findings");
	cJSON_AddItemReferenceToObject(p->data, "attack_domains",
	    member_get(s->model, "domains"));
	add_levels(p);
	return 0;
}

/* A host shows it at any address, or it is read elsewhere: so it needs to know where
 * the site is. */
static int
fill_anywhere(struct site_page *p)
{
	const char *base = p->site->o->base;
	struct buf root = BUF_INIT;

	if (base != NULL)
		buf_printf(&root, "%s/", base);
	cJSON_AddStringToObject(p->data, "root", buf_str(&root));
	buf_free(&root);
	return 0;
}

/* What the site is, for language models: llmstxt.org. */
static int
fill_llms(struct site_page *p)
{
	add_matrix(p, "domains");
	return fill_anywhere(p);
}

/* Of what the front page has first. */
static int
fill_badge(struct site_page *p)
{
	const struct badge_options detection = { .kind = KIND_DETECTION };

	p->data = badge_make(p->catalog, NULL, &detection);
	return p->data == NULL ? -1 : 0;
}

static int
fill_accent(struct site_page *p)
{
	return p->site->o->accent != NULL ? 0 : SITE_NONE;
}

static int
fill_nothing(struct site_page *p)
{
	(void)p;
	return 0;
}

/* It lists pages by their full addresses, so it needs to know the base. */
static int
fill_sitemap(struct site_page *p)
{
	const struct control_pages *controls = &p->site->controls;
	cJSON *list;
	size_t i;

	if (p->site->o->base == NULL)
		return SITE_NONE;
	add_matrix(p, "domains");
	add_matrix(p, "cells");
	add_sources(p, "sources");
	cJSON_AddItemReferenceToObject(p->data, "actors", p->site->actors);
	cJSON_AddItemReferenceToObject(p->data, "exploited", p->site->exploited);
	cJSON_AddItemReferenceToObject(p->data, "log_groups",
	    list_log_groups(p->site));
	list = cJSON_AddArrayToObject(p->data, "control_pages");
	for (i = 0; i < controls->n; i++)
		if (controls->v[i].name != NULL)
			cJSON_AddItemToArray(list,
			    cJSON_CreateString(controls->v[i].name));
	return 0;
}

static int
put_logo(struct site_page *p)
{
	const struct site *s = p->site;
	struct buf picture = BUF_INIT;
	int rc;

	if (s->o->logo == NULL)
		return 0;
	rc = file_read(s->o->logo, 0, &picture);
	if (rc == 0)
		return site_put_bytes(s, member_text(s->common, "logo"), NULL,
		    &picture);
	buf_free(&picture);
	return -1;
}

int
site_read_logs(struct site *s, struct catalog *c)
{
	static const struct visibility_asked all = { 0 };

	s->visibility = visibility_open(c, &all);
	if (s->visibility == NULL)
		return -1;
	s->logs = logs_model(c, s->model, s->visibility);
	return s->logs == NULL ? -1 : 0;
}

int
site_fill_logs(struct site_page *p)
{
	cJSON_AddItemReferenceToObject(p->data, "logs", p->site->logs);
	return 0;
}

int
site_fill_log_group(struct site_page *p)
{
	cJSON_AddItemReferenceToObject(p->data, "group", p->of);
	return 0;
}

int
site_put_api_logs(struct site_page *p)
{
	return site_put_api(p->site, api_logs(p->site->logs, p->site->model),
	    "api/logs.json");
}

const struct site_kind site_kinds[] = {
	{ "html/index", "index.html", "matrix", NULL, fill_index },
	{ "html/overview", "overview.html", "overview", NULL,
	    site_fill_overview }, /* and its twins */
	{ "html/tactics", "tactics/index.html", "tactics", NULL, fill_tactics },
	{ "html/tactic", "tactics/", NULL, list_tactics, fill_tactic },
	{ "html/redirect", "techniques/", NULL, list_old, fill_redirect },
	{ "html/gaps", "gaps.html", "gaps", NULL, fill_gaps },
	{ "html/threats", "threats/index.html", "threats", NULL,
	    site_fill_threats },
	{ "html/compare", "threats/compare.html", NULL, NULL,
	    site_fill_compare },
	{ "html/threat", "threats/", NULL, list_actors, site_fill_threat },
	{ NULL, NULL, NULL, site_list_threat_chunks, site_put_threat_files },
	{ "html/exploited", "threats/", NULL, list_exploited,
	    site_fill_exploited },
	{ "html/logs", "logs.html", "logs", NULL, site_fill_logs },
	{ "html/log_list", "logs/", NULL, list_log_groups,
	    site_fill_log_group },
	{ "html/sources", "sources/index.html", "sources", NULL, fill_sources },
	{ "html/source", "sources/", NULL, list_sources, site_fill_source },
	{ "html/controls", "controls/index.html", NULL, NULL, fill_sources },
	{ "html/control_list", NULL, NULL, list_sources,
	    site_put_control_lists },
	{ "html/changes", "changes.html", "changes", NULL,
	    site_fill_changes }, /* and html/feed */
	{ "html/methodology", "methodology.html", "methodology", NULL,
	    fill_methodology },
	{ "html/search", "search.html", NULL, NULL, fill_nothing },
	{ "html/404", "404.html", NULL, NULL, fill_anywhere },
	{ "html/accent", "assets/accent.css", NULL, NULL, fill_accent },
	{ "svg/badge", "badge.svg", NULL, NULL, fill_badge },
	{ "markdown/llms", "llms.txt", NULL, NULL, fill_llms },
	{ "html/robots", "robots.txt", NULL, NULL, fill_nothing },
	{ "html/sitemap", "sitemap.xml", NULL, NULL, fill_sitemap },
	{ NULL, NULL, NULL, NULL, put_logo },
	{ NULL, NULL, NULL, NULL, site_put_matrix_data },
	{ NULL, NULL, NULL, NULL, site_put_search },
	{ NULL, NULL, NULL, NULL, site_put_search_index },
	{ NULL, NULL, NULL, NULL, site_put_api_index },
	{ NULL, NULL, NULL, NULL, site_put_api_logs },
	{ NULL, NULL, NULL, NULL, site_put_api_crosswalks },
	{ NULL, NULL, NULL, NULL, site_put_layers },
	{ NULL, NULL, NULL, list_domains, site_put_csv },
	{ NULL, NULL, NULL, NULL, site_put_tables },
	{ NULL, NULL, NULL, NULL, NULL },
};
