/* The pages of controls. */
#include "base/buf.h"
#include "base/escape.h"
#include "export/api.h"
#include "model/control.h"
#include "prose/description.h"
#include "site.h"
#include "value/member.h"

static const char up[] = "../../";

/* Have the controls of the source a page each? */
static bool
is_wanted_source(const struct strs *pages, const cJSON *source)
{
	if (pages == NULL || pages->n == 0 || strs_has(pages, "own"))
		if (member_get(source, "own") != NULL)
			return true;
	return pages != NULL && (strs_has(pages, "all") ||
	    strs_has(pages, member_text(source, "id")));
}

int
site_name_controls(struct site *s, struct catalog *c)
{
	const cJSON *source;

	cJSON_ArrayForEach(source, member_get(s->model, "sources"))
		if (is_wanted_source(s->o->pages, source) &&
		    control_pages_add(&s->controls, c, source) == -1)
			return -1;
	return 0;
}

void
site_add_control_prose(cJSON *control)
{
	cJSON *m;

	description_add(control, "description_markdown",
	    member_string(control, "description"), false, NULL);
	cJSON_ArrayForEach(m, member_get(control, "mappings"))
		description_add(m, "note_markdown", member_string(m, "note"),
		    true, NULL);
}

/* FOLDER/NAME and the ending. */
static void
put_path(struct buf *path, const char *folder, const char *page,
    const char *ending)
{
	buf_reset(path);
	buf_printf(path, "%s/%s%s", folder, page, ending);
}

static int
put_markdown(const struct site *s, const cJSON *control, struct buf *path)
{
	struct buf out = BUF_INIT;
	int rc = mustache_render(s->templates, "markdown/control", control,
	    escape_markdown, &out);

	put_path(path, "markdown/controls", member_text(control, "page"), ".md");
	if (rc == 0)
		rc = tree_put(s->tree, buf_str(path), buf_str(&out), out.len);
	buf_free(&out);
	return rc;
}

/* Adds where controls that it names have pages of their own here, or false. */
static void
add_related_pages(const struct site *s, cJSON *control)
{
	cJSON *technique, *k;

	cJSON_ArrayForEach(k, member_get(control, "made_from"))
		member_add_or_false(k, "page", control_pages_of(&s->controls,
		    member_number(k, "control")));
	cJSON_ArrayForEach(technique, member_get(control, "related"))
		cJSON_ArrayForEach(k, member_get(technique, "controls"))
			member_add_or_false(k, "page", control_pages_of(
			    &s->controls, member_number(k, "control")));
}

/* HTML comes last, since its page adds to the model. */
static int
put_html(const struct site *s, cJSON *control, struct buf *path)
{
	const char *page = member_text(control, "page");
	cJSON *m;

	put_path(path, "api/controls", page, ".json");
	if (site_put_api(s, api_control(control), buf_str(path)) == -1 ||
	    prose_add(&s->links, up, control, "description_markdown",
	    "description_html", false) == -1)
		return -1;
	cJSON_ArrayForEach(m, member_get(control, "mappings"))
		if (prose_add(&s->links, up, m, "note_markdown", "note_html",
		    true) == -1)
			return -1;
	add_related_pages(s, control);
	put_path(path, "controls", page, ".html");
	return site_put(s, "html/control", control, buf_str(path), NULL);
}

int
site_put_control(const struct site *s, struct catalog *c, long long pk)
{
	cJSON *control = model_control(c, s->model, pk);
	struct buf path = BUF_INIT;
	int rc = 0;

	if (control == NULL)
		return -1;
	member_add_text(control, "page", control_pages_of(&s->controls, pk));
	site_add_control_prose(control);
	if ((s->o->formats & RENDER_MARKDOWN) != 0)
		rc = put_markdown(s, control, &path);
	if (rc == 0 && (s->o->formats & RENDER_HTML) != 0)
		rc = put_html(s, control, &path);
	buf_free(&path);
	cJSON_Delete(control);
	return rc;
}
