/* The twins of pages: the same for programs, and as Markdown. */
#include <string.h>

#include "base/str.h"
#include "export/api_pages.h"
#include "site.h"
#include "value/member.h"
#include "value/value.h"

static const struct {
	const char *html, *markdown; /* templates */
	cJSON *(*api)(const cJSON *page, const cJSON *site);
} twins[] = {
	{ "html/gaps", "markdown/gaps", api_gaps },
	{ "html/tactics", "markdown/tactics", api_tactics },
	{ "html/tactic", "markdown/tactic", api_tactic },
	{ "html/sources", "markdown/sources", api_sources },
	{ "html/source", "markdown/source", api_source },
	{ "html/control_list", "markdown/control_list", api_controls },
	{ "html/threats", "markdown/threats", api_threats },
	{ "html/compare", "markdown/compare", api_compare },
	{ "html/exploited", "markdown/exploited", api_exploited },
	{ "html/changes", "markdown/changes", api_changes },
	{ "html/methodology", "markdown/methodology", api_methodology },
};

static int
put_both(const struct site *s, size_t i, cJSON *page, const char *twin)
{
	struct arena mem = { 0 }, *before = value_use(&mem);
	struct buf path = BUF_INIT;
	int rc;

	buf_printf(&path, "api/%s.json", twin);
	rc = site_put_api(s, twins[i].api(page, s->model), buf_str(&path));
	value_use(before);
	arena_free(&mem);
	buf_reset(&path);
	buf_printf(&path, "markdown/%s.md", twin);
	if (rc == 0 && (s->o->formats & RENDER_MARKDOWN) != 0) {
		cJSON_AddItemReferenceToObject(page, "site", s->common);
		rc = site_fill(s, twins[i].markdown, page,
		    buf_str(&path));
		cJSON_DeleteItemFromObject(page, "site"); /* site_put adds it */
	}
	buf_free(&path);
	return rc;
}

int
site_put_twins(const struct site *s, const char *template, cJSON *page,
    const char *path)
{
	struct buf twin = BUF_INIT;
	size_t i;
	int rc = 0;

	for (i = 0; i < sizeof(twins) / sizeof(twins[0]); i++) {
		if (!str_equal(template, twins[i].html))
			continue;
		buf_put(&twin, path, strlen(path) - strlen(".html"));
		rc = put_both(s, i, page, buf_str(&twin));
		member_add_text(page, "twin", buf_str(&twin));
	}
	buf_free(&twin);
	return rc;
}
