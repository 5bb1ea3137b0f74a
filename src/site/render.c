/* Catalog in, pages out. */
#include "site/render.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/file.h"
#include "base/pool.h"
#include "inputs.h"
#include "model/model.h"
#include "model/technique_logs.h"
#include "prose/description.h"
#include "prose/html.h"
#include "prose/markdown.h"
#include "site.h"
#include "template/mustache.h"
#include "tree/tree.h"
#include "value/member.h"
#include "value/value.h"

static const struct {
	const char *name;
	int format;
} formats[] = {
	{ "html", RENDER_HTML },
	{ "markdown", RENDER_MARKDOWN },
	{ "compass", RENDER_COMPASS },
};

/* A run; its threads only read it, but for what is a worker's own. */
struct run {
	const struct render_options *o;
	const char *catalog;
	const struct catalog *first; /* opened once; workers open it again from this */
	struct templates *templates;
	struct site site;
	cJSON *model, *rows;
	const cJSON **pages; /* of rows: techniques that get a page */
	size_t n, chunks, control_chunks;
	struct arena mem;          /* for what all threads read */
	struct catalog **catalogs; /* one for each worker, opened when first needed */
	struct arena *mems;        /* one for each worker */
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

/* The technique's prose, and what the sources say of each pair, as Markdown. */
static void
add_prose(cJSON *t)
{
	cJSON *section, *source, *control, *strategy, *analytic;

	description_add(t, "description_markdown",
	    member_text(t, "description"), false,
	    member_get(t, "references"));
	cJSON_ArrayForEach(section, member_get(t, "sections"))
		cJSON_ArrayForEach(source, member_get(section, "sources"))
			cJSON_ArrayForEach(control, member_get(source,
			    "controls"))
				description_add(control, "note_markdown",
				    member_text(control, "note"), true,
				    member_get(t, "references"));
	cJSON_ArrayForEach(strategy, member_get(t, "strategies"))
		cJSON_ArrayForEach(analytic, member_get(strategy, "analytics"))
			description_add(analytic, "description_markdown",
			    member_text_or(analytic,
			    "description", ""), true,
			    member_get(t, "references"));
}

/* Puts what a template makes of the model at FOLDER/ID.md, FOLDER being that of
 * the template. */
static int
put_filled(const struct site *s, const char *template, const cJSON *model,
    const char *id)
{
	struct buf path = BUF_INIT;
	int rc;

	buf_printf(&path, "%.*s/%s.md", (int)strcspn(template, "/"), template,
	    id);
	rc = site_fill(s, template, model, buf_str(&path));
	buf_free(&path);
	return rc;
}

/* HTML comes last, since its page adds to the model. */
static int
put_formats(struct run *r, const cJSON *row, int worker)
{
	const char *id = member_text(row, "id");
	size_t pk = (size_t)member_number(row, "pk");
	struct site s = r->site;
	char key[DIGEST_HEX + 1];
	int all = r->o->formats, rc;
	cJSON *technique;

	rc = site_keep_technique(&r->site, pk, key);
	if (rc != 0)
		return rc == 1 ? 0 : -1;
	s.key = key;
	technique = model_technique(r->catalogs[worker], r->model, row);
	if (technique == NULL)
		return -1;
	cJSON_AddStringToObject(technique, "ext", "md");
	control_pages_mark(&r->site.controls, technique);
	if ((all & (RENDER_HTML | RENDER_MARKDOWN)) != 0) {
		technique_logs_add(technique, r->site.visibility,
		    (long long)pk);
		add_prose(technique);
		site_add_ways(&r->site, pk, technique);
	}
	if ((all & RENDER_COMPASS) != 0) {
		model_compass(technique);
		rc = put_filled(&s, "compass/technique", technique, id);
	}
	if (rc == 0 && (all & RENDER_MARKDOWN) != 0)
		rc = put_filled(&s, "markdown/technique", technique, id);
	if (rc == 0 && (all & RENDER_HTML) != 0)
		rc = site_put_technique(&s, pk, technique);
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
			if (str_equal(member_text(tactic, "domain"),
			    member_text(domain, "id")))
				cJSON_AddItemToArray(list,
				    cJSON_DetachItemViaPointer(tactics, tactic));
		}
	}
}

/* The index of the Markdown pages. */
static int
put_index(struct run *r, struct catalog *c)
{
	cJSON *index = model_techniques(c, NULL), *all;

	if (index == NULL)
		return -1;
	all = cJSON_Duplicate(r->model, 1);
	move_tactics(member_get(all, "domains"), member_get(index, "tactics"));
	cJSON_AddStringToObject(all, "ext", "md");
	cJSON_AddStringToObject(all, "techniques_at", "");
	site_add_figures(all, "counts", &r->site, NULL);
	return put_filled(&r->site, "markdown/index", all, "index");
}

