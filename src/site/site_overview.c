/* The page for whoever decides, and its twins for programs and wikis. */
#include <stdlib.h>

#include "base/escape.h"
#include "base/file.h"
#include "base/str.h"
#include "board/board.h"
#include "site.h"
#include "value/member.h"

/* What stands in a file of the site of its own stands in the page. */
static int
add_style(const char *templates, const char *over, cJSON *model)
{
	static const char name[] = "html/assets/overview.css";
	char *path = over == NULL ? NULL : path_join(over, name);
	struct buf style = BUF_INIT;
	int rc;

	if (path == NULL || !file_exists(path)) {
		free(path);
		path = path_join(templates, name);
	}
	rc = file_read(path, 0, &style);
	if (rc == 0)
		member_add_text(model, "style", buf_str(&style));
	buf_free(&style);
	free(path);
	return rc;
}

int
render_report(const char *templates, const char *over, const char *name,
    cJSON *model, struct buf *out)
{
	struct templates *t = templates_load(templates, over);
	bool html = str_has_prefix(name, "html/");
	int rc = -1;

	if (t != NULL && (!html || add_style(templates, over, model) == 0))
		rc = mustache_render(t, name, model, html ? escape_html
		    : escape_markdown, out);
	templates_free(t);
	return rc;
}

int
site_fill_overview(struct site_page *p)
{
	const struct site *s = p->site;
	struct board_asked asked = { .before_logs = s->told_before,
		.changes = s->changes, .logs = s->told_logs,
		.seen = s->visibility,
		.history = s->o->history };
	cJSON *board, *bare;

	if (s->before != NULL) {
		asked.before = catalog_again(s->before);
		if (asked.before == NULL)
			return -1;
	}
	board = board_make(p->catalog, &asked);
	catalog_close(asked.before);
	if (board == NULL)
		return -1;
	if ((s->o->formats & RENDER_MARKDOWN) != 0 &&
	    site_fill(s, "markdown/overview", board,
	    "markdown/overview.md") == -1)
		return -1;
	bare = cJSON_Duplicate(board, 1);
	board_strip(bare);
	if (site_put_api(s, bare, "api/overview.json") == -1)
		return -1;
	p->data = board;
	return 0;
}
