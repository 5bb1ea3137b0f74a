/* Catalog in, pages out. */
#include "render/render.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/file.h"
#include "base/log.h"
#include "base/pool.h"
#include "description.h"
#include "html.h"
#include "markdown.h"
#include "model/model.h"
#include "mustache.h"
#include "tree.h"
#include "value/value.h"

static const struct {
	const char *name;
	int format;
} formats[] = {
	{ "html", RENDER_HTML },
	{ "markdown", RENDER_MARKDOWN },
	{ "compass", RENDER_COMPASS },
};

/* What the whole run has, for all threads to read. */
struct run {
	const struct render_options *o;
	const char *catalog;
	struct templates *templates;
	struct tree *tree;
	cJSON *site, *rows;
	const cJSON **pages; /* of rows: techniques that get a page */
	size_t n;
	struct catalog **catalogs; /* one a worker, opened at need */
	struct arena *mems;        /* one a worker */
};

int
render_format(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
		if (strcmp(formats[i].name, name) == 0)
			return formats[i].format;
	return 0;
}

static void
add_markdown(cJSON *to, const char *name, const char *text, bool line,
    const cJSON *references)
{
	struct buf b = BUF_INIT;

	if (text == NULL)
		return;
	description_markdown(&b, text, line, references);
	cJSON_AddStringToObject(to, name, buf_str(&b));
	buf_free(&b);
}

/* Where a template would else find that of the object around. */
static const char *
text_or_none(const char *text)
{
	return text != NULL ? text : "";
}

/* The technique's prose, and what the sources say of each pair, as Markdown. */
static void
add_prose(cJSON *t)
{
	cJSON *section, *source, *control, *strategy, *analytic;

	add_markdown(t, "description_markdown",
	    value_get_text(t, "description"), false,
	    value_get(t, "references"));
	cJSON_ArrayForEach(section, value_get(t, "sections"))
		cJSON_ArrayForEach(source, value_get(section, "sources"))
			cJSON_ArrayForEach(control,
			    value_get(source, "controls"))
				add_markdown(control, "note_markdown",
				    value_get_text(control, "note"), true,
				    value_get(t, "references"));
	cJSON_ArrayForEach(strategy, value_get(t, "strategies"))
		cJSON_ArrayForEach(analytic, value_get(strategy, "analytics"))
			add_markdown(analytic, "description_markdown",
			    text_or_none(value_get_text(analytic,
			    "description")), true,
			    value_get(t, "references"));
}

/* Sets a text member, whether or not it is there. */
static void
set_text(cJSON *object, const char *name, const char *text)
{
	cJSON_DeleteItemFromObjectCaseSensitive(object, name);
	cJSON_AddStringToObject(object, name, text);
}

/* A Markdown page in the site's layout. */
static int
put_in_layout(const struct templates *t, cJSON *page, const struct buf *text,
    struct buf *out)
{
	struct buf content = BUF_INIT;
	int rc = -1;

	if (markdown_to_html(buf_str(text), text->len, MARKDOWN_IDS,
	    &content) == 0) {
		set_text(page, "content", buf_str(&content));
		rc = mustache_render(t, "html/layout", page, escape_html, out);
	}
	buf_free(&content);
	return rc;
}

static int
technique_html(const struct templates *t, const cJSON *technique,
    const struct buf *text, struct buf *out)
{
	cJSON *page = cJSON_CreateObject();
	int rc;

	set_text(page, "page_id", value_get_text(technique, "id"));
	set_text(page, "page_title", value_get_text(technique, "name"));
	set_text(page, "title", value_get_text(technique, "site_title"));
	set_text(page, "root", "../");
	if (value_get(technique, "sample") != NULL)
		set_text(page, "sample", "true");
	rc = put_in_layout(t, page, text, out);
	cJSON_Delete(page);
	return rc;
}

/* One format of a technique; text is for the Markdown in between. */
static int
one_format(const struct templates *t, int format, cJSON *technique,
    struct buf *out)
{
	struct buf text = BUF_INIT;
	int rc;

