/* The site for programs, its own scripts among them: JSON, layers, CSV. */

#include "base/buf.h"
#include "base/escape.h"
#include "base/str.h"
#include "catalog/each.h"
#include "export/api.h"
#include "export/export.h"
#include "export/layer.h"
#include "model/matrix.h"
#include "search/search_index.h"
#include "site.h"
#include "value/member.h"
#include "value/value.h"
#include "words/words.h"

/* Layers of each domain. */
static const struct {
	enum kind name, kind;
	enum layer_by by;
} layers[] = {
	{ KIND_DETECTION, KIND_DETECTION, LAYER_CONTROLS },
	{ KIND_TEST, KIND_TEST, LAYER_CONTROLS },
	{ KIND_POLICY, KIND_POLICY, LAYER_CONTROLS },
	{ KIND_EVIDENCE, KIND_DETECTION, LAYER_EVIDENCE },
};

enum { LAYERS = sizeof(layers) / sizeof(layers[0]) };

/* Adds what the build before had, where its catalog is there. */
static int
add_before(const struct site *s, cJSON *filters)
{
	struct catalog *old;
	int rc;

	if (s->before == NULL)
		return 0;
	old = catalog_again(s->before);
	if (old == NULL)
		return -1;
	rc = matrix_add_before(filters, s->matrix, old);
	catalog_close(old);
	return rc;
}

int
site_put_matrix_data(struct site_page *p)
{
	const struct site *s = p->site;
	cJSON *all = matrix_filters(p->catalog, s->model, s->matrix, s->actors,
	    s->visibility);

	if (all == NULL || add_before(s, all) == -1)
		return -1;
	return site_put_data(s, "sextantMatrix", all, "matrix-data.js");
}

/* What is looked for by its name, and has a page of its own. */
struct placing {
	const struct control_pages *pages;
	cJSON *rules; /* gets [page, title, id] */
	struct arena *mem;
};

static int
add_control_places(void *ctx, cJSON *rows)
{
	struct placing *p = ctx;
	struct arena *before = value_use(p->mem);
	const cJSON *row;
	const char *page;
	cJSON *one;

	cJSON_ArrayForEach(row, rows) {
		page = control_pages_of(p->pages, member_number(row, "pk"));
		if (page == NULL)
			continue;
		one = cJSON_CreateArray();
		cJSON_AddItemToArray(one, cJSON_CreateString(page));
		cJSON_AddItemToArray(one, cJSON_CreateString(
		    member_text(row, "title")));
		cJSON_AddItemToArray(one, cJSON_CreateString(
		    member_text_or(row, "id", "")));
		cJSON_AddItemToArray(p->rules, one);
	}
	value_use(before);
	return 0;
}

/* What has a page, and what it is called: controls with pages, and behind them
 * titles at techniques (search/search_index.h). */
int
site_put_search(struct site_page *p)
{
	const struct site *s = p->site;
	cJSON *all = search_index_names(p->catalog, s->matrix);
	cJSON *titles = search_index_titles(p->catalog, s->matrix);
	struct placing placing = { .pages = &s->controls, .mem = value_arena() };
	cJSON *one;

	if (all == NULL || titles == NULL)
		return -1;
	placing.rules = cJSON_AddArrayToObject(all, "rules");
	if (s->controls.n > 0 && catalog_each(p->catalog, Q_ALL_CONTROLS, NULL,
	    add_control_places, &placing) == -1)
		return -1;
	while ((one = cJSON_DetachItemFromArray(titles, 0)) != NULL)
		cJSON_AddItemToArray(placing.rules, one);
	value_delete(titles);
	cJSON_AddNumberToObject(all, "schema", 1);
	return site_put_data(s, NULL, all, "search.json");
}

int
site_put_api_index(struct site_page *p)
{
	return site_put_api(p->site, api_index(p->catalog,
	    p->site->model), "api/index.json");
}

/* Where there is any. */
int
site_put_api_crosswalks(struct site_page *p)
{
	cJSON *all = api_crosswalks(p->catalog, p->site->model);
	int rc = all == NULL ? -1 : 0;

	if (member_get(all, "crosswalks") != NULL)
		return site_put_api(p->site, all, "api/crosswalks.json");
	cJSON_Delete(all);
	return rc;
}

static int
put_layer(const struct site *s, struct layers *all,
    const struct layer_options *o, const char *first, const char *second)
{
	struct buf path = BUF_INIT;
	int rc;

	buf_printf(&path, "layers/%s-%s.json", first, second);
	rc = site_put_data(s, NULL, layers_make(all, o), buf_str(&path));
	buf_free(&path);
	return rc;
}