/* The index and the logs. */
static int
put_lists(struct run *r, struct catalog *c)
{
	int rc = put_index(r, c);

	return rc != 0 ? rc : put_filled(&r->site, "markdown/logs",
	    r->site.logs, "logs");
}

enum { CHUNK = 16 }; /* techniques or controls in a piece of work */

static int
put_chunk(struct run *r, size_t chunk, int worker)
{
	size_t i;
	int rc = 0;

	for (i = chunk * CHUNK; rc == 0 && i < (chunk + 1) * CHUNK &&
	    i < r->n; i++) {
		rc = put_formats(r, r->pages[i], worker);
		arena_reset(&r->mems[worker]);
	}
	return rc;
}

static int
put_controls_chunk(struct run *r, size_t chunk, int worker)
{
	const struct control_pages *pages = &r->site.controls;
	size_t i;
	int rc = 0;

	for (i = chunk * CHUNK; rc == 0 && i < (chunk + 1) * CHUNK &&
	    i < pages->n; i++) {
		if (pages->v[i].name != NULL)
			rc = site_put_control(&r->site, r->catalogs[worker],
			    (long long)i + 1);
		arena_reset(&r->mems[worker]);
	}
	return rc;
}

/* The site's pieces first, since they are larger; then techniques and controls;
 * then the lists of Markdown, if that is among the formats. */
static int
render_piece(void *ctx, size_t i, int worker)
{
	struct run *r = ctx;
	struct catalog *c = r->catalogs[worker];
	struct arena *before;
	int rc;

	if (c == NULL) {
		c = r->catalogs[worker] = catalog_again(r->first);
		if (c == NULL)
			return -1;
	}
	before = value_use(&r->mems[worker]);
	if (i < r->site.npieces)
		rc = site_make(&r->site, &r->site.pieces[i], c);
	else if (i - r->site.npieces < r->chunks)
		rc = put_chunk(r, i - r->site.npieces, worker);
	else if (i - r->site.npieces - r->chunks < r->control_chunks)
		rc = put_controls_chunk(r, i - r->site.npieces - r->chunks,
		    worker);
	else
		rc = put_lists(r, c);
	arena_reset(&r->mems[worker]);
	value_use(before);
	return rc;
}

/* Puts every file below folder at the same path below to, but those that over
 * (may be NULL) has, too. */
static int
put_folder(const struct run *r, const char *folder, const char *over,
    const char *to)
{
	struct strs paths = { 0 };
	struct buf text = BUF_INIT;
	char *from, *path, *other;
	size_t i;
	int rc = file_walk(folder, &paths, NULL);

	for (i = 0; rc == 0 && i < paths.n; i++) {
		from = path_join(folder, paths.v[i]);
		path = path_join(to, paths.v[i]);
		other = over == NULL ? NULL : path_join(over, paths.v[i]);
		buf_reset(&text);
		if (other == NULL || !file_exists(other))
			rc = file_read(from, 0, &text) == -1 ? -1
			    : tree_put(r->site.tree, path, NULL, buf_str(&text),
			    text.len);
		free(from);
		free(path);
		free(other);
	}
	buf_free(&text);
	strs_free(&paths);
	return rc;
}

static int
put_assets(const struct run *r)
{
	static const char place[] = "html/assets";
	char *folder = path_join(r->o->templates, place);
	char *over = r->o->over == NULL ? NULL : path_join(r->o->over, place);
	char *schemas = path_join(r->o->templates, "schema");
	int rc = 0;

	if ((r->o->formats & RENDER_HTML) != 0) {
		rc = put_folder(r, folder, over, "assets");
		if (rc == 0 && over != NULL && file_is_folder(over))
			rc = put_folder(r, over, NULL, "assets");
		if (rc == 0)
			rc = put_folder(r, schemas, NULL, "api/schema");
	}
	if (rc == 0 && r->o->statics != NULL)
		rc = put_folder(r, r->o->statics, NULL, NULL);
	free(folder);
	free(over);
	free(schemas);
	return rc;
}

