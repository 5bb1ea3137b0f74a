/* The pages of controls. */
#include "base/buf.h"
#include "base/escape.h"
#include "export/api.h"
#include "model/control.h"
#include "model/policy.h"
#include "prose/description.h"
#include "site.h"
#include "value/member.h"
#include "words/words.h"

static const char up[] = "../../";

/* Have the controls of the source a page each? */
static bool
is_wanted_source(const struct strs *pages, const cJSON *source)
{
	bool usual = pages == NULL || pages->n == 0;

	if ((usual || strs_has(pages, "own")) &&
	    member_get(source, "own") != NULL)
		return true;
	if ((usual || strs_has(pages, kind_name(KIND_POLICY))) &&
	    member_kind(source) == KIND_POLICY)
		return true;
	return !usual && (strs_has(pages, "all") ||
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
	return breadth_read(c, &s->breadth);
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
put_control_markdown(const struct site *s, const cJSON *control,
    struct buf *path)
{
	put_path(path, "markdown/controls", member_text(control, "page"), ".md");
	return site_fill(s, "markdown/control", control, buf_str(path));
}

void
site_add_pages(const struct site *s, cJSON *groups)
{
	cJSON *group, *one;

	cJSON_ArrayForEach(group, groups)
		cJSON_ArrayForEach(one, member_get(group, "ids"))
			member_add_or_false(one, "page", control_pages_of(
			    &s->controls, member_number(one, "control")));
}

/* Adds where controls that it names have pages of their own here, or false. */
static void
add_related_pages(const struct site *s, cJSON *control)
{
	cJSON *technique, *k;

	site_add_pages(s, member_get(control, "crosswalks"));
	cJSON_ArrayForEach(k, member_get(control, "made_from"))
		member_add_or_false(k, "page", control_pages_of(&s->controls,
		    member_number(k, "control")));
	cJSON_ArrayForEach(technique, member_get(control, "related"))
		cJSON_ArrayForEach(k, member_get(technique, "controls"))
			member_add_or_false(k, "page", control_pages_of(
			    &s->controls, member_number(k, "control")));
}

static int
put_control_json(const struct site *s, const cJSON *control, struct buf *path)
{
	put_path(path, "api/controls", member_text(control, "page"), ".json");
	return site_put_api(s, api_control(control), buf_str(path));
}

/* Comes last, since the page adds to the model. */
static int
put_html(const struct site *s, cJSON *control, struct buf *path)
{
	bool policy = member_kind(control) == KIND_POLICY;
	cJSON *one;

	if (policy)
		policy_add(control, s->cells, s->ncells,
		    member_get(s->model, "whose"));
	if (prose_add(&s->links, up, control, "description_markdown",
	    "description_html", false) == -1)
		return -1;
	cJSON_ArrayForEach(one, member_get(control, policy ? "groups"
	    : "mappings"))
		if (prose_add(&s->links, up, one, "note_markdown", "note_html",
		    true) == -1)
			return -1;
	add_related_pages(s, control);
	put_path(path, "controls", member_text(control, "page"), ".html");
	return site_put(s, policy ? "html/policy" : "html/control", control,
	    buf_str(path), NULL);
}

/* A framework's controls are many, and each names many techniques: they have an
 * HTML page each, and no file for programs. */
static int
put_framework(const struct site *s, cJSON *control, struct buf *path)
{
	return (s->o->formats & RENDER_HTML) != 0 ? put_html(s, control, path)
	    : 0;
}

/* In all formats. */
static int
put_whole(const struct site *s, cJSON *control, struct buf *path)
{
	int rc = 0;

	if ((s->o->formats & RENDER_MARKDOWN) != 0)
		rc = put_control_markdown(s, control, path);
	if (rc == 0 && (s->o->formats & RENDER_HTML) != 0) {
		rc = put_control_json(s, control, path);
		if (rc == 0)
			rc = put_html(s, control, path);
	}
	return rc;
}

/* The cells of its techniques are on the page of a policy. */
static int
keep_pages(const struct site *s, long long pk, bool framework,
    char hex[DIGEST_HEX + 1])
{
	const struct slice_pair *one;
	struct key key;
	size_t n;

	site_begin_unit(s, &key, "control");
	made_from_add_control(&s->made, &key, pk, !framework);
	one = slices_of(&s->made.slices.techniques, pk, &n);
	for (; n > 0; n--, one++)
		key_add(&key, s->cells[one->b - 1]);
	return site_keep(s, &key, hex);
}

int
site_put_control(const struct site *whole, struct catalog *c, long long pk)
{
	bool framework = control_pages_is_framework(&whole->controls, pk);
	struct site one = *whole, *s = &one;
	struct buf path = BUF_INIT;
	char key[DIGEST_HEX + 1];
	cJSON *control;
	int rc = keep_pages(whole, pk, framework, key);

	if (rc != 0)
		return rc == 1 ? 0 : -1;
	s->key = key;
	control = framework ? model_control_brief(c, s->model, pk)
	    : model_control(c, s->model, pk);
	if (control == NULL)
		return -1;
	member_add_text(control, "page", control_pages_of(&s->controls, pk));
	if (framework)
		breadth_add(&s->breadth, control, pk);
	site_add_control_prose(control);
	rc = framework ? put_framework(s, control, &path)
	    : put_whole(s, control, &path);
	buf_free(&path);
	cJSON_Delete(control);
	return rc;
}