/* The layers of a domain and of its sources. */
static int
put_domain_layers(const struct site *s, struct layers *all,
    const char *domain)
{
	struct layer_options o = { .domain = domain, .base = s->o->base };
	const cJSON *source;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < LAYERS; i++) {
		o.kind = kind_name(layers[i].kind);
		o.by = layers[i].by;
		rc = put_layer(s, all, &o, domain,
		    kind_name(layers[i].name));
	}
	o.kind = NULL;
	o.by = LAYER_VISIBLE;
	if (rc == 0 && visibility_told(s->visibility))
		rc = put_layer(s, all, &o, domain, "visibility");
	o.by = LAYER_CONTROLS;
	cJSON_ArrayForEach(source, member_get(s->sources, "sources")) {
		o.source = member_text(source, "id");
		if (rc == 0 && cJSON_IsTrue(member_get(source, "has_layer")) &&
		    str_equal(member_text(source, "domain"), domain))
			rc = put_layer(s, all, &o, "source", o.source);
	}
	return rc;
}

int
site_put_layers(struct site_page *p)
{
	struct layers *all = layers_open(p->catalog, NULL);
	const cJSON *domain;
	int rc = all == NULL ? -1 : 0;

	cJSON_ArrayForEach(domain, member_get(p->site->matrix, "domains"))
		if (rc == 0)
			rc = put_domain_layers(p->site, all,
			    member_text(domain, "id"));
	layers_close(all);
	return rc;
}

/* A file for each domain. */
int
site_put_csv(struct site_page *p)
{
	const char *domain = member_text(p->of, "id");
	struct buf out = BUF_INIT, path = BUF_INIT;
	int rc = export_csv(p->catalog, NULL, domain, &out);

	buf_printf(&path, "downloads/%s.csv", domain);
	if (rc == 0)
		rc = site_put_bytes(p->site, buf_str(&path), NULL, &out);
	buf_free(&out);
	buf_free(&path);
	return rc;
}

/* A member of row, or else of what row is a part of; empty where it is false,
 * as in templates. */
static void
put_field(struct buf *out, const cJSON *row, const cJSON *whole,
    const char *name, bool last)
{
	const cJSON *member = member_get(row, name);
	const char *text;

	if (member == NULL)
		member = member_get(whole, name);
	text = cJSON_IsFalse(member) ? NULL : value_text(member);
	escape_csv(out, text != NULL ? text : "");
	buf_puts(out, last ? "\r\n" : ",");
}

/* Puts rows as CSV (RFC 4180) with the members named as columns; of a row with
 * parts, a line for each that is not only_software. The last column is basis, which is the member
 * called behind of what all pages share, where that is a text. */
static int
put_rows(const struct site *s, const cJSON *rows, const char *const *names,
    const char *behind, const char *path)
{
	bool basis = cJSON_IsString(member_get(s->common, behind));
	struct buf out = BUF_INIT;
	const cJSON *row, *part;
	size_t i;

	for (i = 0; names[i] != NULL; i++)
		buf_printf(&out, "%s%s", names[i],
		    names[i + 1] != NULL ? "," : basis ? ",basis\r\n"
		    : "\r\n");
	cJSON_ArrayForEach(row, rows) {
		part = member_get(row, "parts");
		part = part == NULL ? row : part->child;
		for (; part != NULL; part = part == row ? NULL : part->next) {
			if (cJSON_IsTrue(member_get(part, "only_software")))
				continue;
			for (i = 0; names[i] != NULL; i++)
				put_field(&out, part, row, names[i],
				    !basis && names[i + 1] == NULL);
			if (basis)
				put_field(&out, part, s->common, behind,
				    true);
		}
	}
	return site_put_bytes(s, path, NULL, &out);
}

int
site_put_tables(struct site_page *p)
{
	static const char *const source[] = { "id", "title", "kind", "domain",
		"controls", "active", "mapped", "mappings", "exact", "remapped",
		"merged", "retired", "deprecated", "unknown", "malformed",
		"other_framework", "findings", "revision", "accessed", "licence",
		"credit", "homepage", NULL };
	static const char *const actor[] = { "id", "kind", "name", "aliases",
		"domain", "version", "of", "answered", "covered", "thin", "moved", "open",
		"out", "url", NULL };
	const struct site *s = p->site;

	if (put_rows(s, member_get(s->sources, "sources"), source,
	    "source_basis", "downloads/sources.csv") == -1)
		return -1;
	return put_rows(s, s->actors, actor, "basis",
	    "downloads/threats.csv");
}