static int
render_all(struct run *r)
{
	struct catalog *c = catalog_open_digested(r->catalog,
	    &r->site.inputs.catalog);
	int jobs = pool_jobs(r->o->jobs), i, rc = -1;
	const cJSON *row;

	if (c == NULL)
		return -1;
	r->first = c;
	r->catalogs = mem_array((size_t)jobs, sizeof(struct catalog *));
	r->mems = mem_array((size_t)jobs, sizeof(*r->mems));
	r->model = model_overview(c, NULL);
	if (r->model == NULL ||
	    catalog_rows(c, Q_TECHNIQUES, NULL, &r->rows) == -1)
		goto out;
	/* Of techniques with the same id one has the page; revoked ones have
	 * none. */
	r->pages = mem_array((size_t)cJSON_GetArraySize(r->rows),
	    sizeof(*r->pages));
	cJSON_ArrayForEach(row, r->rows)
		if (member_get(row, "page") != NULL)
			r->pages[r->n++] = row;
	r->templates = templates_load(r->o->templates, r->o->over);
	if (r->templates == NULL)
		goto out;
	r->site.o = r->o;
	r->site.templates = r->templates;
	r->site.model = r->model;
	r->site.techniques = r->rows;
	if ((r->o->formats & (RENDER_HTML | RENDER_MARKDOWN)) != 0 &&
	    (site_name_controls(&r->site, c) == -1 ||
	    site_read_logs(&r->site, c) == -1 ||
	    site_read_matrix(&r->site, c) == -1))
		goto out;
	/* What the HTML pages share; none of it is made for other formats. */
	if ((r->o->formats & RENDER_HTML) != 0 &&
	    site_begin(&r->site, c) == -1)
		goto out;
	if (site_begin_keys(&r->site, c) == -1)
		goto out;
	r->chunks = (r->n + CHUNK - 1) / CHUNK;
	r->control_chunks = (r->site.controls.n + CHUNK - 1) / CHUNK;
	if (pool_run(jobs, r->site.npieces + r->chunks + r->control_chunks +
	    ((r->o->formats & RENDER_MARKDOWN) != 0), render_piece, r) == 0)
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

/* 1: the pages are to be made; 0: those that stand are made from the same already. */
static int
start_run(struct run *r)
{
	char inputs[DIGEST_HEX + 1];
	bool stamped = r->o->stamp != NULL && file_exists(r->catalog);

	if (stamped && inputs_digest(r->catalog, r->o, &r->site.inputs,
	    inputs) == -1)
		return -1;
	r->site.tree = tree_begin(r->o->out);
	if (r->site.tree == NULL)
		return -1;
	return !stamped || !tree_is_made(r->site.tree, r->o->stamp, inputs);
}

int
render_run(const char *catalog, const struct render_options *o,
    struct render_result *result)
{
	struct run r = { .o = o, .catalog = catalog };
	struct arena *before;
	int rc;

	html_init(); /* before the first thread starts */
	before = value_use(&r.mem);
	memset(result, 0, sizeof(*result));
	rc = start_run(&r);
	if (rc == 1)
		rc = render_all(&r);
	if (rc == 0)
		rc = tree_commit(r.site.tree, &result->written, &result->kept,
		    &result->gone);
	else
		tree_abort(r.site.tree);
	templates_free(r.templates);
	site_end(&r.site);
	free(r.pages);
	value_use(before);
	arena_free(&r.mem);
	return rc;
}

int
render_technique(const char *templates, const char *over, int format,
    cJSON *technique, struct buf *out)
{
	struct templates *t = templates_load(templates, over);
	int rc;

	if (t == NULL)
		return -1;
	cJSON_AddStringToObject(technique, "ext", "md");
	add_prose(technique);
	model_compass(technique);
	if (format == RENDER_COMPASS)
		rc = mustache_render(t, "compass/technique", technique, NULL,
		    out);
	else
		rc = mustache_render(t, "markdown/technique", technique,
		    escape_markdown, out);
	templates_free(t);
	return rc;
}

int
render_control(const char *templates, cJSON *control, struct buf *out)
{
	struct templates *t = templates_load(templates, NULL);
	int rc;

	if (t == NULL)
		return -1;
	site_add_control_prose(control);
	rc = mustache_render(t, "markdown/control", control, escape_markdown,
	    out);
	templates_free(t);
	return rc;
}

int
render_svg(const char *templates, const char *name, const cJSON *picture,
    struct buf *out)
{
	struct templates *t = templates_load(templates, NULL);
	int rc = t == NULL ? -1
	    : mustache_render(t, name, picture, escape_html, out);

	templates_free(t);
	return rc;
}

void
render_cmark(char *version, size_t n)
{
	markdown_library(version, n);
}

void
render_libxml2(char *version, size_t n)
{
	html_library(version, n);
}