	if (format == RENDER_COMPASS)
		return mustache_render(t, "compass/technique", technique, NULL,
		    out);
	set_text(technique, "ext", format == RENDER_HTML ? "html" : "md");
	rc = mustache_render(t, "markdown/technique", technique,
	    escape_markdown, &text);
	if (rc == 0 && format == RENDER_HTML)
		rc = technique_html(t, technique, &text, out);
	else if (rc == 0)
		buf_put(out, buf_str(&text), text.len);
	buf_free(&text);
	return rc;
}

static int
put_technique(const struct run *r, int format, cJSON *technique)
{
	const char *id = value_get_text(technique, "id");
	struct buf out = BUF_INIT, path = BUF_INIT;
	int rc = one_format(r->templates, format, technique, &out);

	if (format == RENDER_HTML)
		buf_printf(&path, "techniques/%s.html", id);
	else if (format == RENDER_MARKDOWN)
		buf_printf(&path, "markdown/%s.md", id);
	else
		buf_printf(&path, "compass/%s.md", id);
	if (rc == 0)
		rc = tree_put(r->tree, buf_str(&path), buf_str(&out), out.len);
	buf_free(&out);
	buf_free(&path);
	return rc;
}

static int
put_formats(struct run *r, const cJSON *row, int worker)
{
	cJSON *technique;
	size_t i;
	int rc = 0;

	technique = model_technique(r->catalogs[worker], r->site, row);
	if (technique == NULL)
		return -1;
	set_text(technique, "site_title", value_get_text(r->site, "title"));
	if ((r->o->formats & (RENDER_HTML | RENDER_MARKDOWN)) != 0)
		add_prose(technique);
	if ((r->o->formats & RENDER_COMPASS) != 0)
		model_compass(technique);
	for (i = 0; rc == 0 && i < sizeof(formats) / sizeof(formats[0]); i++)
		if ((r->o->formats & formats[i].format) != 0)
			rc = put_technique(r, formats[i].format, technique);
	return rc;
}

enum { CHUNK = 16 }; /* techniques a piece of work */

static int
render_chunk(void *ctx, size_t chunk, int worker)
{
	struct run *r = ctx;
	struct arena *before;
	size_t i;
	int rc = 0;

	if (r->catalogs[worker] == NULL) {
		r->catalogs[worker] = catalog_open(r->catalog);
		if (r->catalogs[worker] == NULL)
			return -1;
	}
	before = value_use(&r->mems[worker]);
	for (i = chunk * CHUNK; rc == 0 && i < (chunk + 1) * CHUNK &&
	    i < r->n; i++) {
		rc = put_formats(r, r->pages[i], worker);
		arena_reset(&r->mems[worker]);
	}
	value_use(before);
	return rc;
}

/* The index in one format: its own links differ. */
static int
put_index(const struct run *r, cJSON *index, bool html)
{
	struct buf text = BUF_INIT, out = BUF_INIT;
	int rc;

	set_text(index, "ext", html ? "html" : "md");
	set_text(index, "techniques_at", html ? "techniques/" : "");
	rc = mustache_render(r->templates, "markdown/index", index,
	    escape_markdown, &text);
	if (rc == 0 && html) {
		set_text(index, "root", "");
		set_text(index, "page_title", value_get_text(index, "title"));
		rc = put_in_layout(r->templates, index, &text, &out);
		if (rc == 0)
			rc = tree_put(r->tree, "index.html", buf_str(&out),
			    out.len);
	} else if (rc == 0) {
		rc = tree_put(r->tree, "markdown/index.md", buf_str(&text),
		    text.len);
	}
	buf_free(&text);
	buf_free(&out);
	return rc;
}

/* Gives each domain its own tactics. */
static void
move_tactics(cJSON *domains, cJSON *tactics)
{
	cJSON *domain, *list, *tactic, *next;

	cJSON_ArrayForEach(domain, domains) {
		list = cJSON_AddArrayToObject(domain, "tactics");
		for (tactic = tactics->child; tactic != NULL; tactic = next) {
			next = tactic->next;
			if (str_equal(value_get_text(tactic, "domain"),
			    value_get_text(domain, "id")))
				cJSON_AddItemToArray(list,
				    cJSON_DetachItemViaPointer(tactics, tactic));
		}
	}
}

static int
put_indexes(struct run *r, struct catalog *c)
{
	cJSON *index = model_index(c, NULL), *all;
	int rc = 0;

	if (index == NULL)
		return -1;
	all = cJSON_Duplicate(r->site, 1);
	move_tactics(value_get(all, "domains"), value_get(index, "tactics"));
	if ((r->o->formats & RENDER_MARKDOWN) != 0)
		rc = put_index(r, all, false);
	if (rc == 0 && (r->o->formats & RENDER_HTML) != 0)
		rc = put_index(r, all, true);
	cJSON_Delete(all);
	cJSON_Delete(index);
	return rc;
}

/* Every file below folder, to the same place below to. */
static int
put_folder(const struct run *r, const char *folder, const char *to)
{
	struct strs paths = { 0 };
	struct buf text = BUF_INIT;
	char *from, *path;
	size_t i;
	int rc = file_walk(folder, &paths, NULL);

	for (i = 0; rc == 0 && i < paths.n; i++) {
		from = path_join(folder, paths.v[i]);
		path = path_join(to, paths.v[i]);
		buf_reset(&text);
		rc = file_read(from, 0, &text);
		if (rc == 0)
			rc = tree_put(r->tree, path, buf_str(&text), text.len);
		free(from);
		free(path);
	}
	buf_free(&text);
	strs_free(&paths);
	return rc;
}

static int
put_assets(const struct run *r)
{
	char *folder;
	int rc = 0;

	if ((r->o->formats & RENDER_HTML) != 0) {
		folder = path_join(r->o->templates, "html/assets");
		rc = put_folder(r, folder, "assets");
		free(folder);
	}
	if (rc == 0 && r->o->statics != NULL)
		rc = put_folder(r, r->o->statics, NULL);
	return rc;
}

/* One technique an id has its page; revoked ones have none. */
static int
load_rows(struct run *r, struct catalog *c)
{
	const cJSON *row;

	if (catalog_rows(c, Q_TECHNIQUES, NULL, &r->rows) == -1)
		return -1;
	r->pages = mem_array((size_t)cJSON_GetArraySize(r->rows),
	    sizeof(*r->pages));
	cJSON_ArrayForEach(row, r->rows)
		if (value_get(row, "page") != NULL)
			r->pages[r->n++] = row;
	return 0;
}

static int
render_all(struct run *r)
{
	struct catalog *c = catalog_open(r->catalog);
	int jobs = pool_jobs(r->o->jobs), i, rc = -1;

	if (c == NULL)
		return -1;
	r->catalogs = mem_array((size_t)jobs, sizeof(struct catalog *));
	r->mems = mem_array((size_t)jobs, sizeof(*r->mems));
	r->site = model_site(c, NULL);
	if (r->site == NULL || load_rows(r, c) == -1)
		goto out;
	r->templates = templates_load(r->o->templates, NULL);
	if (r->templates == NULL)
		goto out;
	r->tree = tree_begin(r->o->out);
	if (r->tree == NULL)
		goto out;
	if (pool_run(jobs, (r->n + CHUNK - 1) / CHUNK, render_chunk, r) == 0 &&
	    put_indexes(r, c) == 0)
		rc = put_assets(r);
out:
	for (i = 0; i < jobs; i++) {
		catalog_close(r->catalogs[i]);
		arena_free(&r->mems[i]);
	}
	free(r->catalogs);
	free(r->mems);
	catalog_close(c);
	return rc;
}

int
render_run(const char *catalog, const struct render_options *o,
    struct render_result *result)
{
	struct run r = { 0 };
	int rc;

	html_init(); /* once, before there are threads */
	r.o = o;
	r.catalog = catalog;
	memset(result, 0, sizeof(*result));
	rc = render_all(&r);
	if (rc == 0)
		rc = tree_commit(r.tree, &result->written, &result->kept,
		    &result->gone);
	else
		tree_abort(r.tree);
	templates_free(r.templates);
	cJSON_Delete(r.site);
	cJSON_Delete(r.rows);
	free(r.pages);
	return rc;
}

int
render_technique(const char *templates, int format, cJSON *technique,
    struct buf *out)
{
	struct templates *t = templates_load(templates, NULL);
	int rc;

	if (t == NULL)
		return -1;
	add_prose(technique);
	model_compass(technique);
	rc = one_format(t, format, technique, out);
	templates_free(t);
	return rc;
}
